"""Whether the server is alive and ready, and its counts for Prometheus; without names, texts or paths."""

import threading
import time
from typing import Any

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant import counting
from assistant.compose import House
from assistant.services import governance, operating
from assistant.services.governance import Part
from assistant.switches import Switch, switched_off
from assistant.web.guards import GuardedRoute, public
from assistant.web.request_log import RequestCounts
from assistant.web.whole_house import TheHouse
from policies.errors import CountersignError

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
def counts(request: Request, house: TheHouse) -> Response:
    """Requests, steps, outcomes, queue, ledger, index and provider in Prometheus' text format; codes and counts, no text."""
    requests: RequestCounts = request.app.state.counts
    readiness: LastReading = request.app.state.readiness
    ledger_watch: operating.LedgerWatch = request.app.state.ledger_watch
    signals = CollectorRegistry()
    signals.register(operating.Signals(house, readiness.parts(house), ledger_watch.latest(house)))
    body = b"".join(generate_latest(registry) for registry in (requests.registry, counting.REGISTRY, signals))
    return Response(body, media_type=CONTENT_TYPE_LATEST)
