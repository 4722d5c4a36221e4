"""Signing in and out, and the home page that sends each role to its work."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from assistant.accounts.sessions import end_session, open_session
from assistant.accounts.sign_in import authenticate
from assistant.web.client_address import address_of
from assistant.web.forgery import check_token
from assistant.web.foundations import is_https
from assistant.web.guards import GuardedRoute, SignedInActor, house_of, public, signed_in
from assistant.web.identity import cookies_of, session_cookie, visit_cookie, visitor_of
from assistant.web.problems import problem_of
from assistant.web.rendering import PLACES, go_to, own_path, sign_in_page
from policies.errors import NotSignedIn, Refused, TooMany
from policies.permissions import Permission, may
from policies.words.people import Actor

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

HOME_ORDER = (
    Permission.ITEM_DECIDE,
    Permission.QUESTION_ASK,
    Permission.DOCUMENT_MAINTAIN,
    Permission.DOCUMENT_APPROVE,
    Permission.METRICS_READ,
)
"""The first of these that a person holds says where their day starts."""


@router.get("/")
@signed_in
def home(actor: SignedInActor) -> Response:
    """Each person's own first page."""
    return go_to(home_of(actor))


def home_of(actor: Actor) -> str:
    """Where a person's day starts."""
    starts = {Permission.ITEM_DECIDE: "/queue", Permission.QUESTION_ASK: "/ask", Permission.METRICS_READ: "/dashboard"}
    for permission in HOME_ORDER:
        if may(actor, permission):
            return starts.get(permission, "/documents")
    return next((place.path for place in PLACES if any(may(actor, permission) for permission in place.permissions)), "/account")


@router.get("/sign-in")
@public
def show_sign_in(request: Request, next: str = "/") -> Response:
    """The sign-in form; whoever is signed in already goes on."""
    if visitor_of(request).actor is not None:
        return go_to(own_path(next))
    return sign_in_page(request, next_path=next)


@router.post("/sign-in")
@public
async def check_form_source(request: Request) -> Response:
    """Check that the form was shown in this browser, then sign in."""
    from starlette.concurrency import run_in_threadpool

    visit = cookies_of(request.headers).get(visit_cookie(is_https(house_of(request).settings)), "")
    await check_token(request, visit)
    form = await request.form()
    fields = {name: value if isinstance(value := form.get(name), str) else "" for name in ("username", "password", "next")}
    return await run_in_threadpool(sign_in, request, fields["username"], fields["password"], fields["next"])


def sign_in(request: Request, username: str, password: str, next_path: str) -> Response:
    """Open a session with a new id, or show the form again with the one answer there is."""
    house = house_of(request)
    now, rules, is_secure = house.clock.now(), house.policy.sign_in, is_https(house.settings)
    try:
        user = authenticate(house.database, now, username, password, address_of(request), rules)
    except (NotSignedIn, TooMany) as error:
        problem = problem_of(error)
        return sign_in_page(request, problem.status, next_path, username[:64], problem, problem.headers)
    with house.database.write() as session:
        opened = open_session(session, now, user.id, previous_id=cookies_of(request.headers).get(session_cookie(is_secure)))
    response = go_to(own_path(next_path or "/"))
    response.set_cookie(session_cookie(is_secure), opened.id, httponly=True, secure=is_secure, samesite="lax", path="/")
    response.delete_cookie(visit_cookie(is_secure), httponly=True, secure=is_secure, samesite="lax", path="/")
    return response


@router.post("/sign-out")
@signed_in
def sign_out(request: Request, actor: SignedInActor) -> Response:
    """End the session on the server and in the browser."""
    house, visitor = house_of(request), visitor_of(request)
    if visitor.via != "session":
        raise Refused("session.missing", "There is no browser session to end.", "Revoke the token instead.")
    with house.database.write() as session:
        end_session(session, house.clock.now(), actor, visitor.session_id)
    is_secure = is_https(house.settings)
    response = go_to("/signed-out" if visitor.is_single_sign_on and house.settings.sso_issuer else "/sign-in")
    response.delete_cookie(session_cookie(is_secure), httponly=True, secure=is_secure, samesite="lax", path="/")
    return response
