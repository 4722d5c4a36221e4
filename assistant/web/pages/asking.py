"""The staff's first screen: ask for a family, see what is hidden."""

import re
import secrets
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from assistant.services import questions, review
from assistant.web import reply_out
from assistant.web.forms import choices, text_of
from assistant.web.foundations import is_https
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.identity import cookies_of
from assistant.web.problems import Problem, problem_of
from assistant.web.rendering import go_to, pieces, render
from assistant.web.whole_house import TheHouse, whole_house
from policies.errors import BadInput, Conflict, CountersignError
from policies.permissions import Permission
from policies.redaction.marks import Marks
from policies.words.items import Item
from policies.words.people import Actor
from policies.words.questions import Redaction

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

RANGE = re.compile(r"(\d{1,5})-(\d{1,5})")
ASKED_FOR = re.compile(r"([a-z0-9_]{0,40})\.([0-9-]{0,9})")
KEPT_SECONDS = 180 * 24 * 3600


@dataclass(frozen=True, slots=True)
class AskForm:
    """The form as it was sent. `key` makes sending it twice the same as once."""

    text: str = ""
    school: str = ""
    school_year: str = ""
    language: str = ""
    key: str = ""
    marks: Marks | None = None

    def __repr__(self) -> str:
        """Never the text."""
        return f"AskForm({len(self.text)} characters)"


def asked_for_cookie(is_secure: bool) -> str:
    """Name of the cookie that remembers the school and the school year last asked for: two ids of the policy, never a word of text."""
    return "__Host-countersign-asked-for" if is_secure else "countersign-asked-for"


@router.get("/ask")
@allow(Permission.QUESTION_ASK)
def show_form(request: Request) -> Response:
    """One box, one button; school and year as this browser last asked."""
    match = ASKED_FOR.fullmatch(cookies_of(request.headers).get(asked_for_cookie(is_https(whole_house(request).settings)), ""))
    return _page(request, AskForm(school=match[1], school_year=match[2]) if match else AskForm())


@router.post("/ask")
@allow(Permission.QUESTION_ASK)
async def ask(request: Request, actor: SignedInActor) -> Response:
    """Walk the question's way and show how it ended."""
    return await run_in_threadpool(_ask, request, actor, _read(await request.form()))


@router.post("/ask/preview")
@allow(Permission.REDACTION_PREVIEW)
async def preview(request: Request, actor: SignedInActor) -> Response:
    """Show what will be hidden; nothing is stored."""
    return await run_in_threadpool(_preview, request, actor, _read(await request.form()))


def _read(form: FormData) -> AskForm:
    marks = Marks(_ranges(form, "hide"), _ranges(form, "show"))
    names = ("text", "school", "school_year", "language", "key")
    return AskForm(*(text_of(form, name) for name in names), marks=marks)


def _ranges(form: FormData, name: str) -> tuple[tuple[int, int], ...]:
    """Ranges as the page's script writes them: `3-12`. Raises: BadInput question.marks."""
    found = [RANGE.fullmatch(value) for value in choices(form, name)]
    if not all(found):
        raise BadInput("question.marks", "A mark cannot be read.", "Load the page again and mark anew.")
    return tuple((int(match[1]), int(match[2])) for match in found if match)


def _ask(request: Request, actor: Actor, form: AskForm) -> Response:
    try:
        item = questions.ask(
            whole_house(request),
            actor,
            form.text,
            language=form.language or None,
            school=form.school or None,
            school_year=form.school_year or None,
            channel="web",
            key=form.key or None,
            marks=form.marks,
        )
    except CountersignError as error:
        fresh = replace(form, key="") if isinstance(error, Conflict) else form
        return _page(request, fresh, problem=problem_of(error))
    response = go_to(f"/questions/{item.id}")
    is_secure = is_https(whole_house(request).settings)
    name, asked_for = asked_for_cookie(is_secure), f"{form.school}.{form.school_year}"
    response.set_cookie(name, asked_for, max_age=KEPT_SECONDS, httponly=True, secure=is_secure, samesite="lax", path="/")
    return response


def _preview(request: Request, actor: Actor, form: AskForm) -> Response:
    found: Redaction | None = None
    problem: Problem | None = None
    if form.text.strip():
        try:
            found = questions.preview_redaction(whole_house(request), actor, form.text, form.language or None, form.marks)
        except CountersignError as error:
            problem = problem_of(error)
    return _page(request, form, found, problem)


def _page(request: Request, form: AskForm, found: Redaction | None = None, problem: Problem | None = None) -> Response:
    policy = whole_house(request).policy
    return render(
        request,
        "ask.html",
        problem.status if problem else 200,
        problem.headers if problem else None,
        filled=form,
        key=form.key or secrets.token_hex(16),
        preview=found,
        problem=problem,
        max_chars=policy.questions.max_chars,
        showable=" ".join(policy.redaction.may_be_shown),
    )


def school_names(house: TheHouse) -> dict[str, str]:
    """Names of schools by id."""
    return {school.id: school.name for school in house.policy.district.schools}


def answer_of(house: TheHouse, actor: Actor, item: Item) -> dict[str, Any]:
    """The approved words if there are any that hold, and whether they were called back."""
    try:
        answer = review.get_answer(house, actor, item.id)
    except Conflict as error:
        return {"answer": None, "is_recalled": error.code == "answer.recalled", "has_placeholders": False, "mail_link": None, "subject": ""}
    has_placeholders = any(part.is_placeholder for part in pieces(answer.text))
    return {
        "answer": answer,
        "is_recalled": False,
        "has_placeholders": has_placeholders,
        "mail_link": reply_out.mail_link(answer),
        "subject": reply_out.subject(answer),
    }
