"""One JSON line per request, and one per fault: route, status, time and ids; never a query, a body, a title or an exception's words."""

import logging
import secrets
import sys
import time
import traceback
from typing import cast

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.identity import Visitor


class RequestLog:
    """ASGI: gives each request an id (also in `X-Request-Id`), writes its line and counts it."""

    def __init__(self, app: ASGIApp, log: "structlog.typing.FilteringBoundLogger", counts: "RequestCounts") -> None:
        self.app = app
        self.log = log
        self.counts = counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wraps the answer to learn its status."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id, started, status = secrets.token_hex(8), time.perf_counter(), 500
        scope["countersign_request_id"] = request_id
        scope["countersign_note"] = note = {"route": "none"}

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = cast("int", message["status"])
                MutableHeaders(scope=message)["x-request-id"] = request_id
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            seconds = time.perf_counter() - started
            route = note["route"]
            visitor = cast("Visitor | None", scope.get("countersign_visitor"))
            self.counts.note(cast("str", scope["method"]), route, status, seconds)
            self.log.info(
                "request",
                request_id=request_id,
                method=_known_method(cast("str", scope["method"])),
                route=route,
                status=status,
                ms=round(seconds * 1000, 1),
                user=visitor.actor.user_id if visitor and visitor.actor else None,
            )


class RequestCounts:
    """Counts of requests for Prometheus, per app."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._n = Counter("countersign_requests", "Requests answered.", ["method", "route", "status"], registry=self.registry)
        self._seconds = Histogram("countersign_request_seconds", "Time to answer a request.", ["route"], registry=self.registry)

    def note(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        self._n.labels(_known_method(method), route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)


def _known_method(method: str) -> str:
    return method if method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} else "other"


class StderrLines:
    """Writes each line to whatever standard error is now, in one write, so that lines of threads do not mix."""

    def msg(self, line: str) -> None:
        """Write one line."""
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()

    debug = info = warning = error = critical = msg


def json_log(level: str) -> "structlog.typing.FilteringBoundLogger":
    """A logger that writes one JSON object a line to stderr. `level` is debug, info, warning or error."""
    return structlog.wrap_logger(
        StderrLines(),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
    )


def places(error: BaseException) -> list[str]:
    """Where an exception passed, innermost last: `file:line function`. Its words are left out, for they may hold a question."""
    return [f"{frame.filename.rsplit('/', 2)[-1]}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)][-12:]
