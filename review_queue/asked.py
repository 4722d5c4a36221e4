"""What one person has asked, newest first."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from policies.words.items import Item, ItemStatus
from review_queue import store
from review_queue.tables import ItemRow


@dataclass(frozen=True, slots=True)
class Asked:
    """One page of somebody's questions. `before` is the id to continue from, None at the end."""

    items: list[Item]
    before: str | None


def asked_by(session: Session, user_id: str, statuses: Collection[ItemStatus] = (), before: str | None = None, limit: int = 30) -> Asked:
    """Somebody's items with any of these statuses (none given: all), newest first, older than the item `before` of theirs."""
    query = select(ItemRow).where(ItemRow.asked_by == user_id)
    if statuses:
        query = query.where(ItemRow.status.in_([status.value for status in statuses]))
    last = session.get(ItemRow, before) if before else None
    if last is not None and last.asked_by == user_id:
        query = query.where(tuple_(ItemRow.submitted_at, ItemRow.id) < tuple_(last.submitted_at, last.id))
    rows = list(session.scalars(query.order_by(ItemRow.submitted_at.desc(), ItemRow.id.desc()).limit(limit + 1)))
    decided = store.latest_decisions(session, [row.id for row in rows])
    items = [store.item_of(row, decided.get(row.id)) for row in rows[:limit]]
    return Asked(items, items[-1].id if len(rows) > limit else None)


def counts_by_status(session: Session, user_id: str) -> dict[str, int]:
    """How many of somebody's items stand where."""
    query = select(ItemRow.status, func.count()).where(ItemRow.asked_by == user_id).group_by(ItemRow.status)
    return {str(status): n for status, n in session.execute(query)}
