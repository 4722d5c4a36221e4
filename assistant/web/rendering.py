"""Pages: templates with everything escaped, and the few things every page knows (who is signed in, where they may go)."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.switches import DISTRICT, switched_off
from assistant.web.forgery import masked
from assistant.web.foundations import Foundations, is_https
from assistant.web.identity import cookies_of, session_cookie, visit_cookie, visitor_of
from assistant.web.moments import Moments
from assistant.web.static_files import asset_url
from assistant.web.translation import LANGUAGES, language_of, words_of
from policies.errors import CountersignError
from policies.permissions import Permission, may
from policies.words.people import Role

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the main menu; the words for `name` are in the base template."""

    name: str
    path: str
    permissions: tuple[Permission, ...]
    also: str = ""
    """Another path whose pages belong here."""

    def holds(self, path: str) -> bool:
        """Whether a page belongs to this place."""
        return path == self.path or any(path.startswith(f"{start}/") for start in (self.path, self.also) if start)


PLACES = (
    Place("ask", "/ask", (Permission.QUESTION_ASK,)),
    Place("questions", "/questions", (Permission.QUESTION_ASK,)),
    Place("queue", "/queue", (Permission.ITEM_READ,), also="/items"),
    Place("answers", "/answers", (Permission.ANSWER_FIND,)),
    Place("knowledge", "/knowledge", (Permission.KNOWLEDGE_SEARCH,)),
    Place("documents", "/documents", (Permission.DOCUMENT_READ,)),
    Place("dashboard", "/dashboard", (Permission.METRICS_READ,)),
    Place("scorecard", "/scorecard", (Permission.METRICS_READ,)),
    Place("figures", "/figures", (Permission.METRICS_READ,)),
    Place("gaps", "/gaps", (Permission.METRICS_READ, Permission.DOCUMENT_APPROVE)),
    Place("recurring", "/recurring", (Permission.METRICS_READ, Permission.ANSWER_FIND)),
    Place("users", "/users", (Permission.USER_MANAGE,)),
    Place("operations", "/operations", (Permission.OPERATIONS_MANAGE,)),
)


TOURS = {"/ask": Role.STAFF, "/queue": Role.REVIEWER, "/dashboard": Role.LEADER, "/documents": Role.OWNER, "/users": Role.ADMIN}
"""Where each role's first-run tour stands."""


def tours_cookie(is_secure: bool) -> str:
    """Name of the cookie that remembers which tours were put away in this browser: role names only."""
    return f"{session_cookie(is_secure)}-tours"


def _tour(request: Request) -> str:
    """The tour to show on this page, as a role's name; empty when there is none or it was put away."""
    role, actor = TOURS.get(request.url.path), visitor_of(request).actor
    if role is None or actor is None or role not in actor.roles or request.method != "GET":
        return ""
    done = cookies_of(request.headers).get(tours_cookie(is_https(request.app.state.house.settings)), "").split(".")
    return "" if role.value in done else role.value


PLACEHOLDER = re.compile(r"<[A-Z][A-Z_]*_\d+>")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of redacted text: plain words, or the placeholder of something hidden."""

    text: str
    is_placeholder: bool

    @property
    def label(self) -> str:
        """A placeholder as people read it: `<STUDENT_1>` is student 1."""
        return self.text.strip("<>").replace("_", " ").lower() if self.is_placeholder else self.text

    @property
    def kind(self) -> str:
        """What a placeholder stands for: `<STUDENT_1>` for a STUDENT."""
        return self.text.strip("<>").rpartition("_")[0]

    @property
    def number(self) -> str:
        """Which one of its kind a placeholder is."""
        return self.text.strip("<>").rpartition("_")[2]


def pieces(text: str, longest: int | None = None) -> list[Piece]:
    """Redacted text in stretches, so that a page can mark what is hidden; cut at `longest` code points with an ellipsis."""
    words = f"{text[:longest].rstrip()}…" if longest is not None and len(text) > longest else text
    found: list[Piece] = []
    at = 0
    for match in PLACEHOLDER.finditer(words):
        found += [Piece(words[at : match.start()], False), Piece(match.group(), True)]
        at = match.end()
    return [piece for piece in (*found, Piece(words[at:], False)) if piece.text]


def around(text: str, quote: str) -> tuple[str, str, str]:
    """What stands before a quote, the quote, and what stands after it; a quote that is not there word for word stands alone."""
    before, found, after = text.partition(quote)
    return (before, found, after) if found else ("", quote, "")


@cache
def environment(language: str) -> Environment:
    """The templates in one language: one environment for each, so that the words in imported templates are in it too."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    words = words_of(language)
    made.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined] # the extension adds it
    known: dict[str, Any] = {"told": words.told, "page_language": language, "page_languages": LANGUAGES}
    made.globals.update(known)
    return made


def render(request: Request, template: str, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any) -> HTMLResponse:
    """One page from a template of `templates/`; `context` is what only this page knows."""
    house: Foundations = request.app.state.house
    visitor = visitor_of(request)
    actor = visitor.actor
    language = language_of(request)
    moments = Moments(language, house.clock)

    def is_allowed(name: str) -> bool:
        return actor is not None and may(actor, Permission(name))

    words = (
        environment(language)
        .get_template(template)
        .render(
            asset=asset_url,
            visitor=visitor,
            places=[place for place in PLACES if actor and any(may(actor, permission) for permission in place.permissions)],
            here=request.url.path,
            district=house.policy.district,
            csrf=masked(visitor.csrf_secret) if visitor.csrf_secret else "",
            request_id=request.scope.get("countersign_request_id", ""),
            may=is_allowed,
            tour=_tour(request),
            back=quote(_way_back(request, is_refused=status >= 400)),
            local=moments.local,
            ago=moments.ago,
            day=moments.day,
            pieces=pieces,
            around=around,
            drafting_off=_drafting_off(house) if actor else (),
            **context,
        )
    )
    return HTMLResponse(words, status, dict(headers or {}))


def _drafting_off(house: Foundations) -> tuple[tuple[str, str], ...]:
    """Where drafting is off, by the school's name ("" for the district), and why; nothing when the database does not answer."""
    try:
        with house.database.read() as session:
            off = switched_off(session)
    except CountersignError:
        return ()
    names = {school.id: school.name for school in house.policy.district.schools} | {DISTRICT: ""}
    return tuple((names.get(switch.scope, switch.scope), switch.reason) for switch in off)


def _way_back(request: Request, is_refused: bool) -> str:
    """Where the language switch leads back to: this page, or the page whose form was sent. What was refused is not said again."""
    if request.method == "GET":
        return request.url.path + (f"?{request.url.query}" if request.url.query and not is_refused else "")
    return next((place.path for place in PLACES if place.holds(request.url.path)), "/")


def sign_in_page(
    request: Request,
    status: int = 200,
    next_path: str = "/",
    username: str = "",
    problem: Any = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The sign-in form, tied to this browser by a cookie of its own."""
    settings = request.app.state.house.settings
    is_secure = is_https(settings)
    name = visit_cookie(is_secure)
    visit = cookies_of(request.headers).get(name, "")
    if not _is_visit(visit):
        visit = secrets.token_hex(32)
    response = render(
        request,
        "sign_in.html",
        status,
        headers,
        visit=masked(visit),
        next_path=own_path(next_path),
        username=username,
        problem=problem,
        has_ended=visitor_of(request).problem is not None,
        provider=settings.sso_name if settings.sso_issuer else None,
    )
    response.set_cookie(name, visit, max_age=3600, httponly=True, secure=is_secure, samesite="lax", path="/")
    return response


def _is_visit(value: str) -> bool:
    return len(value) == 64 and all(character in "0123456789abcdef" for character in value)


def own_path(value: str) -> str:
    """A path of this site, or the home page: never another host. Source: ASVS 5 V1.2.2 (open redirect)."""
    is_own = (
        value.startswith("/") and not value.startswith(("//", "/\\")) and value.isprintable() and "\\" not in value and len(value) < 500
    )
    return value if is_own else "/"


def go_to(path: str) -> Response:
    """Send the browser on after a change."""
    return RedirectResponse(path, 303)
