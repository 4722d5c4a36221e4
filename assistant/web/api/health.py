"""Whether the server is alive and ready, and its counts for Prometheus; without names, texts or paths."""

import threading
import time
from typing import Any

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy import func, select
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.compose import House
from assistant.services import governance
from assistant.services.governance import Part
from assistant.switches import Switch, switched_off
from assistant.web.guards import GuardedRoute, public
from assistant.web.request_log import RequestCounts
from assistant.web.whole_house import TheHouse, whole_house
from policies.errors import CountersignError
from policies.words.items import ItemStatus
from review_queue.tables import ItemRow

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

FRESH_SECONDS = 5.0
"""Readiness tries every part for real; a flood of questions for it gets the last reading instead."""


class LastReading:
    """The last readiness reading of one server."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._parts: list[Part] = []
        self._at = -FRESH_SECONDS

    def parts(self, house: House) -> list[Part]:
        """The reading, taken anew when it is older than five seconds."""
        with self._lock:
            if time.monotonic() - self._at >= FRESH_SECONDS or not self._parts:
                self._parts, self._at = governance.readiness(house), time.monotonic()
            return self._parts


@router.get("/healthz")
@public
def alive() -> dict[str, str]:
    """The server answers."""
    return {"status": "alive"}


@router.get("/readyz")
@public
def ready(request: Request, house: TheHouse) -> Response:
    """Database, index, models and policy, each named; 503 when one of them is not usable."""
    last: LastReading = request.app.state.readiness
    parts = last.parts(house)
    is_ready = all(part.is_ok for part in parts)
    body: dict[str, Any] = {
        "status": "ready" if is_ready else "not ready",
        "parts": [{"name": part.name, "ok": part.is_ok, "detail": part.detail} for part in parts],
        "drafting_off": [switch.scope for switch in _switches(house)],
    }
    return JSONResponse(body, 200 if is_ready else 503)


def _switches(house: House) -> tuple[Switch, ...]:
    """Where drafting is off; nothing when the database does not answer, which is told as a part."""
    try:
        with house.database.read() as session:
            return switched_off(session)
    except CountersignError:
        return ()


@router.get("/metrics")
@public
def counts(request: Request) -> Response:
    """Counts of requests and of items by status, in Prometheus' text format."""
    requests: RequestCounts = request.app.state.counts
    gauge = GaugeMetricFamily("countersign_items", "Items by status.", labels=["status"])
    with whole_house(request).database.read() as session:
        found = {row.status: row.n for row in session.execute(select(ItemRow.status, func.count().label("n")).group_by(ItemRow.status))}
    for status in ItemStatus:
        gauge.add_metric([status.value], found.get(status.value, 0))
    return Response(generate_latest(requests.registry) + _text_of(gauge), media_type=CONTENT_TYPE_LATEST)


def _text_of(gauge: GaugeMetricFamily) -> bytes:
    lines = [f"# HELP {gauge.name} {gauge.documentation}", f"# TYPE {gauge.name} gauge"]
    lines += [f'{gauge.name}{{status="{sample.labels["status"]}"}} {int(sample.value)}' for sample in gauge.samples]
    return ("\n".join(lines) + "\n").encode()
