"""Who acts: roles, the acting person, and the office a family is pointed to."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a user may do, by the contract's names."""

    STAFF = "staff"
    REVIEWER = "reviewer"
    LEADER = "leader"
    OWNER = "owner"
    ADMIN = "admin"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in person (or service) on whose behalf a change is made; its id goes into the ledger."""

    user_id: str
    roles: frozenset[Role]
    languages: frozenset[str] = frozenset({"en"})


SYSTEM = Actor(user_id="system", roles=frozenset())
"""The product itself, for changes no person asked for (set-up, expiry, recall)."""


@dataclass(frozen=True, slots=True)
class Contact:
    """An office that can help, from the district's directory."""

    office: str
    phone: str | None = None
    email: str | None = None
    hours: str | None = None
