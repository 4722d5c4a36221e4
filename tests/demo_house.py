"""The demonstration district with the real models: founded once per test session, copied for every test that changes it."""

import atexit
import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.accounts import users
from assistant.compose import House
from assistant.founding import Founded, found
from assistant.services import questions
from assistant.settings import Settings
from policies.clock import Clock
from policies.policy import Policy, load_policy
from policies.words.items import Item
from policies.words.people import Actor

MOMENT = dt.datetime(2026, 11, 22, 15, 0, tzinfo=dt.UTC)
"""The moment that the demonstration's registry is meant for; a Sunday morning in the district."""

START_QUESTION = "What time does school start at Odessa Whitcomb Elementary?"
HOURS_FILE = "school-hours-2026-2027.pdf"


KEPT = "TESTS_DISTRICT"
"""Environment variable: a folder in which the founded district is kept between runs, for whoever writes tests. Delete it by hand."""


@cache
def founded() -> Founded:
    """The data folder of `countersign init --demo`. Nobody writes to it: copy it. The workers of one run share one."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if kept := os.environ.get(KEPT):
        folder = Path(kept)
    elif run:
        folder = Path(tempfile.gettempdir()) / f"countersign-tests-{run}"
    else:
        folder = Path(tempfile.mkdtemp(prefix="countersign-tests-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "founding.lock"):
        return found(is_demo=True, settings=Settings(data=folder / "district"))


def copy_of_the_district(to: Path) -> Path:
    """A data folder of one's own."""
    return Path(shutil.copytree(founded().data, to / "district"))


class SteppingClock:
    """The district's clock, standing still until a test moves it."""

    def __init__(self) -> None:
        self.moment = MOMENT

    def __call__(self) -> dt.datetime:
        return self.moment


@dataclass
class Demo:
    """A house on its own copy of the district, with its people."""

    house: House
    people: dict[str, Actor]
    time: SteppingClock

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.house.settings.data

    def ask(self, text: str, who: str = "staff", **more: str) -> Item:
        """Ask as a member of staff does."""
        return questions.ask(self.house, self.people[who], text, **more)  # type: ignore[arg-type]

    def token(self, role: str) -> str:
        """The API token of a role."""
        return founded().tokens[role]


@cache
def lending_house() -> House:
    """A house that only lends its models: they are loaded once per session."""
    house = House(Settings(data=founded().data, log_level="error"))
    house.encoder.encode_query("warm")
    house.redactor.load()
    return house


def open_demo(data: Path, policy: Policy | None = None) -> Demo:
    """A house on a data folder, with the session's models and a clock that stands at `MOMENT`."""
    settings = Settings(data=data, log_level="info")
    time = SteppingClock()
    lender = lending_house()
    chosen = policy or load_policy(settings.policy_file)
    house = House(settings, chosen, Clock(chosen.district.timezone, time))
    house.__dict__["_encoder"] = lender.encoder
    house.__dict__["_redactor"] = lender.redactor
    with house.database.read() as session:
        people = {user.username: user.actor for user in users.list_users(session)}
    return Demo(house, people, time)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    """The whole district, to do with as one likes."""
    made = open_demo(copy_of_the_district(tmp_path))
    yield made
    made.house.close()


def cited_files(item: Item) -> set[str]:
    """The files that an item's draft cites."""
    return {citation.file_name for sentence in (item.draft.sentences if item.draft else ()) for citation in sentence.citations}


def cited_revisions(item: Item) -> set[str]:
    """The revisions that an item's draft cites."""
    return {citation.revision for sentence in (item.draft.sentences if item.draft else ()) for citation in sentence.citations}


def opened(item: Item) -> tuple[str, ...]:
    """Every citation of an item, as a reviewer who read them all sends them."""
    return tuple(citation.passage_id for sentence in (item.draft.sentences if item.draft else ()) for citation in sentence.citations)
