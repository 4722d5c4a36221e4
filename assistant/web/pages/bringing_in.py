"""Messages from a file: every one walks the same way as a typed one. The file is read in memory and not kept."""

from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, File, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from assistant.importing import messages_in
from assistant.services import bringing_in
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.problems import problem_of
from assistant.web.rendering import render
from assistant.web.whole_house import TheHouse
from policies.errors import BadInput, CountersignError
from policies.permissions import Permission

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

MOST = 200
"""Messages of one file; more go through `countersign questions import`, which says how far it is."""


@router.get("/ask/import")
@allow(Permission.QUESTION_ASK)
def show_import(request: Request) -> Response:
    """The form for a file."""
    return render(request, "import.html", brought=None, refused=[], problem=None, most=MOST)


@router.post("/ask/import")
@allow(Permission.QUESTION_ASK)
def bring_in(request: Request, house: TheHouse, actor: SignedInActor, file: Annotated[UploadFile | None, File()] = None) -> Response:
    """Ask every message of the file; the same file again asks nothing twice."""
    try:
        if file is None or not file.filename:
            raise BadInput("import.missing", "No file was chosen.", "Choose a .eml, .mbox or .csv file.")
        brought = bringing_in.bring_in(house, actor, messages_in(file.file.read(), PurePath(file.filename).suffix, MOST))
    except CountersignError as error:
        problem = problem_of(error)
        return render(request, "import.html", problem.status, brought=None, refused=[], problem=problem, most=MOST)
    refused = [(number, problem_of(error)) for number, error in brought.refused]
    return render(request, "import.html", brought=brought, refused=refused, problem=None, most=MOST)
