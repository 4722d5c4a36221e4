"""A house without models: the tests' encoder, the Markdown reader in this process, a clock that tests move, real services and database."""

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from assistant.accounts.users import User, add_user
from assistant.compose import House
from assistant.services import documents
from assistant.services.documents import Changed
from assistant.settings import Settings
from ingest import store
from ingest.documents import DocumentFacts
from ingest.reading.blocks import ReadDocument, ReadLimits
from ingest.reading.reader import read_document
from policies.clock import Clock
from policies.policy import Policy
from policies.words.documents import Passage
from policies.words.items import Item
from policies.words.people import SYSTEM, Actor, Role
from review_queue import items
from review_queue import store as queue
from tests.contracts.evidence_at_hand import cite, demo_policy
from tests.hash_encoder import HashEncoder
from tests.ingest.registry import read_here
from tests.review_queue.desk import drafted, submission

START = dt.datetime(2026, 9, 1, 15, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


class QuietHouse(House):
    """Reads Markdown in this process; every other format as the product does."""

    def read_document(self, data: bytes, file_name: str, limits: ReadLimits) -> ReadDocument:
        return read_here(data, file_name, limits) if file_name.endswith(".md") else read_document(data, file_name, limits)


@dataclass
class Quiet:
    """The house with its people."""

    house: House
    moment: dt.datetime = START
    users: dict[str, User] = field(default_factory=dict[str, User])

    def who(self, name: str) -> Actor:
        return self.users[name].actor

    def later(self, **delta: float) -> None:
        self.moment += dt.timedelta(**delta)

    @property
    def today(self) -> dt.date:
        return self.house.clock.today()

    def add(self, text: str, title: str = "Lunch prices", kind: str = "meals", file_name: str = "page.md", **facts: object) -> Changed:
        """A pending revision, uploaded by the clerk, owned by the owner with the backup behind."""
        about = DocumentFacts(title, kind, **{"owner_id": "owner", "backup_owner_id": "backup", **facts})  # type: ignore[arg-type]
        return documents.add(self.house, self.who("clerk"), text.encode(), file_name, about)

    def publish(
        self, text: str, title: str = "Lunch prices", start: dt.date | None = None, end: dt.date | None = None, **facts: object
    ) -> Changed:
        """A revision that its owner approved."""
        added = self.add(text, title, **facts)  # type: ignore[arg-type]
        return documents.approve(self.house, self.who("owner"), added.document.id, added.revision.id, start, end)

    def passages(self, revision_id: str) -> list[Passage]:
        with self.house.database.read() as session:
            return [passage for passage, _hash in store.load_passages(session, [revision_id])]

    def passage(self, revision_id: str, words: str) -> Passage:
        """The passage that holds some words."""
        return next(passage for passage in self.passages(revision_id) if words in passage.text)

    def item(self, passage: Passage, quote: str | None = None) -> str:
        """An item in the queue whose draft cites words of a passage; gives its id."""
        sentence = drafted(passage).sentences[0]
        draft = drafted(passage)
        cited = type(sentence)(sentence.text, sentence.support, (cite(passage, quote),))
        made = submission(draft=type(draft)(draft.id, draft.greeting, (cited,), draft.closing, draft.language))
        with self.house.database.write() as session:
            return items.submit(session, self.moment, self.who("staff"), made, None, self.house.policy).id

    def get(self, item_id: str) -> Item:
        with self.house.database.read() as session:
            return queue.get_item(session, item_id)

    def status(self, item_id: str) -> str:
        return self.get(item_id).status.value

    def session(self) -> Iterator[Session]:
        with self.house.database.read() as session:
            yield session


def open_quiet(data: Path, policy: Policy | None = None) -> Quiet:
    """A house on a data folder that holds a database at the newest step."""
    quiet = Quiet.__new__(Quiet)
    quiet.moment, quiet.users = START, {}
    chosen = policy or demo_policy()
    quiet.house = QuietHouse(Settings(data=data, log_level="error"), chosen, Clock(chosen.district.timezone, lambda: quiet.moment))
    quiet.house.__dict__["_encoder"] = HashEncoder()
    return quiet


@pytest.fixture
def quiet(sqlite_source: Path, tmp_path: Path) -> Iterator[Quiet]:
    """The house with a clerk, an owner, a backup, a member of staff, a reviewer and an administrator."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(sqlite_source, data / "countersign.db")
    made = open_quiet(data)
    people = {
        "clerk": Role.OWNER,
        "owner": Role.OWNER,
        "backup": Role.OWNER,
        "staff": Role.STAFF,
        "reviewer": Role.REVIEWER,
        "admin": Role.ADMIN,
    }
    with made.house.database.write() as session:
        for name, role in people.items():
            made.users[name] = add_user(session, START, SYSTEM, name, [role], made.house.policy.sign_in)
    yield made
    made.house.close()
