"""Figures and the scorecard over JSON."""

import datetime as dt
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from assistant.improving_shapes import digest_shape, gap_shape
from assistant.measure_shapes import measured_shape, scorecard_shape
from assistant.services import gaps, metrics, pilot_scorecard, recurring
from assistant.services.governance_pack import make_pack
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.whole_house import TheHouse
from assistant.web.words_in import Day, Moment, Words
from policies.clock import Clock
from policies.errors import NotFound
from policies.permissions import Permission

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["measurement"])
JsonObject = dict[str, Any]


class MetricsQuery(BaseModel):
    """Which items to measure: submitted from one day to another, both included, or between two moments, the last excluded."""

    model_config = ConfigDict(extra="forbid", populate_by_name=False)

    since: Day | Moment | None = Field(default=None, alias="from")
    until: Day | Moment | None = Field(default=None, alias="to")
    by: Annotated[Words | None, Field(max_length=40)] = None


def moment_of(value: dt.date | None, clock: Clock, *, is_end: bool) -> dt.datetime | None:
    """A local day as its first moment, or for an end the first moment after it; a moment as it is (local when it says no zone)."""
    zone = ZoneInfo(clock.timezone)
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    day = value + dt.timedelta(days=1) if is_end and value < dt.date.max else value
    return dt.datetime.combine(day, dt.time(), zone)


@router.get("/metrics")
@allow(Permission.METRICS_READ)
def read_metrics(house: TheHouse, actor: SignedInActor, wanted: Annotated[MetricsQuery, Query()]) -> JsonObject:
    """Every figure with value, n, interval and definition; groups of fewer than five items are left out and counted."""
    since, until = moment_of(wanted.since, house.clock, is_end=False), moment_of(wanted.until, house.clock, is_end=True)
    return measured_shape(metrics.read_metrics(house, actor, since, until, wanted.by or None))


@router.get("/scorecard")
@allow(Permission.METRICS_READ)
def read_scorecard(house: TheHouse, actor: SignedInActor) -> JsonObject:
    """The verdict against the locked plan, with every figure. `plan` and `verdict` are null until a plan is locked."""
    figures = measured_shape(metrics.read_metrics(house, actor))
    try:
        return scorecard_shape(pilot_scorecard.read(house, actor)) | figures
    except NotFound as error:
        if error.code != "pilot.none":
            raise
    return {"plan": None, "verdict": None} | figures


@router.get("/gaps")
@allow(Permission.METRICS_READ, Permission.DOCUMENT_APPROVE)
def read_gaps(house: TheHouse, actor: SignedInActor) -> JsonObject:
    """What families ask and documents do not answer well; owners see their documents, words only owners and administrators."""
    return {"gaps": [gap_shape(gap) for gap in gaps.report(house, actor)]}


@router.get("/recurring")
@allow(Permission.METRICS_READ, Permission.ANSWER_FIND)
def read_recurring(house: TheHouse, actor: SignedInActor, week: Day | None = None) -> JsonObject:
    """What was asked again and again in the week that begins on `week`, a Monday; the last whole week when left out."""
    return digest_shape(recurring.digest(house, actor, week))


@router.get("/governance")
@allow(Permission.METRICS_READ)
def read_governance(house: TheHouse, actor: SignedInActor) -> JsonObject:
    """The governance pack as data: facts of the configuration in force, and what only people can answer."""
    return make_pack(house, actor).shape()
