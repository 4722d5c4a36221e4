"""The shared SQL base: one declarative base, one `Database` with a reading and a writing transaction.

Source of the durability rules: shared `stack.md`, "SQL" (NORMAL lost acknowledged writes at a power cut).
"""

import datetime as dt
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any, cast

from sqlalchemy import DateTime, Engine, Insert, MetaData, Table, create_engine, event, insert, text
from sqlalchemy.engine import URL, Connection, Dialect, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, make_transient_to_detached, sessionmaker
from sqlalchemy.types import TypeDecorator

from policies.errors import Unavailable, WrongConfiguration
from policies.write_turns import WriteTurns

WRITE_LOCK = 0x0C0DE5
"""PostgreSQL advisory lock that makes writers take turns, as SQLite does: check and act are one."""

BUSY_SECONDS = 10
"""How long SQLite's own lock is waited for. Source: stack.md, 'busy timeout 10 s'."""

TURN_SECONDS = 20
"""How long a writer waits in line before it asks SQLite; a caller is told to come again after both."""


class Record(DeclarativeBase):
    """Every table of the house. Rooms never point at each other's tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


@cache
def _insertion(kind: type[Record]) -> tuple[Insert, tuple[str, ...]]:
    table = cast("Table", kind.__table__)
    return insert(table), tuple(table.columns.keys())


def insert_whole(session: Session, row: Record) -> None:
    """Write a row whose every column is set, and have the session know it as a row that was read.

    One statement, prepared once: the unit of work needs twice as long to come to the same one (BENCHMARKS.md, 'The way').
    """
    statement, columns = _insertion(type(row))
    session.execute(statement, {key: getattr(row, key) for key in columns})
    make_transient_to_detached(row)
    session.add(row)


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An aware UTC moment on every database. Raises: ValueError for a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Aware in, UTC out."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """SQLite forgets the zone; it was UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Database:
    """One SQL database: SQLite (WAL, synchronous=FULL) or PostgreSQL (synchronous_commit=on).

    `read()` and `write()` give a session in a transaction that commits at the end of the block and rolls back on any
    exception. Writers take turns: `BEGIN IMMEDIATE` on SQLite, an advisory lock on PostgreSQL.

    Raises: WrongConfiguration database.url for an address that is neither; Unavailable database.busy / database.unreachable.
    """

    def __init__(self, url: str) -> None:
        parsed = _parse(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(parsed) if self.is_sqlite else _postgres_engine(parsed)
        is_file = self.is_sqlite and parsed.database not in {None, "", ":memory:"}
        self._turns = WriteTurns(Path(parsed.database or ""), TURN_SECONDS) if is_file else None
        self._sessions = {
            mode: sessionmaker(self.engine.execution_options(countersign_mode=mode), expire_on_commit=False, autoflush=True)
            for mode in ("read", "write")
        }

    @contextmanager
    def read(self) -> Generator[Session]:
        """A transaction that only reads; it sees one point in time on SQLite."""
        with self._session("read") as session:
            yield session

    @contextmanager
    def write(self) -> Generator[Session]:
        """The only way to change anything: one writer at a time, in turn, committed when the block ends well."""
        with self._turns.turn() if self._turns else nullcontext(), self._session("write") as session:
            yield session

    @contextmanager
    def _session(self, mode: str) -> Generator[Session]:
        try:
            with self._sessions[mode]() as session, session.begin():
                if mode == "write" and not self.is_sqlite:
                    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})
                yield session
        except OperationalError as error:
            raise _unavailable(error) from None
        except DBAPIError as error:
            if error.connection_invalidated:
                raise _unavailable(error) from None
            raise

    def check(self) -> str:
        """One line that says the database is usable and durable. Raises: Unavailable, WrongConfiguration database.not_durable."""
        with self.read() as session:
            if self.is_sqlite:
                journal = str(session.execute(text("PRAGMA journal_mode")).scalar())
                synchronous = session.execute(text("PRAGMA synchronous")).scalar()
                if journal.lower() != "wal" or synchronous != 2:
                    raise _not_durable(f"journal_mode={journal}, synchronous={synchronous}", "journal_mode=WAL and synchronous=FULL")
                return "SQLite, WAL, synchronous=FULL"
            setting = str(session.execute(text("SHOW synchronous_commit")).scalar())
            if setting not in {"on", "remote_apply", "remote_write"}:
                raise _not_durable(f"synchronous_commit={setting}", "synchronous_commit=on")
            return f"PostgreSQL, synchronous_commit={setting}"

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def _not_durable(found: str, wanted: str) -> WrongConfiguration:
    return WrongConfiguration("database.not_durable", f"The database may lose acknowledged writes ({found}).", f"Set {wanted}.")


def _unavailable(error: DBAPIError) -> Unavailable:
    words = str(error.orig).lower()
    if "locked" in words or "busy" in words:
        return Unavailable("database.busy", "Another change is still being written.", "Try again in a few seconds.")
    if "full" in words or "no space" in words or "disk i/o" in words:
        return Unavailable("database.disk", "The disk of the data folder is full or does not answer.", "Free some space; nothing was lost.")
    return Unavailable("database.unreachable", "The database does not answer.", "Check COUNTERSIGN_DATABASE and that the server runs.")


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except Exception:  # noqa: BLE001 - any parse failure has one meaning here, and the address may hold a password
        backend, parsed = "", None
    if parsed is None or backend not in {"sqlite", "postgresql"}:
        raise WrongConfiguration(
            "database.url",
            "COUNTERSIGN_DATABASE is not an address of SQLite or PostgreSQL.",
            "Use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.",
        )
    return parsed.set(drivername="postgresql+psycopg") if backend == "postgresql" else parsed


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, pool_size=20, max_overflow=20)

    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy, not the driver, says BEGIN
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_SECONDS * 1000}",
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def begin(connection: Connection) -> None:
        mode = cast("str", connection.get_execution_options().get("countersign_mode", "write"))
        connection.exec_driver_sql("BEGIN" if mode == "read" else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", begin)
    return engine


def _postgres_engine(url: URL) -> Engine:
    return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20, connect_args={"options": "-c synchronous_commit=on"})
