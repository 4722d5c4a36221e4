"""Metrics of what stands beside items: re-readings, decoys, audits, what people recorded. Without a record a figure says what it needs."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from eval.audits import AUDITED, Audit, measure_audits
from eval.choosing import approved
from eval.facts import Beside, Facts, Observation
from eval.intervals import rare_interval, share_interval
from eval.measuring import Named
from eval.resampling import quantile_interval
from policies.ledger import Tag
from policies.words.measures import Figure, Interval

WRONG = frozenset({"wrong_fact", "wrong_source", "out_of_date"})
"""Reasons of a second reader that mean that the family was told something wrong."""

_REREAD, _DECOY, _RECORDED = (Tag.REREAD_DONE.value,), (Tag.DECOY_REVEALED.value,), (Tag.OBSERVATION_RECORDED.value,)

APPROVED_ERRORS = Named(
    "approved_errors",
    "Wrong facts in approved answers",
    "Approved answers in which a second, blind reader found a wrong fact, a wrong source or outdated words, of answers read again. "
    "One second reader; the audit's own figure is by two blind raters, with their agreement.",
    "share",
    100,
    _REREAD,
)
CATCH_RATE = Named(
    "reviewer_catch_rate",
    "Planted errors that reviewers caught",
    "Decoys not approved as they were, of decoys decided.",
    "share",
    30,
    _DECOY,
)
PII_INCIDENTS = Named(
    "pii_incidents",
    "Personal details that got out",
    "Incidents recorded in which a personal detail got out, per 1,000 approved answers; every incident counts, whatever the n.",
    "per 1,000",
    200,
    (*_RECORDED, Tag.ITEM_DECIDED.value),
)
INCIDENTS = Named(
    "incidents",
    "Incidents of any kind",
    "Incidents recorded, of any kind, per 1,000 approved answers.",
    "per 1,000",
    200,
    (*_RECORDED, Tag.ITEM_DECIDED.value),
)
STAFF_SURVEY = Named(
    "staff_survey", "Staff who would keep it", "Voluntary staff replies of 4 or 5 on a scale of 5, of replies.", "share", 10, _RECORDED
)
PARENT_SURVEY = Named(
    "parent_survey",
    "Families who were helped",
    "Voluntary replies of parents of 4 or 5 on a scale of 5, of replies.",
    "share",
    30,
    _RECORDED,
)
COST = Named(
    "cost_per_reply", "Cost of one approved answer", "Costs recorded / approved answers. No interval: a sum.", "dollars", 100, _RECORDED
)
UPKEEP = Named(
    "upkeep_hours", "Hours of upkeep", "Hours recorded for documents, policy and system. No interval: a sum.", "hours in all", 1, _RECORDED
)
TRAINING = Named("training_hours", "Hours of training", "Hours recorded for training. No interval: a sum.", "hours in all", 1, _RECORDED)
RECONTACT = Named(
    "recontact",
    "Families who had to ask again",
    "Times that a family asked again about an answered matter, as the front office recorded, for each approved answer.",
    "share",
    100,
    (*_RECORDED, Tag.ITEM_DECIDED.value),
)
FRESHNESS = Named(
    "source_freshness",
    "Days left to the sources",
    "Median days until a revision in force expires, over the revisions in force today.",
    "days",
    5,
    (Tag.REVISION_APPROVED.value,),
)

OBSERVED = {
    "incident_pii": "a personal detail that got out",
    "incident_other": "any other incident",
    "survey_staff": "one staff reply, 1 to 5",
    "survey_parent": "one parent's reply, 1 to 5",
    "cost": "a cost, dollars",
    "upkeep_hours": "hours of upkeep",
    "training_hours": "hours of training",
    "recontact": "a family that asked again about an answered matter",
    "recontacts_checked": "somebody counted who asked again and recorded all there were",
    "incidents_checked": "somebody looked for incidents and recorded all there were",
}
"""What people may record beside items, and what the value means."""

BESIDE = (APPROVED_ERRORS, CATCH_RATE, PII_INCIDENTS, INCIDENTS, STAFF_SURVEY, PARENT_SURVEY, COST, UPKEEP, TRAINING, RECONTACT, *AUDITED)
"""Figures of records; `source_freshness` is read from the registry instead."""

KINDS_OF: dict[str, frozenset[str]] = {
    "pii_incidents": frozenset({"incident_pii", "incidents_checked"}),
    "incidents": frozenset({"incident_pii", "incident_other", "incidents_checked"}),
    "staff_survey": frozenset({"survey_staff"}),
    "parent_survey": frozenset({"survey_parent"}),
    "cost_per_reply": frozenset({"cost"}),
    "upkeep_hours": frozenset({"upkeep_hours"}),
    "training_hours": frozenset({"training_hours"}),
    "recontact": frozenset({"recontact", "recontacts_checked"}),
}
"""Which recorded kinds each figure rests on."""


def read_beside(events: Iterable[tuple[str, str, str, dict[str, Any]]], days_left: Sequence[int] = ()) -> Beside:
    """What events, each (at, tag, subject, payload), say beside items; others are passed over."""
    rereads: list[tuple[float, bool, str | None]] = []
    decoys: list[tuple[float, bool]] = []
    observations: list[Observation] = []
    audits: list[Audit] = []
    for at, tag, subject, payload in events:
        moment = dt.datetime.fromisoformat(at).timestamp()
        if tag == Tag.REREAD_DONE.value:
            rereads.append((moment, bool(payload["agrees"]), payload.get("reason_code")))
        elif tag == Tag.DECOY_REVEALED.value:
            decoys.append((moment, bool(payload["is_caught"])))
        elif tag == Tag.AUDIT_RECORDED.value:
            told = (str(payload["aspect"]), str(payload["rater"]), bool(payload["holds"]))
            audits.append(Audit(subject, *told, moment, int(payload.get("part") or 0)))
        elif tag == Tag.OBSERVATION_RECORDED.value:
            observations.append(Observation(subject, float(payload["value"]), moment))
    return Beside(tuple(rereads), tuple(decoys), tuple(observations), tuple(map(float, days_left)), tuple(audits))


def measure_beside(facts: Facts, level: float = 0.95) -> list[Figure]:
    """Figures of what stands beside items. Without a record there is no figure but what it needs."""
    seen = facts.beside
    found = [
        _of_flags(APPROVED_ERRORS, [not agrees and (why or "") in WRONG for _at, agrees, why in seen.rereads], level, is_rare=True),
        _of_flags(CATCH_RATE, [is_caught for _at, is_caught in seen.decoys], level),
    ]
    n_answers = int(approved(facts).sum())
    kinds = {kind: [o.value for o in seen.observations if o.kind == kind] for kind in OBSERVED}
    is_watched = any(kinds[kind] for kind in ("incident_pii", "incident_other", "incidents_checked"))
    n_pii = len(kinds["incident_pii"])
    for named, n_hits in ((PII_INCIDENTS, n_pii), (INCIDENTS, n_pii + len(kinds["incident_other"]))):
        found.append(
            _per_thousand(named, n_hits, n_answers, level)
            if is_watched
            else named.missing("an incident record: `countersign pilot record`")
        )
    for named, kind in ((STAFF_SURVEY, "survey_staff"), (PARENT_SURVEY, "survey_parent")):
        found.append(_of_flags(named, [value >= 4 for value in kinds[kind]], level, needs="replies: `countersign pilot record`"))
    found.append(_cost(kinds["cost"], n_answers))
    for named, kind in ((UPKEEP, "upkeep_hours"), (TRAINING, "training_hours")):
        values = kinds[kind]
        found.append(named.figure(sum(values), len(values), None) if values else named.missing("hours: `countersign pilot record`"))
    found.append(_freshness(seen.freshness, level))
    n_again = len(kinds["recontact"])
    is_counted = n_again > 0 or bool(kinds["recontacts_checked"])
    if is_counted and n_answers:
        interval = share_interval(min(n_again, n_answers), n_answers, level)
        found.append(RECONTACT.figure(n_again / n_answers, n_answers, interval))
    else:
        found.append(RECONTACT.missing("a record of families who asked again: `countersign pilot record`"))
    return found + measure_audits(seen.audits, level)


def _of_flags(named: Named, flags: list[bool], level: float, *, is_rare: bool = False, needs: str = "") -> Figure:
    if not flags:
        return named.missing(
            needs
            or (
                "second readings: an administrator sets review.vigilance.reread_share in the policy"
                if named is APPROVED_ERRORS
                else "planted errors: an administrator sets review.vigilance.decoy_share in the policy"
            ),
        )
    n, n_hits = len(flags), sum(flags)
    return named.figure(n_hits / n, n, (rare_interval if is_rare else share_interval)(n_hits, n, level))


def _per_thousand(named: Named, n_hits: int, n: int, level: float) -> Figure:
    """Several incidents of one answer count once in the interval, each in the value."""
    interval = rare_interval(min(n_hits, n), n, level)
    wide = Interval(interval.low * 1000, interval.high * 1000, interval.method, level) if interval else None
    return named.figure(1000 * n_hits / n if n else None, n, wide)


def _cost(costs: list[float], n: int) -> Figure:
    return COST.figure(sum(costs) / n, n, None) if costs and n else COST.missing("costs: `countersign pilot record`")


def _freshness(days: tuple[float, ...], level: float) -> Figure:
    values = np.asarray(days, dtype=float)
    if not len(values):
        return FRESHNESS.missing("an approved document in force")
    return FRESHNESS.figure(float(np.median(values)), len(values), quantile_interval(values, 0.5, level))
