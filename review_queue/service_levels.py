"""Service levels: when an item is due, counted in the business hours of the school calendar."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from policies.policy import Policy
from policies.review_rules import BusinessHours
from policies.words.drafts import Support
from policies.words.items import Submission
from policies.words.questions import Outcome

LONGEST_SEARCH_DAYS = 800
"""A calendar that is closed for longer than this has no business hours; the item is then due at once."""

_GRAVE = {Outcome.ESCALATED_SAFETY, Outcome.ESCALATED_SENSITIVE, Outcome.ESCALATED_STUDENT_RECORD}
_DOUBTFUL = {Outcome.FAILED_CHECK, Outcome.ABSTAINED_CONFLICT, Outcome.ABSTAINED_EXPIRED}


def due_at(submitted_at: dt.datetime, outcome: Outcome, policy: Policy) -> dt.datetime:
    """When the service level of an outcome ends, UTC. Source: `review.service_level_hours`, `review.outcome_hours`, `review.hours`."""
    hours = policy.review.outcome_hours.get(outcome, policy.review.service_level_hours)
    return add_business_hours(submitted_at, hours, policy.review.hours, policy.district.timezone)


def add_business_hours(start: dt.datetime, hours: float, rules: BusinessHours, timezone: str) -> dt.datetime:
    """The moment, UTC, at which so many business hours have passed since `start`. Time outside them does not count."""
    left = dt.timedelta(hours=hours)
    for opens, closes in _open_spans(start, rules, timezone):
        begins = max(opens, start)
        if begins >= closes:
            continue
        if begins + left <= closes:
            return begins + left
        left -= closes - begins
    return start


def business_hours_between(start: dt.datetime, end: dt.datetime, rules: BusinessHours, timezone: str) -> float:
    """Business hours from `start` to `end`, ≥ 0. Unit: hours."""
    passed = dt.timedelta()
    for opens, closes in _open_spans(start, rules, timezone):
        if opens >= end:
            break
        passed += max(min(closes, end) - max(opens, start), dt.timedelta())
    return passed.total_seconds() / 3600


def _open_spans(start: dt.datetime, rules: BusinessHours, timezone: str) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """The working days from a moment on, each from opening to closing in UTC."""
    zone = ZoneInfo(timezone)
    first = start.astimezone(zone).date()
    for n in range(LONGEST_SEARCH_DAYS):
        day = first + dt.timedelta(days=n)
        if day.weekday() in rules.weekdays and not any(span.first <= day <= span.last for span in rules.closed):
            yield (
                dt.datetime.combine(day, rules.opens, zone).astimezone(dt.UTC),
                dt.datetime.combine(day, rules.closes, zone).astimezone(dt.UTC),
            )


def due_hour(moment: dt.datetime) -> int:
    """The hour in which an item is due, counted from 1970: items of the same hour go by risk."""
    return int(moment.timestamp() // 3600)


def risk_rank(submission: Submission) -> int:
    """How much harm a wrong reply could do, 0 most … 3 least: grave outcomes, then doubtful ones, then drafts that need a closer look."""
    if submission.outcome in _GRAVE:
        return 0
    if submission.outcome in _DOUBTFUL:
        return 1
    draft = submission.draft
    if submission.flags or (draft and any(s.support is not Support.VERBATIM for s in draft.sentences)):
        return 2
    return 2 if draft and (draft.unanswered_parts or any(not c.passed for c in draft.checks)) else 3
