"""Two people at once: one wins, the other is told."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from policies.errors import Conflict, CountersignError
from policies.ledger import verify
from policies.records import Database
from policies.words.items import DecisionKind, Item, ItemStatus, ReasonCode
from review_queue import store
from review_queue.tables import AnswerRow, DecisionRow
from tests.review_queue.desk import ANNE, BEN, Desk, submission

ROUNDS = 50


def at_once(database: Database, *acts: Callable[[Desk], Item]) -> list[Item | CountersignError]:
    """Each act in a thread and a transaction of its own, all let go together."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[Desk], Item]) -> Item | CountersignError:
        gate.wait()
        try:
            with database.write() as session:
                return act(Desk(session))
        except CountersignError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_two_decisions_on_one_item_at_once_one_wins_and_the_other_gets_a_conflict(database: Database) -> None:
    for _ in range(ROUNDS):
        with database.write() as session:
            desk = Desk(session)
            item = desk.claim(desk.submit())
        kinds = (DecisionKind.APPROVE, DecisionKind.REJECT)
        done = at_once(database, *(partial(Desk.decide, item=item, kind=kind, reason_code=ReasonCode.TONE) for kind in kinds))
        won = [one for one in done if isinstance(one, Item)]
        lost = [one for one in done if isinstance(one, CountersignError)]
        assert len(won) == 1
        assert [(type(error), error.code) for error in lost] == [(Conflict, "item.closed")]
        with database.read() as session:
            assert store.get_item(session, item.id).status is won[0].status
            assert session.query(DecisionRow).filter_by(item_id=item.id).count() == 1
            assert session.query(AnswerRow).filter_by(item_id=item.id).count() == (won[0].status is ItemStatus.APPROVED)
    with database.read() as session:
        found = verify(session)
    assert (found.is_ok, found.n_events) == (True, 3 * ROUNDS)


def test_of_two_claims_at_once_one_wins(database: Database) -> None:
    for _ in range(10):
        with database.write() as session:
            item = Desk(session).submit()
        done = at_once(database, *(partial(Desk.claim, item=item, by=by) for by in (ANNE, BEN)))
        assert sum(isinstance(one, Item) for one in done) == 1
        assert [one.code for one in done if isinstance(one, CountersignError)] == ["item.claimed"]


def test_the_same_key_sent_twice_at_once_makes_one_item(database: Database) -> None:
    for n in range(10):
        done = at_once(database, *[partial(Desk.submit, made=submission(), key=f"key-{n}")] * 2)
        ids = {one.id for one in done if isinstance(one, Item)}
        assert len(ids) == 1
        assert all(isinstance(one, Item) for one in done)
