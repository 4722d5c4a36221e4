"""Claims: a reviewer's lease on an item, visible to the others, ended by time, release or decision."""

import datetime as dt

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from policies.errors import Conflict, Refused
from policies.ledger import Tag, append
from policies.policy import Policy
from policies.words.items import Item, ItemStatus
from policies.words.people import Actor
from review_queue import store
from review_queue.items import require_move
from review_queue.tables import ItemRow


def claim(session: Session, now: dt.datetime, actor: Actor, item_id: str, policy: Policy) -> Item:
    """Take an item, or extend one's own claim. Raises: NotFound item.unknown; Conflict item.claimed (names the holder), item.closed."""
    row = store.get_row(session, item_id)
    if row.status == ItemStatus.CLAIMED.value and _is_held(row, now) and row.claimed_by != actor.user_id:
        raise Conflict("item.claimed", f"{row.claimed_by} is working on this item.", "Take another item, or wait.", item_id=item_id)
    if row.status != ItemStatus.CLAIMED.value:
        require_move(row, ItemStatus.CLAIMED)
    row.status = ItemStatus.CLAIMED.value
    row.claimed_by, row.changed_at = actor.user_id, now
    row.claim_expires_at = now + dt.timedelta(minutes=policy.review.claim_minutes)
    append(session, now, actor, Tag.ITEM_CLAIMED, item_id, {})
    session.flush()
    return store.get_item(session, item_id)


def claim_next(session: Session, now: dt.datetime, actor: Actor, policy: Policy) -> Item | None:
    """Take the first item of the queue that nobody holds and that the actor did not ask; None when there is none."""
    lapsed = and_(ItemRow.status == ItemStatus.CLAIMED.value, ItemRow.claim_expires_at <= now)
    waiting = ItemRow.status.in_([ItemStatus.QUEUED.value, ItemStatus.RECALLED.value])
    query = (
        select(ItemRow.id)
        .where(or_(waiting, lapsed), ItemRow.asked_by != actor.user_id)
        .order_by(ItemRow.rank, ItemRow.submitted_at, ItemRow.id)
        .limit(1)
    )
    item_id = session.scalar(query)
    return claim(session, now, actor, item_id, policy) if item_id else None


def release(session: Session, now: dt.datetime, actor: Actor, item_id: str) -> Item:
    """Give an item back to the queue. Raises: NotFound item.unknown; Refused claim.not_yours; Conflict item.closed."""
    row = store.get_row(session, item_id)
    if row.status != ItemStatus.CLAIMED.value:
        raise Conflict("item.closed", f"The item is {row.status}, not claimed.", "Reload the item.", item_id=item_id)
    if row.claimed_by != actor.user_id:
        raise Refused("claim.not_yours", "Somebody else holds this item.", "Only the holder can release it; a claim ends by itself.")
    row.status = ItemStatus.QUEUED.value if row.rank != 1 else ItemStatus.RECALLED.value
    row.claimed_by = row.claim_expires_at = None
    row.changed_at = now
    append(session, now, actor, Tag.ITEM_RELEASED, item_id, {})
    session.flush()
    return store.get_item(session, item_id)


def require_claim(row: ItemRow, now: dt.datetime, actor: Actor) -> None:
    """Raises: Conflict item.claimed / item.not_claimed / item.closed unless the actor holds the item now."""
    if row.status != ItemStatus.CLAIMED.value:
        if row.status in {ItemStatus.QUEUED.value, ItemStatus.RECALLED.value}:
            raise Conflict("item.not_claimed", "Nobody has claimed this item.", "Claim it first.", item_id=row.id)
        raise Conflict("item.closed", f"The item is {row.status} already.", "Reload the item.", item_id=row.id)
    if not _is_held(row, now):
        raise Conflict("item.not_claimed", "Your claim has ended.", "Claim the item again.", item_id=row.id)
    if row.claimed_by != actor.user_id:
        raise Conflict("item.claimed", f"{row.claimed_by} is working on this item.", "Take another item, or wait.", item_id=row.id)


def _is_held(row: ItemRow, now: dt.datetime) -> bool:
    return row.claimed_by is not None and row.claim_expires_at is not None and row.claim_expires_at > now
