"""The administrator's page of people: who may do what, new accounts, tokens, closing an account."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from assistant.accounts.identities import linked_users
from assistant.accounts.tokens import issue_token, list_tokens, revoke_token
from assistant.accounts.users import User, add_user, change_password, change_user, disable_user, enable_user, get_user, list_users
from assistant.training.results import results_of
from assistant.web.forms import choices, text_of
from assistant.web.guards import GuardedRoute, SignedInActor, allow, house_of
from assistant.web.problems import Problem, problem_of
from assistant.web.rendering import go_to, render
from policies.errors import BadInput, Conflict, CountersignError
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
        given = _roles(form)
        with house.database.write() as session:
            user = add_user(
                session,
                house.clock.now(),
                actor,
                username,
                given,
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
def show_user(request: Request, user_id: str, changed: str = "") -> Response:
    """One account with its tokens."""
    with house_of(request).database.read() as session:
        user = get_user(session, user_id)
    return user_page(request, user, changed=changed)


@router.post("/users/{user_id}/disable")
@allow(Permission.USER_MANAGE)
def disable(request: Request, actor: SignedInActor, user_id: str) -> Response:
    """Close an account at once."""
    house = house_of(request)
    with house.database.write() as session:
        disable_user(session, house.clock.now(), actor, user_id)
    return go_to(f"/users/{user_id}")


@router.post("/users/{user_id}/enable")
@allow(Permission.USER_MANAGE)
def enable(request: Request, actor: SignedInActor, user_id: str) -> Response:
    """Open a closed account again."""
    house = house_of(request)
    with house.database.write() as session:
        enable_user(session, house.clock.now(), actor, user_id)
    return go_to(f"/users/{user_id}")


@router.post("/users/{user_id}")
@allow(Permission.USER_MANAGE)
async def change(request: Request, actor: SignedInActor, user_id: str) -> Response:
    """Set roles, languages and schools."""
    return await run_in_threadpool(_change, request, actor, user_id, await request.form())


def _change(request: Request, actor: Actor, user_id: str, form: FormData) -> Response:
    house = house_of(request)
    with house.database.read() as session:
        user, is_linked = get_user(session, user_id), user_id in linked_users(session)
    try:
        roles = user.roles if is_linked else _roles(form)
        schools = choices(form, "schools")
        if not set(schools) <= {school.id for school in house.policy.district.schools}:
            raise BadInput("user.schools", "A school named here does not exist.", "Choose among the schools of the policy.")
        with house.database.write() as session:
            change_user(session, house.clock.now(), actor, user_id, roles, choices(form, "languages"), schools)
    except (BadInput, Conflict) as error:
        return user_page(request, user, problem=problem_of(error))
    return go_to(f"/users/{user_id}?changed=yes")


@router.post("/users/{user_id}/password")
@allow(Permission.USER_MANAGE)
async def give_password(request: Request, actor: SignedInActor, user_id: str) -> Response:
    """Give a new password, for somebody who forgot theirs; their sessions end."""
    return await run_in_threadpool(_give_password, request, actor, user_id, text_of(await request.form(), "password"))


def _give_password(request: Request, actor: Actor, user_id: str, password: str) -> Response:
    house = house_of(request)
    with house.database.read() as session:
        user = get_user(session, user_id)
    try:
        with house.database.write() as session:
            change_password(session, house.clock.now(), actor, user_id, password, house.policy.sign_in)
    except BadInput as error:
        return user_page(request, user, problem=problem_of(error))
    return go_to(f"/users/{user_id}?changed=password")


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


def user_page(request: Request, user: User, token: str | None = None, problem: Problem | None = None, changed: str = "") -> Response:
    """One account with its tokens; `token` is shown this once."""
    house = house_of(request)
    with house.database.read() as session:
        tokens, trained, is_linked = list_tokens(session, user.id), results_of(session, user.id), user.id in linked_users(session)
    return render(
        request,
        "user.html",
        problem.status if problem else 200,
        user=user,
        tokens=tokens,
        token=token,
        problem=problem,
        changed=changed,
        trained=trained,
        is_linked=is_linked,
        schools=house.policy.district.schools,
        school_choices={school.id: school.name for school in house.policy.district.schools},
        min_password_chars=house.policy.sign_in.min_password_chars,
    )


def _roles(form: FormData) -> list[Role]:
    roles = choices(form, "roles")
    if not set(roles) <= set(Role):
        raise BadInput("user.roles", "A role named here does not exist.", f"Name one or more of: {', '.join(Role)}.")
    return [Role(role) for role in roles]


def _page(request: Request, problem: Problem | None = None, filled: dict[str, object] | None = None) -> Response:
    house = house_of(request)
    with house.database.read() as session:
        users, linked = list_users(session), linked_users(session)
    return render(
        request,
        "users.html",
        problem.status if problem else 200,
        users=users,
        linked=linked,
        all_roles=list(Role),
        problem=problem,
        filled={"username": "", "roles": (), "languages": ("en",)} | (filled or {}),
        min_password_chars=house.policy.sign_in.min_password_chars,
    )
