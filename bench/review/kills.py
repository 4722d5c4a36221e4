"""Kill -9 at every step of submit, claim, decide, recall and undo: nothing acknowledged is lost, nothing is done by half or twice.

    python -m bench.review.kills [--only sqlite|postgresql]

A child process does one act and is killed right before its k-th statement, for k = 1, 2, … until it lives; the last deaths are before the
commit and after it, before anybody was told. Then the act is tried again, as a client would. A killed process leaves the machine's cache
whole; what a power cut leaves is drilled in `bench.review.power_cuts`.
"""

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, event, func, select

from bench.review.contention import databases
from policies.errors import Conflict
from policies.ledger import Tag, events, verify
from policies.records import Database
from policies.words.items import Item, ItemStatus
from review_queue import store, undoing
from review_queue.tables import AnswerRow, DecisionRow, ItemCitationRow, ItemRow, SubmissionKeyRow
from tests.contracts.evidence_at_hand import LUNCH
from tests.review_queue.desk import ANNE, Desk

MOST_STEPS = 200


@dataclass(frozen=True)
class Act:
    """One act on a prepared item. `stands` says, from the database alone, whether it is wholly done (True) or wholly undone (False)."""

    prepare: Callable[[Desk], Item | None]
    do: Callable[[Desk, str], object]
    tag: Tag
    stands: Callable[[Desk, str], bool]


def key_of(subject: str) -> str:
    """The idempotency key of a submission."""
    return f"kill-{subject}"


def _submitted(desk: Desk, subject: str) -> bool:
    keys = [row.item_id for row in desk.session.scalars(select(SubmissionKeyRow).where(SubmissionKeyRow.key == key_of(subject)))]
    rows = [desk.session.get(ItemRow, id_) for id_ in keys]
    assert len(keys) <= 1
    assert all(rows)
    return bool(keys)


def _claimed(desk: Desk, item_id: str) -> bool:
    row = store.get_row(desk.session, item_id)
    assert (row.status == ItemStatus.CLAIMED.value) == (row.claimed_by is not None) == (row.opened_policy is not None)
    return row.status == ItemStatus.CLAIMED.value


def _decided(desk: Desk, item_id: str) -> bool:
    row = store.get_row(desk.session, item_id)
    n = {desk.session.scalar(select(func.count()).select_from(table).where(table.item_id == item_id)) for table in (DecisionRow, AnswerRow)}
    done = row.status == ItemStatus.APPROVED.value
    assert n == {int(done)}
    assert row.is_closed is done
    return done


def _recalled(desk: Desk, item_id: str) -> bool:
    row = store.get_row(desk.session, item_id)
    done = row.status == ItemStatus.RECALLED.value
    assert row.is_recalled is done
    assert row.is_closed is not done
    return done


def _undone(desk: Desk, item_id: str) -> bool:
    row = store.get_row(desk.session, item_id)
    done = row.status == ItemStatus.CLAIMED.value
    kept = {desk.session.scalar(select(table.undone_at).where(table.item_id == item_id)) is not None for table in (DecisionRow, AnswerRow)}
    assert kept == {done}
    assert row.is_closed is not done
    return done


def _alone(desk: Desk) -> Item:
    """An approved item that alone cites its source: items of earlier steps would make a recall longer with every step."""
    desk.session.execute(delete(ItemCitationRow))
    return desk.approved()


ACTS: dict[str, Act] = {
    "submit": Act(lambda _desk: None, lambda desk, subject: desk.submit(key=key_of(subject)), Tag.ITEM_SUBMITTED, _submitted),
    "claim": Act(lambda desk: desk.submit(), lambda desk, id_: desk.claim(desk.current_of(id_)), Tag.ITEM_CLAIMED, _claimed),
    "decide": Act(lambda desk: desk.claim(desk.submit()), lambda desk, id_: desk.decide(desk.current_of(id_)), Tag.ITEM_DECIDED, _decided),
    "recall": Act(_alone, lambda desk, _id: desk.recall(LUNCH.revision_id), Tag.ITEM_RECALLED, _recalled),
    "undo": Act(_alone, lambda desk, id_: undoing.undo(desk.session, desk.now, ANNE, id_, desk.policy), Tag.ITEM_UNDONE, _undone),
}


def die_at(database: Database, step: int) -> None:
    """Arm the process: it kills itself before its statement number `step`, or in place of what follows the commit."""
    count = [0]

    def tick(*_args: Any, **_more: Any) -> None:
        count[0] += 1
        if count[0] == step:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "commit"):
        event.listen(database.engine, name, tick)


def in_child(url: str, act: Act, subject: str, step: int) -> bool:
    """Do the act in a child that dies at a step; gives whether it was acknowledged."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            database = Database(url)
            if step != MOST_STEPS - 1:  # the last death comes after the commit, however many statements there are before it
                die_at(database, step)
            with database.write() as session:
                act.do(Desk(session), subject)
            if step == MOST_STEPS - 1:
                os.kill(os.getpid(), signal.SIGKILL)
            os.write(write, b"acknowledged")
        finally:
            os._exit(0)
    os.close(write)
    told = os.read(read, 100)
    os.close(read)
    os.waitpid(child, 0)
    return told == b"acknowledged"


def drill(url: str, every: int = 1) -> dict[str, int]:
    """Kill each act at every step (or every n-th); gives the number of deaths by act. Raises: AssertionError when anything is lost or double."""
    deaths: dict[str, int] = {}
    for name, act in ACTS.items():
        deaths[name] = 0
        steps = [*range(1, MOST_STEPS - 1, every), MOST_STEPS - 1]
        at = 0
        while at < len(steps):
            step = steps[at]
            acknowledged = _one(url, name, act, step)
            deaths[name] += not acknowledged
            if acknowledged and step != MOST_STEPS - 1:  # it outlived all its statements: only the death after the commit is left
                at = len(steps) - 1
            else:
                at += 1
    return deaths


def _one(url: str, name: str, act: Act, step: int) -> bool:
    database = Database(url)
    with database.write() as session:
        made = act.prepare(Desk(session))
    subject = made.id if made else f"{name}-{step}"
    database.close()
    acknowledged = in_child(url, act, subject, step)
    database = Database(url)
    try:
        with database.read() as session:
            assert verify(session).is_ok
            stood = act.stands(Desk(session), subject)
            assert stood or not acknowledged, f"{name} was acknowledged and lost at step {step}"
            assert not (step == MOST_STEPS - 1 and not stood), f"{name} was committed and lost"
        with suppress(Conflict), database.write() as session:
            act.do(Desk(session), subject)
        with database.read() as session:
            desk = Desk(session)
            assert act.stands(desk, subject)
            subject_id = subject
            if made is None:
                subject_id = session.scalars(select(SubmissionKeyRow.item_id).where(SubmissionKeyRow.key == key_of(subject))).one()
            n = len(list(events(session, subject=subject_id, tags=[act.tag])))
            extends = name == "claim" and stood  # a second claim by the holder extends and says so
            assert n == (2 if extends else 1), (name, step, n)
            assert verify(session).is_ok
    finally:
        database.close()
    return acknowledged


def main() -> None:
    """Run the whole drill on both databases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="one database only")
    options = parser.parse_args()
    with databases(options.only) as targets:
        for kind, url in targets:
            print(kind, json.dumps(drill(url)), flush=True)


if __name__ == "__main__":
    sys.exit(main())
