"""The administrator's page of people: who may do what, new accounts, tokens, closing an account."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from assistant.accounts.tokens import issue_token, list_tokens, revoke_token
from assistant.accounts.users import User, add_user, disable_user, get_user, list_users
from assistant.web.forms import choices, text_of
from assistant.web.guards import GuardedRoute, SignedInActor, allow, house_of
from assistant.web.problems import Problem, problem_of
from assistant.web.rendering import go_to, render
from policies.errors import BadInput, CountersignError
from policies.permissions import Permission
from policies.words.people import Actor, Role

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/users")
@allow(Permission.USER_MANAGE)
def show_users(request: Request) -> Response:
    """Every account."""
    return _page(request)


@router.post("/users")
@allow(Permission.USER_MANAGE)
async def add(request: Request, actor: SignedInActor) -> Response:
    """Add an account."""
    return await run_in_threadpool(_add, request, actor, await request.form())


def _add(request: Request, actor: Actor, form: FormData) -> Response:
    house = house_of(request)
    username, password = text_of(form, "username"), text_of(form, "password")
    roles, languages = choices(form, "roles"), choices(form, "languages") or ("en",)
    try:
        if not set(roles) <= set(Role):
            raise BadInput("user.roles", "A role named here does not exist.", f"Name one or more of: {', '.join(Role)}.")
        with house.database.write() as session:
            user = add_user(
                session,
                house.clock.now(),
                actor,
                username,
                [Role(role) for role in roles],
                house.policy.sign_in,
                password or None,
                languages,
            )
    except CountersignError as error:
        problem = problem_of(error)
        return _page(request, problem=problem, filled={"username": username[:64], "roles": roles, "languages": languages})
    return go_to(f"/users/{user.id}")


@router.get("/users/{user_id}")
@allow(Permission.USER_MANAGE)
def show_user(request: Request, user_id: str) -> Response:
    """One account with its tokens."""
    with house_of(request).database.read() as session:
        user = get_user(session, user_id)
    return user_page(request, user)


@router.post("/users/{user_id}/disable")
@allow(Permission.USER_MANAGE)
def disable(request: Request, actor: SignedInActor, user_id: str) -> Response:
    """Close an account at once."""
    house = house_of(request)
    with house.database.write() as session:
        disable_user(session, house.clock.now(), actor, user_id)
    return go_to(f"/users/{user_id}")


@router.post("/users/{user_id}/tokens")
@allow(Permission.USER_MANAGE)
async def issue(request: Request, actor: SignedInActor, user_id: str) -> Response:
    """Make a token and show it this once."""
    return await run_in_threadpool(_issue, request, actor, user_id, text_of(await request.form(), "label"))


def _issue(request: Request, actor: Actor, user_id: str, label: str) -> Response:
    house = house_of(request)
    with house.database.write() as session:
        user = get_user(session, user_id)
        token = issue_token(session, house.clock.now(), actor, user_id, label)
    return user_page(request, user, token=token)


@router.post("/users/{user_id}/tokens/{token_id}/revoke")
@allow(Permission.USER_MANAGE)
def revoke(request: Request, actor: SignedInActor, user_id: str, token_id: str) -> Response:
    """End a token at once."""
    house = house_of(request)
    with house.database.write() as session:
        revoke_token(session, house.clock.now(), actor, token_id, user_id)
    return go_to(f"/users/{user_id}")


def user_page(request: Request, user: User, token: str | None = None) -> Response:
    """One account with its tokens; `token` is shown this once."""
    with house_of(request).database.read() as session:
        tokens = list_tokens(session, user.id)
    return render(request, "user.html", user=user, tokens=tokens, token=token)


def _page(request: Request, problem: Problem | None = None, filled: dict[str, object] | None = None) -> Response:
    house = house_of(request)
    with house.database.read() as session:
        users = list_users(session)
    return render(
        request,
        "users.html",
        problem.status if problem else 200,
        users=users,
        all_roles=list(Role),
        problem=problem,
        filled={"username": "", "roles": (), "languages": ("en",)} | (filled or {}),
        min_password_chars=house.policy.sign_in.min_password_chars,
    )
