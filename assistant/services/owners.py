"""Owners of documents: reassigning them, what happens when one leaves, and the digest of what expires."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.accounts import users
from assistant.compose import House
from ingest import scope
from ingest.store import Document, document_of
from ingest.tables import DocumentRow
from policies.errors import BadInput, NotFound, Refused
from policies.ledger import Tag, append
from policies.permissions import Permission, may, require
from policies.words.people import SYSTEM, Actor


@dataclass(frozen=True, slots=True)
class Expiring:
    """A revision whose time runs out or ran out without a successor. `within` is the digest's step, e.g. 30, 7 or 0 days; -1 is over."""

    document_id: str
    revision_id: str
    title: str
    kind: str
    owner: str
    backup_owner: str | None
    is_ownerless: bool
    expires_on: dt.date
    days_left: int
    within: int


def reassign(house: House, actor: Actor, document_id: str, owner: str, backup_owner: str | None = None) -> Document:
    """Give a document another owner and backup (None: none), by the owner, the backup or an administrator.

    Raises: NotFound document.unknown; Refused approval.not_owner; BadInput document.owner.
    """
    require(actor, Permission.DOCUMENT_APPROVE)
    with house.database.write() as session:
        row = session.get(DocumentRow, document_id)
        if row is None:
            raise NotFound("document.unknown", "There is no such document.", "List the documents for their ids.")
        if not may(actor, Permission.DOCUMENT_MAINTAIN) and actor.user_id not in {row.owner_id, row.backup_owner_id}:
            raise Refused("approval.not_owner", "Only the document's owner, its backup or an administrator may do this.", "Ask the owner.")
        to, behind = _may_own(session, owner), _may_own(session, backup_owner) if backup_owner else None
        if to == behind:
            raise BadInput("document.owner", "The owner and the backup are one person.", "Name two people, or leave the backup out.")
        _hand_over(session, house.clock.now(), actor, row, to, behind)
        return document_of(row)


def hand_over_from_leavers(house: House) -> tuple[str, ...]:
    """Documents of closed accounts go to their backup; gives the ids of those that changed hands. Runs on the server's timer."""
    with house.database.read() as session:
        if not _of_leavers(session):
            return ()
    with house.database.write() as session:
        rows = _of_leavers(session)
        for row, backup in rows:
            _hand_over(session, house.clock.now(), SYSTEM, row, backup, None)
        return tuple(row.id for row, _backup in rows)


def _of_leavers(session: Session) -> list[tuple[DocumentRow, str]]:
    """Documents whose owner left and whose backup is there."""
    here = {user.id for user in users.list_users(session) if not user.is_disabled}
    rows = session.scalars(select(DocumentRow).where(DocumentRow.backup_owner_id.is_not(None)).order_by(DocumentRow.id))
    return [(row, row.backup_owner_id) for row in rows if row.owner_id not in here and row.backup_owner_id in here]


def _may_own(session: Session, name: str) -> str:
    user = users.find_user(session, name) or next((user for user in users.list_users(session) if user.id == name), None)
    if user is None or user.is_disabled or not may(user.actor, Permission.DOCUMENT_APPROVE):
        raise BadInput(
            "document.owner",
            "This is no open account that may approve documents.",
            "Name an owner or an administrator; `countersign users list`.",
        )
    return user.id


def _hand_over(session: Session, now: dt.datetime, actor: Actor, row: DocumentRow, owner: str, backup: str | None) -> None:
    payload = {"from": row.owner_id, "to": owner, "backup": backup}
    row.owner_id, row.backup_owner_id = owner, backup
    append(session, now, actor, Tag.DOCUMENT_REASSIGNED, row.id, payload)


def digest(house: House, actor: Actor, *, is_mine: bool = False) -> list[Expiring]:
    """What expires within the policy's days, soonest first, and what ran out without a successor; of the actor alone if `is_mine`."""
    require(actor, Permission.DOCUMENT_READ)
    today, steps = house.clock.today(), sorted(house.policy.documents.digest_days)
    with house.database.read() as session:
        revisions = scope.published(session)
        current = [*scope.in_force(revisions, today).values(), *scope.expired(revisions, today).values()]
        owners = {row.id: row for row in session.scalars(select(DocumentRow))}
        accounts = {user.id: user for user in users.list_users(session)}
    found: list[Expiring] = []
    for revision in current:
        document, left = owners[revision.document_id], (revision.expires_on - today).days
        within = -1 if left < 0 else next((step for step in steps if left <= step), None)
        if within is None or (is_mine and actor.user_id not in {document.owner_id, document.backup_owner_id}):
            continue
        owner, backup = accounts.get(document.owner_id), accounts.get(document.backup_owner_id or "")
        found.append(
            Expiring(
                revision.document_id,
                revision.revision_id,
                revision.title,
                revision.kind,
                owner.username if owner else document.owner_id,
                backup.username if backup else None,
                owner is None or owner.is_disabled,
                revision.expires_on,
                left,
                within,
            )
        )
    return sorted(found, key=lambda one: (one.expires_on, one.title, one.revision_id))
