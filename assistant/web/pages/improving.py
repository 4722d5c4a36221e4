"""What the questions teach: content gaps for document owners, and what was asked again and again."""

import datetime as dt
from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from assistant.services import gaps, newsletter, recurring
from assistant.web.forms import choices, text_of
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.problems import Problem, problem_of
from assistant.web.rendering import go_to, render
from assistant.web.whole_house import TheHouse, whole_house
from eval.flow import told_counts
from policies.errors import BadInput, CountersignError
from policies.permissions import Permission
from policies.words.people import Actor

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/gaps")
@allow(Permission.METRICS_READ, Permission.DOCUMENT_APPROVE)
def show_gaps(request: Request, house: TheHouse, actor: SignedInActor) -> Response:
    """Gaps with their document, owner, size and age; owners see their own."""
    found = gaps.report(house, actor)
    large = [gap for gap in found if not gap.is_small]
    per_owner: dict[str, list[gaps.Gap]] = {}
    for gap in large:
        per_owner.setdefault(gap.owner or "", []).append(gap)
    shown = sorted(per_owner.items(), key=lambda entry: (-sum(gap.n for gap in entry[1]), entry[0]))
    return render(request, "gaps.html", per_owner=shown, n_small=len(found) - len(large), days=gaps.DAYS, told_counts=told_counts)


@router.get("/recurring")
@allow(Permission.METRICS_READ, Permission.ANSWER_FIND)
def show_recurring(request: Request, actor: SignedInActor, week: str = "") -> Response:
    """The digest of one week; a week that cannot be read is shown as the last one."""
    return _digest_page(request, actor, week)


def _digest_page(request: Request, actor: Actor, week: str, problem: Problem | None = None, chosen: tuple[str, ...] = ()) -> Response:
    house = whole_house(request)
    try:
        found = recurring.digest(house, actor, dt.date.fromisoformat(week) if week else None)
    except (ValueError, BadInput):
        found = recurring.digest(house, actor)
    step, status = dt.timedelta(days=7), problem.status if problem else 200
    shown: dict[str, Any] = {
        "digest": found,
        "earlier": found.monday - step,
        "later": found.monday + step,
        "problem": problem,
        "chosen": chosen,
        "told_counts": told_counts,
    }
    return render(request, "recurring.html", status, **shown)


@router.post("/recurring/newsletter")
@allow(Permission.ANSWER_REUSE)
async def draft_newsletter(request: Request, actor: SignedInActor) -> Response:
    """Put a newsletter's section from chosen answers before a reviewer."""
    return await run_in_threadpool(_draft_newsletter, request, actor, await request.form())


def _draft_newsletter(request: Request, actor: Actor, form: FormData) -> Response:
    week, chosen = text_of(form, "week"), choices(form, "answer")
    try:
        monday = dt.date.fromisoformat(week)
    except ValueError:
        return _digest_page(request, actor, "")
    try:
        item = newsletter.draft_section(whole_house(request), actor, monday, chosen)
    except CountersignError as error:
        return _digest_page(request, actor, week, problem_of(error), chosen)
    return go_to(f"/questions/{item.id}")
