"""The documents' screens: the register, a new file, one revision with what it says and who may put it in force."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from assistant.accounts.users import list_users, usernames
from assistant.compose import House
from assistant.services import documents, owners, recalls, vigilance
from assistant.services.documents import Changed
from assistant.services.vigilance import ToldTask
from assistant.web.forms import choices, text_of
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.pages.asking import school_names
from assistant.web.problems import Problem, problem_of
from assistant.web.rendering import go_to, render
from assistant.web.whole_house import TheHouse, whole_house
from ingest.approval import blocking_codes
from ingest.documents import LANGUAGES, DocumentFacts
from ingest.store import Document, Revision
from policies.errors import BadInput, CountersignError
from policies.permissions import Permission, may
from policies.words.documents import Audience
from policies.words.people import Actor
from review_queue.tasks import TaskKind

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

STATES = ("pending", "in_force", "not_yet_effective", "expired", "superseded", "revoked", "rejected", "erased")


@dataclass(frozen=True, slots=True)
class Line:
    """One revision in the register."""

    document: Document
    revision: Revision
    state: str


@router.get("/documents")
@allow(Permission.DOCUMENT_READ)
def show_register(request: Request, house: TheHouse, actor: SignedInActor, state: str = "") -> Response:
    """Every revision by where it stands today."""
    today = house.clock.today()
    lines = [
        Line(document, revision, revision.state_on(today))
        for document, revisions in documents.list_all(house, actor)
        for revision in revisions
    ]
    counts = {name: sum(line.state == name for line in lines) for name in STATES}
    chosen = state if state in counts else ""
    shown = [line for line in lines if line.state == chosen] if chosen else _by_state(lines)
    with house.database.read() as session:
        names = usernames(session, {line.document.owner_id for line in lines})
    return render(
        request,
        "documents.html",
        lines=shown,
        counts=counts,
        chosen=chosen,
        n_all=len(lines),
        schools=school_names(house),
        names=names,
        today=today,
        blocking=set(house.policy.documents.blocking_findings),
        n_expiring=len(owners.digest(house, actor)),
        review_tasks=_corrections(house, actor),
    )


def _corrections(house: House, actor: Actor) -> list[ToldTask]:
    """What reviewers keep correcting in the documents that the actor looks after, and what these say differently from others."""
    if not may(actor, Permission.DOCUMENT_APPROVE):
        return []
    return [told for told in vigilance.list_tasks(house, actor) if told.task.kind in {TaskKind.CORRECTION, TaskKind.CONFLICT}]


def _by_state(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (STATES.index(line.state), line.document.title))


@router.get("/documents/new")
@allow(Permission.DOCUMENT_ADD)
def show_upload(request: Request, house: TheHouse, actor: SignedInActor, document: str = "") -> Response:
    """The form for a new file, of a new document or of one that is there."""
    known = documents.show(house, actor, document)[0] if document else None
    return _upload_page(request, actor, known)


@router.post("/documents")
@allow(Permission.DOCUMENT_ADD)
async def upload(request: Request, actor: SignedInActor) -> Response:
    """Read a file and register it as pending."""
    return await run_in_threadpool(_upload, request, actor, await request.form())


def _upload(request: Request, actor: Actor, form: FormData) -> Response:
    house, file, document_id = whole_house(request), form.get("file"), text_of(form, "document_id")
    try:
        if not isinstance(file, UploadFile) or not file.filename:
            raise BadInput("document.file", "No file was chosen.", "Choose the file to upload.")
        audience = text_of(form, "audience") or Audience.FAMILIES
        if audience not in set(Audience):
            raise BadInput("document.audience", "This audience does not exist.", f"Use one of: {', '.join(Audience)}.")
        facts = DocumentFacts(
            title=text_of(form, "title"),
            kind=text_of(form, "kind"),
            owner_id=text_of(form, "owner"),
            schools=choices(form, "schools"),
            audience=Audience(audience),
            school_year=text_of(form, "school_year") or None,
            language=text_of(form, "language") or "en",
            document_id=document_id or None,
        )
        changed = documents.add(house, actor, file.file.read(), file.filename, facts)
    except CountersignError as error:
        filled = {name: text_of(form, name) for name in ("title", "kind", "owner", "audience", "school_year", "language")}
        return _upload_page(request, actor, None, problem_of(error), filled | {"schools": choices(form, "schools")}, document_id)
    return go_to(f"{_path(changed)}?done=added")


def _upload_page(
    request: Request,
    actor: Actor,
    document: Document | None,
    problem: Problem | None = None,
    filled: dict[str, Any] | None = None,
    document_id: str = "",
) -> Response:
    house = whole_house(request)
    with house.database.read() as session:
        approvers = [user for user in list_users(session) if not user.is_disabled and may(user.actor, Permission.DOCUMENT_APPROVE)]
    blank = {"title": "", "kind": "", "owner": actor.user_id, "audience": "families", "school_year": "", "language": "en", "schools": ()}
    if document is not None:
        blank |= {"title": document.title, "kind": document.kind, "owner": document.owner_id}
    return render(
        request,
        "upload.html",
        problem.status if problem else 200,
        problem=problem,
        filled=blank | (filled or {}),
        document_id=document.id if document else document_id,
        kinds=sorted(house.policy.documents.kinds),
        owners=approvers,
        years=[year.name for year in house.policy.district.school_years],
        languages=LANGUAGES,
        max_megabytes=house.policy.documents.max_bytes // 1_000_000,
    )


@router.get("/documents/{document_id}/revisions/{revision_id}")
@allow(Permission.DOCUMENT_READ)
def show_revision(
    request: Request, actor: SignedInActor, document_id: str, revision_id: str, done: str = "", recalled: int = 0
) -> Response:
    """One revision: what it says, what was found in it, where it stands."""
    return revision_page(request, actor, document_id, revision_id, done=done, n_recalled=recalled)


@router.post("/documents/{document_id}/revisions/{revision_id}/approve")
@allow(Permission.DOCUMENT_APPROVE)
async def approve(request: Request, actor: SignedInActor, document_id: str, revision_id: str) -> Response:
    """Put the revision in force."""
    form = await request.form()

    def act(house: House) -> Changed:
        start, end = _day(form, "effective_from"), _day(form, "expires_on")
        return documents.approve(house, actor, document_id, revision_id, start, end, choices(form, "accept_findings"))

    return await run_in_threadpool(_change, request, actor, document_id, revision_id, act, "approved")


@router.post("/documents/{document_id}/revisions/{revision_id}/reject")
@allow(Permission.DOCUMENT_APPROVE)
async def reject(request: Request, actor: SignedInActor, document_id: str, revision_id: str) -> Response:
    """Refuse the revision."""
    reason = text_of(await request.form(), "reason")
    return await run_in_threadpool(
        _change,
        request,
        actor,
        document_id,
        revision_id,
        lambda house: documents.reject(house, actor, document_id, revision_id, reason),
        "rejected",
    )


@router.post("/documents/{document_id}/revisions/{revision_id}/revoke")
@allow(Permission.DOCUMENT_APPROVE)
async def revoke(request: Request, actor: SignedInActor, document_id: str, revision_id: str) -> Response:
    """Take the revision out of force."""
    reason = text_of(await request.form(), "reason")
    return await run_in_threadpool(
        _change,
        request,
        actor,
        document_id,
        revision_id,
        lambda house: documents.revoke(house, actor, document_id, revision_id, reason),
        "revoked",
    )


def _change(request: Request, actor: Actor, document_id: str, revision_id: str, act: Callable[[House], Changed], done: str) -> Response:
    try:
        changed = act(whole_house(request))
    except CountersignError as error:
        return revision_page(request, actor, document_id, revision_id, problem=problem_of(error))
    return go_to(f"{_path(changed)}?done={done}&recalled={len(changed.recalled)}")


def _path(changed: Changed) -> str:
    return f"/documents/{changed.document.id}/revisions/{changed.revision.id}"


def _day(form: FormData, name: str) -> dt.date | None:
    words = text_of(form, name).strip()
    if not words:
        return None
    try:
        day = dt.date.fromisoformat(words)
    except ValueError:
        raise BadInput("approval.dates", "A date cannot be read.", "Write it as 2026-08-31.") from None
    if not 2000 <= day.year <= 2100:
        raise BadInput("approval.dates", "A date lies outside of 2000 to 2100.", "Check the year.")
    return day


def revision_page(
    request: Request,
    actor: Actor,
    document_id: str,
    revision_id: str,
    problem: Problem | None = None,
    done: str = "",
    n_recalled: int = 0,
) -> Response:
    """The page of a revision, also after a refused change."""
    house = whole_house(request)
    document, revision, passages = documents.show_revision(house, actor, document_id, revision_id)
    _document, revisions = documents.show(house, actor, document_id)
    today = house.clock.today()
    people = {document.owner_id, revision.uploaded_by, revision.approved_by or "", document.backup_owner_id or ""} - {""}
    with house.database.read() as session:
        names = usernames(session, people)
    is_owner = actor.user_id in {document.owner_id, document.backup_owner_id} or may(actor, Permission.DOCUMENT_MAINTAIN)
    return render(
        request,
        "revision.html",
        problem.status if problem else 200,
        problem=problem,
        document=document,
        revision=revision,
        passages=passages,
        state=revision.state_on(today),
        others=[(other, other.state_on(today)) for other in revisions if other.id != revision.id],
        names=names,
        schools=school_names(house),
        may_decide=may(actor, Permission.DOCUMENT_APPROVE) and is_owner,
        is_own_upload=revision.uploaded_by == actor.user_id and not house.policy.documents.uploader_may_approve,
        today=today,
        expires_on=today + dt.timedelta(days=house.policy.documents.kinds[document.kind].freshness_days)
        if document.kind in house.policy.documents.kinds
        else None,
        done=done,
        n_recalled=n_recalled,
        blocking=blocking_codes(revision, house.policy),
        citing=recalls.citing(house, actor, document_id, revision_id),
        may_accept=may(actor, Permission.DOCUMENT_MAINTAIN),
    )
