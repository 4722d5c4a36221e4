"""Messages from a file: every one walks the same way as a typed one. The file is read in memory and not kept."""

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, File, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from assistant.importing import messages_in
from assistant.services import questions
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.problems import Problem, problem_of
from assistant.web.rendering import render
from assistant.web.whole_house import TheHouse
from policies.errors import BadInput, CountersignError, TooMany
from policies.permissions import Permission
from policies.words.items import Item

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

MOST = 200
"""Messages of one file; more go through `countersign questions import`, which says how far it is."""


@dataclass(slots=True)
class Brought:
    """What became of a file's messages. `refused` names messages by their number, with why."""

    items: list[Item] = field(default_factory=list[Item])
    refused: list[tuple[int, Problem]] = field(default_factory=list[tuple[int, Problem]])
    n_left: int = 0


@router.get("/ask/import")
@allow(Permission.QUESTION_ASK)
def show_import(request: Request) -> Response:
    """The form for a file."""
    return render(request, "import.html", brought=None, problem=None, most=MOST)


@router.post("/ask/import")
@allow(Permission.QUESTION_ASK)
def bring_in(request: Request, house: TheHouse, actor: SignedInActor, file: Annotated[UploadFile | None, File()] = None) -> Response:
    """Ask every message of the file; the same file again asks nothing twice."""
    brought = Brought()
    try:
        if file is None or not file.filename:
            raise BadInput("import.missing", "No file was chosen.", "Choose a .eml, .mbox or .csv file.")
        messages = messages_in(file.file.read(), PurePath(file.filename).suffix, MOST)
        for number, message in enumerate(messages, start=1):
            try:
                item = questions.ask(
                    house,
                    actor,
                    message.text,
                    language=message.language,
                    school=message.school,
                    school_year=message.school_year,
                    channel="import",
                    received_at=message.received_at,
                    key=message.key,
                )
                brought.items.append(item)
            except TooMany:
                brought.n_left = len(messages) - number + 1
                break
            except CountersignError as error:
                brought.refused.append((number, problem_of(error)))
    except CountersignError as error:
        problem = problem_of(error)
        return render(request, "import.html", problem.status, brought=None, problem=problem, most=MOST)
    return render(request, "import.html", brought=brought, problem=None, most=MOST)
