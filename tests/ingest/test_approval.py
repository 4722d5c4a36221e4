"""Who may put a revision in force, which moves it may make, and what each move writes."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from ingest import approval, store
from ingest.approval import MOVES
from ingest.store import Revision
from ingest.tables import RevisionRow
from policies.errors import BadInput, Conflict, CountersignError, NotFound, Refused
from policies.ledger import Tag, events, head
from policies.records import Database
from policies.words.documents import RevisionStatus
from policies.words.people import Actor
from tests.ingest.registry import ADMIN, BACKUP, CLERK, NOW, OWNER, STRANGER, TODAY, Registry, policy

S = RevisionStatus
DAY = dt.timedelta(days=1)


def approve(session: Session, revision: Revision, start: dt.date | None = None, end: dt.date | None = None, by: Actor = OWNER) -> Revision:
    return approval.approve(session, NOW, TODAY, by, revision.id, policy(), start, end).revision


ACTS: dict[str, Callable[[Session, Revision, Actor], object]] = {
    "approve": lambda session, revision, by: approve(session, revision, by=by),
    "reject": lambda session, revision, by: approval.reject(session, NOW, by, revision.id, "Not the right file."),
    "revoke": lambda session, revision, by: approval.revoke(session, NOW, by, revision.id, "No longer true."),
}


def ready_for(session: Session, act: str) -> Revision:
    """A revision in the state from which the act is allowed."""
    revision = Registry(session).add("# Meals\n\nLunch costs $3.10.\n")
    return approve(session, revision) if act == "revoke" else revision


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("by", [OWNER, BACKUP, ADMIN], ids=["owner", "backup", "admin"])
def test_the_owner_the_backup_and_an_administrator_may_act(database: Database, act: str, by: Actor) -> None:
    with database.write() as session:
        revision = ready_for(session, act)
        ACTS[act](session, revision, by)
        status = store.revision_of(session.get_one(RevisionRow, revision.id)).status
    assert status is {"approve": S.APPROVED, "reject": S.REJECTED, "revoke": S.REVOKED}[act]


@pytest.mark.parametrize("act", ACTS)
def test_nobody_else_may_act_whatever_their_roles(database: Database, act: str) -> None:
    with database.write() as session:
        revision = ready_for(session, act)
        before = head(session)
        with pytest.raises(Refused) as raised:
            ACTS[act](session, revision, STRANGER)
        assert raised.value.code == "approval.not_owner"
        assert head(session) == before


@pytest.mark.parametrize("uploader", [OWNER, BACKUP, ADMIN], ids=["owner", "backup", "admin"])
def test_the_uploader_does_not_approve_alone_not_even_as_administrator(database: Database, uploader: Actor) -> None:
    with database.write() as session:
        revision = Registry(session).add("# Meals\n\nLunch costs $3.10.\n", actor=uploader)
        with pytest.raises(Refused) as raised:
            approve(session, revision, by=uploader)
        assert raised.value.code == "approval.own_upload"
        other = BACKUP if uploader is not BACKUP else OWNER
        assert approve(session, revision, by=other).approved_by == other.user_id


def test_the_uploader_may_approve_where_the_policy_says_so(sqlite_database: Database) -> None:
    rules = policy().documents.model_copy(update={"uploader_may_approve": True})
    with sqlite_database.write() as session:
        revision = Registry(session).add("# Meals\n\nLunch costs $3.10.\n", actor=OWNER)
        own = policy().model_copy(update={"documents": rules})
        assert approval.approve(session, NOW, TODAY, OWNER, revision.id, own).revision.status is S.APPROVED


def test_approval_starts_today_and_lasts_as_long_as_its_kind_is_fresh(database: Database) -> None:
    with database.write() as session:
        done = approve(session, Registry(session).add("# Meals\n\nLunch costs $3.10.\n"))
    days = next(iter(policy().documents.kinds.values())).freshness_days
    assert (done.effective_from, done.expires_on) == (TODAY, TODAY + days * DAY)
    assert (done.approved_by, done.approved_at) == (OWNER.user_id, NOW)


@pytest.mark.parametrize(("start", "end"), [(TODAY, TODAY - DAY), (TODAY + 9 * DAY, TODAY + 8 * DAY), (TODAY, TODAY + 3651 * DAY)])
def test_dates_that_make_no_sense_are_refused(sqlite_database: Database, start: dt.date, end: dt.date) -> None:
    with sqlite_database.write() as session:
        revision = Registry(session).add("# Meals\n\nLunch costs $3.10.\n")
        with pytest.raises(BadInput) as raised:
            approve(session, revision, start, end)
        assert raised.value.code == "approval.dates"
        assert store.revision_of(session.get_one(RevisionRow, revision.id)).status is S.PENDING


@pytest.mark.parametrize("reason", ["", "  ", "no", "x" * 501])
def test_a_closing_needs_a_reason_that_says_something(sqlite_database: Database, reason: str) -> None:
    with sqlite_database.write() as session:
        revision = Registry(session).add("# Meals\n\nLunch costs $3.10.\n")
        with pytest.raises(BadInput) as raised:
            approval.reject(session, NOW, OWNER, revision.id, reason)
        assert raised.value.code == "revision.reason"


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("status", S)
def test_only_the_moves_of_the_table_are_made(sqlite_database: Database, act: str, status: S) -> None:
    to = {"approve": S.APPROVED, "reject": S.REJECTED, "revoke": S.REVOKED}[act]
    with sqlite_database.write() as session:
        revision = Registry(session).add("# Meals\n\nLunch costs $3.10.\n")
        row = session.get_one(RevisionRow, revision.id)
        row.status, row.effective_from, row.expires_on = status.value, TODAY, TODAY + DAY
        if to in MOVES[status]:
            ACTS[act](session, revision, OWNER)
            assert row.status == to.value
            return
        before = head(session)
        with pytest.raises(Conflict) as raised:
            ACTS[act](session, revision, OWNER)
        assert raised.value.code == ("revision.not_approved" if act == "revoke" else "revision.not_pending")
        assert (row.status, head(session)) == (status.value, before)


def test_the_table_of_moves_is_closed() -> None:
    assert MOVES.keys() == set(S)
    assert {(a.value, b.value) for a in MOVES for b in MOVES[a]} == {
        ("pending", "approved"),
        ("pending", "rejected"),
        ("approved", "revoked"),
        ("approved", "superseded"),
    } | {(a.value, "erased") for a in S if a is not S.ERASED}


@pytest.mark.parametrize("act", ACTS)
def test_an_unknown_revision_is_not_found(sqlite_database: Database, act: str) -> None:
    with sqlite_database.write() as session:
        revision = replace(Registry(session).add("# Meals\n\nLunch costs $3.10.\n"), id="rev_other")
        with pytest.raises(NotFound) as raised:
            ACTS[act](session, revision, ADMIN)
        assert raised.value.code == "revision.unknown"


def test_every_change_of_state_writes_exactly_one_event_and_raises_the_generation(database: Database) -> None:
    with database.write() as session:
        registry = Registry(session)
        one, two, three = (registry.add(f"# Meals\n\nLunch costs ${i}.10.\n") for i in (3, 4, 5))
        assert store.generation(session) == 0
        approve(session, one)
        assert store.generation(session) == 1
        approve(session, two)
        approval.reject(session, NOW, OWNER, three.id, "Not the right file.")
        approval.revoke(session, NOW, ADMIN, two.id, "No longer true.")
        told = [(e.tag, e.subject, e.actor) for e in events(session) if e.tag not in {Tag.DOCUMENT_ADDED, Tag.REVISION_ADDED}]
        assert store.generation(session) > 3
    assert told == [
        (Tag.REVISION_APPROVED, one.id, OWNER.user_id),
        (Tag.REVISION_APPROVED, two.id, OWNER.user_id),
        (Tag.REVISION_SUPERSEDED, one.id, OWNER.user_id),
        (Tag.REVISION_REJECTED, three.id, OWNER.user_id),
        (Tag.REVISION_REVOKED, two.id, ADMIN.user_id),
    ]


def test_a_later_revision_replaces_the_earlier_at_once(database: Database) -> None:
    with database.write() as session:
        registry = Registry(session)
        one, two = (registry.add(f"# Meals\n\nLunch costs ${i}.10.\n") for i in (3, 4))
        approve(session, one)
        done = approval.approve(session, NOW, TODAY, OWNER, two.id, policy())
    assert [(r.id, r.status) for r in done.superseded] == [(one.id, S.SUPERSEDED)]


def test_a_revision_of_next_month_replaces_only_when_its_day_has_come(database: Database) -> None:
    later = TODAY + 30 * DAY
    with database.write() as session:
        registry = Registry(session)
        one, two = (registry.add(f"# Meals\n\nLunch costs ${i}.10.\n") for i in (3, 4))
        approve(session, one)
        assert approval.approve(session, NOW, TODAY, OWNER, two.id, policy(), later).superseded == ()
        assert approval.supersede_due(session, NOW, later - DAY) == []
        closed = approval.supersede_due(session, NOW, later)
        assert [revision.id for revision in closed] == [one.id]
        assert approval.supersede_due(session, NOW, later) == []


@pytest.mark.parametrize(
    ("day", "state"), [(TODAY - DAY, "not_yet_effective"), (TODAY, "in_force"), (TODAY + 5 * DAY, "in_force"), (TODAY + 6 * DAY, "expired")]
)
def test_a_person_is_told_the_state_of_the_day_with_both_ends_included(sqlite_database: Database, day: dt.date, state: str) -> None:
    with sqlite_database.write() as session:
        done = approve(session, Registry(session).add("# Meals\n\nLunch costs $3.10.\n"), TODAY, TODAY + 5 * DAY)
    assert done.state_on(day) == state


def test_a_change_that_fails_afterwards_leaves_neither_state_nor_event(database: Database) -> None:
    with database.write() as session:
        revision = Registry(session).add("# Meals\n\nLunch costs $3.10.\n")
        before = head(session)

    def approve_and_fail() -> None:
        with database.write() as session:
            approve(session, revision)
            raise CountersignError("test.crash", "It fell over.", "Try again.")

    with pytest.raises(CountersignError):
        approve_and_fail()
    with database.read() as session:
        assert head(session) == before
        assert session.get_one(RevisionRow, revision.id).status == S.PENDING.value
        assert store.generation(session) == 0
    assert CLERK.user_id == revision.uploaded_by
