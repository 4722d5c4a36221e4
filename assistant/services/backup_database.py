"""The database's part of a backup: an online copy of SQLite, a dump of PostgreSQL, and reading either without changing it."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from assistant.services.backup_manifest import sync
from policies.errors import Conflict, Unavailable, WrongConfiguration

SQLITE_FILE = "countersign.db"
DUMP_FILE = "countersign.dump"
TOOL_SECONDS = 3600
"""Longest time that pg_dump or pg_restore may take."""


def sqlite_path(url: str) -> Path:
    """The file of an SQLite address."""
    return Path(make_url(url).database or "")


def copy_sqlite(source: Path, to: Path) -> None:
    """One consistent copy while others write, through SQLite's backup API, mode 0600. Raises: Unavailable backup.database."""
    os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old, closing(sqlite3.connect(to)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise Unavailable(
            "backup.database", f"The database cannot be copied ({type(error).__name__}).", "Check the disk and `countersign db check`."
        ) from None
    sync(to)


@contextmanager
def opened_sqlite(file: Path) -> Generator[Session]:
    """A session on a database file that nothing can change. Raises: Conflict backup.damaged when it is not a whole database."""
    engine = create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    )
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as raw:
            said = [str(row[0]) for row in raw.execute("PRAGMA integrity_check")]
        if said != ["ok"]:
            raise Conflict("backup.damaged", "The database of the backup is not whole.", "Use another backup.")
        with Session(engine) as session:
            yield session
    except sqlite3.DatabaseError:
        raise Conflict("backup.damaged", "The database of the backup cannot be opened.", "Use another backup.") from None
    finally:
        engine.dispose()


def dump_postgres(url: str, to: Path) -> None:
    """One consistent dump by pg_dump, mode 0600. Raises: WrongConfiguration backup.no_pg_dump; Unavailable backup.database."""
    tool = _tool("pg_dump")
    os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    _run([tool, "--format=custom", "--no-owner", "--no-privileges", f"--file={to}"], url)
    sync(to)


def check_dump(file: Path) -> None:
    """Whether pg_restore can read the dump. Raises: WrongConfiguration backup.no_pg_restore; Unavailable backup.database."""
    _run([_tool("pg_restore"), "--list", str(file)], None)


def restore_postgres(file: Path, url: str) -> None:
    """Bring a dump into an empty database, all or nothing.

    Raises: WrongConfiguration backup.no_pg_restore; Unavailable backup.database when it is not empty or does not answer.
    """
    command = [_tool("pg_restore"), "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    _run([*command, f"--dbname={make_url(url).database}", str(file)], url)


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise WrongConfiguration(
            f"backup.no_{name}", f"{name} is not installed.", f"Install PostgreSQL's client programs, so that {name} is on the PATH."
        )
    return found


def _run(command: list[str], url: str | None) -> None:
    """Run a program of PostgreSQL. The address goes through its environment: arguments are seen by everyone on the machine."""
    done = subprocess.run(  # noqa: S603 - a fixed program with arguments made here
        command, env={**os.environ, **(_environment(url) if url else {})}, capture_output=True, check=False, timeout=TOOL_SECONDS
    )
    if done.returncode:
        is_older = b"server version mismatch" in done.stderr
        remedy = "Install client programs of the server's version." if is_older else "Check COUNTERSIGN_DATABASE; a restore needs it empty."
        raise Unavailable("backup.database", f"{Path(command[0]).name} failed with status {done.returncode}.", remedy)


def _environment(url: str) -> dict[str, str]:
    parsed = make_url(url)
    host = parsed.host or parsed.query.get("host")
    port = parsed.port or parsed.query.get("port")
    given = {"PGHOST": host, "PGPORT": port, "PGUSER": parsed.username, "PGPASSWORD": parsed.password, "PGDATABASE": parsed.database}
    return {name: str(value) for name, value in given.items() if value is not None}
