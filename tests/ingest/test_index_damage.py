"""Chroma's folder is a cache: whatever happens to its files, a search answers, and the folder comes back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.index import PassageIndex
from ingest.lexical import LexicalIndex
from policies.errors import Unavailable
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


def test_the_index_of_a_restored_backup_is_brought_back_to_what_the_registry_says(sqlite_database: Database, tmp_path: Path) -> None:
    """The folder served a later generation than the registry that was put back: an old copy never passes for the present."""
    with sqlite_database.write() as session:
        bus = publish(session, "bus")
    kept = tmp_path / "backup.db"
    with sqlite_database.read() as session:
        PassageIndex(tmp_path / "index", HashEncoder()).refresh(session)
        session.connection().exec_driver_sql(f"ATTACH '{kept}' AS kept")
        for (table,) in list(session.connection().exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")):
            session.connection().exec_driver_sql(f'CREATE TABLE kept."{table}" AS SELECT * FROM "{table}"')
    with sqlite_database.write() as session:
        publish(session, "lunch")
        publish(session, "nurse")
    with sqlite_database.read() as session:
        PassageIndex(tmp_path / "index", HashEncoder()).refresh(session)
    restored = Database(f"sqlite:///{kept}")
    later = PassageIndex(tmp_path / "index", HashEncoder())
    with restored.read() as session:
        assert ids(later.search(session, "the bus rule", Scope(TODAY), 20)) == {bus.id}
        assert later.strays(session) == []
    restored.close()


def test_a_build_that_fails_leaves_the_old_index_serving(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = PassageIndex(tmp_path / "index", HashEncoder())
    with sqlite_database.write() as session:
        bus = publish(session, "bus")
    with sqlite_database.read() as session:
        before = index.search(session, "the bus rule", Scope(TODAY), 20)

        def broken(*_given: object) -> dict[str, object]:
            raise OSError("no space left on device")

        with monkeypatch.context() as patch:
            patch.setattr("ingest.store.load_vectors", broken)
            with pytest.raises(Unavailable) as raised:
                index.rebuild(session)
        assert raised.value.code == "index.damaged"
        after = index.search(session, "the bus rule", Scope(TODAY), 20)
        assert (ids(after), after.is_degraded) == ({bus.id}, False)
        assert [child.name for child in folder(tmp_path).parent.iterdir() if child.is_dir()] == [folder(tmp_path).name]
        assert index.rebuild(session) == 3
        assert index.search(session, "the bus rule", Scope(TODAY), 20).build != before.build


def test_a_damaged_index_is_moved_aside_and_questions_go_by_keywords_until_it_is_built_anew(
    sqlite_database: Database, tmp_path: Path
) -> None:
    index = PassageIndex(tmp_path / "index", HashEncoder())
    with sqlite_database.write() as session:
        bus = publish(session, "bus")
    with sqlite_database.read() as session:
        index.refresh(session)
        aside = index.quarantine()
        assert aside is not None
        assert (aside / "chroma.sqlite3").exists()
        assert not folder(tmp_path).exists()
        found = index.search(session, "the bus rule", Scope(TODAY), 20)
        assert (ids(found), found.is_degraded, index.is_damaged) == ({bus.id}, True, True)
        index.rebuild(session)
        found = index.search(session, "the bus rule", Scope(TODAY), 20)
        assert (ids(found), found.is_degraded, index.is_damaged) == ({bus.id}, False, False)
        assert not aside.exists()


def test_what_the_index_holds_beyond_the_registry_and_what_it_does_not_reach_is_told(sqlite_database: Database, tmp_path: Path) -> None:
    index = PassageIndex(tmp_path / "index", HashEncoder())
    with sqlite_database.write() as session:
        publish(session, "bus")
    with sqlite_database.read() as session:
        snapshot = index.refresh(session)
        assert (index.strays(session), index.unreachable(session), index.unreachable_by_words(session)) == ([], [], [])
        first = snapshot.passages[0].id
        collection = index._dense._collection  # pyright: ignore[reportPrivateUsage]
        collection.add(ids=["rev_gone.0"], embeddings=[[0.1] * 64])
        collection.delete(ids=[first])
        assert index.strays(session) == ["rev_gone.0"]
        assert index.unreachable(session) == [first]
        language = snapshot.passages[0].language
        positions, _index = snapshot.lexical[language]
        snapshot.lexical[language] = (positions, LexicalIndex(["∅"] * len(positions), language))
        assert index.unreachable_by_words(session) == [p.id for p in snapshot.passages]
