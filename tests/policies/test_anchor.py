"""The anchor: whoever holds the whole database, and knows the rule of the hashes, still cannot change what was anchored."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from policies.anchor import Anchor, anchor_key, read_anchor
from policies.errors import BadInput, WrongConfiguration
from policies.ledger import FIRST, canonical, event_hash, head, verify
from policies.records import Database
from tests.policies.test_ledger import fill, rows, unlock

N = 12
ANCHORED = 10


Row = dict[str, object]
Tampering = Callable[[list[Row]], list[Row]]
"""What somebody does to the rows, which are read from an honest ledger."""


def _edit(column: str, value: object, at: int = 3) -> Tampering:
    def change(found: list[Row]) -> list[Row]:
        found[at][column] = value
        return found

    return change


def _without(*places: int) -> Tampering:
    return lambda found: [row for place, row in enumerate(found) if place not in places]


def _swap(found: list[Row]) -> list[Row]:
    """Two events change places; each place keeps its number."""
    found[2], found[5] = found[5] | {"seq": found[2]["seq"]}, found[2] | {"seq": found[5]["seq"]}
    return found


def _insert(at: int) -> Tampering:
    return lambda found: [*found[:at], dict(found[at - 1]) | {"subject": "item_forged"}, *found[at:]]


def _replace_all(found: list[Row]) -> list[Row]:
    return [dict(row) | {"subject": f"item_{n}x"} for n, row in enumerate(found)]


TAMPERINGS: dict[str, Tampering] = {
    "edit the moment": _edit("at", "2020-01-01T00:00:00.000000Z"),
    "edit the actor": _edit("actor", "u_other"),
    "edit the tag": _edit("tag", "item.released"),
    "edit the subject": _edit("subject", "item_99"),
    "edit the payload": _edit("payload", '{"n":99}'),
    "edit the first event": _edit("actor", "u_other", 0),
    "edit the anchored event": _edit("actor", "u_other", ANCHORED - 1),
    "delete an event": _without(4),
    "delete the first event": _without(0),
    "delete several events": _without(3, 4, 7),
    "insert an event": _insert(5),
    "insert at the front": _insert(1),
    "reorder two events": _swap,
    "cut the tail": _without(*range(8, N)),
    "cut all but one": _without(*range(1, N)),
    "empty it": _without(*range(N)),
    "write it all anew": _replace_all,
    "repeat an event": lambda found: [*found[:5], dict(found[4]), *found[5:]],
}


def write(session: Session, found: list[Row], *, is_rehashed: bool) -> None:
    """Put the rows back: numbered and hashed anew by the published rule, or with their old numbers and hashes as far as these fit."""
    session.execute(text("DELETE FROM ledger_events"))
    previous, taken, seqs = FIRST, set[object](), set[object]()
    for number, row in enumerate(found, start=1):
        kept = dict(row)
        if is_rehashed:
            kept["seq"], kept["previous"] = number, previous
            told = (str(kept[name]) for name in ("at", "actor", "tag", "subject", "payload"))
            kept["hash"] = previous = event_hash(number, *told, previous=str(kept["previous"]))
        elif kept["hash"] in taken or kept["seq"] in seqs:  # the columns are unique: a forger must choose something
            kept["hash"], kept["seq"] = f"{number:064d}", number + 100
        taken.add(kept["hash"])
        seqs.add(kept["seq"])
        names = ", ".join(kept)
        session.execute(text(f"INSERT INTO ledger_events ({names}) VALUES ({', '.join(f':{n}' for n in kept)})"), kept)


@pytest.mark.parametrize("is_rehashed", [False, True], ids=["as it is", "hashed anew"])
def test_every_tampering_is_found_with_the_anchor(database: Database, is_rehashed: bool) -> None:
    missed: list[str] = []
    fill(database, N)
    with database.read() as session:
        honest = rows(session)
        anchor = (ANCHORED, str(honest[ANCHORED - 1]["hash"]))
        assert verify(session, anchor).is_ok
    with database.write() as session:
        unlock(session, is_sqlite=database.is_sqlite)
    for name, tampering in TAMPERINGS.items():
        with database.write() as session:
            write(session, tampering([dict(row) for row in honest]), is_rehashed=is_rehashed)
        with database.read() as session:
            found = verify(session, anchor)
            if is_rehashed:
                assert verify(session).is_ok, name  # the chain alone is fooled: that is why there is an anchor
        if found.is_ok or not found.reason:
            missed.append(name)
    assert len(TAMPERINGS) >= 14
    assert missed == []
    with database.write() as session:
        write(session, honest, is_rehashed=False)
    with database.read() as session:
        assert verify(session, anchor).is_ok


def test_what_comes_after_the_anchor_is_not_covered_by_it_and_the_next_anchor_covers_it(sqlite_database: Database) -> None:
    fill(sqlite_database, N)
    with sqlite_database.read() as session:
        early, late = (ANCHORED, str(rows(session)[ANCHORED - 1]["hash"])), head(session)
        honest = rows(session)
    with sqlite_database.write() as session:
        unlock(session, is_sqlite=True)
        write(session, honest[:-1], is_rehashed=True)
    with sqlite_database.read() as session:
        assert verify(session, early).is_ok
        assert not verify(session, late).is_ok


def test_an_anchor_is_written_signed_and_read_again(tmp_path: Path) -> None:
    key = anchor_key(tmp_path / "anchor.key", make=True)
    assert (tmp_path / "anchor.key").stat().st_mode & 0o077 == 0
    assert anchor_key(tmp_path / "anchor.key", make=True) == key
    anchor = Anchor(7, "a" * 64, "2026-09-01T12:00:00.000000Z").signed(key)
    anchor.write(tmp_path / "head.json")
    again = read_anchor(tmp_path / "head.json")
    assert again == anchor
    assert again.is_signed_by(key)
    assert [path.name for path in tmp_path.glob("*.part")] == []


@pytest.mark.parametrize(("name", "value"), [("seq", 8), ("hash", "b" * 64), ("at", "2026-09-02"), ("signature", "0" * 64)])
def test_a_changed_anchor_does_not_fit_its_signature(tmp_path: Path, name: str, value: object) -> None:
    key = anchor_key(tmp_path / "anchor.key", make=True)
    file = tmp_path / "head.json"
    Anchor(7, "a" * 64, "2026-09-01T12:00:00.000000Z").signed(key).write(file)
    file.write_text(canonical(json.loads(file.read_text("utf-8")) | {name: value}), "utf-8")
    assert not read_anchor(file).is_signed_by(key)
    assert not Anchor(7, "a" * 64).is_signed_by(key)


def test_an_anchor_of_the_first_version_is_still_read(tmp_path: Path) -> None:
    (tmp_path / "head.json").write_text('{"hash":"' + "a" * 64 + '","seq":7}\n', "utf-8")
    assert read_anchor(tmp_path / "head.json").head == (7, "a" * 64)


@pytest.mark.parametrize("words", ["", "[]", "{}", '{"seq":"x","hash":1}', "\udcff"])
def test_what_is_no_anchor_or_no_key_is_refused(tmp_path: Path, words: str) -> None:
    file = tmp_path / "file"
    file.write_bytes(words.encode("utf-8", "surrogateescape"))
    with pytest.raises(BadInput, match=r"anchor\.unreadable"):
        read_anchor(file)
    with pytest.raises(WrongConfiguration, match=r"anchor\.key"):
        anchor_key(file, make=False)
    with pytest.raises(WrongConfiguration, match=r"anchor\.key"):
        anchor_key(tmp_path / "none" / "key", make=True)
