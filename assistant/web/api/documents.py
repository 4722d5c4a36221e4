"""Documents over JSON: add, read, approve, reject, revoke; and the knowledge search."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, Query, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from assistant.services import documents
from assistant.services.documents import Changed
from assistant.shapes import document_shape, passage_shape, revision_shape
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.whole_house import TheHouse
from assistant.web.words_in import Day, StrictBody, Words
from ingest.approval import blocking_codes
from ingest.documents import DocumentFacts
from policies.errors import BadInput
from policies.permissions import Permission
from policies.words.documents import Audience

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["documents"])
JsonObject = dict[str, Any]
FORM_FIELDS = frozenset(
    {"file", "title", "kind", "owner", "backup_owner", "schools", "audience", "school_year", "language", "document", "csrf"}
)


class ApprovalBody(StrictBody):
    """From when to when the revision is in force, both days included; left out: today, and the kind's freshness."""

    effective_from: Day | None = None
    expires_on: Day | None = None
    accept_findings: tuple[Annotated[Words, Field(max_length=40)], ...] = ()
    """Codes of blocking findings that an administrator accepts."""


class ReasonBody(StrictBody):
    """Why."""

    reason: Words


class SearchQuery(BaseModel):
    """What to look for, and for whom."""

    model_config = ConfigDict(extra="forbid")

    q: Words
    school: Annotated[Words | None, Field(max_length=40)] = None
    school_year: Annotated[Words | None, Field(max_length=9)] = None


async def refuse_unknown_fields(request: Request) -> None:
    """Raises: BadInput request.invalid for a form field that the contract does not name."""
    if set(await request.form()) - FORM_FIELDS:
        raise BadInput("request.invalid", "The form holds a field that is not known.", f"Send only: {', '.join(sorted(FORM_FIELDS))}.")


@router.post("/documents", status_code=201, dependencies=[Depends(refuse_unknown_fields)])
@allow(Permission.DOCUMENT_ADD)
def add_document(
    house: TheHouse,
    actor: SignedInActor,
    file: Annotated[UploadFile, File()],
    title: Annotated[Words, Form()],
    kind: Annotated[Words, Form()],
    owner: Annotated[Words, Form()],
    schools: Annotated[tuple[Words, ...], Form()] = (),
    audience: Annotated[Audience, Form()] = Audience.FAMILIES,
    school_year: Annotated[Words | None, Form()] = None,
    language: Annotated[Words, Form()] = "en",
    backup_owner: Annotated[Words | None, Form()] = None,
    document: Annotated[Words | None, Form()] = None,
) -> JsonObject:
    """Add a file as a pending revision, of a new document or of the one named in `document`. `schools` repeat or stand with commas."""
    facts = DocumentFacts(
        title=title,
        kind=kind,
        owner_id=owner,
        schools=tuple(name.strip() for entry in schools for name in entry.split(",") if name.strip()),
        audience=audience,
        school_year=school_year or None,
        language=language,
        backup_owner_id=backup_owner or None,
        document_id=document or None,
    )
    return _changed(house, documents.add(house, actor, file.file.read(), file.filename or "", facts))


@router.get("/documents")
@allow(Permission.DOCUMENT_READ)
def list_documents(house: TheHouse, actor: SignedInActor) -> JsonObject:
    """Every document with its revisions and where each stands today."""
    today = house.clock.today()
    return {"documents": [document_shape(document, revisions, today) for document, revisions in documents.list_all(house, actor)]}


@router.get("/documents/{document_id}")
@allow(Permission.DOCUMENT_READ)
def get_document(house: TheHouse, actor: SignedInActor, document_id: str) -> JsonObject:
    """One document with its revisions."""
    document, revisions = documents.show(house, actor, document_id)
    return document_shape(document, revisions, house.clock.today())


@router.get("/documents/{document_id}/revisions/{revision_id}")
@allow(Permission.DOCUMENT_READ)
def get_revision(house: TheHouse, actor: SignedInActor, document_id: str, revision_id: str) -> JsonObject:
    """One revision with its passages, each with page and section."""
    document, revision, passages = documents.show_revision(house, actor, document_id, revision_id)
    facts = {"title": document.title, "kind": document.kind, "blocking_findings": blocking_codes(revision, house.policy)}
    return facts | revision_shape(revision, house.clock.today(), passages)


@router.post("/documents/{document_id}/revisions/{revision_id}/approve")
@allow(Permission.DOCUMENT_APPROVE)
def approve(house: TheHouse, actor: SignedInActor, document_id: str, revision_id: str, body: ApprovalBody) -> JsonObject:
    """Put a revision in force; names the items that this called back."""
    return _changed(
        house, documents.approve(house, actor, document_id, revision_id, body.effective_from, body.expires_on, body.accept_findings)
    )


@router.post("/documents/{document_id}/revisions/{revision_id}/reject")
@allow(Permission.DOCUMENT_APPROVE)
def reject(house: TheHouse, actor: SignedInActor, document_id: str, revision_id: str, body: ReasonBody) -> JsonObject:
    """Refuse a pending revision."""
    return _changed(house, documents.reject(house, actor, document_id, revision_id, body.reason))


@router.post("/documents/{document_id}/revisions/{revision_id}/revoke")
@allow(Permission.DOCUMENT_APPROVE)
def revoke(house: TheHouse, actor: SignedInActor, document_id: str, revision_id: str, body: ReasonBody) -> JsonObject:
    """Take a revision out of force at once; names the items that this called back."""
    return _changed(house, documents.revoke(house, actor, document_id, revision_id, body.reason))


@router.get("/search")
@allow(Permission.KNOWLEDGE_SEARCH)
def search(house: TheHouse, actor: SignedInActor, wanted: Annotated[SearchQuery, Query()]) -> JsonObject:
    """Passages in force for some words, best first. Scores compare only inside one search."""
    found = documents.search(house, actor, wanted.q, wanted.school or None, wanted.school_year or None)
    return {
        "passages": [passage_shape(one.passage) | {"score": round(one.score, 4)} for one in found.evidence],
        "is_degraded": found.is_degraded,
        "index_build": found.build,
    }


def _changed(house: TheHouse, changed: Changed) -> JsonObject:
    shape = revision_shape(changed.revision, house.clock.today())
    facts = {"title": changed.document.title, "kind": changed.document.kind, "recalled": list(changed.recalled)}
    return facts | shape | {"blocking_findings": blocking_codes(changed.revision, house.policy)}
