"""Disputes: two passages in force that disagree about what a family asked. The owner of each document is told, once for each pair."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from policies.words.items import Disputed
from review_queue.binding import digest
from review_queue.tables import TaskRow
from review_queue.tasks import TaskKind, open_task


@dataclass(frozen=True, slots=True)
class Dispute:
    """An open task about two documents; the first of each pair is the one whose owner it tells."""

    task_id: str
    documents: tuple[str, str]
    revisions: tuple[str, ...]


def tell_owners(session: Session, now: dt.datetime, item_id: str, disputed: Sequence[Disputed]) -> list[str]:
    """Open a task for each of the two documents, unless that pair is open already; gives the ids of tasks that this opened."""
    if len(disputed) != 2:
        return []
    pair, opened = digest(sorted(one.passage_id for one in disputed)), list[str]()
    for one, other in (disputed, disputed[::-1]):
        detail = {
            "item_id": item_id,
            "document_id": one.document_id,
            "other_document_id": other.document_id,
            "revisions": [one.revision, other.revision],
            "passages": [one.passage_id, other.passage_id],
        }
        task = open_task(session, now, TaskKind.CONFLICT, f"{pair}:{one.document_id}", detail, one.document_id)
        opened += [task] if task else []
    return opened


def open_disputes(session: Session) -> list[Dispute]:
    """The disputes that nobody settled yet, oldest first."""
    query = select(TaskRow).where(TaskRow.kind == TaskKind.CONFLICT.value, TaskRow.closed_at.is_(None))
    told = [(row.id, json.loads(row.detail)) for row in session.scalars(query.order_by(TaskRow.opened_at, TaskRow.id))]
    return [Dispute(id_, (it["document_id"], it["other_document_id"]), tuple(it["revisions"])) for id_, it in told]
