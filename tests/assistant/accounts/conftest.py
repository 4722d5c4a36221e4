import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.accounts import tables
from policies import ledger
from policies.policy import SignInRules
from policies.records import Database, Record

NOW = dt.datetime(2026, 9, 1, 12, 0, tzinfo=dt.UTC)
PASSWORD = "correct horse battery"
RULES = SignInRules(max_failures=3, window_minutes=15, session_idle_minutes=60, session_hours=12)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    assert tables.UserRow.metadata is ledger.LedgerRow.metadata
    database = Database(f"sqlite:///{tmp_path / 'accounts.db'}")
    Record.metadata.create_all(database.engine)
    yield database
    database.close()
