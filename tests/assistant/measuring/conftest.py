import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant import schema
from assistant.accounts.users import User, add_user
from assistant.compose import House
from assistant.settings import Settings
from policies.clock import Clock
from policies.words.people import SYSTEM, Role
from tests.assistant.web.small_house import START, small_policy


@dataclass
class Quiet:
    """A house without documents, with a clock that stands still."""

    house: House
    moment: dt.datetime = START
    users: dict[str, User] = field(default_factory=dict[str, User])


@pytest.fixture(scope="session")
def lender(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house that only lends its redactor, loaded once."""
    house = House(Settings(data=tmp_path_factory.mktemp("lender"), log_level="error"), small_policy(), Clock("UTC"))
    yield house
    house.close()


@pytest.fixture
def quiet(tmp_path: Path, lender: House) -> Iterator[Quiet]:
    """A small house on a fresh database; the redactor is lent."""
    policy = small_policy()
    made = Quiet(House(Settings(data=tmp_path, log_level="error"), policy, Clock("UTC")))
    made.house.clock = Clock("America/Chicago", lambda: made.moment)
    made.house.__dict__["_redactor"] = lender.redactor
    schema.upgrade(made.house.database)
    with made.house.database.write() as session:
        for role in Role:
            made.users[role.value] = add_user(session, START, SYSTEM, role.value, [role], policy.sign_in)
    yield made
    made.house.close()
