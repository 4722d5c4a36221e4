"""Chroma's folder is a cache: whatever happens to its files, a search answers, and the folder comes back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.index import PassageIndex
from policies.records import Database
from policies.words.documents import Scope
from tests.hash_encoder import HashEncoder
from tests.ingest.registry import TODAY
from tests.ingest.test_index import ids, publish

MODEL = "hash-64"


def folder(tmp_path: Path) -> Path:
    return tmp_path / "index" / f"chroma-{MODEL}"


def _truncate(place: Path) -> None:
    file = place / "chroma.sqlite3"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _zero(place: Path) -> None:
    file = place / "chroma.sqlite3"
    file.write_bytes(b"\0" * file.stat().st_size)


def _empty(place: Path) -> None:
    (place / "chroma.sqlite3").write_bytes(b"")


def _without_database(place: Path) -> None:
    (place / "chroma.sqlite3").unlink()


def _without_segments(place: Path) -> None:
    for child in place.iterdir():
        if child.is_dir():
            shutil.rmtree(child)


def _zero_segments(place: Path) -> None:
    for file in place.rglob("*.bin"):
        file.write_bytes(b"\0" * file.stat().st_size)


def _without_state(place: Path) -> None:
    (place / "state.json").unlink()


def _broken_state(place: Path) -> None:
    (place / "state.json").write_text("{")


def _gone(place: Path) -> None:
    shutil.rmtree(place)


def _a_file_in_its_place(place: Path) -> None:
    shutil.rmtree(place)
    place.write_bytes(b"not a folder")


DAMAGE: list[Callable[[Path], None]] = [
    _truncate,
    _zero,
    _empty,
    _without_database,
    _without_segments,
    _zero_segments,
    _without_state,
    _broken_state,
    _gone,
    _a_file_in_its_place,
]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda f: f.__name__.strip("_"))
def test_a_start_on_damaged_files_still_finds_and_the_next_change_or_rebuild_mends_the_folder(
    sqlite_database: Database, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    with sqlite_database.write() as session:
        bus = publish(session, "bus")
        publish(session, "lunch")
    with sqlite_database.read() as session:
        PassageIndex(tmp_path / "index", HashEncoder()).refresh(session)
    damage(folder(tmp_path))
    later = PassageIndex(tmp_path / "index", HashEncoder())
    with sqlite_database.read() as session:
        found = later.search(session, "the bus rule", Scope(TODAY), 20)
        assert not found.is_degraded
        assert max(found.candidates, key=lambda e: e.lexical).passage.revision_id == bus.id
    with sqlite_database.write() as session:
        nurse = publish(session, "nurse")
    with sqlite_database.read() as session:
        assert nurse.id in ids(later.search(session, "the nurse rule", Scope(TODAY), 20))
        assert later.rebuild(session) == 9
        assert later.unreachable(session) == []
        found = later.search(session, "the bus rule", Scope(TODAY), 20)
        assert not found.is_degraded
        assert max(found.candidates, key=lambda e: e.dense).passage.revision_id == bus.id


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda f: f.__name__.strip("_"))
def test_damage_under_a_running_process_never_breaks_a_search(
    sqlite_database: Database, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    index = PassageIndex(tmp_path / "index", HashEncoder())
    with sqlite_database.write() as session:
        bus = publish(session, "bus")
    with sqlite_database.read() as session:
        index.search(session, "the bus rule", Scope(TODAY), 20)
        damage(folder(tmp_path))
        assert ids(index.search(session, "the bus rule", Scope(TODAY), 20)) == {bus.id}
    with sqlite_database.write() as session:
        lunch = publish(session, "lunch")
    with sqlite_database.read() as session:
        assert ids(index.search(session, "the lunch rule", Scope(TODAY), 20)) == {bus.id, lunch.id}
