"""Who asks: a bearer token, a browser session, or nobody. Found once per request, before its body is read."""

import re
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Literal, cast

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.accounts.sessions import actor_for_session, touch_session
from assistant.accounts.tokens import actor_for_token, touch_token
from assistant.web.foundations import Foundations, is_https
from policies.errors import NotSignedIn
from policies.words.people import Actor

QUIET = re.compile(r"GET /questions/[^/]+/standing|POST /items/[^/]+/presence|GET /operations/work")
"""Asked by a page that is only open, not by a person: keeps no session alive. Source: ASVS 5 V7.3.1 (inactivity)."""
MAX_CREDENTIAL_CHARS = 200
"""A longer credential is none of ours and is not looked up."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is behind a request. `actor` None means nobody; `problem` then says why a credential that came was refused."""

    actor: Actor | None = None
    username: str = ""
    via: Literal["token", "session"] | None = None
    session_id: str = ""
    csrf_secret: str = ""
    problem: NotSignedIn | None = None
    is_single_sign_on: bool = False


def visitor_of(connection: HTTPConnection) -> Visitor:
    """Whom `Identify` found."""
    return cast("Visitor", connection.scope.get("countersign_visitor") or Visitor())


def session_cookie(is_secure: bool) -> str:
    """Name of the session cookie. `__Host-` binds it to this host, path / and TLS. Source: RFC 6265bis 4.1.3.2, ASVS 5 V3.3.1."""
    return "__Host-countersign" if is_secure else "countersign"


def visit_cookie(is_secure: bool) -> str:
    """Name of the cookie that ties a sign-in form to the browser it was shown in."""
    return f"{session_cookie(is_secure)}-visit"


def cookies_of(headers: Headers) -> dict[str, str]:
    """The cookies of a request; none when they cannot be read."""
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


class Identify:
    """ASGI: puts a `Visitor` into the scope of every request except for static files, which are the same for everyone."""

    def __init__(self, app: ASGIApp, house: Foundations) -> None:
        self.app = app
        self.house = house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One look-up in the thread pool."""
        if scope["type"] == "http" and not cast("str", scope["path"]).startswith("/static/"):
            is_active = QUIET.fullmatch(f"{scope['method']} {scope['path']}") is None
            scope["countersign_visitor"] = await run_in_threadpool(self._find, Headers(scope=scope), is_active)
        await self.app(scope, receive, send)

    def _find(self, headers: Headers, is_active: bool) -> Visitor:
        authorization = headers.get("authorization")
        if authorization is not None:
            scheme, _, token = authorization.partition(" ")
            return self._by_token(token.strip() if scheme.lower() == "bearer" else "")
        cookie = cookies_of(headers).get(session_cookie(is_https(self.house.settings)))
        return self._by_session(cookie, is_active) if cookie else Visitor()

    def _by_token(self, token: str) -> Visitor:
        now, database = self.house.clock.now(), self.house.database
        try:
            with database.read() as session:
                holder = actor_for_token(session, now, token[:MAX_CREDENTIAL_CHARS])
        except NotSignedIn as problem:
            return Visitor(problem=problem)
        if holder.is_stale:
            with database.write() as session:
                touch_token(session, now, holder.token_id)
        return Visitor(holder.actor, holder.username, "token")

    def _by_session(self, session_id: str, is_active: bool) -> Visitor:
        now, database = self.house.clock.now(), self.house.database
        try:
            with database.read() as session:
                holder = actor_for_session(session, now, session_id[:MAX_CREDENTIAL_CHARS], self.house.policy.sign_in)
        except NotSignedIn as problem:
            return Visitor(problem=problem)
        if holder.is_stale and is_active:
            with database.write() as session:
                touch_session(session, now, session_id)
        return Visitor(holder.actor, holder.username, "session", session_id, holder.csrf_secret, is_single_sign_on=holder.is_single_sign_on)
