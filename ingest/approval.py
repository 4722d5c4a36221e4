"""Who puts a revision in force, and the moves it may make. States and moves stand here and nowhere else."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ingest import store
from ingest.store import Revision
from ingest.tables import DocumentRow, RevisionRow
from policies.errors import BadInput, Conflict, NotFound, Refused
from policies.ledger import Tag, append
from policies.policy import Policy
from policies.words.documents import RevisionStatus
from policies.words.people import SYSTEM, Actor, Role

MOVES: dict[RevisionStatus, frozenset[RevisionStatus]] = {
    RevisionStatus.PENDING: frozenset({RevisionStatus.APPROVED, RevisionStatus.REJECTED, RevisionStatus.ERASED}),
    RevisionStatus.APPROVED: frozenset({RevisionStatus.REVOKED, RevisionStatus.SUPERSEDED, RevisionStatus.ERASED}),
    RevisionStatus.REJECTED: frozenset({RevisionStatus.ERASED}),
    RevisionStatus.REVOKED: frozenset({RevisionStatus.ERASED}),
    RevisionStatus.SUPERSEDED: frozenset({RevisionStatus.ERASED}),
    RevisionStatus.ERASED: frozenset(),
}
"""From → to. Nothing closed ever opens again: the file is uploaded anew and approved anew."""


@dataclass(frozen=True, slots=True)
class Approved:
    """An approval and the revisions that it put out of force at once."""

    revision: Revision
    superseded: tuple[Revision, ...]


def approve(
    session: Session,
    now: dt.datetime,
    today: dt.date,
    actor: Actor,
    revision_id: str,
    policy: Policy,
    effective_from: dt.date | None = None,
    expires_on: dt.date | None = None,
    findings: Collection[str] = (),
    accepted: Collection[str] = (),
) -> Approved:
    """Put a pending revision in force from a date to a date (both inclusive, local). Defaults: today, and the kind's freshness.

    `findings` are codes of findings made now, beside those of the upload; an administrator may name codes that are `accepted` although the
    policy lets them block.

    Raises: NotFound revision.unknown; Refused approval.not_owner / approval.own_upload / approval.acceptance; Conflict
    revision.not_pending / approval.blocked; BadInput approval.dates, approval.kind.
    """
    row, document = _rows(session, revision_id)
    _require_owner(actor, document)
    if row.uploaded_by == actor.user_id and not policy.documents.uploader_may_approve:
        raise Refused(
            "approval.own_upload",
            "Whoever uploaded a revision does not approve it alone.",
            "Ask the owner, the backup owner or an administrator.",
        )
    _require_move(row, RevisionStatus.APPROVED)
    _require_unblocked(actor, store.revision_of(row), policy, findings, accepted)
    start = effective_from or today
    end = expires_on or start + dt.timedelta(days=_freshness_days(document, policy))
    if end < start:
        raise BadInput("approval.dates", "The revision would expire before it is effective.", "Give expires_on on or after effective_from.")
    if (end - start).days > 3650:
        raise BadInput("approval.dates", "The revision would be in force for more than ten years.", "Give an earlier expires_on.")
    _require_next(session, today, row, start, end)
    row.status = RevisionStatus.APPROVED.value
    row.approved_by, row.approved_at = actor.user_id, now
    row.effective_from, row.expires_on = start, end
    document.title = row.title
    store.raise_generation(session)
    payload = {"effective_from": start.isoformat(), "expires_on": end.isoformat(), "accepted_findings": sorted(accepted)}
    append(session, now, actor, Tag.REVISION_APPROVED, row.id, payload)
    superseded = supersede_due(session, now, today, actor, document.id)
    return Approved(store.revision_of(row), tuple(superseded))


def blocking_codes(revision: Revision, policy: Policy) -> list[str]:
    """Codes of the revision's findings that the policy lets block, sorted."""
    return sorted({note.code for note in revision.findings} & set(policy.documents.blocking_findings))


def _require_unblocked(actor: Actor, revision: Revision, policy: Policy, findings: Collection[str], accepted: Collection[str]) -> None:
    if accepted and Role.ADMIN not in actor.roles:
        raise Refused("approval.acceptance", "Only an administrator accepts a blocking finding.", "Ask an administrator to approve.")
    blocking = (set(blocking_codes(revision, policy)) | set(findings) & set(policy.documents.blocking_findings)) - set(accepted)
    if blocking:
        raise Conflict(
            "approval.blocked",
            f"Findings block this approval: {', '.join(sorted(blocking))}.",
            "Mend the file and upload it anew, or ask an administrator to accept these findings.",
            revision_id=revision.id,
        )


def _freshness_days(document: DocumentRow, policy: Policy) -> int:
    rules = policy.documents.kinds.get(document.kind)
    if rules is None:
        raise BadInput(
            "approval.kind",
            "The policy knows this kind of document no more, so it has no default expiry.",
            "Give expires_on, or put the kind back into documents.kinds of the policy.",
            document_id=document.id,
        )
    return rules.freshness_days


def _require_next(session: Session, today: dt.date, row: RevisionRow, start: dt.date, end: dt.date) -> None:
    """Raises: BadInput approval.dates for a backdated approval that is replaced at once, or that would end another by having expired."""
    others = session.scalars(
        select(RevisionRow).where(
            RevisionRow.document_id == row.document_id,
            RevisionRow.status == RevisionStatus.APPROVED.value,
            RevisionRow.effective_from <= today,
        )
    )
    for other in others:
        if other.effective_from is None or other.expires_on is None:
            continue
        if (other.effective_from, other.number) > (start, row.number) and start <= today:
            raise BadInput(
                "approval.dates",
                "A version that is effective later was approved already; this one would be replaced at once.",
                f"Give an effective_from after {other.effective_from.isoformat()}, or reject this revision.",
                revision_id=other.id,
            )
        if end < today <= other.expires_on:
            raise BadInput(
                "approval.dates",
                "This revision has expired already and would end the version in force.",
                "Give an expires_on that is today or later.",
                revision_id=other.id,
            )


def reject(session: Session, now: dt.datetime, actor: Actor, revision_id: str, reason: str) -> Revision:
    """Refuse a pending revision. Raises: as `approve`, and BadInput revision.reason."""
    return _close(session, now, actor, revision_id, reason, RevisionStatus.REJECTED, Tag.REVISION_REJECTED)


def revoke(session: Session, now: dt.datetime, actor: Actor, revision_id: str, reason: str) -> Revision:
    """Take an approved revision out of force at once. Raises: as `approve`, and BadInput revision.reason."""
    return _close(session, now, actor, revision_id, reason, RevisionStatus.REVOKED, Tag.REVISION_REVOKED)


def supersede_due(
    session: Session, now: dt.datetime, today: dt.date, actor: Actor = SYSTEM, document_id: str | None = None
) -> list[Revision]:
    """Close every approved revision that a later one of the same document, effective by today, replaces."""
    closed: list[Revision] = []
    for older, by in due(session, today, document_id):
        _require_move(older, RevisionStatus.SUPERSEDED)
        older.status = RevisionStatus.SUPERSEDED.value
        older.closed_by, older.closed_at = actor.user_id, now
        append(session, now, actor, Tag.REVISION_SUPERSEDED, older.id, {"by": by})
        closed.append(store.revision_of(older))
    if closed:
        store.raise_generation(session)
    return closed


def due(session: Session, today: dt.date, document_id: str | None = None) -> list[tuple[RevisionRow, str]]:
    """Approved revisions that a later one, effective by today, replaces; each with the id of the next one."""
    query = select(RevisionRow).where(RevisionRow.status == RevisionStatus.APPROVED.value, RevisionRow.effective_from <= today)
    if document_id is not None:
        query = query.where(RevisionRow.document_id == document_id)
    else:
        several = select(RevisionRow.document_id).where(RevisionRow.status == RevisionStatus.APPROVED.value)
        query = query.where(RevisionRow.document_id.in_(several.group_by(RevisionRow.document_id).having(func.count() > 1)))
    latest: dict[str, RevisionRow] = {}
    found: list[tuple[RevisionRow, str]] = []
    for row in session.scalars(query.order_by(RevisionRow.effective_from, RevisionRow.number)):
        older = latest.get(row.document_id)
        latest[row.document_id] = row
        if older is not None:
            found.append((older, row.id))
    return found


def _close(session: Session, now: dt.datetime, actor: Actor, revision_id: str, reason: str, to: RevisionStatus, tag: Tag) -> Revision:
    row, document = _rows(session, revision_id)
    _require_owner(actor, document)
    if not 3 <= len(reason.strip()) <= 500:
        raise BadInput("revision.reason", "A reason of 3 to 500 characters is needed.", "Say why in one sentence.")
    _require_move(row, to)
    row.status = to.value
    row.closed_by, row.closed_at, row.close_reason = actor.user_id, now, reason.strip()
    store.raise_generation(session)
    append(session, now, actor, tag, row.id, {"document_id": document.id})
    session.flush()
    return store.revision_of(row)


def _rows(session: Session, revision_id: str) -> tuple[RevisionRow, DocumentRow]:
    row = session.get(RevisionRow, revision_id)
    document = session.get(DocumentRow, row.document_id) if row else None
    if row is None or document is None:
        raise NotFound("revision.unknown", "There is no such revision.", "List the document's revisions for their ids.")
    return row, document


def _require_owner(actor: Actor, document: DocumentRow) -> None:
    if Role.ADMIN in actor.roles or actor.user_id in {document.owner_id, document.backup_owner_id}:
        return
    raise Refused("approval.not_owner", "Only the document's owner, its backup or an administrator may do this.", "Ask the owner.")


def _require_move(row: RevisionRow, to: RevisionStatus) -> None:
    if to not in MOVES[RevisionStatus(row.status)]:
        code = "revision.not_pending" if to in MOVES[RevisionStatus.PENDING] else "revision.not_approved"
        raise Conflict(
            code,
            f"The revision is {row.status}; it cannot become {to.value}.",
            "Upload the file again as a new revision.",
            revision_id=row.id,
        )
