"""The reviewer's screens: the queue, and one item with its sources beside it."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from assistant.accounts.users import usernames
from assistant.services import questions, review
from assistant.services.grounds import holding_reply
from assistant.services.review import SentDecision
from assistant.web.forms import choices, text_of
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.pages.asking import answer_of, school_names
from assistant.web.problems import Problem, problem_of
from assistant.web.rendering import go_to, render
from assistant.web.whole_house import TheHouse, whole_house
from ingest.store import load_passages
from policies.errors import BadInput, CountersignError
from policies.permissions import Permission
from policies.words.documents import Passage
from policies.words.items import DecisionKind, Item, ItemStatus, ReasonCode
from policies.words.people import Actor
from policies.words.questions import Outcome
from review_queue.items import Filter

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

PER_PAGE = 50


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
        names=_names(house, page.items),
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
def show_item(request: Request, actor: SignedInActor, item_id: str, decided: str = "") -> Response:
    """One item: question, sentences and their sources side by side, checks, decision."""
    return _item_page(request, actor, item_id, was_decided=decided == "yes")


@router.post("/items/{item_id}/claim")
@allow(Permission.ITEM_CLAIM)
def claim(
    request: Request, house: TheHouse, actor: SignedInActor, item_id: str, take_over: Annotated[str, Form(max_length=3)] = ""
) -> Response:
    """Take this item, or take it over from its holder."""
    try:
        review.claim(house, actor, item_id, take_over=take_over == "yes")
    except CountersignError as error:
        return _item_page(request, actor, item_id, problem=problem_of(error))
    return go_to(f"/items/{item_id}")


@router.post("/items/{item_id}/release")
@allow(Permission.ITEM_CLAIM)
def release(request: Request, house: TheHouse, actor: SignedInActor, item_id: str) -> Response:
    """Give this item back."""
    try:
        review.release(house, actor, item_id)
    except CountersignError as error:
        return _item_page(request, actor, item_id, problem=problem_of(error))
    return go_to("/queue")


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
        filled = {name: text_of(form, name) for name in ("decision", "reason_code", "note", "answer_text", "office")}
        return _item_page(request, actor, item_id, problem_of(error), filled | {"opened": choices(form, "opened")})
    return go_to(f"/items/{item_id}?decided=yes")


def _sent(form: FormData) -> SentDecision:
    kind, reason = text_of(form, "decision"), text_of(form, "reason_code")
    if kind not in set(DecisionKind):
        raise BadInput("decision.kind", "No decision was chosen.", "Choose what to do with this item.")
    if reason and reason not in set(ReasonCode):
        raise BadInput("decision.reason", "This reason does not exist.", f"Use one of: {', '.join(ReasonCode)}.")
    is_edited = kind == DecisionKind.APPROVE_WITH_EDITS
    return SentDecision(
        kind=DecisionKind(kind),
        seen_hash=text_of(form, "seen_hash"),
        reason_code=ReasonCode(reason) if reason and kind != DecisionKind.APPROVE else None,
        note=text_of(form, "note") or None,
        answer_text=text_of(form, "answer_text") if is_edited else None,
        opened_citations=choices(form, "opened"),
        office=(text_of(form, "office") or None) if kind == DecisionKind.ESCALATE else None,
    )


def _item_page(
    request: Request,
    actor: Actor,
    item_id: str,
    problem: Problem | None = None,
    filled: dict[str, Any] | None = None,
    was_decided: bool = False,
) -> Response:
    house = whole_house(request)
    item, now = questions.get_item(house, actor, item_id), house.clock.now()
    is_held = item.status is ItemStatus.CLAIMED and item.claim is not None and item.claim.expires_at > now
    is_mine = is_held and item.claim is not None and item.claim.by == actor.user_id
    words = item.proposal.text if item.proposal else item.draft.words if item.draft else holding_reply(house, item)
    blank = {"decision": "", "reason_code": "", "note": "", "answer_text": words, "office": "", "opened": ()}
    return render(
        request,
        "item.html",
        problem.status if problem else 200,
        item=item,
        words=words,
        problem=problem,
        filled=blank | (filled or {}),
        is_mine=is_mine,
        is_held_by_other=is_held and not is_mine,
        is_open=item.status in {ItemStatus.QUEUED, ItemStatus.CLAIMED, ItemStatus.RECALLED},
        is_own=item.asked_by == actor.user_id,
        was_decided=was_decided,
        kinds=list(DecisionKind),
        offices=house.policy.district.offices,
        now=now,
        reasons=list(ReasonCode),
        must_open=house.policy.review.must_open_citations,
        names=_names(house, [item]),
        cited=_cited(house, item),
        schools=school_names(house),
        **answer_of(house, actor, item),
    )


def _cited(house: TheHouse, item: Item) -> dict[str, Passage]:
    """The passages that a draft cites, by id, so that a quoted cell is seen under its header and a quote in its surroundings."""
    citations = [citation for sentence in (item.draft.sentences if item.draft else ()) for citation in sentence.citations]
    wanted = {citation.passage_id for citation in citations}
    with house.database.read() as session:
        passages = load_passages(session, sorted({citation.revision for citation in citations}))
        return {passage.id: passage for passage, _hash in passages if passage.id in wanted}


def _names(house: TheHouse, items: list[Item]) -> dict[str, str]:
    ids = {item.asked_by for item in items}
    ids |= {item.claim.by for item in items if item.claim} | {item.decision.by for item in items if item.decision}
    ids |= {item.proposal.by for item in items if item.proposal}
    with house.database.read() as session:
        return usernames(session, ids)
