"""More screens of documents: what expires, a page beside its passages, what differs between two versions, owners, erasure."""

from typing import Annotated

from fastapi import APIRouter
from fastapi import Path as InPath
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from assistant.services import documents, erasing, owners, vigilance
from assistant.web.forms import text_of
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.pages.registry import revision_page
from assistant.web.problems import problem_of
from assistant.web.rendering import go_to, render
from assistant.web.whole_house import TheHouse, whole_house
from policies.errors import CountersignError, NotFound
from policies.permissions import Permission
from policies.words.people import Actor

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/documents/digest")
@allow(Permission.DOCUMENT_READ)
def show_digest(request: Request, house: TheHouse, actor: SignedInActor) -> Response:
    """What expires within the policy's days, soonest first."""
    return render(request, "digest.html", expiring=owners.digest(house, actor), most=max(house.policy.documents.digest_days, default=0))


@router.post("/documents/tasks/{task_id}/close")
@allow(Permission.DOCUMENT_APPROVE)
def close_task(house: TheHouse, actor: SignedInActor, task_id: str) -> Response:
    """Say that a correction which reviewers kept making is mended in the document."""
    vigilance.close_task(house, actor, task_id)
    return go_to("/documents")


@router.get("/documents/{document_id}/revisions/{revision_id}/pages/{page}")
@allow(Permission.DOCUMENT_READ)
def show_page(
    request: Request,
    house: TheHouse,
    actor: SignedInActor,
    document_id: str,
    revision_id: str,
    page: Annotated[int, InPath(ge=1, le=100_000)],
    passage: str = "",
) -> Response:
    """One page as it looks, beside the passages that were read from it; the chosen `passage` is marked in both."""
    document, revision, passages = documents.show_revision(house, actor, document_id, revision_id)
    if not revision.has_page_images or page > (revision.n_pages or 0):
        raise NotFound("page.unknown", "There is no picture of this page.", "Only PDF files have pages that can be shown.")
    return render(
        request,
        "revision_page.html",
        document=document,
        revision=revision,
        page=page,
        passages=[one for one in passages if one.page == page],
        chosen=next((one.id for one in passages if one.page == page and one.id == passage), ""),
        notes=[note for note in revision.findings if note.page == page],
    )


@router.get("/documents/{document_id}/revisions/{revision_id}/changes")
@allow(Permission.DOCUMENT_READ)
def show_changes(request: Request, house: TheHouse, actor: SignedInActor, document_id: str, revision_id: str, since: str) -> Response:
    """Old and new words of two versions side by side."""
    document, _revisions = documents.show(house, actor, document_id)
    before, after, found = documents.compare(house, actor, document_id, since, revision_id)
    return render(request, "revision_changes.html", document=document, before=before, after=after, changes=found)


@router.post("/documents/{document_id}/owner")
@allow(Permission.DOCUMENT_APPROVE)
async def reassign(request: Request, actor: SignedInActor, document_id: str) -> Response:
    """Give the document another owner and backup."""
    form = await request.form()
    owner, backup, revision = (text_of(form, name).strip() for name in ("owner", "backup_owner", "revision"))
    return await run_in_threadpool(_reassign, request, actor, document_id, revision, owner, backup)


def _reassign(request: Request, actor: Actor, document_id: str, revision_id: str, owner: str, backup: str) -> Response:
    try:
        owners.reassign(whole_house(request), actor, document_id, owner, backup or None)
    except CountersignError as error:
        return revision_page(request, actor, document_id, revision_id, problem=problem_of(error))
    return go_to(f"/documents/{document_id}/revisions/{revision_id}?done=reassigned")


@router.post("/documents/{document_id}/revisions/{revision_id}/erase")
@allow(Permission.DOCUMENT_MAINTAIN)
async def erase(request: Request, actor: SignedInActor, document_id: str, revision_id: str) -> Response:
    """Erase the revision for good."""
    reason = text_of(await request.form(), "reason")
    return await run_in_threadpool(_erase, request, actor, document_id, revision_id, reason)


def _erase(request: Request, actor: Actor, document_id: str, revision_id: str, reason: str) -> Response:
    try:
        done = erasing.erase(whole_house(request), actor, document_id, reason, revision_id)
    except CountersignError as error:
        return revision_page(request, actor, document_id, revision_id, problem=problem_of(error))
    how = "erased" if done.is_clean else "erased_elsewhere"
    return go_to(f"/documents/{document_id}/revisions/{revision_id}?done={how}&recalled={len(done.recalled)}")
