"""A person's own account: roles, tokens, a new password."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from assistant.accounts.sessions import open_session
from assistant.accounts.sign_in import authenticate
from assistant.accounts.tokens import list_tokens, revoke_token
from assistant.accounts.users import change_password, get_user
from assistant.web.client_address import address_of
from assistant.web.forms import text_of
from assistant.web.foundations import is_https
from assistant.web.guards import GuardedRoute, SignedInActor, house_of, signed_in
from assistant.web.identity import session_cookie, visitor_of
from assistant.web.problems import Problem, problem_of
from assistant.web.rendering import go_to, render
from policies.errors import BadInput, CountersignError, NotSignedIn
from policies.words.people import Actor

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/account")
@signed_in
def show_account(request: Request, actor: SignedInActor, changed: str = "") -> Response:
    """The account of whoever is signed in."""
    return _page(request, actor, was_changed=changed == "password")


@router.post("/account/password")
@signed_in
async def new_password(request: Request, actor: SignedInActor) -> Response:
    """Set a new password; every other session ends."""
    return await run_in_threadpool(_new_password, request, actor, await request.form())


def _new_password(request: Request, actor: Actor, form: FormData) -> Response:
    house, visitor = house_of(request), visitor_of(request)
    now, rules = house.clock.now(), house.policy.sign_in
    try:
        if text_of(form, "password") != text_of(form, "again"):
            raise BadInput("password.differs", "The two new passwords are not the same.", "Type the new password twice.")
        try:
            authenticate(house.database, now, visitor.username, text_of(form, "current"), address_of(request), rules)
        except NotSignedIn:
            raise BadInput("password.wrong", "The current password is not right.", "Check it and try again.") from None
        with house.database.write() as session:
            change_password(session, now, actor, actor.user_id, text_of(form, "password"), rules)
            opened = open_session(session, now, actor.user_id)
    except CountersignError as error:
        return _page(request, actor, problem=problem_of(error))
    response = go_to("/account?changed=password")
    is_secure = is_https(house.settings)
    response.set_cookie(session_cookie(is_secure), opened.id, httponly=True, secure=is_secure, samesite="lax", path="/")
    return response


@router.post("/account/tokens/{token_id}/revoke")
@signed_in
def revoke_own(request: Request, actor: SignedInActor, token_id: str) -> Response:
    """End one of one's own tokens."""
    house = house_of(request)
    with house.database.write() as session:
        revoke_token(session, house.clock.now(), actor, token_id, actor.user_id)
    return go_to("/account")


def _page(request: Request, actor: Actor, problem: Problem | None = None, was_changed: bool = False) -> Response:
    house = house_of(request)
    with house.database.read() as session:
        user, tokens = get_user(session, actor.user_id), list_tokens(session, actor.user_id)
    return render(
        request,
        "account.html",
        problem.status if problem else 200,
        problem.headers if problem else None,
        user=user,
        tokens=tokens,
        problem=problem,
        was_changed=was_changed,
        min_password_chars=house.policy.sign_in.min_password_chars,
    )
