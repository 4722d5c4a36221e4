"""What the web door needs of the house to let anyone in."""

from typing import Protocol

from assistant.settings import Settings
from policies.clock import Clock
from policies.policy import Policy
from policies.records import Database


class Foundations(Protocol):
    """The parts every request uses; `assistant.compose.House` has them, and so has the small house of the door's own tests."""

    @property
    def settings(self) -> Settings:
        """Where and how the product runs."""
        ...

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        ...

    @property
    def database(self) -> Database:
        """The one database."""
        ...

    @property
    def clock(self) -> Clock:
        """The one clock."""
        ...


def is_https(settings: Settings) -> bool:
    """Whether people reach the product over TLS: decides cookie names, the Secure flag and HSTS."""
    return (settings.public_url or "").lower().startswith("https://")
