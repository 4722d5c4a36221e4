"""Claims: held, lapsed, released, and which item comes next."""

import pytest

from policies.errors import BadInput, Conflict, NotFound, Refused
from policies.ledger import Tag, events
from policies.records import Database
from policies.words.items import DecisionKind, Item, ItemStatus, ReasonCode
from policies.words.questions import Outcome
from review_queue import claims, items, store
from review_queue.items import Filter
from tests.contracts.evidence_at_hand import BELLS
from tests.review_queue.desk import ANNE, BEN, STAFF, Desk, drafted, policy, submission

MINUTES = policy().review.claim_minutes


def test_a_claim_is_held_until_its_time_and_names_its_holder(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.claim(desk.submit())
        assert item.status is ItemStatus.CLAIMED
        assert item.claim is not None
        assert item.claim.by == ANNE.user_id
        assert (item.claim.expires_at - desk.now).total_seconds() == MINUTES * 60
        desk.later(minutes=MINUTES, microseconds=-1)
        with pytest.raises(Conflict) as raised:
            desk.claim(item, BEN)
        assert raised.value.code == "item.claimed"
        assert ANNE.user_id in raised.value.detail
        desk.later(microseconds=1)
        taken = desk.claim(item, BEN)
        assert taken.claim is not None
        assert taken.claim.by == BEN.user_id


def test_the_holder_may_extend_the_claim(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        first = desk.claim(desk.submit())
        desk.later(minutes=1)
        second = desk.claim(first)
    assert first.claim is not None
    assert second.claim is not None
    assert (second.claim.expires_at - first.claim.expires_at).total_seconds() == 60


def test_only_the_holder_releases_and_the_item_goes_back(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.claim(desk.submit())
        with pytest.raises(Refused) as raised:
            claims.release(session, desk.now, BEN, item.id)
        assert raised.value.code == "claim.not_yours"
        back = claims.release(session, desk.now, ANNE, item.id)
        assert (back.status, back.claim) == (ItemStatus.QUEUED, None)
        with pytest.raises(Conflict) as closed:
            claims.release(session, desk.now, ANNE, item.id)
        assert closed.value.code == "item.closed"
        assert [event.tag for event in events(session)] == [Tag.ITEM_SUBMITTED, Tag.ITEM_CLAIMED, Tag.ITEM_RELEASED]


def test_a_recalled_item_that_is_released_is_recalled_again(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.approved()
        desk.recall()
        desk.claim(item)
        assert claims.release(session, desk.now, ANNE, item.id).status is ItemStatus.RECALLED


@pytest.mark.parametrize("kind", [DecisionKind.APPROVE, DecisionKind.REJECT, DecisionKind.ESCALATE])
def test_a_decided_item_cannot_be_claimed(sqlite_database: Database, kind: DecisionKind) -> None:
    with sqlite_database.write() as session:
        desk = Desk(session)
        item = desk.decide(desk.claim(desk.submit()), kind, reason_code=ReasonCode.TONE)
        with pytest.raises(Conflict) as raised:
            desk.claim(item, BEN)
        assert raised.value.code == "item.closed"


def test_an_unknown_item_is_not_found(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        for call in (
            lambda: claims.claim(session, Desk(session).now, ANNE, "item_no", policy()),
            lambda: claims.release(session, Desk(session).now, ANNE, "item_no"),
            lambda: store.get_item(session, "item_no"),
        ):
            with pytest.raises(NotFound) as raised:
                call()
            assert raised.value.code == "item.unknown"


def test_next_comes_safety_then_what_was_recalled_then_the_oldest(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        recalled = desk.approved(submission(draft=drafted(BELLS)))
        desk.later(seconds=1)
        oldest = desk.submit()
        desk.later(seconds=1)
        newer = desk.submit()
        desk.later(seconds=1)
        safety = desk.submit(submission(Outcome.ESCALATED_SAFETY))
        desk.recall(BELLS.revision_id)
        taken = [claims.claim_next(session, desk.now, ANNE, desk.policy) for _ in range(5)]
    assert [item.id if item else None for item in taken] == [safety.id, recalled.id, oldest.id, newer.id, None]


def test_next_skips_ones_own_questions_and_what_others_hold_but_not_lapsed_claims(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        own = desk.submit(by=BEN)
        held = desk.claim(desk.submit())
        assert claims.claim_next(session, desk.now, BEN, desk.policy) is None
        desk.later(minutes=MINUTES)
        taken = claims.claim_next(session, desk.now, BEN, desk.policy)
        assert taken is not None
        assert taken.id == held.id
        other = claims.claim_next(session, desk.now, ANNE, desk.policy)
        assert other is not None
        assert other.id == own.id


def everything(desk: Desk, wanted: Filter, limit: int) -> list[Item]:
    """All pages, one after the other."""
    found, cursor = list[Item](), None
    for _ in range(200):
        page = items.page(desk.session, wanted, desk.now, cursor, limit)
        assert len(page.items) <= limit
        found += page.items
        cursor = page.next_cursor
        if cursor is None:
            return found
    raise AssertionError("the pages never end")


@pytest.mark.parametrize("limit", [1, 3, 7, 50])
def test_pages_hold_every_item_once_in_the_order_of_the_queue(database: Database, limit: int) -> None:
    with database.write() as session:
        desk = Desk(session)
        made = list[Item]()
        for n in range(13):
            made.append(desk.submit(submission(Outcome.ESCALATED_SAFETY if n % 4 == 0 else Outcome.DRAFTED)))
            if n % 3 == 0:  # several items share a moment
                desk.later(microseconds=1)
        found = everything(desk, Filter(), limit)
        ranked = sorted(made, key=lambda i: (i.outcome is not Outcome.ESCALATED_SAFETY, i.submitted_at, i.id))
    assert [item.id for item in found] == [item.id for item in ranked]


def test_pages_stay_complete_while_new_items_arrive(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        made = []
        for _ in range(9):
            made.append(desk.submit().id)
            desk.later(seconds=1)
        first = items.page(session, Filter(), desk.now, None, 4)
        desk.submit()
        desk.submit(submission(Outcome.ESCALATED_SAFETY))  # before the cursor: seen on the next round
        assert first.next_cursor is not None
        second = items.page(session, Filter(), desk.now, first.next_cursor, 50)
        seen = [item.id for item in (*first.items, *second.items)]
    assert seen[:9] == made
    assert len(seen) == len(set(seen)) == 10


def test_items_are_filtered(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        waiting, held, done = desk.submit(), desk.claim(desk.submit(by=BEN)), desk.approved()
        silent = desk.submit(submission(Outcome.ABSTAINED_NO_SOURCE, topic="buses"))

        def ids(wanted: Filter) -> set[str]:
            return {item.id for item in everything(desk, wanted, 2)}

        assert ids(Filter(status=ItemStatus.APPROVED)) == {done.id}
        assert ids(Filter(outcome=Outcome.ABSTAINED_NO_SOURCE)) == ids(Filter(topic="buses")) == {silent.id}
        assert ids(Filter(claimed_by=ANNE.user_id)) == {held.id}
        assert ids(Filter(asked_by=STAFF.user_id)) == {waiting.id, done.id, silent.id}
        assert ids(Filter(is_open=True)) == {waiting.id, held.id, silent.id}
        desk.later(minutes=MINUTES)
        assert ids(Filter(claimed_by=ANNE.user_id)) == set()


@pytest.mark.parametrize("limit", [0, -1, items.MAX_PAGE + 1])
def test_a_limit_out_of_range_is_refused(sqlite_database: Database, limit: int) -> None:
    with sqlite_database.read() as session, pytest.raises(BadInput, match=r"items\.limit"):
        items.page(session, Filter(), Desk(session).now, None, limit)


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "%%%",
        "ñ",
        "MnwyMDI2LTA5LTAxfGl0ZW1fMQ",  # a moment without its zone
        "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OXwyMDI2LTA5LTAxVDAwOjAwOjAwWnxpdGVtXzE",  # a rank beyond any integer of SQL
        "MnwyMDI2LTA5LTAxVDAwOjAwOjAwWnxpdGVtXwAx",  # a zero byte
    ],
)
def test_a_cursor_that_is_not_ours_is_refused(database: Database, cursor: str) -> None:
    with database.read() as session, pytest.raises(BadInput, match=r"items\.cursor"):
        items.page(session, Filter(), Desk(session).now, cursor)
