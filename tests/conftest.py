"""Fixtures of the whole suite: the database, on both kinds, and the encoder for tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from policies.records import Database
from tests.databases import postgres_copy, postgres_template, running_postgres, sqlite_copy, sqlite_template


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """A real PostgreSQL, started once when the first test asks for it."""
    with running_postgres() as address:
        yield address


@pytest.fixture(scope="session")
def postgres_source(postgres_server: URL) -> Iterator[str]:
    with postgres_template(postgres_server) as name:
        yield name


@pytest.fixture(scope="session")
def sqlite_source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture
def sqlite_database(sqlite_source: Path, tmp_path: Path) -> Iterator[Database]:
    """A fresh SQLite database, for tests in which the kind does not matter."""
    with sqlite_copy(sqlite_source, tmp_path / "countersign.db") as database:
        yield database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A fresh database at the newest step of the schema, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_database")
        return
    server, template = request.getfixturevalue("postgres_server"), request.getfixturevalue("postgres_source")
    with postgres_copy(server, template) as copy:
        yield copy
