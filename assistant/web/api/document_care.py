"""Governing documents over JSON: the digest, owners, who cites, the difference of two revisions, page images, erasure."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi import Path as InPath
from starlette.responses import Response

from assistant.services import documents, erasing, owners, recalls
from assistant.shapes import day, moment, passage_shape
from assistant.web.guards import GuardedRoute, SignedInActor, allow
from assistant.web.whole_house import TheHouse
from assistant.web.words_in import StrictBody, Words
from policies.permissions import Permission

router = APIRouter(prefix="/api/v1", route_class=GuardedRoute, tags=["documents"])
JsonObject = dict[str, Any]


class OwnerBody(StrictBody):
    """User names of the new owner and backup owner; no backup when left out."""

    owner: Words
    backup_owner: Words | None = None


class ErasureBody(StrictBody):
    """Why, and which revision; the whole document when left out."""

    reason: Words
    revision: Words | None = None


@router.get("/documents/digest")
@allow(Permission.DOCUMENT_READ)
def digest(house: TheHouse, actor: SignedInActor, mine: bool = False) -> JsonObject:
    """What expires within the policy's days, what has run out, and which of it has no owner any more."""
    return {
        "expiring": [
            {
                "document_id": one.document_id,
                "revision": one.revision_id,
                "title": one.title,
                "kind": one.kind,
                "owner": one.owner,
                "backup_owner": one.backup_owner,
                "is_ownerless": one.is_ownerless,
                "expires_on": day(one.expires_on),
                "days_left": one.days_left,
                "within": one.within,
            }
            for one in owners.digest(house, actor, is_mine=mine)
        ]
    }


@router.post("/documents/{document_id}/owner")
@allow(Permission.DOCUMENT_APPROVE)
def reassign(house: TheHouse, actor: SignedInActor, document_id: str, body: OwnerBody) -> JsonObject:
    """Give a document another owner and backup owner."""
    document = owners.reassign(house, actor, document_id, body.owner, body.backup_owner)
    return {"id": document.id, "title": document.title, "owner": document.owner_id, "backup_owner": document.backup_owner_id}


@router.get("/documents/{document_id}/citing")
@allow(Permission.DOCUMENT_READ)
def citing(house: TheHouse, actor: SignedInActor, document_id: str) -> JsonObject:
    """Which items cite a document: ids and where they stand, never their words."""
    found = recalls.citing(house, actor, document_id)
    return {"items": [{"id": one.item_id, "status": one.status, "outcome": one.outcome, "n_quotes": one.n_quotes} for one in found]}


@router.get("/documents/{document_id}/revisions/{revision_id}/changes")
@allow(Permission.DOCUMENT_READ)
def changes(house: TheHouse, actor: SignedInActor, document_id: str, revision_id: str, since: str) -> JsonObject:
    """What changed from the revision named in `since`: old and new passages side by side."""
    _before, _after, found = documents.compare(house, actor, document_id, since, revision_id)
    return {
        "changes": [
            {"old": passage_shape(one.old) if one.old else None, "new": passage_shape(one.new) if one.new else None} for one in found
        ]
    }


@router.get("/documents/{document_id}/revisions/{revision_id}/pages/{page}")
@allow(Permission.DOCUMENT_READ)
def page_image(
    house: TheHouse,
    actor: SignedInActor,
    document_id: str,
    revision_id: str,
    page: Annotated[int, InPath(ge=1, le=100_000)],
    passage: Annotated[str | None, Query(max_length=64)] = None,
) -> Response:
    """A page of a PDF as it looks; `passage` is the id of one of its passages, whose words are marked."""
    return Response(documents.page_image(house, actor, document_id, revision_id, page, passage), media_type="image/png")


@router.get("/items/{item_id}/changed-words")
@allow(Permission.ITEM_READ)
def changed_words(house: TheHouse, actor: SignedInActor, item_id: str) -> JsonObject:
    """Of a recalled item: each citation that holds no more, its old words beside what stands there now."""
    return {
        "changes": [
            {
                "document_id": one.document_id,
                "revision": one.revision_id,
                "title": one.title,
                "why": one.why,
                "page": one.page,
                "section": one.section,
                "old": one.old,
                "new": {
                    "text": one.now.text,
                    "page": one.now.page,
                    "section": " > ".join(one.now.section),
                    "revision": one.now.revision_id,
                }
                if one.now
                else None,
            }
            for one in recalls.changed_words(house, actor, item_id)
        ]
    }


@router.post("/documents/{document_id}/erase")
@allow(Permission.DOCUMENT_MAINTAIN)
def erase(house: TheHouse, actor: SignedInActor, document_id: str, body: ErasureBody) -> JsonObject:
    """Erase a document for good and give the certificate; `is_clean` is false when something is left, and `left_in` says where."""
    done = erasing.erase(house, actor, document_id, body.reason, body.revision)
    return {
        "document_id": done.document_id,
        "revisions": list(done.revisions),
        "recalled": list(done.recalled),
        "n_passages": done.n_passages,
        "n_runs": done.n_runs,
        "n_pieces": done.n_pieces,
        "n_struck": done.n_struck,
        "n_places": done.n_places,
        "n_bytes": done.n_bytes,
        "left_in": list(done.left_in),
        "is_clean": done.is_clean,
        "at": moment(done.at),
    }
