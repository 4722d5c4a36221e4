"""Questions that come many at once: what waits and asks alike, and the words that were approved before while their sources hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.compose import House
from assistant.services.grounds import in_force
from policies.errors import CountersignError
from policies.permissions import Permission, may
from policies.words.items import Answer, Item, ItemStatus
from policies.words.people import Actor
from review_queue import alike, answers, store

N_SHOWN = 50
"""Items that ask alike and are named at one item."""
OPEN = frozenset({ItemStatus.QUEUED, ItemStatus.CLAIMED, ItemStatus.RECALLED})


@dataclass(frozen=True, slots=True)
class ApprovedBefore:
    """Approved words that rest on nothing but what this item cites too, and hold today. `n` approved items have these very words."""

    item_id: str
    answer_id: int
    question: str
    answer: Answer
    n: int


@dataclass(frozen=True, slots=True)
class Again:
    """What an open item has in common with others. Nothing of it decides anything. `waiting` names at most `N_SHOWN` of the `n_waiting`."""

    waiting: tuple[str, ...] = ()
    n_waiting: int = 0
    before: ApprovedBefore | None = None


def asked_again(house: House, actor: Actor, item: Item) -> Again:
    """What waits and asks alike, and the approved words that may serve again. Empty for who may not read others' items.

    The words are shown to who reviews and are not given out by it.
    """
    if item.status not in OPEN or item.draft is None or not may(actor, Permission.ITEM_READ):
        return Again()
    cited = set(alike.quoted_in(c for sentence in item.draft.sentences for c in sentence.citations))
    with house.database.read() as session:
        waiting = tuple(alike.waiting_like(session, item.id, N_SHOWN))
        n_others = alike.n_waiting(session, [item.id]).get(item.id, 1) - 1
        # an answer is bound to what its own item cites, so words that lean on more would outlive their source
        rows = [row for row in alike.approved_like(session, item.id) if set(alike.quoted_in(store.answer_of(row).citations)) <= cited]
        for row in rows:
            source = store.get_item(session, row.item_id)
            try:
                answer = answers.checked(row, house.policy, in_force(house, session, source), house.clock.today())
            except CountersignError:
                continue
            n = len({one.item_id for one in rows if one.text_hash == row.text_hash})
            return Again(waiting, n_others, ApprovedBefore(source.id, row.id, source.question.text, answer, n))
    return Again(waiting, n_others)


def n_waiting(house: House, actor: Actor, items: Sequence[Item]) -> dict[str, int]:
    """How many wait in the group of each item of a page, itself counted; only where two or more do."""
    if not may(actor, Permission.ITEM_READ):
        return {}
    with house.database.read() as session:
        return alike.n_waiting(session, [item.id for item in items])
