"""Opposed decisions and duplicate submissions by several clients at once, on SQLite and on PostgreSQL.

    python -m bench.review.contention [--n 10000] [--clients 8] [--only sqlite|postgresql] [--out FILE]

Each item is decided on by every client: some are the holder's own browsers with opposed decisions, some another reviewer who takes the
item over first. Then every idempotency key is sent by every client. Clients are processes of their own. Exit status 1 when an item has
no winner or two, a loser was told anything but a clear 409, a key made two items, or the ledger does not hold.
"""

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from policies.errors import Conflict, CountersignError, Unavailable
from policies.ledger import Tag, events, verify
from policies.records import Database
from policies.words.items import DecisionKind, ItemStatus, ReasonCode
from review_queue import claims, items, store
from review_queue.tables import AnswerRow, DecisionRow, ItemRow
from tests.review_queue.desk import ANNE, BEN, STAFF, Desk, submission

CLEAR = {"item.closed", "item.claimed", "item.not_claimed"}
PORTION = 250
MOST_TRIES = 30
_gate: list[Any] = []


def set_gate(barrier: Any) -> None:
    """The barrier at which the clients of this process wait for one another."""
    _gate[:] = [barrier]


@dataclass(frozen=True)
class Told:
    """What one client was told: decisions it won, conflicts by code, anything else by code, and whether each closed item named its winner."""

    won: tuple[str, ...]
    conflicts: dict[str, int]
    other: dict[str, int]
    n_unnamed: int
    n_busy: int
    seconds: float


def desk_of(session: Any) -> Desk:
    """A desk whose policy lets a held item be taken over at once."""
    desk = Desk(session)
    desk.with_rules(takeover_minutes=0)
    return desk


def prepare(url: str, n: int) -> list[str]:
    """n items held by Anne; gives their ids."""
    database, ids = Database(url), list[str]()
    for first in range(0, n, PORTION):
        with database.write() as session:
            desk = desk_of(session)
            for _ in range(first, min(first + PORTION, n)):
                ids.append(desk.claim(desk.submit()).id)
    database.close()
    return ids


def decide_all(url: str, number: int, ids: list[str]) -> Told:
    """One client: decide on every item, in the same order as the others."""
    database = Database(url)
    taking_over = number % 4 == 3
    kind = DecisionKind.APPROVE if number % 2 else DecisionKind.REJECT
    by = BEN if taking_over else ANNE
    won: list[str] = []
    conflicts: Counter[str] = Counter()
    other: Counter[str] = Counter()
    n_unnamed = 0
    _gate[0].wait()
    began = time.perf_counter()
    n_busy = 0

    def attempt(item_id: str) -> None:
        if taking_over:
            with database.write() as session:
                desk = desk_of(session)
                claims.claim(session, desk.now, by, item_id, desk.policy, take_over=True)
        with database.write() as session:
            desk = desk_of(session)
            desk.decide(store.get_item(session, item_id), kind, by, reason_code=ReasonCode.TONE)

    for item_id in ids:
        try:
            n_busy += patiently(partial(attempt, item_id))
            won.append(item_id)
        except Conflict as error:
            conflicts[error.code] += 1
            n_unnamed += error.code == "item.closed" and not (error.ids.get("by") and error.ids.get("decision") and error.ids.get("at"))
        except CountersignError as error:
            other[error.code] += 1
    seconds = time.perf_counter() - began
    database.close()
    return Told(tuple(won), dict(conflicts), dict(other), n_unnamed, n_busy, seconds)


def patiently(call: Callable[[], None]) -> int:
    """Call until the database is not busy, as a client does that is told 503; gives how often it was. Nothing was written by a busy call."""
    for n_busy in range(MOST_TRIES):
        try:
            call()
        except Unavailable as error:
            if error.code != "database.busy":
                raise
        else:
            return n_busy
    raise TimeoutError("the database stayed busy")


def submit_all(url: str, _number: int, keys: list[str]) -> list[str]:
    """One client: send every key; gives the item ids it was told."""
    database, told = Database(url), list[str]()
    _gate[0].wait()

    def send(key: str) -> None:
        with database.write() as session:
            desk = desk_of(session)
            found = items.submit(session, desk.now, STAFF, submission(), key, desk.policy).id
        told.append(found)

    for key in keys:
        patiently(partial(send, key))
    database.close()
    return told


def opposed(url: str, n: int, n_clients: int, pool: Executor) -> dict[str, Any]:
    """n decisions by the clients on the same items. Raises: AssertionError when anything of the promise does not hold."""
    ids = prepare(url, n // n_clients)
    told = list(pool.map(partial(decide_all, url, ids=ids), range(n_clients)))
    seconds = max(client.seconds for client in told)
    winners = Counter(item_id for client in told for item_id in client.won)
    assert set(winners) == set(ids), "an item has no winner"
    assert set(winners.values()) == {1}, "an item has two winners"
    assert not any(client.other for client in told), [client.other for client in told]
    conflicts = sum((Counter(client.conflicts) for client in told), Counter[str]())
    assert set(conflicts) <= CLEAR, conflicts
    assert not sum(client.n_unnamed for client in told), "a loser was not told who won"
    assert sum(conflicts.values()) == len(ids) * (n_clients - 1)
    database = Database(url)
    with database.read() as session:
        found = verify(session)
        assert found.is_ok, found
        decided = Counter(event.subject for event in events(session, tags=[Tag.ITEM_DECIDED]))
        assert decided == Counter(ids)
        assert session.scalar(select(func.count()).select_from(DecisionRow)) == len(ids)
        approved = select(func.count()).select_from(ItemRow).where(ItemRow.status == ItemStatus.APPROVED.value)
        assert session.scalar(approved) == session.scalar(select(func.count()).select_from(AnswerRow))
    database.close()
    return {
        "decisions": len(ids) * n_clients,
        "items": len(ids),
        "clients": n_clients,
        "won_by_client": [len(client.won) for client in told],
        "conflicts": dict(conflicts),
        "told_busy_and_tried_again": sum(client.n_busy for client in told),
        "events": found.n_events,
        "seconds": round(seconds, 1),
    }


def duplicates(url: str, n: int, n_clients: int, pool: Executor) -> dict[str, Any]:
    """n submissions with n / n_clients keys. Raises: AssertionError when a key made two items."""
    keys = [f"contention-{number}" for number in range(n // n_clients)]
    database = Database(url)
    with database.read() as session:
        before = session.scalar(select(func.count()).select_from(ItemRow)) or 0
    began = time.perf_counter()
    told = list(pool.map(partial(submit_all, url, keys=keys), range(n_clients)))
    seconds = time.perf_counter() - began
    assert all(client == told[0] for client in told), "one key was told two items"
    assert len(set(told[0])) == len(keys)
    with database.read() as session:
        assert (session.scalar(select(func.count()).select_from(ItemRow)) or 0) - before == len(keys)
        found = verify(session)
        assert found.is_ok, found
    database.close()
    return {"submissions": n_clients * len(keys), "keys": len(keys), "clients": n_clients, "seconds": round(seconds, 1)}


@contextmanager
def databases(only: str | None) -> Iterator[list[tuple[str, str]]]:
    """(kind, address) of fresh databases at the newest schema. The PostgreSQL of the tests commits without fsync: nothing is cut here."""
    from tests.databases import postgres_template, running_postgres, sqlite_template

    with tempfile.TemporaryDirectory() as folder, running_postgres() as server, postgres_template(server) as name:
        made = [("sqlite", f"sqlite:///{sqlite_template(Path(folder))}")]
        made.append(("postgresql", server.set(database=name).render_as_string(hide_password=False)))
        yield [(kind, url) for kind, url in made if only in {None, kind}]


def main() -> None:
    """Run both drills on both databases and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=10_000, help="decisions, and submissions")
    parser.add_argument("--clients", type=int, default=8, help="client processes")
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="one database only")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    options = parser.parse_args()
    figures: dict[str, Any] = {}
    drills: tuple[tuple[str, Callable[..., dict[str, Any]]], ...] = (("opposed", opposed), ("duplicates", duplicates))
    spawn = multiprocessing.get_context("spawn")
    with databases(options.only) as targets:
        for kind, url in targets:
            with ProcessPoolExecutor(options.clients, spawn, set_gate, (spawn.Barrier(options.clients),)) as pool:
                for name, drill in drills:
                    figures[f"{kind} {name}"] = drill(url, options.n, options.clients, pool)
                    print(kind, name, json.dumps(figures[f"{kind} {name}"]), flush=True)
    if options.out:
        options.out.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
