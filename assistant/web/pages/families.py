"""The form for families: no account, off until the policy opens it. They read the answer at an address that only they have."""

import re
import secrets
import threading
from collections import deque

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from assistant.services import questions, review
from assistant.web.client_address import address_of
from assistant.web.forms import text_of
from assistant.web.guards import GuardedRoute, public
from assistant.web.problems import Problem, problem_of
from assistant.web.rendering import go_to, pieces, render
from assistant.web.whole_house import whole_house
from policies.errors import Conflict, CountersignError, TooLarge, TooMany
from policies.words.people import Actor, Role

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

FAMILY = Actor(user_id="family_form", roles=frozenset({Role.SERVICE}))
"""Whoever writes through the form: nobody the product knows."""
KEY = re.compile(r"[0-9a-f]{32}")
HOUR_SECONDS = 3600.0
MAX_ADDRESSES = 20_000


class Pace:
    """How often an address has written within the hour. In memory only, so each worker counts for itself; no address is kept."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sent: dict[str, deque[float]] = {}

    def take(self, address: str, now: float, most: int) -> None:
        """Count one message. Raises: TooMany families.too_many."""
        with self._lock:
            if len(self._sent) > MAX_ADDRESSES:
                self._sent = {one: times for one, times in self._sent.items() if times[-1] > now - HOUR_SECONDS}
            times = self._sent.setdefault(address, deque())
            while times and times[0] <= now - HOUR_SECONDS:
                times.popleft()
            if len(times) >= most:
                wait = int(times[0] + HOUR_SECONDS - now) + 1
                raise TooMany(
                    "families.too_many", "Many messages came from your connection.", "Please call the office.", retry_after_seconds=wait
                )
            times.append(now)


def _pace(request: Request) -> Pace:
    """The one of this app."""
    state = request.app.state
    if not hasattr(state, "family_pace"):
        state.family_pace = Pace()
    return state.family_pace


@router.get("/families")
@public
def show_form(request: Request) -> Response:
    """What this is, and one box."""
    _require_open(request)
    return _page(request)


@router.post("/families")
@public
async def write(request: Request) -> Response:
    """Put a family's message on the question's way."""
    form = await request.form()
    return await run_in_threadpool(_write, request, text_of(form, "text"), text_of(form, "school"), text_of(form, "key"))


def _write(request: Request, text: str, school: str, key: str) -> Response:
    _require_open(request)
    house = whole_house(request)
    rules = house.policy.families
    key = key if KEY.fullmatch(key) else secrets.token_hex(16)
    try:
        if len(text) > rules.max_chars:
            raise TooLarge("families.too_long", f"The message has more than {rules.max_chars:,} characters.", "Please shorten it.")
        _pace(request).take(address_of(request), house.clock.now().timestamp(), rules.per_address_per_hour)
        questions.ask(house, FAMILY, text, school=school or None, channel="form", key=key)
    except CountersignError as error:
        return _page(request, text, school, "" if isinstance(error, Conflict) else key, problem_of(error))
    return go_to(f"/families/{key}")


@router.get("/families/{key}")
@public
def read_answer(request: Request, key: str) -> Response:
    """How one's message stands: the approved words once a person has approved them, and whom to call meanwhile."""
    _require_open(request)
    if not KEY.fullmatch(key):
        raise HTTPException(404)
    house = whole_house(request)
    item = questions.by_key(house, FAMILY, key)
    try:
        answer = review.get_answer(house, FAMILY, item.id)
    except Conflict:
        answer = None
    parts = pieces(answer.text) if answer else []
    contact = item.contact or house.policy.district.office(house.policy.district.front_office).contact(item.question.language)
    return render(request, "family_answer.html", item=item, answer=answer, parts=parts, contact=contact)


def _require_open(request: Request) -> None:
    if not whole_house(request).policy.families.is_open:
        raise HTTPException(404)


def _page(request: Request, text: str = "", school: str = "", key: str = "", problem: Problem | None = None) -> Response:
    house = whole_house(request)
    return render(
        request,
        "families.html",
        problem.status if problem else 200,
        problem.headers if problem else None,
        text=text,
        school=school,
        key=key or secrets.token_hex(16),
        problem=problem,
        max_chars=house.policy.families.max_chars,
        front=house.policy.district.office(house.policy.district.front_office),
    )
