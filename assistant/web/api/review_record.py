"""The library of answers, tasks, second readings and vigilance over JSON."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query

from assistant.review_shapes import found_answer_shape, reread_shape, task_shape
from assistant.services import library, vigilance
from assistant.shapes import figure_shape, item_shape, moment
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.whole_house import TheHouse
from assistant.web.words_in import StrictBody, Words
from policies.permissions import Permission
from policies.words.items import ReasonCode

router = APIRouter(route_class=GuardedRoute)
JsonObject = dict[str, Any]


class ReuseBody(StrictBody):
    """A family's message that an approved answer may fit."""

    text: Words


class RereadBody(StrictBody):
    """What a second reader found."""

    agrees: bool
    reason_code: ReasonCode | None = None


@router.get("/answers")
@allow(Permission.ANSWER_FIND)
def find_answers(
    house: TheHouse, actor: SignedInActor, q: Annotated[str, Query(max_length=8000)], limit: Annotated[int, Query(ge=1, le=50)] = 10
) -> JsonObject:
    """Approved answers that still hold, best first. Lines that staff attested are never among them."""
    return {"answers": [found_answer_shape(found) for found in library.find(house, actor, q, limit)]}


@router.post("/answers/{item_id}/reuse", status_code=201)
@allow(Permission.ANSWER_REUSE)
def reuse_answer(
    house: TheHouse,
    actor: SignedInActor,
    item_id: str,
    body: ReuseBody,
    idempotency_key: Annotated[str | None, Header(description="A fresh UUID per message; the same key gives the same item.")] = None,
) -> JsonObject:
    """Queue an approved answer as the draft for another message; a reviewer decides on it anew."""
    return item_shape(library.reuse(house, actor, item_id, body.text, idempotency_key))


@router.get("/review/tasks")
@allow(Permission.DOCUMENT_APPROVE, Permission.METRICS_READ)
def list_tasks(house: TheHouse, actor: SignedInActor, all: bool = False) -> JsonObject:
    """What the review found out. Owners see their documents' corrections; leaders see no words."""
    return {"tasks": [task_shape(told) for told in vigilance.list_tasks(house, actor, is_open=not all)]}


@router.post("/review/tasks/{task_id}/close")
@allow(Permission.DOCUMENT_APPROVE)
def close_task(house: TheHouse, actor: SignedInActor, task_id: str) -> JsonObject:
    """Say that a task is done."""
    closed = vigilance.close_task(house, actor, task_id)
    return {"id": closed.id, "closed_at": moment(closed.closed_at) if closed.closed_at else None, "closed_by": closed.closed_by}


@router.get("/review/vigilance")
@allow(Permission.METRICS_READ)
def read_vigilance(house: TheHouse, actor: SignedInActor) -> JsonObject:
    """Decoys caught, second readings that agree, haste: for the group, never a person."""
    return {"figures": [figure_shape(figure) for figure in vigilance.figures(house, actor)]}


@router.get("/review/rereads/next")
@allow(Permission.ITEM_DECIDE)
def next_reread(house: TheHouse, actor: SignedInActor) -> JsonObject:
    """An approved answer to read again, blind; `reread` is null when none waits."""
    found = vigilance.next_reread(house, actor)
    return {"reread": reread_shape(found) if found else None}


@router.post("/review/rereads/{reread_id}")
@allow(Permission.ITEM_DECIDE)
def finish_reread(house: TheHouse, actor: SignedInActor, reread_id: str, body: RereadBody) -> JsonObject:
    """Say whether an approved answer is right."""
    vigilance.finish_reread(house, actor, reread_id, agrees=body.agrees, reason_code=body.reason_code)
    return {"id": reread_id, "agrees": body.agrees}
