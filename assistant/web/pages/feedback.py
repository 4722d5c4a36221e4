"""What people say about the pages: a small form for everyone, the list for administrators."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from assistant.compose import House
from assistant.services import voices
from assistant.web.forms import text_of
from assistant.web.guards import GuardedRoute, SignedInActor, allow, signed_in
from assistant.web.problems import Problem, problem_of
from assistant.web.rendering import go_to, own_path, render
from assistant.web.whole_house import TheHouse
from policies.errors import CountersignError
from policies.permissions import Permission, may
from policies.words.people import Actor

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/feedback")
@signed_in
def show_feedback(request: Request, house: TheHouse, actor: SignedInActor, page: str = "/", sent: str = "") -> Response:
    """The form; for administrators also what was said."""
    return _page(request, house, actor, own_path(page), was_sent=sent == "yes")


@router.post("/feedback")
@signed_in
async def give(request: Request, house: TheHouse, actor: SignedInActor) -> Response:
    """Keep what somebody says about a page."""
    return await run_in_threadpool(_give, request, house, actor, await request.form())


def _give(request: Request, house: House, actor: Actor, form: FormData) -> Response:
    page, text = own_path(text_of(form, "page") or "/"), text_of(form, "text")
    try:
        voices.give_feedback(house, actor, page, text)
    except CountersignError as error:
        return _page(request, house, actor, page, problem_of(error), text)
    return go_to("/feedback?sent=yes")


@router.post("/feedback/{feedback_id}/close")
@allow(Permission.OPERATIONS_MANAGE)
def close(house: TheHouse, actor: SignedInActor, feedback_id: str) -> Response:
    """Mark as dealt with."""
    voices.close_feedback(house, actor, feedback_id)
    return go_to("/feedback")


def _page(
    request: Request, house: House, actor: Actor, page: str, problem: Problem | None = None, text: str = "", *, was_sent: bool = False
) -> Response:
    said = voices.list_feedback(house, actor) if may(actor, Permission.OPERATIONS_MANAGE) else ()
    told = {"page": page, "text": text, "problem": problem, "was_sent": was_sent, "said": said}
    return render(request, "feedback.html", problem.status if problem else 200, problem.headers if problem else None, **told)
