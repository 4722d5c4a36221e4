"""Presence: who has an item open now, so that two people do not read the same one unawares. It decides nothing and is not kept."""

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from policies.words.people import Actor
from review_queue.tables import PresenceRow

BEAT_SECONDS = 20
"""How often an open page says so."""
GONE_SECONDS = 60
"""After so long without a word a page counts as closed: three beats may be missed twice."""


def others(session: Session, now: dt.datetime, actor: Actor, item_id: str) -> list[str]:
    """The users who have the item open besides the actor, in the order of their ids."""
    since = now - dt.timedelta(seconds=GONE_SECONDS)
    query = select(PresenceRow.user_id).where(PresenceRow.item_id == item_id, PresenceRow.seen_at > since)
    return list(session.scalars(query.where(PresenceRow.user_id != actor.user_id).order_by(PresenceRow.user_id)))


def is_fresh(session: Session, now: dt.datetime, actor: Actor, item_id: str) -> bool:
    """Whether the actor said so less than half a beat ago: then nothing is written."""
    row = session.get(PresenceRow, (item_id, actor.user_id))
    return row is not None and now - row.seen_at < dt.timedelta(seconds=BEAT_SECONDS / 2)


def note(session: Session, now: dt.datetime, actor: Actor, item_id: str) -> None:
    """The actor has the item open. Rows of pages that were closed are thrown away."""
    session.execute(delete(PresenceRow).where(PresenceRow.seen_at <= now - dt.timedelta(seconds=GONE_SECONDS)))
    row = session.get(PresenceRow, (item_id, actor.user_id))
    if row is None:
        session.add(PresenceRow(item_id=item_id, user_id=actor.user_id, seen_at=now))
    else:
        row.seen_at = now
    session.flush()
