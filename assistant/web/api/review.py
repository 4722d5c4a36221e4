"""Reviewing over JSON: claim, release, decide, edits and their checks, read the answer and the evidence."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import HTMLResponse, JSONResponse, Response

from assistant.review_shapes import change_shapes, changes_shape, checks_shape, reviewed_shape, standing_shape
from assistant.services import edit_checks, evidence, review
from assistant.services.again import asked_again
from assistant.services.review import SentDecision, SentLine
from assistant.shapes import answer_shape, item_shape
from assistant.web.api import review_record
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.whole_house import TheHouse
from assistant.web.words_in import Day, StrictBody, Words
from policies.permissions import Permission
from policies.words.items import DecisionKind, ReasonCode

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["review"])
router.include_router(review_record.router)
JsonObject = dict[str, Any]
MAX_ATTESTED = 5


class ClaimBody(StrictBody):
    """How to claim: `take_over` takes the item from its holder, once the policy's time has passed."""

    take_over: bool = False


class AttestedBody(StrictBody):
    """A line of the edited words that is true today and stands in no document."""

    text: Annotated[Words, Field(min_length=3, max_length=500)]
    expires_on: Day


class OpenedBody(StrictBody):
    """A citation as the item gives it; revision, start and end say which."""

    revision: Words
    start: int
    end: int
    document_id: Words | None = None
    passage_id: Words | None = None
    title: Words | None = None
    file_name: Words | None = None
    page: int | None = None
    section: Words | None = None
    quote: Words | None = None

    @property
    def name(self) -> str:
        """The place within its revision."""
        return f"{self.revision}:{self.start}-{self.end}"


class DecisionBody(StrictBody):
    """A reviewer's act. `seen_hash` is the item's as it was read; `opened_citations` are the citations that were opened: the very objects
    of the item, or their passage ids, or `revision:start-end`; a revision's or document's id stands for all that is cited of it.
    """

    decision: DecisionKind
    seen_hash: Words
    reason_code: ReasonCode | None = None
    note: Words | None = None
    answer_text: Words | None = None
    opened_citations: Annotated[tuple[Words | OpenedBody, ...], Field(max_length=500)] = ()
    office: Words | None = None
    attested: Annotated[tuple[AttestedBody, ...], Field(max_length=MAX_ATTESTED)] = ()


class EditsBody(StrictBody):
    """Words as they are being edited; nothing of them is stored."""

    answer_text: Words
    attested: Annotated[tuple[Words, ...], Field(max_length=MAX_ATTESTED)] = ()


class ReopenBody(StrictBody):
    """Why an approved answer is taken back."""

    reason: Literal["changed", "expired", "mistake"]


class ResubmitBody(StrictBody):
    """A returned question, asked again: in other words, or the same."""

    text: Words | None = None


@router.post("/items/claim-next")
@allow(Permission.ITEM_CLAIM)
def claim_next(house: TheHouse, actor: SignedInActor) -> JsonObject:
    """Take the most urgent item that waits for this reviewer; `item` is null when none does."""
    item = review.claim_next(house, actor)
    return {"item": reviewed_shape(item, asked_again(house, actor, item)) if item else None}


@router.post("/items/{item_id}/claim")
@allow(Permission.ITEM_CLAIM)
def claim(house: TheHouse, actor: SignedInActor, item_id: str, body: ClaimBody | None = None) -> JsonObject:
    """Take an item for some minutes; a second claim by the same reviewer extends it."""
    item = review.claim(house, actor, item_id, take_over=body is not None and body.take_over)
    return reviewed_shape(item, asked_again(house, actor, item))


@router.post("/items/{item_id}/release")
@allow(Permission.ITEM_CLAIM)
def release(house: TheHouse, actor: SignedInActor, item_id: str) -> JsonObject:
    """Give an item back to the queue."""
    return item_shape(review.release(house, actor, item_id))


@router.post("/items/{item_id}/decision")
@allow(Permission.ITEM_DECIDE)
def decide(house: TheHouse, actor: SignedInActor, item_id: str, body: DecisionBody) -> JsonObject:
    """Approve, approve with edits, reject, escalate or return a claimed item. `proposal` is set when a second person must countersign."""
    sent = SentDecision(
        kind=body.decision,
        seen_hash=body.seen_hash,
        reason_code=body.reason_code,
        note=body.note,
        answer_text=body.answer_text,
        opened_citations=tuple(one if isinstance(one, str) else one.name for one in body.opened_citations),
        office=body.office,
        attested=tuple(SentLine(line.text, line.expires_on) for line in body.attested),
    )
    return item_shape(review.decide(house, actor, item_id, sent))


@router.post("/items/{item_id}/undo")
@allow(Permission.ITEM_DECIDE)
def undo(house: TheHouse, actor: SignedInActor, item_id: str) -> JsonObject:
    """Take one's own latest decision back, while the policy's time runs and nobody was given the words; the item is held again."""
    return item_shape(review.undo(house, actor, item_id))


@router.post("/items/{item_id}/presence")
@allow(Permission.ITEM_CLAIM)
def stand_by(house: TheHouse, actor: SignedInActor, item_id: str) -> JsonObject:
    """Say that one has the item open; gives who else has, who holds it until when, and its hash now. Kept for a minute."""
    return standing_shape(review.stand_by(house, actor, item_id))


@router.post("/items/{item_id}/checks")
@allow(Permission.ITEM_DECIDE)
def check_edits(house: TheHouse, actor: SignedInActor, item_id: str, body: EditsBody) -> JsonObject:
    """Check words while they are edited: what each sentence rests on, and where a figure stands that no source holds."""
    return checks_shape(edit_checks.check_edits(house, actor, item_id, body.answer_text, body.attested))


@router.get("/items/{item_id}/changes")
@allow(Permission.ITEM_READ)
def read_changes(house: TheHouse, actor: SignedInActor, item_id: str, since: Annotated[str, Query(max_length=64)]) -> JsonObject:
    """What changed since the item had the hash `since`, part by part and word by word."""
    return changes_shape(review.changes(house, actor, item_id, since))


@router.get("/items/{item_id}/difference")
@allow(Permission.ITEM_READ)
def read_difference(house: TheHouse, actor: SignedInActor, item_id: str) -> JsonObject:
    """Word by word, draft → approved words (or those that wait for a second approval)."""
    return {"changes": change_shapes(review.difference(house, actor, item_id))}


@router.post("/items/{item_id}/reopen")
@allow(Permission.ITEM_DECIDE)
def reopen(house: TheHouse, actor: SignedInActor, item_id: str, body: ReopenBody) -> JsonObject:
    """Take an approved answer back to the queue."""
    return item_shape(review.reopen(house, actor, item_id, body.reason))


@router.post("/items/{item_id}/resubmit", status_code=201)
@allow(Permission.QUESTION_ASK)
def resubmit(house: TheHouse, actor: SignedInActor, item_id: str, body: ResubmitBody | None = None) -> JsonObject:
    """Ask a returned question again; gives the new item, whose `origin` names the old one."""
    return item_shape(review.resubmit(house, actor, item_id, body.text if body else None))


@router.get("/items/{item_id}/answer")
@allow(Permission.ITEM_READ, Permission.ITEM_READ_OWN)
def get_answer(house: TheHouse, actor: SignedInActor, item_id: str) -> JsonObject:
    """The approved words, if everything they lean on still holds."""
    return answer_shape(review.get_answer(house, actor, item_id))


@router.get("/items/{item_id}/evidence", response_model=None)
@allow(Permission.EVIDENCE_READ, Permission.EVIDENCE_READ_WITHOUT_TEXT)
def get_evidence(house: TheHouse, actor: SignedInActor, item_id: str, format: Literal["json", "html", "pdf"] = "json") -> Response:
    """The evidence packet as JSON, or as one HTML or PDF file. Leaders get it without texts."""
    packet = evidence.get_evidence(house, actor, item_id)
    if format == "json":
        return JSONResponse(packet)
    headers = {"Content-Disposition": f'attachment; filename="evidence-{packet["item"]["id"]}.{format}"'}
    if format == "pdf":
        return Response(evidence.as_pdf_file(packet), media_type="application/pdf", headers=headers)
    return HTMLResponse(evidence.as_html_file(packet), headers=headers)
