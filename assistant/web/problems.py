"""How a refusal or a fault looks from outside: problem+json for programs (RFC 9457), a page for people; never a stack trace."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, cast

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.identity import visitor_of
from assistant.web.rendering import render, sign_in_page
from assistant.web.request_log import places
from policies.errors import CountersignError

MACHINE_PATHS = ("/api/", "/healthz", "/readyz", "/metrics", "/openapi.json", "/static/")
FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")

HTTP_WORDS: dict[int, tuple[str, str, str]] = {
    400: ("request.malformed", "The request cannot be read.", "Check its form and its encoding."),
    404: ("request.unknown", "There is nothing at this address.", "Check the address, or start from the home page."),
    405: ("request.method", "This address does not take that method.", "Use one of the methods in the Allow header."),
    413: ("request.too_large", "The request is larger than allowed.", "Send less, or a smaller file; the policy names the limit."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal or a fault as it is told. `fields` names wrong fields of a request, never their values."""

    status: int
    code: str
    detail: str
    remedy: str
    ids: dict[str, Any] = field(default_factory=dict[str, Any])
    fields: tuple[dict[str, str], ...] = ()
    headers: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def title(self) -> str:
        """The status in words."""
        return HTTPStatus(self.status).phrase


def problem_of(error: Exception) -> Problem:
    """What is told about an error. An error that is not ours is told as a fault without its words."""
    if isinstance(error, CountersignError):
        headers: dict[str, str] = {}
        if error.status == 401:
            headers["www-authenticate"] = 'Bearer realm="countersign"'
        if error.ids.get("retry_after_seconds") is not None:
            headers["retry-after"] = str(error.ids["retry_after_seconds"])
        return Problem(error.status, error.code, error.detail, error.remedy, dict(error.ids), headers=headers)
    if isinstance(error, RequestValidationError):
        fields = tuple(_field(entry) for entry in cast("Sequence[dict[str, Any]]", error.errors()))
        named = ", ".join(dict.fromkeys(entry["field"] for entry in fields))
        return Problem(
            422, "request.invalid", f"The request is not valid: {named}.", "Mend the named fields and send it again.", fields=fields
        )
    if isinstance(error, HTTPException) and error.status_code < 500:
        code, detail, remedy = HTTP_WORDS.get(error.status_code, HTTP_WORDS[400])
        kept = {name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
        return Problem(error.status_code, code, detail, remedy, headers=kept)
    return Problem(
        500, "server.fault", "Something went wrong on our side; nothing was changed.", "Try again; if it stays, report the request id."
    )


def _field(entry: dict[str, Any]) -> dict[str, str]:
    """A pydantic error without its input. An unknown field's name came from outside and is never shown."""
    where = [str(part) for part in entry["loc"] if str(part) not in {"body", "query", "path", "header"}]
    if entry["type"] == "extra_forbidden":
        return {"field": "(unknown field)", "problem": "A field of this name is not known here."}
    name = ".".join(part if FIELD_NAME.fullmatch(part) or part.isdigit() else "(unreadable name)" for part in where) or "body"
    if entry["type"] == "json_invalid":
        return {"field": "body", "problem": "The body is not valid JSON."}
    problem = "Value is not allowed." if entry["type"] in {"value_error", "assertion_error"} else str(entry["msg"])
    return {"field": name, "problem": problem}


def respond(request: Request, error: Exception) -> Response:
    """The answer to an error, in the form the asker understands."""
    problem = problem_of(error)
    if is_for_machines(request):
        return _json(request, problem)
    if "hx-request" in request.headers and request.headers.get("hx-target") != "main#main":
        inside = {"hx-reswap": "innerHTML", "hx-reselect": "[role=alert]"}  # the part that asked stays, so that it asks again
        return render(request, "_swap_problem.html", problem.status, problem.headers | inside, problem=problem)
    if problem.status == 401 and request.method == "GET":
        return sign_in_page(request, status=401, next_path=_path_and_query(request), headers=problem.headers)
    return render(request, "error.html", status=problem.status, headers=problem.headers, problem=problem)


def is_for_machines(request: Request) -> bool:
    """Whether the asker is a program."""
    return request.url.path.startswith(MACHINE_PATHS) or visitor_of(request).via == "token"


def _json(request: Request, problem: Problem) -> Response:
    body: dict[str, Any] = {
        "type": f"urn:countersign:problem:{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        "remedy": problem.remedy,
        "request_id": request.scope.get("countersign_request_id"),
    }
    if problem.ids:
        body["ids"] = problem.ids
    if problem.fields:
        body["fields"] = list(problem.fields)
    return JSONResponse(body, problem.status, problem.headers, media_type="application/problem+json")


def _path_and_query(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


class CatchFaults:
    """ASGI: turns every exception into its answer, so that none reaches the server's own log with its words."""

    def __init__(self, app: ASGIApp, log: Any) -> None:
        self.app = app
        self.log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An answer that has begun is cut off; one that has not becomes a problem."""
        has_begun = False

        async def watched(message: Message) -> None:
            nonlocal has_begun
            has_begun = has_begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:  # noqa: BLE001 - the last net: every fault is told the same way
            if scope["type"] != "http":
                return
            if not isinstance(error, CountersignError | HTTPException | RequestValidationError):
                self.log.error("fault", request_id=scope.get("countersign_request_id"), kind=type(error).__name__, places=places(error))
            if not has_begun:
                await respond(Request(scope, receive), error)(scope, receive, send)
