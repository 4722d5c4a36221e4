"""The knowledge search: what the approved documents say, for whoever has someone on the phone."""

from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from assistant.services import documents
from assistant.web.forms import text_of
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.highlighting import highlighted
from assistant.web.pages.asking import school_names
from assistant.web.problems import problem_of
from assistant.web.rendering import render
from assistant.web.whole_house import TheHouse
from policies.errors import CountersignError
from policies.permissions import Permission

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/knowledge")
@allow(Permission.KNOWLEDGE_SEARCH)
def show_search(request: Request, actor: SignedInActor) -> Response:
    """The search form."""
    return render(request, "knowledge.html", highlighted=highlighted, words="", school="", found=None, problem=None, schools={})


@router.post("/knowledge")
@allow(Permission.KNOWLEDGE_SEARCH)
async def search(request: Request, house: TheHouse, actor: SignedInActor) -> Response:
    """Passages in force. The words come in a form, not in the address: a question may hold personal details."""
    form = await request.form()
    return await run_in_threadpool(_search, request, house, actor, text_of(form, "q"), text_of(form, "school"))


def _search(request: Request, house: TheHouse, actor: SignedInActor, words: str, school: str) -> Response:
    names = school_names(house)
    chosen = school if school in names else ""
    known: dict[str, Any] = {"highlighted": highlighted, "words": words, "school": chosen, "schools": names}
    try:
        found = documents.search(house, actor, words, chosen or None)
    except CountersignError as error:
        problem = problem_of(error)
        return render(request, "knowledge.html", problem.status, found=None, problem=problem, **known)
    return render(request, "knowledge.html", found=found, problem=None, **known)
