"""Claims: a reviewer's lease on an item, visible to the others, ended by time, release, take-over or decision."""

import datetime as dt

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from policies.errors import Conflict, Refused
from policies.ledger import Tag, append, stamp
from policies.policy import Policy
from policies.words.items import DecisionKind, Item, ItemStatus
from policies.words.people import Actor
from review_queue import store
from review_queue.binding import rules_hash
from review_queue.cursors import ORDER
from review_queue.items import free, require_move
from review_queue.rights import needed_language
from review_queue.tables import ItemRow

_PAST = {
    DecisionKind.APPROVE: "approved",
    DecisionKind.APPROVE_WITH_EDITS: "approved with edits",
    DecisionKind.REJECT: "rejected",
    DecisionKind.ESCALATE: "escalated",
    DecisionKind.RETURN: "returned",
}


def claim(session: Session, now: dt.datetime, actor: Actor, item_id: str, policy: Policy, *, take_over: bool = False) -> Item:
    """Take an item, extend one's own claim, or take over what somebody has held for the policy's `takeover_minutes`.

    Raises: NotFound item.unknown; Conflict item.claimed (names the holder and until when), item.closed (says who decided what when).
    """
    row = store.get_row(session, item_id)
    held_by = row.claimed_by if row.status == ItemStatus.CLAIMED.value and _is_held(row, now) else None
    if held_by is not None and held_by != actor.user_id:
        require_may_take_over(row, now, policy, take_over=take_over)
        append(session, now, actor, Tag.ITEM_TAKEN_OVER, item_id, {"from": held_by})
    elif row.status != ItemStatus.CLAIMED.value:
        require_open(session, row)
        require_move(row, ItemStatus.CLAIMED)
    if held_by != actor.user_id or row.claimed_at is None:
        row.claimed_at = now
    row.status = ItemStatus.CLAIMED.value
    row.claimed_by, row.changed_at = actor.user_id, now
    until = now + dt.timedelta(minutes=policy.review.claim_minutes)
    row.claim_expires_at = until
    row.opened_policy = rules_hash(policy)
    append(session, now, actor, Tag.ITEM_CLAIMED, item_id, {"until": stamp(until), "extends": held_by == actor.user_id})
    session.flush()
    return store.get_item(session, item_id)


def require_may_take_over(row: ItemRow, now: dt.datetime, policy: Policy, *, take_over: bool) -> None:
    """Raises: Conflict item.claimed unless the reviewer asks for a take-over and the holder had the policy's time."""
    since = row.claimed_at or now
    may_from = since + dt.timedelta(minutes=policy.review.takeover_minutes)
    if take_over and now >= may_from:
        return
    until = row.claim_expires_at or now
    raise Conflict(
        "item.claimed",
        f"{row.claimed_by} is working on this item until {_minute(until)}.",
        f"Take another item, wait, or take it over from {_minute(may_from)} on.",
        item_id=row.id,
        by=row.claimed_by,
        expires_at=stamp(until),
    )


def claim_next(session: Session, now: dt.datetime, actor: Actor, policy: Policy, user_name: str = "") -> Item | None:
    """Take the first item of the queue that nobody holds and that the actor may decide on; None when there is none.

    Left out: what the actor asked, words that the actor proposed, languages the actor lacks, topics of departments the actor is not in.
    """
    lapsed = and_(ItemRow.status == ItemStatus.CLAIMED.value, ItemRow.claim_expires_at <= now)
    query = select(ItemRow.id).where(
        ItemRow.is_closed.is_(False),
        or_(ItemRow.status != ItemStatus.CLAIMED.value, lapsed),
        func.coalesce(ItemRow.told_asker, ItemRow.asked_by) != actor.user_id,
        or_(ItemRow.proposed_by.is_(None), ItemRow.proposed_by != actor.user_id),
    )
    closed_topics = [topic for topic, members in policy.review.departments.items() if user_name not in members]
    if closed_topics:
        query = query.where(or_(ItemRow.topic.is_(None), ItemRow.topic.not_in(closed_topics)))
    foreign = [language for language in policy.replies if needed_language(language, policy) not in {None, *actor.languages}]
    if foreign:
        query = query.where(ItemRow.language.not_in(foreign))
    item_id = session.scalar(query.order_by(*ORDER).limit(1))
    return claim(session, now, actor, item_id, policy) if item_id else None


def release(session: Session, now: dt.datetime, actor: Actor, item_id: str) -> Item:
    """Give an item back to the queue. Raises: NotFound item.unknown; Refused claim.not_yours; Conflict item.closed."""
    row = store.get_row(session, item_id)
    if row.status != ItemStatus.CLAIMED.value:
        raise Conflict("item.closed", f"The item is {row.status}, not claimed.", "Reload the item.", item_id=item_id)
    if row.claimed_by != actor.user_id:
        raise Refused("claim.not_yours", "Somebody else holds this item.", "Only the holder can release it; a claim ends by itself.")
    put_back(row, now)
    append(session, now, actor, Tag.ITEM_RELEASED, item_id, {})
    session.flush()
    return store.get_item(session, item_id)


def put_back(row: ItemRow, now: dt.datetime) -> None:
    """A held item waits again where it waited before."""
    row.status = ItemStatus.RECALLED.value if row.is_recalled else ItemStatus.QUEUED.value
    row.changed_at = now
    free(row)


def require_claim(session: Session, row: ItemRow, now: dt.datetime, actor: Actor) -> None:
    """Raises: Conflict item.claimed / item.not_claimed / item.closed unless the actor holds the item now."""
    if row.status != ItemStatus.CLAIMED.value:
        require_open(session, row)
        if row.proposed_by is not None:
            detail = f"{row.proposed_by} has approved words for this item; a second person countersigns them."
            raise Conflict("item.not_claimed", detail, "Claim it, read it and decide.", item_id=row.id, by=row.proposed_by)
        raise Conflict("item.not_claimed", "Nobody has claimed this item.", "Claim it first.", item_id=row.id)
    if not _is_held(row, now):
        raise Conflict("item.not_claimed", "Your claim has ended.", "Claim the item again.", item_id=row.id)
    if row.claimed_by != actor.user_id:
        raise Conflict(
            "item.claimed", f"{row.claimed_by} is working on this item.", "Take another item, or wait.", item_id=row.id, by=row.claimed_by
        )


def require_open(session: Session, row: ItemRow) -> None:
    """Raises: Conflict item.closed, saying who decided what and when."""
    if not row.is_closed:
        return
    decision = store.latest_decisions(session, [row.id]).get(row.id)
    if decision is None:
        raise Conflict("item.closed", f"The item is {row.status} already.", "Reload the item.", item_id=row.id)
    raise Conflict(
        "item.closed",
        f"{decision.by} {_PAST[DecisionKind(decision.kind)]} this item at {_minute(decision.at)}.",
        "Reload the item; nothing of yours was kept.",
        item_id=row.id,
        by=decision.by,
        decision=decision.kind,
        at=stamp(decision.at),
    )


def _minute(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")


def _is_held(row: ItemRow, now: dt.datetime) -> bool:
    return row.claimed_by is not None and row.claim_expires_at is not None and row.claim_expires_at > now
