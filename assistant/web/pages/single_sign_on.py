"""Single sign-on: to the district's provider and back, and out again. The provider's words never reach a page."""

import hmac
from typing import TYPE_CHECKING, cast
from urllib.parse import quote, unquote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from assistant.accounts.identities import ClaimRules, keep_begun, take_begun, user_of_claims
from assistant.accounts.sessions import open_session
from assistant.web.client_address import address_of
from assistant.web.foundations import is_https
from assistant.web.guards import GuardedRoute, house_of, public
from assistant.web.identity import cookies_of, session_cookie
from assistant.web.problems import problem_of
from assistant.web.rendering import go_to, own_path, render, sign_in_page
from policies.errors import CountersignError, NotFound, NotSignedIn, Refused

if TYPE_CHECKING:
    from assistant.accounts.authlib_provider import AuthlibProvider

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

LONGEST = 2000
"""Longest code or state that is looked at, characters."""


@router.get("/sign-in/sso")
@public
def begin(request: Request, next: str = "/") -> Response:
    """Send the browser to the provider; a cookie of its own ties the way back to this browser."""
    try:
        house, provider = house_of(request), provider_of(request)
        address, begun = provider.begin()
        with house.database.write() as session:
            keep_begun(session, house.clock.now(), begun, address_of(request))
    except NotFound:
        raise
    except CountersignError as error:
        return _told(request, error, own_path(next))
    is_secure = is_https(house.settings)
    response = RedirectResponse(address, 303)
    value = f"{begun.state}.{quote(own_path(next), safe='')}"
    response.set_cookie(_cookie(is_secure), value, max_age=600, httponly=True, secure=is_secure, samesite="lax", path="/")
    return response


@router.get("/sign-in/sso/callback")
@public
def come_back(request: Request) -> Response:
    """The provider's answer: proven, turned into an account with its roles, and a session with a new id."""
    house, provider = house_of(request), provider_of(request)
    settings, now = house.settings, house.clock.now()
    is_secure, query = is_https(settings), request.query_params
    kept, _, path = cookies_of(request.headers).get(_cookie(is_secure), "").partition(".")
    next_path = own_path(unquote(path) or "/")
    state, code, said_by = (query.get(name, "")[:LONGEST] for name in ("state", "code", "iss"))
    try:
        if not state or not hmac.compare_digest(state.encode(), kept.encode()):
            raise NotSignedIn("sso.state", "This sign-in was not begun in this browser.", "Start again from this page.")
        with house.database.write() as session:
            begun = take_begun(session, now, state)
        if "error" in query or not code or (said_by and said_by != provider.issuer):
            raise NotSignedIn("sso.declined", "The sign-in provider did not let you in.", "Start again, or ask for access there.")
        claims = provider.claims(code, begun)
        rules = ClaimRules(provider.issuer, settings.sso_username_claim, settings.sso_roles_claim, settings.sso_roles)
        with house.database.write() as session:
            user = user_of_claims(session, now, claims, rules, house.policy.sign_in)
        if isinstance(user, Refused):
            raise user
        with house.database.write() as session:
            previous = cookies_of(request.headers).get(session_cookie(is_secure))
            opened = open_session(session, now, user.id, previous, is_single_sign_on=True)
    except CountersignError as error:
        return _forgotten(_told(request, error, next_path), is_secure)
    response = go_to(next_path)
    response.set_cookie(session_cookie(is_secure), opened.id, httponly=True, secure=is_secure, samesite="lax", path="/")
    return _forgotten(response, is_secure)


@router.get("/signed-out")
@public
def signed_out(request: Request) -> Response:
    """After sign-out here: on to the provider's own sign-out, where it has one. A form may not lead to another site, a page may."""
    is_offered = False
    try:
        is_offered = provider_of(request).sign_out_address() is not None
    except CountersignError:
        is_offered = False
    headers = {"refresh": "1;url=/signed-out/sso"} if is_offered else {}
    return render(request, "signed_out.html", headers=headers, provider=house_of(request).settings.sso_name, is_offered=is_offered)


@router.get("/signed-out/sso")
@public
def sign_out_there(request: Request) -> Response:
    """To the provider's sign-out, which sends the browser back to the sign-in form."""
    address = provider_of(request).sign_out_address()
    return RedirectResponse(address, 303) if address else go_to("/sign-in")


def provider_of(request: Request) -> "AuthlibProvider":
    """The provider of the settings. Raises: NotFound sso.off."""
    house = house_of(request)
    if house.settings.sso_issuer is None:
        raise NotFound("sso.off", "Single sign-on is not set up here.", "Sign in with your user name and password.")
    state = request.app.state
    if getattr(state, "provider", None) is None:
        from assistant.accounts.authlib_provider import AuthlibProvider

        state.provider = AuthlibProvider(house.settings)
    return cast("AuthlibProvider", state.provider)


def _told(request: Request, error: CountersignError, next_path: str) -> Response:
    problem = problem_of(error)
    return sign_in_page(request, problem.status, next_path, problem=problem, headers=problem.headers)


def _forgotten(response: Response, is_secure: bool) -> Response:
    response.delete_cookie(_cookie(is_secure), httponly=True, secure=is_secure, samesite="lax", path="/")
    return response


def _cookie(is_secure: bool) -> str:
    return f"{session_cookie(is_secure)}-sso"
