"""When an item is due, in business hours of the school calendar, and the order that follows from it."""

import datetime as dt
from dataclasses import replace

import pytest

from policies.errors import Conflict
from policies.ledger import Tag, events
from policies.records import Database
from policies.review_rules import BusinessHours, ClosedSpan
from policies.words.drafts import Support
from policies.words.items import DecisionKind, ItemStatus, ReasonCode
from policies.words.questions import Outcome
from review_queue import claims, items
from review_queue.items import Filter
from review_queue.service_levels import add_business_hours, business_hours_between, due_at, due_hour, risk_rank
from tests.contracts.evidence_at_hand import BELLS
from tests.review_queue.desk import ANNE, BEN, Desk, drafted, policy, submission

CHICAGO = "America/Chicago"
HOURS = BusinessHours(closed=(ClosedSpan(first=dt.date(2026, 12, 21), last=dt.date(2027, 1, 1)),))


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-09-01T09:00-05:00", 2, "2026-09-01T11:00-05:00"),
        ("2026-09-01T06:00-05:00", 2, "2026-09-01T10:00-05:00"),
        ("2026-09-01T15:30-05:00", 2, "2026-09-02T09:30-05:00"),
        ("2026-09-04T15:30-05:00", 2, "2026-09-07T09:30-05:00"),
        ("2026-09-05T11:00-05:00", 8, "2026-09-07T16:00-05:00"),
        ("2026-09-01T08:00-05:00", 8, "2026-09-01T16:00-05:00"),
        ("2026-12-18T15:00-06:00", 2, "2027-01-04T09:00-06:00"),
        ("2026-10-30T15:00-05:00", 2, "2026-11-02T09:00-06:00"),  # the clocks go back in between
        ("2027-03-12T15:00-06:00", 2, "2027-03-15T09:00-05:00"),  # and forward
        ("2026-09-01T09:00-05:00", 80, "2026-09-15T09:00-05:00"),
    ],
)
def test_a_service_level_runs_only_in_business_hours(start: str, hours: float, due: str) -> None:
    found = add_business_hours(at(start), hours, HOURS, CHICAGO)
    assert found == at(due)
    assert business_hours_between(at(start), found, HOURS, CHICAGO) == pytest.approx(hours)


def test_a_calendar_that_is_never_open_makes_everything_due_at_once() -> None:
    shut = BusinessHours(closed=(ClosedSpan(first=dt.date(2020, 1, 1), last=dt.date(2040, 1, 1)),))
    assert add_business_hours(at("2026-09-01T09:00-05:00"), 1, shut, CHICAGO) == at("2026-09-01T09:00-05:00")


def test_some_outcomes_are_due_sooner() -> None:
    start = at("2026-09-01T09:00-05:00")
    assert due_at(start, Outcome.ESCALATED_SAFETY, policy()) == start + dt.timedelta(minutes=30)
    assert due_at(start, Outcome.ESCALATED_SENSITIVE, policy()) == start + dt.timedelta(hours=4)
    assert due_at(start, Outcome.DRAFTED, policy()) == at("2026-09-02T09:00-05:00")


def test_risk_goes_from_grave_outcomes_to_word_for_word_drafts() -> None:
    draft = drafted()
    verbatim = replace(draft, sentences=tuple(replace(s, support=Support.VERBATIM) for s in draft.sentences))
    made = [
        submission(Outcome.ESCALATED_STUDENT_RECORD),
        submission(Outcome.ABSTAINED_CONFLICT),
        replace(submission(draft=draft), flags=()),
        replace(submission(draft=verbatim), flags=("injection",)),
        replace(submission(draft=verbatim), flags=()),
    ]
    assert [risk_rank(one) for one in made] == [0, 1, 2, 2, 3]


def test_the_queue_goes_by_safety_recall_due_hour_risk_and_age(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        recalled = desk.approved(submission(draft=drafted(BELLS)))
        early = desk.submit(submission(Outcome.ABSTAINED_NO_SOURCE))
        desk.later(minutes=5)
        risky = desk.submit(submission(Outcome.ESCALATED_STUDENT_RECORD))
        desk.later(minutes=5)
        sensitive = desk.submit(submission(Outcome.ESCALATED_SENSITIVE))
        desk.later(hours=2)
        late = desk.submit(submission(Outcome.ESCALATED_STUDENT_RECORD))
        safety = desk.submit(submission(Outcome.ESCALATED_SAFETY))
        desk.recall(BELLS.revision_id)
        expected = [safety.id, recalled.id, sensitive.id, risky.id, early.id, late.id]
        page = items.page(session, Filter(is_open=True), desk.now)
        assert [item.id for item in page.items] == expected
        assert [(i.due_at is not None and due_hour(i.due_at)) for i in page.items][3:5] == [due_hour(early.due_at or desk.now)] * 2
        assert [(claims.claim_next(session, desk.now, ANNE, desk.policy) or early).id for _ in expected] == expected


def test_pages_follow_the_same_order_without_gap_or_double(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        kinds = [Outcome.DRAFTED, Outcome.ESCALATED_SAFETY, Outcome.ABSTAINED_CONFLICT, Outcome.ESCALATED_SENSITIVE]
        made = set()
        for n in range(24):
            made.add(desk.submit(submission(kinds[n % 4])).id)
            desk.later(minutes=17)
        for wanted in (Filter(is_open=True), Filter(), Filter(status=ItemStatus.QUEUED)):
            seen: list[str] = []
            cursor = None
            while True:
                page = items.page(session, wanted, desk.now, cursor, 5)
                seen += [item.id for item in page.items]
                cursor = page.next_cursor
                if cursor is None:
                    break
            assert len(seen) == len(set(seen)) == 24
            assert set(seen) == made
            assert seen == [item.id for item in items.page(session, wanted, desk.now, None, 50).items]


def test_a_recalled_safety_item_stays_in_front(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        ordinary = desk.approved(submission(draft=drafted(BELLS)))
        desk.recall(BELLS.revision_id)
        desk.later(days=1)
        safety = desk.submit(submission(Outcome.ESCALATED_SAFETY, drafted(BELLS)))
        desk.recall(BELLS.revision_id)
        assert desk.current(safety).status is ItemStatus.RECALLED
        assert [item.id for item in items.page(session, Filter(is_open=True), desk.now).items] == [safety.id, ordinary.id]
        claims.release(session, desk.now, ANNE, desk.claim(safety).id)
        assert desk.current(safety).status is ItemStatus.RECALLED


def test_a_held_item_is_taken_over_after_the_policy_s_time_and_the_ledger_says_from_whom(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.claim(desk.submit())
        for minutes, asked in ((0, True), (4, True), (1, False)):
            desk.later(minutes=minutes)
            with pytest.raises(Conflict) as raised:
                desk.claim(item, BEN, take_over=asked)
            assert (raised.value.code, raised.value.ids["by"]) == ("item.claimed", ANNE.user_id)
            assert item.claim is not None
            assert item.claim.expires_at.strftime("%H:%M UTC") in raised.value.detail
        taken = desk.claim(item, BEN, take_over=True)
        assert taken.claim is not None
        assert taken.claim.by == BEN.user_id
        (event,) = events(session, tags=[Tag.ITEM_TAKEN_OVER])
        assert (event.actor, event.payload) == (BEN.user_id, {"from": ANNE.user_id})
        with pytest.raises(Conflict) as lost:
            desk.decide(item)
        assert (lost.value.code, lost.value.ids["by"]) == ("item.claimed", BEN.user_id)


def test_extending_a_claim_does_not_begin_it_anew(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.claim(desk.submit())
        desk.later(minutes=4)
        desk.claim(item)
        desk.later(minutes=1)
        assert desk.claim(item, BEN, take_over=True).claim is not None


def test_whoever_loses_learns_who_decided_what_and_when(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.claim(desk.submit())
        desk.later(minutes=1)
        desk.decide(item, DecisionKind.REJECT, reason_code=ReasonCode.TONE)
        for act in (lambda: desk.decide(item, by=BEN), lambda: desk.claim(item, BEN)):
            with pytest.raises(Conflict) as raised:
                act()
            assert (raised.value.code, raised.value.ids["by"], raised.value.ids["decision"]) == ("item.closed", ANNE.user_id, "reject")
            assert "rejected this item at 2026-09-01 15:01 UTC" in raised.value.detail
