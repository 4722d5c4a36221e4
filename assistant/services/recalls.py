"""Calling back what leaned on words that hold no more: when a revision is revoked, replaced or runs out, at the very moment."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.compose import House
from ingest import approval, scope, store
from ingest.recall import NewWords, new_words
from ingest.tables import RevisionRow
from policies.permissions import Permission, require
from policies.words.documents import RevisionStatus
from policies.words.items import Item, ItemStatus
from policies.words.people import SYSTEM, Actor
from review_queue import disputes, items
from review_queue import store as queue
from review_queue.tables import ItemCitationRow, ItemRow
from review_queue.tasks import close_task

OPEN_TO_RECALL = tuple(status.value for status, moves in items.MOVES.items() if ItemStatus.RECALLED in moves)


@dataclass(frozen=True, slots=True)
class Settled:
    """What a moment changed by itself: revisions that a later one replaced, and the items called back."""

    superseded: tuple[str, ...] = ()
    recalled: tuple[str, ...] = ()


def settle(house: House) -> Settled:
    """Make true what the calendar says: successors take effect, what ran out is out, and what leaned on either is called back.

    Runs at start, on the server's timer and with every question that finds something new; costs one row read when nothing changed and the
    day is the same.
    """
    today = house.clock.today()
    with house.database.read() as session:
        if house.settled_at == (store.generation(session), today):
            return Settled()
        is_due = bool(approval.due(session, today)) or bool(_out_of_force(session, today)) or bool(_settled_disputes(session, today))
        before = store.generation(session)
    if not is_due:
        house.settled_at = (before, today)
        return Settled()
    now = house.clock.now()
    with house.database.write() as session:
        superseded = approval.supersede_due(session, now, today)
        recalled = call_back(session, now, today, SYSTEM)
        after = store.generation(session)
    house.settled_at = (after, today)
    return Settled(tuple(revision.id for revision in superseded), tuple(recalled))


def settle_if_changed(house: House) -> None:
    """Settle unless nothing was published since and the day is the same, as far as the index of this process has just seen."""
    if house.settled_at is None or house.settled_at != (house.index.generation, house.clock.today()):
        settle(house)


def call_back(session: Session, now: dt.datetime, today: dt.date, actor: Actor, document_id: str | None = None) -> list[str]:
    """Call back every open or approved item whose cited words hold no more on the day, of one document or of all; gives their ids."""
    current = scope.in_force(scope.published(session), today)
    recalled: list[str] = []
    for row in _out_of_force(session, today, document_id):
        holds = scope.still_said(session, row.id, current) if row.status == RevisionStatus.SUPERSEDED.value else None
        reason = "expired" if row.status == RevisionStatus.APPROVED.value else row.status
        recalled += items.recall(session, now, actor, row.id, reason, holds)
    for task_id in _settled_disputes(session, today):
        close_task(session, now, actor, task_id)
    return sorted(set(recalled))


def _settled_disputes(session: Session, today: dt.date) -> list[str]:
    """The open tasks about two documents that disagree, of which one revision was replaced, taken back or ran out."""
    told = disputes.open_disputes(session)
    current = scope.in_force(scope.published(session, {id_ for one in told for id_ in one.documents}), today) if told else {}
    return [one.task_id for one in told if set(one.revisions) - current.keys()]


def _out_of_force(session: Session, today: dt.date, document_id: str | None = None) -> list[RevisionRow]:
    """Revisions that an open or approved item cites and that are not in force on the day."""
    cited = (
        select(ItemCitationRow.revision_id).join(ItemRow, ItemRow.id == ItemCitationRow.item_id).where(ItemRow.status.in_(OPEN_TO_RECALL))
    )
    query = select(RevisionRow).where(RevisionRow.id.in_(cited)).order_by(RevisionRow.id)
    if document_id is not None:
        query = query.where(RevisionRow.document_id == document_id)
    rows = list(session.scalars(query))
    current = scope.in_force(scope.published(session, {row.document_id for row in rows}), today)
    return [row for row in rows if row.id not in current]


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """Cited words of an item beside what stands there now. `now` is None when nothing like them is in force any more."""

    item_id: str
    document_id: str
    revision_id: str
    title: str
    why: str
    page: int | None
    section: str
    old: str
    now: NewWords | None


def changed_words(house: House, actor: Actor, item_id: str) -> list[ChangedWords]:
    """Of one item: every citation that holds no more, old and new words side by side. Raises: NotFound item.unknown."""
    require(actor, Permission.ITEM_READ)
    with house.database.read() as session:
        return changes_of(session, queue.get_item(session, item_id), scope.in_force(scope.published(session), house.clock.today()))


def changes_of(session: Session, item: Item, current: Collection[str]) -> list[ChangedWords]:
    """The same inside a transaction; `current` are the revisions in force."""
    found: list[ChangedWords] = []
    for sentence in item.draft.sentences if item.draft else ():
        for cited in sentence.citations:
            row = session.get(RevisionRow, cited.revision)
            if cited.revision in current or row is None or scope.still_said(session, row.id, current)(cited.passage_id, cited.quote):
                continue
            successor = scope.successor_of(session, row.id, current)
            old = next((p for p, _hash in store.load_passages(session, [row.id]) if p.id == cited.passage_id), None)
            after = [p for p, _hash in store.load_passages(session, [successor.id])] if successor else []
            now = new_words(old, after) if old else None
            why = "expired" if row.status == RevisionStatus.APPROVED.value else row.status
            found.append(ChangedWords(item.id, row.document_id, row.id, cited.title, why, cited.page, cited.section, cited.quote, now))
    return found


@dataclass(frozen=True, slots=True)
class Citing:
    """An item that quotes a revision."""

    item_id: str
    status: str
    outcome: str
    n_quotes: int


def citing(house: House, actor: Actor, document_id: str, revision_id: str | None = None) -> list[Citing]:
    """Who cites a document (or one revision of it): items with their status, newest first; never their texts."""
    require(actor, Permission.DOCUMENT_READ)
    revisions = select(RevisionRow.id).where(RevisionRow.document_id == document_id)
    if revision_id is not None:
        revisions = revisions.where(RevisionRow.id == revision_id)
    query = (
        select(ItemRow.id, ItemRow.status, ItemRow.outcome)
        .join(ItemCitationRow, ItemCitationRow.item_id == ItemRow.id)
        .where(ItemCitationRow.revision_id.in_(revisions))
        .order_by(ItemRow.submitted_at.desc(), ItemRow.id)
    )
    counted: dict[tuple[str, str, str], int] = {}
    with house.database.read() as session:
        for id_, status, outcome in session.execute(query):
            counted[(id_, status, outcome)] = counted.get((id_, status, outcome), 0) + 1
    return [Citing(*key, n) for key, n in counted.items()]
