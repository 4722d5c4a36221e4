"""Backups of an installation: made while it runs, checked without changing it, restored into an empty place.

A backup is a folder: the database (in it the bytes of every document, DECISIONS.md 4), the policy, and the other files of the data
folder, keys included (see `kept_beside`). The index is left out: it is rebuilt. No raw text is in it, for none is at rest.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from assistant import schema
from assistant.compose import CODE_VERSION, House
from assistant.services import backup_database as databases
from assistant.services.backup_manifest import (
    FORMAT,
    Manifest,
    check_files,
    hash_of,
    kept_files,
    read_manifest,
    sync,
    write_private,
)
from assistant.settings import Settings
from policies import ledger
from policies.errors import BadInput, Conflict, WrongConfiguration
from policies.records import Database
from policies.words.people import SYSTEM

OTHER_FILES = "files"
POLICY = "policy.yaml"
REBUILT = ("index", "server.lock")
"""What is never copied: the disposable index, and locks."""

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Verified:
    """What checking a backup found. `n_events` is None for a dump: a ledger inside one is read only after a restore."""

    manifest: Manifest
    n_events: int | None


def create(house: House, to: Path, step: Step = lambda _name: None) -> Manifest:
    """Make a backup in a new folder, while others work. It has its name only when it is whole and on the disk.

    Raises: BadInput backup.exists, backup.unwritable; Unavailable backup.database; WrongConfiguration backup.no_pg_dump.
    """
    settings = house.settings
    if to.exists():
        raise BadInput("backup.exists", "There is already something at that place.", "Name a folder that does not exist.")
    if settings.data.absolute() in (to.absolute(), *to.absolute().parents):
        raise BadInput("backup.inside", "A backup inside the data folder dies with it.", "Name a folder elsewhere, best on another disk.")
    partial = to.with_name(f".{to.name}.unfinished")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True, mode=0o700)
        manifest = _fill(house, partial, step)
        manifest.write(partial)
        sync(partial)
        partial.rename(to)
        sync(to.parent)
    except OSError as error:
        raise BadInput(
            "backup.unwritable", f"The backup cannot be written ({type(error).__name__}).", "Check the disk and rights."
        ) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return manifest


def note_created(house: House, manifest: Manifest) -> None:
    """Write down in the ledger that a backup was made, so that its age can be told. The backup itself ends before this event."""
    with house.database.write() as session:
        payload = {"n_files": len(manifest.files), "ledger_events": manifest.ledger_events}
        ledger.append(session, house.clock.now(), SYSTEM, ledger.Tag.BACKUP_CREATED, "backup", payload)


def _fill(house: House, folder: Path, step: Step) -> Manifest:
    settings = house.settings
    step("database")
    with house.database.read() as session:
        n_events, head = ledger.head(session)
    if house.database.is_sqlite:
        copy = folder / databases.SQLITE_FILE
        databases.copy_sqlite(databases.sqlite_path(settings.database_url), copy)
        with databases.opened_sqlite(copy) as session:
            n_events, head = ledger.head(session)
            at = schema.current(session)
    else:
        with house.database.read() as session:
            at = schema.current(session)
        databases.dump_postgres(settings.database_url, folder / databases.DUMP_FILE)
    step("files")
    write_private(folder / POLICY, settings.policy_file.read_bytes())
    for path in kept_beside(settings):
        write_private(folder / OTHER_FILES / path.relative_to(settings.data), path.read_bytes())
    step("hashes")
    return Manifest(
        format=FORMAT,
        created_at=ledger.stamp(house.clock.now()),
        code_version=CODE_VERSION,
        schema=at or "",
        database="sqlite" if house.database.is_sqlite else "postgresql",
        policy_version=house.policy.version,
        ledger_events=n_events,
        ledger_head=head,
        files=kept_files(folder),
    )


def kept_beside(settings: Settings) -> list[Path]:
    """The data folder's other files: keys that sign anchors and reports, the demonstration's sign-in file. A backup holds them too."""
    database = databases.sqlite_path(settings.database_url).absolute() if settings.database_url.startswith("sqlite") else None
    own = {f"{database}{suffix}" for suffix in ("", "-wal", "-shm", "-journal")} | {str(settings.policy_file.absolute())}
    return [
        path
        for path in sorted(settings.data.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and str(path.absolute()) not in own
        and path.relative_to(settings.data).parts[0] not in REBUILT
        and path.suffix != ".lock"
    ]


def verify(folder: Path) -> Verified:
    """Check every hash, open the database read-only and read the whole ledger.

    Raises: BadInput backup.unreadable, backup.format; Conflict backup.damaged, backup.ledger; WrongConfiguration backup.no_pg_restore.
    """
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    if manifest.database != "sqlite":
        databases.check_dump(folder / databases.DUMP_FILE)
        return Verified(manifest, None)
    with databases.opened_sqlite(folder / databases.SQLITE_FILE) as session:
        found = ledger.verify(session, (manifest.ledger_events, manifest.ledger_head))
    if not found.is_ok:
        raise Conflict(
            "backup.ledger", f"The ledger of the backup does not hold at event {found.first_bad}.", "Use another backup; keep this one."
        )
    return Verified(manifest, found.n_events)


def restore(settings: Settings, folder: Path, *, is_forced: bool = False, step: Step = lambda _name: None) -> Path | None:
    """Bring a verified backup into the data folder; gives where the old one was moved, if there was one. The index is not built yet.

    The data folder has its name only when it is whole; a restore that is cut off leaves what was there before.
    Raises: as `verify`; Conflict server.running, backup.not_empty; WrongConfiguration backup.database_elsewhere, backup.other_kind.
    """
    step("checking the backup")
    manifest = verify(folder).manifest
    _check_target(settings, manifest)
    data = settings.data.absolute()
    if data.exists() and any(data.iterdir()) and not is_forced:
        raise Conflict(
            "backup.not_empty", "The data folder is not empty.", "Use another COUNTERSIGN_DATA, or --force: the old one is moved aside."
        )
    with _nobody_serves(data):
        step("copying")
        partial = data.with_name(f".{data.name}.unfinished")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True, mode=0o700)
        for file in manifest.files:
            _restore_file(folder, file.path, partial, file.sha256)
        if manifest.database == "postgresql":
            step("database")
            databases.restore_postgres(folder / databases.DUMP_FILE, settings.database_url)
        aside = _move_aside(data)
        partial.rename(data)
        sync(data.parent)
    return aside


def _restore_file(folder: Path, path: str, partial: Path, sha256: str) -> None:
    if path == databases.DUMP_FILE:
        return
    to = partial / path.removeprefix(f"{OTHER_FILES}/")
    write_private(to, (folder / path).read_bytes())
    if hash_of(to) != sha256:
        raise Conflict("backup.damaged", "A file changed while it was restored.", "Check the disk and restore again.")


def _check_target(settings: Settings, manifest: Manifest) -> None:
    is_sqlite = settings.database_url.startswith("sqlite")
    if is_sqlite != (manifest.database == "sqlite"):
        raise WrongConfiguration(
            "backup.other_kind", f"The backup is of {manifest.database}.", "Set COUNTERSIGN_DATABASE to an empty database of that kind."
        )
    if is_sqlite and databases.sqlite_path(settings.database_url).absolute() != settings.data.absolute() / databases.SQLITE_FILE:
        raise WrongConfiguration(
            "backup.database_elsewhere", "COUNTERSIGN_DATABASE names a file outside the data folder.", "Leave it out while restoring."
        )
    if settings.policy is not None:
        raise WrongConfiguration(
            "backup.policy_elsewhere", "COUNTERSIGN_POLICY names a file outside the backup.", "Leave it out while restoring."
        )
    if not is_sqlite:
        database = Database(settings.database_url)
        try:
            with database.read() as session:
                if schema.current(session) is not None:
                    raise Conflict("backup.not_empty", "The database is not empty.", "Set COUNTERSIGN_DATABASE to an empty one.")
        finally:
            database.close()


def _nobody_serves(data: Path) -> FileLock:
    """The server's lock beside the data folder's content, so that nobody serves what is being replaced."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(data / "server.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Conflict("server.running", "A server is running on this data folder.", "Stop it before restoring.") from None
    return lock


def _move_aside(data: Path) -> Path | None:
    rest = [path for path in data.iterdir() if path.name != "server.lock"]
    if not rest:
        shutil.rmtree(data)
        return None
    aside = data.with_name(f"{data.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}")
    data.rename(aside)
    return aside
