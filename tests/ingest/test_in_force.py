"""Whatever is done to a registry in whatever order: only what is approved, in force and not replaced may be used."""

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from ingest import approval, scope
from ingest.tables import RevisionRow
from policies.errors import BadInput, Conflict
from policies.ledger import Tag, events
from policies.records import Database
from policies.words.documents import RevisionStatus
from tests.ingest.registry import NOW, OWNER, TODAY, Registry, policy

TITLES = ("Lunch prices", "Bus rules")
DAYS = st.integers(-6, 6).map(lambda n: TODAY + dt.timedelta(days=n))
ACTS = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(TITLES)),
    st.tuples(st.just("approve"), st.integers(0, 9), DAYS, DAYS, DAYS),
    st.tuples(st.sampled_from(["reject", "revoke"]), st.integers(0, 9)),
    st.tuples(st.just("supersede"), DAYS),
)


SHARED = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""Examples share a database; each takes its changes back."""


class _Undo(Exception):
    """Ends a transaction without a trace."""


@contextmanager
def undone(database: Database) -> Iterator[Session]:
    """A writing session whose changes are taken back."""
    with suppress(_Undo), database.write() as session:
        yield session
        raise _Undo


@dataclass
class History:
    """A registry and, beside it, what its revisions must be by the plain rules."""

    session: Session
    numbers: Iterator[int] = field(default_factory=itertools.count)
    ids: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        """Both documents begin with two pending revisions: what matters is what happens between revisions of one document."""
        for title in TITLES * 2:
            self.act(("add", title))

    def act(self, act: tuple[object, ...]) -> None:
        match act:
            case ("add", str(title)):
                text = f"# {title}\n\nWords number {next(self.numbers)} of it.\n"
                self.ids.append(Registry(self.session).add(text, title).id)
            case ("supersede", dt.date() as day):
                approval.supersede_due(self.session, NOW, day)
            case ("approve", int(place), dt.date() as today, dt.date() as start, dt.date() as end):
                self._try(lambda: approval.approve(self.session, NOW, today, OWNER, self.ids[place % len(self.ids)], policy(), start, end))
            case ("reject", int(place)):
                self._try(lambda: approval.reject(self.session, NOW, OWNER, self.ids[place % len(self.ids)], "Not the right file."))
            case ("revoke", int(place)):
                self._try(lambda: approval.revoke(self.session, NOW, OWNER, self.ids[place % len(self.ids)], "No longer true."))
            case _:
                raise AssertionError(act)

    @staticmethod
    def _try(change: Callable[[], object]) -> None:
        with suppress(Conflict, BadInput):
            change()


def rows(session: Session) -> list[RevisionRow]:
    session.flush()
    return list(session.query(RevisionRow).order_by(RevisionRow.number))


@settings(SHARED, max_examples=40)
@given(acts=st.lists(ACTS, min_size=4, max_size=24), days=st.lists(DAYS, min_size=1, max_size=6))
def test_nothing_but_an_approved_revision_in_its_dates_is_ever_in_force_and_one_of_a_document(
    sqlite_database: Database, acts: list[tuple[object, ...]], days: list[dt.date]
) -> None:
    with undone(sqlite_database) as session:
        history = History(session)
        for act in acts:
            history.act(act)
        everything = {row.id: row for row in rows(session)}
        published = scope.published(session)
        for day in days:
            in_force = scope.in_force(published, day)
            documents = [revision.document_id for revision in in_force.values()]
            assert len(documents) == len(set(documents))
            for id_ in in_force:
                row = everything[id_]
                assert row.status == RevisionStatus.APPROVED.value
                assert row.effective_from is not None
                assert row.expires_on is not None
                assert row.effective_from <= day <= row.expires_on
            expired = scope.expired(published, day)
            assert not expired.keys() & in_force.keys()
            assert all(everything[id_].expires_on < day for id_ in expired)


@settings(SHARED, max_examples=40)
@given(acts=st.lists(ACTS, min_size=4, max_size=24), day=DAYS)
def test_what_is_in_force_is_the_latest_that_has_begun_and_nothing_earlier_comes_back(
    sqlite_database: Database, acts: list[tuple[object, ...]], day: dt.date
) -> None:
    """By the plain rule, written a second time: of each document the latest begun, and only while it lasts."""
    with undone(sqlite_database) as session:
        history = History(session)
        for act in acts:
            history.act(act)
        expected: set[str] = set()
        by_document: dict[str, list[RevisionRow]] = {}
        for row in rows(session):
            by_document.setdefault(row.document_id, []).append(row)
        for members in by_document.values():
            begun = [r for r in members if r.status == "approved" and r.effective_from is not None and r.effective_from <= day]
            begun.sort(key=lambda r: (r.effective_from, r.number))
            if begun and begun[-1].expires_on is not None and day <= begun[-1].expires_on:
                expected.add(begun[-1].id)
        before = scope.in_force(scope.published(session), day)
        assert set(before) == expected
        approval.supersede_due(session, NOW, day)
        assert set(scope.in_force(scope.published(session), day)) == expected


@settings(SHARED, max_examples=30)
@given(acts=st.lists(ACTS, min_size=4, max_size=24))
def test_the_ledger_tells_the_state_of_every_revision(sqlite_database: Database, acts: list[tuple[object, ...]]) -> None:
    """Replaying the events alone gives the same states as the table: each change wrote exactly one."""
    after = {
        Tag.REVISION_ADDED: "pending",
        Tag.REVISION_APPROVED: "approved",
        Tag.REVISION_REJECTED: "rejected",
        Tag.REVISION_REVOKED: "revoked",
        Tag.REVISION_SUPERSEDED: "superseded",
    }
    allowed = {"": {"pending"}, **{a.value: {b.value for b in to} for a, to in approval.MOVES.items()}}
    with undone(sqlite_database) as session:
        history = History(session)
        for act in acts:
            history.act(act)
        told: dict[str, str] = {}
        for event in events(session, tags=list(after)):
            to = after[Tag(event.tag)]
            assert to in allowed[told.get(event.subject, "")]
            told[event.subject] = to
        assert told == {row.id: row.status for row in rows(session)}
