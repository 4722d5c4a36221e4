"""Parts of the item's page that come again while a reviewer has it open: who else is here and how it stands, and the checks of an edit."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from assistant.services import edit_checks, review
from assistant.services.edit_checks import EditChecks, Standing, UnheldFigure
from assistant.services.review import Standing as ItemStanding
from assistant.web.forms import text_of
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.pages.workbench import Run, minutes_left, runs_of
from assistant.web.rendering import render
from assistant.web.whole_house import TheHouse, whole_house
from policies.permissions import Permission
from policies.words.items import DecisionKind
from policies.words.people import Actor

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

SOON_MINUTES = 2
"""Minutes before the end of a hold from which it is announced. Source: WCAG 2.1, 2.2.1 (a person is told in time and can extend)."""


@router.post("/items/{item_id}/presence")
@allow(Permission.ITEM_CLAIM)
async def stand_by(request: Request, house: TheHouse, actor: SignedInActor, item_id: str) -> Response:
    """Who else has the item open, whether it moved on since the page was made, and how long it is held.

    Asking this keeps no session alive (`assistant.web.identity.QUIET`).
    """
    form = await request.form()
    found = await run_in_threadpool(review.stand_by, house, actor, item_id)
    was_mine = text_of(form, "is_mine") == "yes"
    left = minutes_left(found.expires_at, house.clock.now())
    return render(
        request,
        "_item_presence.html",
        item_id=item_id,
        others=found.others,
        has_moved=_has_moved(found, text_of(form, "seen"), text_of(form, "status")),
        has_ended=was_mine and not found.is_mine,
        ends_soon=left if found.is_mine and left <= SOON_MINUTES else 0,
        minutes=left,
    )


def _has_moved(found: ItemStanding, seen: str, status: str) -> bool:
    """Whether the item is another than the page shows; a page that tells a refused decision names no status."""
    return found.seen_hash != seen or (bool(status) and found.status.value != status)


@router.post("/items/{item_id}/checks")
@allow(Permission.ITEM_DECIDE)
async def check_edits(request: Request, actor: SignedInActor, item_id: str) -> Response:
    """What the checks say of the words as they stand in the box; nothing while no edit is being made."""
    return await run_in_threadpool(_check, request, actor, item_id, await request.form())


def _check(request: Request, actor: Actor, item_id: str, form: FormData) -> Response:
    words, line = text_of(form, "answer_text"), text_of(form, "attested_text").strip()
    if text_of(form, "decision") != DecisionKind.APPROVE_WITH_EDITS or not words.strip():
        return Response(status_code=204)
    found = edit_checks.check_edits(whole_house(request), actor, item_id, words, (line,) if line else ())
    return render(
        request,
        "_item_checks.html",
        found=found,
        uncited=[found.text[one.start : one.end] for one in found.sentences if one.standing is Standing.UNCITED],
        figures=list(dict.fromkeys(figure.text for figure in found.unheld)),
        marks=marks_of(found),
        runs=runs_of(found.text, found.changes) if found.changes else list[Run](),
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the edited words; `is_unheld` when it is a figure that no source holds."""

    text: str
    is_unheld: bool


def marks_of(found: EditChecks) -> list[Mark]:
    """The edited words with the figures to underline; nothing where what is kept differs from what stands in the box."""
    if found.is_redacted:
        return []
    marks: list[Mark] = []
    at = 0
    for figure in sorted(found.unheld, key=_start):
        if figure.start >= at:
            marks += [Mark(found.text[at : figure.start], False), Mark(found.text[figure.start : figure.end], True)]
            at = figure.end
    return [mark for mark in (*marks, Mark(found.text[at:], False)) if mark.text]


def _start(figure: UnheldFigure) -> int:
    return figure.start
