"""The administrator's page of operations: how each part stands and what that means, the kill switch, work under way, backups, anchors."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from assistant.accounts.users import usernames
from assistant.compose import House
from assistant.services import operations, switching, work
from assistant.switches import DISTRICT
from assistant.web.api.health import LastReading
from assistant.web.forms import text_of
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.problems import Problem, problem_of
from assistant.web.rendering import go_to, render
from assistant.web.whole_house import TheHouse
from policies.errors import CountersignError
from policies.permissions import Permission
from policies.words.people import Actor

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/operations")
@allow(Permission.OPERATIONS_MANAGE)
def show_operations(request: Request, house: TheHouse, actor: SignedInActor) -> Response:
    """Everything at a glance."""
    return _page(request, house, actor)


@router.get("/operations/work")
@allow(Permission.OPERATIONS_MANAGE)
def show_work(request: Request, house: TheHouse, actor: SignedInActor) -> Response:
    """The work alone, for the page to bring itself up to date."""
    found = work.listed(house, actor)
    return render(request, "_work.html", work=found, names=_names(house, {one.begun_by for one in found}))


@router.post("/operations/switch")
@allow(Permission.OPERATIONS_MANAGE)
async def turn_switch(request: Request, house: TheHouse, actor: SignedInActor) -> Response:
    """Switch drafting off or on, with a reason."""
    return await run_in_threadpool(_turn, request, house, actor, await request.form())


def _turn(request: Request, house: House, actor: Actor, form: FormData) -> Response:
    scope, reason, is_off = text_of(form, "scope"), text_of(form, "reason"), text_of(form, "turn") == "off"
    try:
        switching.switch(house, actor, scope, reason, is_off=is_off)
    except CountersignError as error:
        return _page(request, house, actor, problem_of(error))
    return go_to("/operations#switch")


@router.post("/operations/work")
@allow(Permission.OPERATIONS_MANAGE)
async def start_work(request: Request, house: TheHouse, actor: SignedInActor) -> Response:
    """Begin work in the background."""
    return await run_in_threadpool(_start, request, house, actor, text_of(await request.form(), "kind"))


def _start(request: Request, house: House, actor: Actor, kind: str) -> Response:
    try:
        work.start(house, actor, kind)
    except CountersignError as error:
        return _page(request, house, actor, problem_of(error))
    return go_to("/operations#work")


@router.post("/operations/work/{work_id}/cancel")
@allow(Permission.OPERATIONS_MANAGE)
def cancel_work(request: Request, house: TheHouse, actor: SignedInActor, work_id: str) -> Response:
    """Ask work to stop."""
    work.cancel(house, actor, work_id)
    return go_to("/operations#work")


def _page(request: Request, house: House, actor: Actor, problem: Problem | None = None) -> Response:
    last: LastReading = request.app.state.readiness
    seen = operations.overview(house, actor, last.parts(house))
    off, history = switching.standing(house, actor)
    found = work.listed(house, actor)
    is_off = {switch.scope for switch in off}
    scopes = [(DISTRICT, house.policy.district.name), *((school.id, school.name) for school in house.policy.district.schools)]
    return render(
        request,
        "operations.html",
        problem.status if problem else 200,
        problem=problem,
        seen=seen,
        is_drafting=house.policy.drafting.is_enabled,
        is_off=is_off,
        history=history,
        scopes=scopes,
        scope_names=dict(scopes),
        work=found,
        names=_names(house, {one.begun_by for one in found} | {turn.set_by for turn in history}),
    )


def _names(house: House, ids: set[str]) -> dict[str, str]:
    with house.database.read() as session:
        return usernames(session, ids)
