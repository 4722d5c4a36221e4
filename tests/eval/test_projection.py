"""The ledger read into rows: forward, again from the start, and in whatever portions, always the same."""

import datetime as dt
from collections.abc import Callable

import numpy as np
import pytest
from sqlalchemy import select

from eval import projection
from eval.column_store import ColumnStore
from eval.projection import Rules, catch_up, rebuild
from eval.tables import MeasuredRow
from policies import ledger
from policies.ledger import Tag, stamp
from policies.records import Database
from policies.words.people import Actor

START = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
RULES = Rules(lambda a, b: (b - a).total_seconds() / 3600, lambda outcome: 0.5 if outcome == "escalated_safety" else 8.0, 600.0, "one")


class Book:
    """Writes events as the queue does."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def say(self, minute: float, tag: Tag, subject: str, payload: dict[str, object] | None = None, by: str = "r1") -> None:
        with self.database.write() as session:
            ledger.append(session, START + dt.timedelta(minutes=minute), Actor(by, frozenset()), tag, subject, payload)  # type: ignore[arg-type]

    def submit(self, minute: float, item: str, **changes: object) -> None:
        payload = {"outcome": "drafted", "flags": [], "language": "en", "school": None, "topic": "meals", "timings_ms": {"total": 50.0}}
        self.say(minute, Tag.ITEM_SUBMITTED, item, payload | changes, by="staff")

    def claim(self, minute: float, item: str, by: str = "r1", extends: bool = False) -> None:
        until = stamp(START + dt.timedelta(minutes=minute + 15))
        self.say(minute, Tag.ITEM_CLAIMED, item, {"until": until, "extends": extends}, by)

    def decide(self, minute: float, item: str, decision: str = "approve", by: str = "r1", **changes: object) -> None:
        payload = {"decision": decision, "reason_code": None, "edit_share": 0.1, "n_opened": 2}
        self.say(minute, Tag.ITEM_DECIDED, item, payload | changes, by)

    def rows(self) -> dict[str, dict[str, object]]:
        catch_up(self.database.write, RULES)
        with self.database.read() as session:
            names = [column.name for column in MeasuredRow.__table__.columns]
            return {row.item_id: {name: getattr(row, name) for name in names} for row in session.scalars(select(MeasuredRow))}


@pytest.fixture
def book(sqlite_database: Database) -> Book:
    return Book(sqlite_database)


def test_an_item_is_read_from_its_submission_to_its_decision(database: Database) -> None:
    book = Book(database)
    book.submit(0, "a", language="es", school="oak", flags=["pilot.holdout", "other"])
    book.claim(60, "a")
    book.decide(63, "a", "approve_with_edits", edit_share=0.25)
    row = book.rows()["a"]
    expected = {
        "language": "es",
        "school": "oak",
        "topic": "meals",
        "outcome": "drafted",
        "arm": "holdout",
        "decision": "approve_with_edits",
        "decider": "r1",
        "edit_share": 0.25,
        "n_opened": 2.0,
        "on_time": 1.0,
        "ms_total": 50.0,
        "ms_draft": None,
        "held_since": None,
        "is_decoy": False,
    }
    assert {name: row[name] for name in expected} == expected
    assert row["handling_seconds"] == pytest.approx(180)
    assert row["decided_hours"] == row["response_hours"] == pytest.approx(63 / 60)


def test_a_rejection_is_decided_but_no_answer_and_late_by_the_service_level_of_its_outcome(book: Book) -> None:
    book.submit(0, "a", outcome="escalated_safety")
    book.claim(30, "a")
    book.decide(31, "a", "reject", reason_code="wrong_fact")
    row = book.rows()["a"]
    assert (row["response_hours"], row["edit_share"], row["on_time"], row["reason"]) == (None, None, 0.0, "wrong_fact")


@pytest.mark.parametrize(
    ("acts", "seconds"),
    [
        ([("claim", 0), ("decide", 2)], 120),
        ([("claim", 0), ("decide", 14)], 600),
        ([("claim", 0), ("release", 3), ("claim", 50), ("decide", 51)], 240),
        ([("claim", 0), ("extend", 9), ("decide", 12)], 720),
        ([("claim", 0), ("propose", 4), ("claim", 100), ("decide", 101)], 300),
        ([("claim", 0), ("take_over", 6), ("claim", 6), ("decide", 7)], 420),
        ([("claim", 0), ("claim", 40), ("decide", 41)], 660),
    ],
    ids=["one stretch", "idle is cut", "released and taken again", "extended", "second approval", "taken over", "expired"],
)
def test_a_persons_time_is_every_stretch_of_holding_the_item(book: Book, acts: list[tuple[str, float]], seconds: float) -> None:
    says: dict[str, Callable[[float], None]] = {
        "claim": lambda m: book.claim(m, "a"),
        "extend": lambda m: book.claim(m, "a", extends=True),
        "release": lambda m: book.say(m, Tag.ITEM_RELEASED, "a"),
        "take_over": lambda m: book.say(m, Tag.ITEM_TAKEN_OVER, "a", {"from": "r1"}, "r2"),
        "propose": lambda m: book.say(m, Tag.ITEM_PROPOSED, "a", {"decision": "approve"}),
        "decide": lambda m: book.decide(m, "a"),
    }
    book.submit(0, "a")
    for act, minute in acts:
        says[act](minute)
    assert book.rows()["a"]["handling_seconds"] == pytest.approx(seconds)


def test_the_first_final_decision_counts_and_work_after_a_recall_is_added(book: Book) -> None:
    book.submit(0, "a")
    book.claim(1, "a")
    book.decide(2, "a")
    book.say(100, Tag.ITEM_RECALLED, "a", {"reason": "changed"})
    book.claim(200, "a", by="r2")
    book.decide(202, "a", "reject", by="r2", reason_code="out_of_date")
    row = book.rows()["a"]
    assert (row["decision"], row["decider"], row["reason"]) == ("approve", "r1", "")
    assert row["handling_seconds"] == pytest.approx(180)


def a_history(book: Book) -> None:
    for i in range(12):
        book.submit(i, f"i{i}", language="es" if i % 3 == 0 else "en")
        book.claim(i + 20, f"i{i}")
        if i % 4:
            book.decide(i + 22, f"i{i}", "approve" if i % 2 else "reject", reason_code=None if i % 2 else "tone")
    book.say(50, Tag.DECOY_PLANTED, "review", {"item_id": "i3", "error_class": "date"})


def test_in_portions_at_once_and_again_from_the_start_the_rows_are_the_same(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    a_history(book)
    at_once = book.rows()
    assert len(at_once) == 12
    for portion in (1, 5):
        monkeypatch.setattr(projection, "PORTION", portion)
        with book.database.write() as session:
            rebuild(session)
        assert book.rows() == at_once


def test_only_what_is_new_is_read(book: Book) -> None:
    a_history(book)
    book.rows()
    with book.database.write() as session:
        session.execute(MeasuredRow.__table__.update().where(MeasuredRow.item_id == "i1").values(topic="marked"))  # type: ignore[attr-defined]
    book.submit(90, "new")
    rows = book.rows()
    assert (rows["i1"]["topic"], rows["new"]["topic"]) == ("marked", "meals")


def test_other_rules_read_everything_again(book: Book) -> None:
    a_history(book)
    book.rows()
    stricter = Rules(RULES.hours, RULES.allowed_hours, 30.0, "two")
    catch_up(book.database.write, stricter)
    with book.database.read() as session:
        assert set(session.scalars(select(MeasuredRow.handling_seconds))) == {30.0, None}


def test_columns_follow_the_rows_and_leave_decoys_out(book: Book) -> None:
    a_history(book)
    book.rows()
    store, fresh = ColumnStore(), ColumnStore()
    with book.database.read() as session:
        first = store.read(session)
    assert len(first) == 11
    assert "i3" not in set(first.text["item_id"])
    before = {name: column.copy() for name, column in first.number.items()}
    book.submit(90, "new", topic="buses")
    book.claim(91, "i0")
    book.decide(92, "i0", "escalate")
    book.rows()
    with book.database.read() as session:
        merged, loaded = store.read(session), fresh.read(session)
    for name, column in before.items():
        assert np.array_equal(column, first.number[name], equal_nan=True), "arrays handed out do not change"
    as_rows = [
        {i: tuple(c[p] for c in (*f.text.values(), *map(np.nan_to_num, f.number.values()))) for p, i in enumerate(f.text["item_id"])}
        for f in (merged, loaded)
    ]
    assert as_rows[0] == as_rows[1]
    assert len(merged) == 12
    assert dict(zip(merged.text["item_id"], merged.text["decision"], strict=True))["i0"] == "escalate"


def test_a_decision_that_was_taken_back_counts_for_nothing_and_the_next_one_counts(book: Book) -> None:
    book.submit(0, "a")
    book.claim(10, "a")
    book.decide(12, "a", edit_share=0.4)
    of = stamp(START + dt.timedelta(minutes=12))
    book.say(14, Tag.ITEM_UNDONE, "a", {"number": 1, "decision": "approve", "of": of})
    book.claim(14, "a")
    waiting = book.rows()["a"]
    assert (waiting["decision"], waiting["decided"], waiting["edit_share"], waiting["response_hours"]) == ("", None, None, None)
    book.decide(15, "a", "reject", reason_code="wrong_fact")
    row = book.rows()["a"]
    assert (row["decision"], row["reason"], row["edit_share"]) == ("reject", "wrong_fact", None)
    assert row["handling_seconds"] == pytest.approx(180)
