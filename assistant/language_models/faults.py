"""What can go wrong with a provider, as one error with a kind. Never a provider's own words: they may hold anything."""

from enum import StrEnum

from policies.errors import Unavailable


class FaultKind(StrEnum):
    """What went wrong; the value is what the reviewer reads."""

    KEY_REFUSED = "the provider refused the key"
    REQUEST_REFUSED = "the provider refused the request"
    RATE_LIMITED = "the provider asked for fewer calls"
    SERVER_ERROR = "the provider had an error of its own"
    UNREACHABLE = "the provider could not be reached"
    BROKEN_OFF = "the connection broke off"
    TOO_SLOW = "the reply took too long"
    TOO_LARGE = "the reply was too large"
    REDIRECTED = "the provider pointed to another address"
    OTHER_HOST = "a call to a host that the policy does not list was stopped"
    NOT_JSON = "the reply was not JSON"
    WRONG_SHAPE = "the reply had another shape than agreed"
    WRONG_MODEL = "another model answered than the policy names"
    CUT_SHORT = "the reply was cut short"
    DECLINED = "the model declined to answer"
    ASKED_FOR_A_TOOL = "the model asked for a tool"
    EMPTY = "the reply was empty"
    NOT_SUPPORTED = "no sentence of the reply quoted the passages it was given"
    BUDGET_SPENT = "the day's budget for language models is spent"
    RESTING = "the provider failed several times in a row and is given a rest"


RETRIED = frozenset({FaultKind.RATE_LIMITED, FaultKind.SERVER_ERROR, FaultKind.BROKEN_OFF})
"""Faults that pass by themselves, so that one more call is worth it."""


class ProviderFault(Unavailable):
    """A provider did not answer usably. Shape: `retry_after_seconds` is what it asked for, None when it named nothing."""

    def __init__(self, kind: FaultKind, *, status: int | None = None, retry_after_seconds: float | None = None) -> None:
        super().__init__(
            f"provider.{kind.name.lower()}",
            f"{kind.value[0].upper()}{kind.value[1:]}.",
            "The extractive drafter wrote the draft. Check the provider, or set drafting.drafter to extractive.",
            provider_status=status,
        )
        self.kind = kind
        self.retry_after_seconds = retry_after_seconds
