"""What the questions teach: content gaps for document owners, and what was asked again and again."""

import datetime as dt

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from assistant.services import gaps, recurring
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.rendering import render
from assistant.web.whole_house import TheHouse
from eval.flow import SMALLEST_CELL
from policies.errors import BadInput
from policies.permissions import Permission

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/gaps")
@allow(Permission.METRICS_READ, Permission.DOCUMENT_APPROVE)
def show_gaps(request: Request, house: TheHouse, actor: SignedInActor) -> Response:
    """Gaps with their document, owner, size and age; owners see their own."""
    found = gaps.report(house, actor)
    large = [gap for gap in found if not gap.is_small]
    return render(request, "gaps.html", gaps=large, n_small=len(found) - len(large), days=gaps.DAYS, smallest=SMALLEST_CELL)


@router.get("/recurring")
@allow(Permission.METRICS_READ, Permission.ANSWER_FIND)
def show_recurring(request: Request, house: TheHouse, actor: SignedInActor, week: str = "") -> Response:
    """The digest of one week; a week that cannot be read is shown as the last one."""
    try:
        found = recurring.digest(house, actor, dt.date.fromisoformat(week) if week else None)
    except (ValueError, BadInput):
        found = recurring.digest(house, actor)
    step = dt.timedelta(days=7)
    return render(request, "recurring.html", digest=found, earlier=found.monday - step, later=found.monday + step)
