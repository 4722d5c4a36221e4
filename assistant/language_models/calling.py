"""Calls to one provider under all its bounds: the day's budget, the breaker, one retry. Whoever wants words asks here."""

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from assistant.language_models.breaker import Breaker
from assistant.language_models.faults import RETRIED, FaultKind, ProviderFault
from assistant.language_models.openai_compatible import OpenAICompatible, Replied
from policies.policy import ProviderRules

MAX_WAIT_SECONDS = 2.0
"""Longest Retry-After that is waited for; a provider that asks for more is not asked again for this draft. Unit: seconds."""
_PAUSE_SECONDS = 0.2
_UNBILLED = frozenset(
    {FaultKind.UNREACHABLE, FaultKind.KEY_REFUSED, FaultKind.REQUEST_REFUSED, FaultKind.RATE_LIMITED, FaultKind.OTHER_HOST}
)
"""Faults after which nothing was written, so that nothing can be charged; after any other the most it could cost is counted."""

Messages = Sequence[tuple[str, str]]
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Reserved:
    """What was put aside for one call: the day that pays, and the most it can cost in millionths of the currency."""

    day: dt.date
    millionths: int


class Purse(Protocol):
    """What a day's calls may cost, for all workers together. See `assistant.spending`."""

    def reserve(self, n_prompt_chars: int) -> Reserved | None:
        """Put the most that one call can cost aside; None when the day's budget does not hold it."""
        ...

    def settle(self, reserved: Reserved, replied: Replied | None, *, is_billed: bool) -> None:
        """Replace what was put aside by what the call cost."""
        ...


class ProviderCalls:
    """Calls to the model of one `ProviderRules` entry. Safe to share between threads; who drafts and who translates share one breaker.

    `key` is the provider's key, None without one. `clock` gives seconds that never run backwards. `purse` None sets no limit of cost.
    """

    def __init__(
        self,
        provider: ProviderRules,
        *,
        key: str | None = None,
        purse: Purse | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Raises: WrongConfiguration when the provider's address cannot be used safely."""
        self.provider = provider
        self._model = OpenAICompatible(provider, key=key)
        self._breaker = Breaker(clock)
        self._purse = purse
        self._sleep = sleep

    @property
    def is_resting(self) -> bool:
        """Whether the provider is left alone now, after several faults in a row."""
        return self._breaker.is_open

    def prepare(self) -> None:
        """Import the libraries now, so that the first question does not wait for it."""
        self._model.prepare()

    def ask(self, messages: Messages, schema: Mapping[str, Any], read: Callable[[str], Read]) -> Read:
        """What `read` makes of the model's words; a reply that `read` refuses counts as a fault of the provider.

        Raises: ProviderFault, after at most `max_calls_per_draft` calls of `timeout_seconds` and `MAX_WAIT_SECONDS` between two.
        """
        if not self._breaker.may_call():
            raise ProviderFault(FaultKind.RESTING)
        is_good = is_fault = True
        try:
            return read(self._tried(messages, schema))
        except ProviderFault as fault:
            is_good, is_fault = False, fault.kind is not FaultKind.BUDGET_SPENT
            raise
        except BaseException:
            is_good = False
            raise
        finally:
            (self._breaker.succeeded if is_good else self._breaker.failed if is_fault else self._breaker.left)()

    def _tried(self, messages: Messages, schema: Mapping[str, Any]) -> str:
        """One call, and one more after a fault that passes by itself. Raises: ProviderFault."""
        try:
            return self._paid(messages, schema)
        except ProviderFault as fault:
            wait = _PAUSE_SECONDS if fault.retry_after_seconds is None else fault.retry_after_seconds
            if fault.kind not in RETRIED or wait > MAX_WAIT_SECONDS or self.provider.max_calls_per_draft < 2:
                raise
        self._sleep(wait)
        return self._paid(messages, schema)

    def _paid(self, messages: Messages, schema: Mapping[str, Any]) -> str:
        """One call within the day's budget. Raises: ProviderFault."""
        if self._purse is None:
            return self._model.reply(messages, schema).text
        reserved = self._purse.reserve(sum(len(text) for _, text in messages) + len(str(schema)))
        if reserved is None:
            raise ProviderFault(FaultKind.BUDGET_SPENT)
        replied, is_billed = None, True
        try:
            replied = self._model.reply(messages, schema)
            return replied.text
        except ProviderFault as fault:
            is_billed = fault.kind not in _UNBILLED
            raise
        finally:
            self._purse.settle(reserved, replied, is_billed=is_billed)
