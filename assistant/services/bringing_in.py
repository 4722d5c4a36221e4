"""Messages brought in from a file: each walks the question's way as a typed one does; the same file again asks nothing twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assistant.compose import House
from assistant.importing import Message
from assistant.services import questions
from policies.errors import CountersignError, TooMany
from policies.words.items import Item
from policies.words.people import Actor

PAUSE_SECONDS = 5.0
"""How long to wait before a message is tried again that came too soon after the others."""
MOST_PAUSES = 60
"""Pauses in a row before the rest is left: five minutes, where the policy counts within one."""


@dataclass(slots=True)
class Brought:
    """What became of a file's messages. `refused` names messages by their number, from 1, with why; `n_left` were not tried."""

    items: list[Item] = field(default_factory=list[Item])
    refused: list[tuple[int, CountersignError]] = field(default_factory=list[tuple[int, CountersignError]])
    n_left: int = 0


def bring_in(
    house: House,
    actor: Actor,
    messages: Sequence[Message],
    *,
    told: Callable[[int, int], None] = lambda _n, _all: None,
    pause: Callable[[float], None] | None = None,
) -> Brought:
    """Ask every message. One that is refused is named and the others go on.

    The policy bounds how many come within a minute: with `pause` (`time.sleep` of a command) the work waits for the next minute, without it
    the rest is left, for a request that must answer. `told` hears how far it is, and may stop it.
    """
    brought = Brought()
    for number, message in enumerate(messages, start=1):
        try:
            brought.items.append(_asked(house, actor, message, pause))
        except TooMany:
            brought.n_left = len(messages) - number + 1
            break
        except CountersignError as error:
            brought.refused.append((number, error))
        told(number, len(messages))
    return brought


def _asked(house: House, actor: Actor, message: Message, pause: Callable[[float], None] | None) -> Item:
    for _ in range(MOST_PAUSES):
        try:
            return _ask(house, actor, message)
        except TooMany:
            if pause is None:
                raise
            pause(PAUSE_SECONDS)
    return _ask(house, actor, message)


def _ask(house: House, actor: Actor, message: Message) -> Item:
    return questions.ask(
        house,
        actor,
        message.text,
        language=message.language,
        school=message.school,
        school_year=message.school_year,
        channel="import",
        received_at=message.received_at,
        key=message.key,
    )
