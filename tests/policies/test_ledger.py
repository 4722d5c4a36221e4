"""The ledger: its chain, what tampering it finds, and that the database itself refuses to change it."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from policies import ledger
from policies.ledger import FIRST, Tag, append, events, head, stamp, verify
from policies.records import Database
from policies.words.people import SYSTEM, Actor

NOW = dt.datetime(2026, 9, 1, 12, 0, 0, 123456, tzinfo=dt.UTC)
CLERK = Actor("u_clerk", frozenset())
ROW = "seq, at, actor, tag, subject, payload, previous, hash"


def fill(database: Database, n: int = 6) -> None:
    """Events of two actors, each with a payload."""
    with database.write() as session:
        for i in range(n):
            append(session, NOW + dt.timedelta(minutes=i), CLERK if i % 2 else SYSTEM, Tag.ITEM_CLAIMED, f"item_{i}", {"n": i, "año": "é"})


def rows(session: Session) -> list[dict[str, object]]:
    return [dict(row._mapping) for row in session.execute(text(f"SELECT {ROW} FROM ledger_events ORDER BY seq"))]


def hash_by_the_published_rule(row: dict[str, object]) -> str:
    """The rule of the ledger's own page, written a second time without its code."""
    parts = ["actor", "at", "payload", "previous", "seq", "subject", "tag"]
    told = {part: json.loads(str(row[part])) if part == "payload" else row[part] for part in parts}
    inside = ",".join(f"{json.dumps(key)}:{_plain(told[key])}" for key in sorted(told))
    return hashlib.sha256(("{" + inside + "}").encode("utf-8")).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(k, ensure_ascii=False)}:{_plain(v)}" for k, v in sorted(value.items())) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_plain(v) for v in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def unlock(session: Session, *, is_sqlite: bool) -> None:
    """What somebody with full rights on the database would do first."""
    if is_sqlite:
        for act in ("update", "delete"):
            session.execute(text(f"DROP TRIGGER ledger_no_{act}"))
    else:
        session.execute(text("DROP TRIGGER ledger_no_change ON ledger_events"))


def test_the_chain_follows_the_published_rule(database: Database) -> None:
    fill(database)
    with database.read() as session:
        previous = FIRST
        for number, row in enumerate(rows(session), start=1):
            assert row["seq"] == number
            assert row["previous"] == previous
            assert row["hash"] == hash_by_the_published_rule(row)
            previous = str(row["hash"])
        assert verify(session) == ledger.Verification(True, 6, previous)
        assert head(session) == (6, previous)


def test_an_empty_ledger_holds(database: Database) -> None:
    with database.read() as session:
        assert verify(session) == ledger.Verification(True, 0, FIRST)
        assert head(session) == (0, FIRST)


def test_a_payload_is_stored_as_canonical_json(database: Database) -> None:
    with database.write() as session:
        append(session, NOW, CLERK, Tag.ITEM_SUBMITTED, "item_1", {"z": 1, "a": ["é", "b"], "m": {"y": 0.5, "b": None}})
    with database.read() as session:
        assert rows(session)[0]["payload"] == '{"a":["é","b"],"m":{"b":null,"y":0.5},"z":1}'
        assert [event.payload for event in events(session)] == [{"a": ["é", "b"], "m": {"b": None, "y": 0.5}, "z": 1}]


def test_a_moment_is_written_in_utc_whatever_its_zone(database: Database) -> None:
    there = NOW.astimezone(dt.timezone(dt.timedelta(hours=-5)))
    with database.write() as session:
        append(session, there, CLERK, Tag.ITEM_CLAIMED, "item_1")
    with database.read() as session:
        assert rows(session)[0]["at"] == stamp(NOW) == "2026-09-01T12:00:00.123456Z"


def test_events_are_found_by_subject_tag_and_time(database: Database) -> None:
    fill(database)
    with database.write() as session:
        append(session, NOW, CLERK, Tag.ITEM_RELEASED, "item_1")
    with database.read() as session:
        assert [e.seq for e in events(session, subject="item_1")] == [2, 7]
        assert [e.seq for e in events(session, tags=[Tag.ITEM_RELEASED])] == [7]
        half_open = events(session, since=stamp(NOW + dt.timedelta(minutes=1)), until=stamp(NOW + dt.timedelta(minutes=3)))
        assert [e.seq for e in half_open] == [2, 3]


def test_a_rolled_back_change_leaves_neither_row_nor_event(database: Database) -> None:
    fill(database, 1)
    insert = "INSERT INTO registry_state (id, generation) VALUES (1, 7)"

    def change_and_fail() -> None:
        with database.write() as session:
            session.execute(text(insert))
            append(session, NOW, CLERK, Tag.INDEX_REBUILT, "index")
            raise RuntimeError("crash")

    with pytest.raises(RuntimeError, match="crash"):
        change_and_fail()
    with database.read() as session:
        assert session.execute(text("SELECT count(*) FROM registry_state")).scalar() == 0
        assert verify(session).n_events == 1
    with database.write() as session:
        session.execute(text(insert))
        append(session, NOW, CLERK, Tag.INDEX_REBUILT, "index")
    with database.read() as session:
        assert session.execute(text("SELECT count(*) FROM registry_state")).scalar() == 1
        assert verify(session).n_events == 2


@pytest.mark.parametrize("statement", ["UPDATE ledger_events SET actor = 'x'", "DELETE FROM ledger_events WHERE seq = 2"])
def test_the_database_itself_refuses_to_change_or_delete_an_event(database: Database, statement: str) -> None:
    fill(database, 3)
    with pytest.raises(DBAPIError, match="append-only"), database.write() as session:
        session.execute(text(statement))
    with database.read() as session:
        assert verify(session).is_ok
        assert verify(session).n_events == 3


def _set(column: str, value: str, seq: int = 3) -> Callable[[Session], None]:
    return lambda session: _execute(session, f"UPDATE ledger_events SET {column} = :value WHERE seq = :seq", value=value, seq=seq)


def _execute(session: Session, statement: str, **values: object) -> None:
    session.execute(text(statement), values)


def _insert_between(session: Session) -> None:
    _execute(session, "UPDATE ledger_events SET seq = seq + 100 WHERE seq > 3")
    _execute(session, "UPDATE ledger_events SET seq = seq - 99 WHERE seq > 100")
    _execute(
        session,
        f"INSERT INTO ledger_events ({ROW}) SELECT 4, at, actor, tag, 'item_forged', payload, hash, :hash FROM ledger_events WHERE seq = 3",
        hash="a" * 64,
    )


def _swap(session: Session) -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        _execute(session, "UPDATE ledger_events SET seq = :new WHERE seq = :old", old=old, new=new)


def _rehash_one(session: Session) -> None:
    """A forger who knows the rule, but mends only the event that was changed."""
    _execute(session, "UPDATE ledger_events SET actor = 'u_other' WHERE seq = 3")
    row = rows(session)[2]
    _execute(session, "UPDATE ledger_events SET hash = :hash WHERE seq = 3", hash=hash_by_the_published_rule(row))


TAMPERING: dict[str, tuple[Callable[[Session], None], int]] = {
    "another actor": (_set("actor", "u_other"), 3),
    "another moment": (_set("at", "2026-09-02T00:00:00.000000Z"), 3),
    "another tag": (_set("tag", "item.released"), 3),
    "another subject": (_set("subject", "item_9"), 3),
    "another payload": (_set("payload", '{"año":"é","n":9}'), 3),
    "a payload that says a thing twice": (_set("payload", '{"n":9,"año":"é","n":2}'), 3),
    "a payload that is not JSON": (_set("payload", "{broken"), 3),
    "another previous hash": (_set("previous", "b" * 64), 3),
    "another hash": (_set("hash", "c" * 64), 3),
    "an event mended by the rule": (_rehash_one, 4),
    "a missing event": (lambda session: _execute(session, "DELETE FROM ledger_events WHERE seq = 3"), 3),
    "a missing first event": (lambda session: _execute(session, "DELETE FROM ledger_events WHERE seq = 1"), 1),
    "two events in the other order": (_swap, 2),
    "an event put between": (_insert_between, 4),
}


@pytest.mark.parametrize("kind", TAMPERING)
def test_tampering_by_somebody_with_full_rights_is_found_at_its_place(database: Database, kind: str) -> None:
    fill(database)
    change, first_bad = TAMPERING[kind]
    with database.write() as session:
        unlock(session, is_sqlite=database.is_sqlite)
        change(session)
    with database.read() as session:
        found = verify(session)
    assert not found.is_ok
    assert found.first_bad == first_bad
    assert found.reason


def test_a_cut_tail_is_found_with_an_anchor_kept_outside(database: Database) -> None:
    fill(database)
    with database.read() as session:
        anchor = head(session)
    with database.write() as session:
        unlock(session, is_sqlite=database.is_sqlite)
        session.execute(text("DELETE FROM ledger_events WHERE seq > 4"))
    with database.read() as session:
        assert verify(session).is_ok  # the chain alone cannot tell
        found = verify(session, anchor)
    assert (found.is_ok, found.first_bad) == (False, 5)


def test_a_whole_chain_written_anew_is_found_with_an_anchor(database: Database) -> None:
    fill(database)
    with database.read() as session:
        anchor = head(session)
    with database.write() as session:
        unlock(session, is_sqlite=database.is_sqlite)
        session.execute(text("DELETE FROM ledger_events"))
        for i in range(8):
            append(session, NOW, CLERK, Tag.ITEM_CLAIMED, f"item_{i}")
    with database.read() as session:
        assert verify(session).is_ok
        found = verify(session, anchor)
    assert (found.is_ok, found.first_bad) == (False, 6)


@pytest.mark.parametrize("at", [0, 3, 6])
def test_an_honest_ledger_that_grew_still_agrees_with_its_anchor(database: Database, at: int) -> None:
    fill(database, at)
    with database.read() as session:
        anchor = head(session)
    fill(database, 4)
    with database.read() as session:
        assert verify(session, anchor).is_ok
