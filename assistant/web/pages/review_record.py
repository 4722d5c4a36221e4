"""The review's other screens: the library of approved answers, second readings, and how well the group watches."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from assistant.services import library, vigilance
from assistant.web.forms import text_of
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.pages.figures import Span, span_of
from assistant.web.problems import Problem, problem_of
from assistant.web.rendering import go_to, render
from assistant.web.whole_house import TheHouse, whole_house
from policies.errors import BadInput, CountersignError
from policies.permissions import Permission
from policies.words.items import ReasonCode
from policies.words.measures import Figure
from policies.words.people import Actor

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)
N_FOUND = 10
NOTHING = {"item_id": "", "text": ""}


@router.get("/answers")
@allow(Permission.ANSWER_FIND)
def show_library(request: Request) -> Response:
    """The search for approved answers."""
    return render(request, "answers.html", wanted="", found=None, fallen=[], problem=None, filled=NOTHING)


@router.post("/answers")
@allow(Permission.ANSWER_FIND)
async def search_library(request: Request, actor: SignedInActor) -> Response:
    """Approved answers for some words, and those that fell. The words are not kept, and never in an address."""
    return await run_in_threadpool(_library_page, request, actor, text_of(await request.form(), "q"))


def _library_page(
    request: Request, actor: Actor, wanted: str, problem: Problem | None = None, filled: dict[str, str] | None = None
) -> Response:
    house, found, fallen = whole_house(request), None, list[library.Fallen]()
    if wanted.strip():
        try:
            found, fallen = library.find(house, actor, wanted, N_FOUND), library.find_fallen(house, actor, wanted, N_FOUND)
        except CountersignError as error:
            problem = problem or problem_of(error)
    status = problem.status if problem else 200
    return render(request, "answers.html", status, wanted=wanted, found=found, fallen=fallen, problem=problem, filled=filled or NOTHING)


@router.post("/answers/{item_id}/reuse")
@allow(Permission.ANSWER_REUSE)
async def reuse(request: Request, actor: SignedInActor, item_id: str) -> Response:
    """Queue an approved answer as the draft for another message."""
    return await run_in_threadpool(_reuse, request, actor, item_id, await request.form())


def _reuse(request: Request, actor: Actor, item_id: str, form: FormData) -> Response:
    text = text_of(form, "text")
    try:
        item = library.reuse(whole_house(request), actor, item_id, text)
    except CountersignError as error:
        return _library_page(request, actor, text_of(form, "q"), problem_of(error), {"item_id": item_id, "text": text})
    return go_to(f"/questions/{item.id}")


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure of the group with where its interval is drawn."""

    figure: Figure
    span: Span | None


@router.get("/queue/watch")
@allow(Permission.ITEM_DECIDE, Permission.METRICS_READ)
def show_watch(request: Request, house: TheHouse, actor: SignedInActor) -> Response:
    """Decoys caught, second readings, haste: of the group, never of a person."""
    figures = [Shown(figure, span_of(figure)) for figure in vigilance.figures(house, actor)]
    return render(request, "watch.html", figures=figures, rules=house.policy.review.vigilance, least_n=vigilance.LEAST_N)


@router.get("/queue/reread")
@allow(Permission.ITEM_DECIDE)
def show_reread(request: Request, actor: SignedInActor, done: str = "") -> Response:
    """An approved answer to read again, without who approved it."""
    return _reread_page(request, actor, done=done == "yes")


@router.post("/queue/reread/{reread_id}")
@allow(Permission.ITEM_DECIDE)
async def finish_reread(request: Request, actor: SignedInActor, reread_id: str) -> Response:
    """Say whether an approved answer is right."""
    return await run_in_threadpool(_finish, request, actor, reread_id, await request.form())


def _finish(request: Request, actor: Actor, reread_id: str, form: FormData) -> Response:
    verdict, reason = text_of(form, "agrees"), text_of(form, "reason_code")
    try:
        if verdict not in {"yes", "no"} or (reason and reason not in set(ReasonCode)):
            raise BadInput("reread.verdict", "No verdict was chosen.", "Say whether the answer is right.")
        code = ReasonCode(reason) if reason and verdict == "no" else None
        vigilance.finish_reread(whole_house(request), actor, reread_id, agrees=verdict == "yes", reason_code=code)
    except CountersignError as error:
        return _reread_page(request, actor, problem=problem_of(error))
    return go_to("/queue/reread?done=yes")


def _reread_page(request: Request, actor: Actor, *, done: bool = False, problem: Problem | None = None) -> Response:
    house = whole_house(request)
    found = vigilance.next_reread(house, actor)
    more: dict[str, Any] = {"reread": found, "done": done, "problem": problem, "reasons": list(ReasonCode)}
    return render(request, "reread.html", problem.status if problem else 200, **more)
