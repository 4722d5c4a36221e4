"""Simulated power cuts in submit, claim, decide, recall and undo: nothing acknowledged is lost, nothing is done by half or twice.

    python -m bench.review.power_cuts [--only sqlite|postgresql] [--cuts N] [--rounds N]

SQLite: every write and sync of the acts is recorded; a cut behind any of them leaves what was synced and any part, sector by sector, of
what was not (see `sqlite_trace`). PostgreSQL: the data files as at the last checkpoint, the write-ahead log up to where the server said
it was flushed when the act was acknowledged, torn behind that (see `postgres_cuts`). Then the database starts as after a real cut.
What this does not show: a disk or a file system that loses what it said it had synced.
"""

import argparse
import json
import os
import pickle
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event, select, text

from bench.review.kills import ACTS, key_of
from bench.review.sqlite_trace import Call, Trace, after_a_cut
from policies.ledger import events, verify
from policies.records import Database
from review_queue.tables import ItemRow, SubmissionKeyRow
from tests.review_queue.desk import Desk


@dataclass(frozen=True, slots=True)
class Step:
    """One act on one subject, prepared before it."""

    act: str
    subject: str


def perform(database: Database, rounds: int, told: Callable[[Step], None]) -> list[Step]:
    """Every act so many times, each prepared and done in a transaction of its own; `told` is called when one is acknowledged."""
    done: list[Step] = []
    for number in range(rounds):
        for name, act in ACTS.items():
            with database.write() as session:
                made = act.prepare(Desk(session))
            step = Step(name, made.id if made else f"cut-{number}")
            with database.write() as session:
                act.do(Desk(session), step.subject)
            told(step)
            done.append(step)
    return done


def check(database: Database, steps: Sequence[Step], n_told: int) -> bool:
    """Whether the act after the last acknowledged one stands; the acknowledged ones do, once each, and the ledger and the tables hold.

    Raises: AssertionError when they do not.
    """
    with database.read() as session:
        if database.is_sqlite:
            assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        assert verify(session).is_ok, "the ledger does not hold"
        for step in steps[:n_told]:
            assert _is_there(session, step), f"{step.act} was acknowledged and lost"
            assert ACTS[step.act].stands(Desk(session), step.subject), f"{step.act} was acknowledged and lost"
            about = session.scalars(select(SubmissionKeyRow.item_id).where(SubmissionKeyRow.key == key_of(step.subject))).first()
            n = len(list(events(session, subject=about or step.subject, tags=[ACTS[step.act].tag])))
            assert n == 1, f"{step.act} stands {n} times in the ledger"
        assert not [step for step in steps[n_told + 1 :] if step.act != "submit" and _is_there(session, step)], "a later act came first"
        if n_told == len(steps) or not _is_there(session, steps[n_told]):
            return False
        return ACTS[steps[n_told].act].stands(Desk(session), steps[n_told].subject)


def _is_there(session: Any, step: Step) -> bool:
    return step.act == "submit" or session.get(ItemRow, step.subject) is not None


@dataclass(frozen=True, slots=True)
class Recorded:
    """The files before, every call of the acts, and the acts."""

    before: dict[str, bytes]
    calls: list[Call]
    steps: list[Step]


def record(path: Path, rounds: int, synchronous: str | None = None) -> Recorded:
    """Do the acts on a SQLite file in a child process that records its calls. `synchronous` overrides the product's FULL, to see it matter."""
    before = {"db": path.read_bytes(), "wal": b""}
    out = path.with_suffix(".trace")
    child = os.fork()
    if child == 0:
        try:
            trace = Trace(str(path))
            trace.begin()
            database = Database(f"sqlite:///{path}")
            if synchronous is not None:
                event.listen(
                    database.engine, "connect", lambda connection, _record: connection.execute(f"PRAGMA synchronous={synchronous}")
                )
            steps = perform(database, rounds, lambda _step: trace.calls.append(Call("told")))
            out.write_bytes(pickle.dumps(Recorded(before, trace.calls, steps)))
        finally:
            os._exit(0)  # without closing: the end of the record is a cut too
    os.waitpid(child, 0)
    return pickle.loads(out.read_bytes())


def places(calls: Sequence[Call], n: int, dice: random.Random) -> list[int]:
    """Where to cut: right behind acknowledgements and syncs first, then anywhere. Behind each call when n is large enough."""
    if n >= len(calls):
        return list(range(1, len(calls) + 1))
    told = [i + 1 for i, call in enumerate(calls) if call.kind == "told"]
    grave = [i + 1 for i, call in enumerate(calls) if call.kind == "sync" or (call.kind == "write" and call.file == "db")]
    chosen = {*dice.sample(told, min(len(told), n // 2)), *dice.sample(grave, min(len(grave), n // 4))}
    rest = [i for i in range(1, len(calls) + 1) if i not in chosen]
    return sorted(chosen | set(dice.sample(rest, n - len(chosen))))


def cut_sqlite(recorded: Recorded, n: int, folder: Path, seed: int = 1) -> dict[str, int]:
    """Cut at n places, each time with another part of the unsynced writes left. Raises: AssertionError as `check`."""
    dice = random.Random(seed)
    n_stood = n_syncs = 0
    chosen = places(recorded.calls, n, dice)
    for number, place in enumerate(chosen):
        calls = recorded.calls[:place]
        n_told = sum(call.kind == "told" for call in calls)
        files = after_a_cut(recorded.before, calls, (0.0, 0.5, 0.9, 1.0)[number % 4], dice)
        path = folder / "cut.db"
        path.write_bytes(files["db"])
        path.with_name("cut.db-wal").write_bytes(files["wal"])
        path.with_name("cut.db-shm").unlink(missing_ok=True)
        database = Database(f"sqlite:///{path}")
        try:
            n_stood += check(database, recorded.steps, n_told)
        finally:
            database.close()
        n_syncs += calls[-1].kind == "sync"
    checkpoints = sum(one.kind == "sync" and one.file == "db" for one in recorded.calls)
    return {
        "cuts": len(chosen),
        "calls": len(recorded.calls),
        "acts": len(recorded.steps),
        "checkpoints": checkpoints,
        "behind_a_sync": n_syncs,
        "unacknowledged_but_whole": n_stood,
    }


def main() -> None:
    """Run the drill and print the figures."""
    from tests.databases import sqlite_template

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="one database only")
    parser.add_argument("--cuts", type=int, default=2000, help="cuts on SQLite; on PostgreSQL a hundredth")
    parser.add_argument("--rounds", type=int, default=10, help="how often each act is done")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.only in {None, "sqlite"}:
            began = time.process_time()
            recorded = record(sqlite_template(folder), options.rounds)
            done = cut_sqlite(recorded, options.cuts, folder)
            print("sqlite", json.dumps(done | {"cpu_seconds": round(time.process_time() - began, 1)}), flush=True)
        if options.only in {None, "postgresql"}:
            from bench.review.postgres_cuts import cut_postgres

            print("postgresql", json.dumps(cut_postgres(max(2, options.cuts // 100))), flush=True)


if __name__ == "__main__":
    sys.exit(main())
