"""The reviewer's screens: the queue, and one item with its sources beside it."""

import datetime as dt
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from assistant.services import again, questions, review
from assistant.services.review import SentDecision, SentLine
from assistant.web.forms import choices, text_of
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.pages.asking import school_names
from assistant.web.pages.workbench import item_page, names_of
from assistant.web.problems import problem_of
from assistant.web.rendering import go_to, render
from assistant.web.whole_house import TheHouse, whole_house
from policies.errors import BadInput, CountersignError
from policies.permissions import Permission
from policies.words.items import DecisionKind, ItemStatus, ReasonCode
from policies.words.people import Actor
from policies.words.questions import Outcome
from review_queue.items import Filter

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

PER_PAGE = 20
DONE = ("undone", "reopened")
FIELDS = ("decision", "reason_code", "note", "answer_text", "office", "attested_text", "attested_until")


@router.get("/queue")
@allow(Permission.ITEM_READ)
def show_queue(
    request: Request,
    house: TheHouse,
    actor: SignedInActor,
    show: str = "",
    outcome: str = "",
    topic: str = "",
    cursor: str = "",
    nothing: str = "",
) -> Response:
    """What waits, most urgent first."""
    topics = sorted({kind.topic for kind in house.policy.documents.kinds.values()} | set(house.policy.district.topic_offices))
    wanted = {
        "show": show if show in set(ItemStatus) | {"mine"} else "",
        "outcome": outcome if outcome in set(Outcome) else "",
        "topic": topic if topic in topics else "",
    }
    filter_ = Filter(
        status=ItemStatus(wanted["show"]) if wanted["show"] in set(ItemStatus) else None,
        outcome=Outcome(wanted["outcome"]) if wanted["outcome"] else None,
        topic=wanted["topic"] or None,
        claimed_by=actor.user_id if wanted["show"] == "mine" else None,
        is_open=wanted["show"] in {"", "mine"},
    )
    page = questions.list_items(house, actor, filter_, cursor or None, PER_PAGE)
    return render(
        request,
        "queue.html",
        items=page.items,
        next_cursor=page.next_cursor,
        more_query=urlencode({name: value for name, value in wanted.items() if value} | {"cursor": page.next_cursor or ""}),
        wanted=wanted,
        is_filtered=any(wanted.values()),
        topics=topics,
        schools=school_names(house),
        names=names_of(house, page.items),
        n_alike=again.n_waiting(house, actor, page.items),
        nothing_left=nothing == "left",
        now=house.clock.now(),
    )


@router.post("/queue/next")
@allow(Permission.ITEM_CLAIM)
def take_next(house: TheHouse, actor: SignedInActor) -> Response:
    """Take the most urgent item that waits for this reviewer."""
    item = review.claim_next(house, actor)
    return go_to(f"/items/{item.id}" if item else "/queue?nothing=left")


@router.get("/items/{item_id}")
@allow(Permission.ITEM_READ)
def show_item(request: Request, actor: SignedInActor, item_id: str, decided: str = "", done: str = "", use: str = "") -> Response:
    """One item as a workbench: what waits, the sentences, and the source of each; then the decision."""
    told = "decided" if decided == "yes" else done if done in DONE else ""
    return item_page(request, actor, item_id, done=told, uses=use)


@router.post("/items/{item_id}/claim")
@allow(Permission.ITEM_CLAIM)
def claim(
    request: Request, house: TheHouse, actor: SignedInActor, item_id: str, take_over: Annotated[str, Form(max_length=3)] = ""
) -> Response:
    """Take this item, extend one's claim, or take it over from its holder."""
    try:
        review.claim(house, actor, item_id, take_over=take_over == "yes")
    except CountersignError as error:
        return item_page(request, actor, item_id, problem=problem_of(error))
    return go_to(f"/items/{item_id}")


@router.post("/items/{item_id}/release")
@allow(Permission.ITEM_CLAIM)
def release(request: Request, house: TheHouse, actor: SignedInActor, item_id: str) -> Response:
    """Give this item back."""
    try:
        review.release(house, actor, item_id)
    except CountersignError as error:
        return item_page(request, actor, item_id, problem=problem_of(error))
    return go_to("/queue")


@router.post("/items/{item_id}/undo")
@allow(Permission.ITEM_DECIDE)
def undo(request: Request, house: TheHouse, actor: SignedInActor, item_id: str) -> Response:
    """Take one's own decision back while nobody was given its words."""
    try:
        review.undo(house, actor, item_id)
    except CountersignError as error:
        return item_page(request, actor, item_id, problem=problem_of(error))
    return go_to(f"/items/{item_id}?done=undone")


@router.post("/items/{item_id}/reopen")
@allow(Permission.ITEM_DECIDE)
def reopen(
    request: Request, house: TheHouse, actor: SignedInActor, item_id: str, reason: Annotated[str, Form(max_length=20)] = ""
) -> Response:
    """Call an approved answer back, to be decided again."""
    try:
        review.reopen(house, actor, item_id, reason)
    except CountersignError as error:
        return item_page(request, actor, item_id, problem=problem_of(error))
    return go_to(f"/items/{item_id}?done=reopened")


@router.post("/items/{item_id}/decision")
@allow(Permission.ITEM_DECIDE)
async def decide(request: Request, actor: SignedInActor, item_id: str) -> Response:
    """Decide on this item."""
    return await run_in_threadpool(_decide, request, actor, item_id, await request.form())


def _decide(request: Request, actor: Actor, item_id: str, form: FormData) -> Response:
    try:
        sent = _sent(form)
        review.decide(whole_house(request), actor, item_id, sent)
    except CountersignError as error:
        filled = {name: text_of(form, name) for name in FIELDS} | {"opened": choices(form, "opened")}
        seen = text_of(form, "seen_hash") if error.code == "item.changed" else ""
        return item_page(request, actor, item_id, problem_of(error), filled, seen_before=seen)
    return go_to(f"/items/{item_id}?decided=yes")


def _sent(form: FormData) -> SentDecision:
    kind, reason = text_of(form, "decision"), text_of(form, "reason_code")
    if kind not in set(DecisionKind):
        raise BadInput("decision.kind", "No decision was chosen.", "Choose what to do with this item.")
    if reason and reason not in set(ReasonCode):
        raise BadInput("decision.reason", "This reason does not exist.", f"Use one of: {', '.join(ReasonCode)}.")
    is_edited = kind == DecisionKind.APPROVE_WITH_EDITS
    words, line = text_of(form, "answer_text"), text_of(form, "attested_text").strip()
    return SentDecision(
        kind=DecisionKind(kind),
        seen_hash=text_of(form, "seen_hash"),
        reason_code=ReasonCode(reason) if reason and kind != DecisionKind.APPROVE else None,
        note=text_of(form, "note") or None,
        answer_text=_with_line(words, line) if is_edited else None,
        opened_citations=choices(form, "opened"),
        office=(text_of(form, "office") or None) if kind == DecisionKind.ESCALATE else None,
        attested=(SentLine(line, _day(text_of(form, "attested_until"))),) if is_edited and line else (),
    )


def _with_line(words: str, line: str) -> str:
    """The edited words with the attested line as a paragraph of its own, unless it stands there already."""
    return words if not line or line in words else f"{words.rstrip()}\n\n{line}"


def _day(words: str) -> dt.date:
    try:
        return dt.date.fromisoformat(words)
    except ValueError:
        raise BadInput("attestation.expiry", "The line has no last day.", "Say until when it is true, as 2026-08-31.") from None
