"""Asking and reading items over JSON."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from pydantic import BaseModel, ConfigDict, Field

from assistant.review_shapes import reviewed_shape
from assistant.services import questions
from assistant.services.again import asked_again
from assistant.shapes import item_shape, redaction_shape
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.whole_house import TheHouse
from assistant.web.words_in import Moment, StrictBody, Words
from policies.permissions import Permission, may
from policies.redaction.marks import MAX_MARKS, Marks
from policies.words.items import ItemStatus
from policies.words.questions import Outcome
from review_queue.items import Filter

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["questions"])
JsonObject = dict[str, Any]
MarkedRanges = Annotated[
    tuple[tuple[int, int], ...],
    Field(
        max_length=MAX_MARKS, description="Half-open ranges of the text, in code points: `hide` more, or `show` a finding at this range."
    ),
]


class RedactionBody(StrictBody):
    """A text to look at; nothing of it is stored."""

    text: Words
    language: Words | None = None
    hide: MarkedRanges = ()
    show: MarkedRanges = ()


class QuestionBody(StrictBody):
    """A family's message as it came."""

    text: Words
    language: Words | None = None
    school: Words | None = None
    school_year: Words | None = None
    channel: Words = "api"
    received_at: Moment | None = None
    hide: MarkedRanges = ()
    show: MarkedRanges = ()


class ItemsQuery(BaseModel):
    """Which items to list."""

    model_config = ConfigDict(extra="forbid")

    status: ItemStatus | None = None
    outcome: Outcome | None = None
    topic: Annotated[Words | None, Field(max_length=40)] = None
    mine: bool = False
    cursor: Annotated[Words | None, Field(max_length=200)] = None
    limit: int = 50


@router.post("/redactions")
@allow(Permission.REDACTION_PREVIEW)
def preview_redaction(house: TheHouse, actor: SignedInActor, body: RedactionBody) -> JsonObject:
    """Show what would be hidden of a text. Offsets refer to the text that was sent; nothing is stored."""
    return redaction_shape(questions.preview_redaction(house, actor, body.text, body.language, Marks(body.hide, body.show)))


@router.post("/questions", status_code=201)
@allow(Permission.QUESTION_ASK)
def ask(
    house: TheHouse,
    actor: SignedInActor,
    body: QuestionBody,
    idempotency_key: Annotated[str | None, Header(description="A fresh UUID per question; the same key gives the same item.")] = None,
) -> JsonObject:
    """Ask: redact, draft or say why not, and queue for review. Gives the item."""
    item = questions.ask(
        house,
        actor,
        body.text,
        language=body.language,
        school=body.school,
        school_year=body.school_year,
        channel=body.channel,
        received_at=body.received_at,
        key=idempotency_key,
        marks=Marks(body.hide, body.show),
    )
    return item_shape(item)


@router.get("/items")
@allow(Permission.ITEM_READ, Permission.ITEM_READ_OWN)
def list_items(house: TheHouse, actor: SignedInActor, wanted: Annotated[ItemsQuery, Query()]) -> JsonObject:
    """List items, most urgent first. Reviewers see all (`mine`: what they hold), others what they asked."""
    sees_all = may(actor, Permission.ITEM_READ)
    filter_ = Filter(
        status=wanted.status,
        outcome=wanted.outcome,
        topic=wanted.topic,
        claimed_by=actor.user_id if wanted.mine and sees_all else None,
        asked_by=None if sees_all else actor.user_id,
    )
    page = questions.list_items(house, actor, filter_, wanted.cursor, wanted.limit)
    return {"items": [item_shape(item) for item in page.items], "next_cursor": page.next_cursor}


@router.get("/items/{item_id}")
@allow(Permission.ITEM_READ, Permission.ITEM_READ_OWN)
def get_item(house: TheHouse, actor: SignedInActor, item_id: str) -> JsonObject:
    """One item; who reviews also gets what waits and asks alike (`same_as`) and what was `approved_before`."""
    item = questions.get_item(house, actor, item_id)
    return reviewed_shape(item, asked_again(house, actor, item))
