"""The staff's survey: one voluntary question, one click, nobody named."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from assistant.services import recording
from assistant.web.forms import text_of
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.problems import problem_of
from assistant.web.rendering import go_to, render
from assistant.web.whole_house import TheHouse, whole_house
from policies.errors import BadInput
from policies.permissions import Permission

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/survey")
@allow(Permission.ANSWER_FIND)
def show_survey(request: Request, house: TheHouse, thanks: str = "") -> Response:
    """The question, or thanks."""
    del house
    return render(request, "survey.html", problem=None, is_thanked=thanks == "yes")


@router.post("/survey")
@allow(Permission.ANSWER_FIND)
async def reply(request: Request, actor: SignedInActor) -> Response:
    """Keep one reply."""
    score = text_of(await request.form(), "score")
    try:
        await run_in_threadpool(recording.reply, whole_house(request), actor, int(score) if score in {"1", "2", "3", "4", "5"} else 0)
    except BadInput as error:
        problem = problem_of(error)
        return render(request, "survey.html", problem.status, problem=problem, is_thanked=False)
    return go_to("/survey?thanks=yes")
