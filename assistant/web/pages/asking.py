"""The staff's screens: ask for a family, see what is hidden, follow one's own questions."""

import re
import secrets
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter
from sqlalchemy import and_, or_, select
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from assistant.services import questions, review
from assistant.web.forms import choices, text_of
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.problems import Problem, problem_of
from assistant.web.rendering import go_to, pieces, render
from assistant.web.whole_house import TheHouse, whole_house
from policies.errors import BadInput, Conflict, CountersignError
from policies.permissions import Permission
from policies.redaction.marks import Marks
from policies.words.items import Item
from policies.words.people import Actor
from policies.words.questions import Redaction
from review_queue import store
from review_queue.tables import ItemRow

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

PER_PAGE = 30
RANGE = re.compile(r"(\d{1,5})-(\d{1,5})")
ITEM_ID = re.compile(r"item_[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class AskForm:
    """The form as it was sent. `key` makes sending it twice the same as once."""

    text: str = ""
    school: str = ""
    language: str = ""
    key: str = ""
    marks: Marks | None = None

    def __repr__(self) -> str:
        """Never the text."""
        return f"AskForm({len(self.text)} characters)"


@router.get("/ask")
@allow(Permission.QUESTION_ASK)
def show_form(request: Request) -> Response:
    """One box, one button."""
    return _page(request, AskForm())


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
    return AskForm(text_of(form, "text"), text_of(form, "school"), text_of(form, "language"), text_of(form, "key"), marks)


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
            channel="web",
            key=form.key or None,
            marks=form.marks,
        )
    except CountersignError as error:
        fresh = replace(form, key="") if isinstance(error, Conflict) else form
        return _page(request, fresh, problem=problem_of(error))
    return go_to(f"/questions/{item.id}")


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
    return render(
        request,
        "ask.html",
        problem.status if problem else 200,
        problem.headers if problem else None,
        filled=form,
        key=form.key or secrets.token_hex(16),
        preview=found,
        problem=problem,
        max_chars=whole_house(request).policy.questions.max_chars,
        showable=" ".join(whole_house(request).policy.redaction.may_be_shown),
    )


@router.get("/questions")
@allow(Permission.QUESTION_ASK)
def my_questions(request: Request, house: TheHouse, actor: SignedInActor, before: str = "") -> Response:
    """What one has asked, newest first."""
    found = _newest(house, actor, before if ITEM_ID.fullmatch(before) else None)
    return render(request, "questions.html", items=found[:PER_PAGE], before=found[PER_PAGE - 1].id if len(found) > PER_PAGE else None)


def _newest(house: TheHouse, actor: Actor, before: str | None) -> list[Item]:
    """One's items that are older than `before`, newest first, one more than a page holds."""
    query = select(ItemRow).where(ItemRow.asked_by == actor.user_id).order_by(ItemRow.submitted_at.desc(), ItemRow.id.desc())
    with house.database.read() as session:
        last = session.get(ItemRow, before) if before else None
        if last is not None:
            at, id_ = last.submitted_at, last.id
            query = query.where(or_(ItemRow.submitted_at < at, and_(ItemRow.submitted_at == at, ItemRow.id < id_)))
        rows = list(session.scalars(query.limit(PER_PAGE + 1)))
        decided = store.latest_decisions(session, [row.id for row in rows])
        return [store.item_of(row, decided.get(row.id)) for row in rows]


@router.get("/questions/{item_id}")
@allow(Permission.QUESTION_ASK)
def my_question(request: Request, house: TheHouse, actor: SignedInActor, item_id: str) -> Response:
    """How one question stands: the draft with its sources, why there is none, or the approved words."""
    item = questions.get_item(house, actor, item_id)
    return render(request, "question.html", item=item, schools=school_names(house), **answer_of(house, actor, item))


def school_names(house: TheHouse) -> dict[str, str]:
    """Names of schools by id."""
    return {school.id: school.name for school in house.policy.district.schools}


def answer_of(house: TheHouse, actor: Actor, item: Item) -> dict[str, Any]:
    """The approved words if there are any that hold, and whether they were called back."""
    try:
        answer = review.get_answer(house, actor, item.id)
    except Conflict as error:
        return {"answer": None, "is_recalled": error.code == "answer.recalled", "has_placeholders": False}
    has_placeholders = any(part.is_placeholder for part in pieces(answer.text))
    return {"answer": answer, "is_recalled": False, "has_placeholders": has_placeholders}
