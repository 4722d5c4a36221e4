"""What people say about pages: kept after the redactor, for the administrators."""

import datetime as dt
import re
import secrets
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.tables import FeedbackRow
from policies.errors import NotFound, TooMany
from policies.ledger import Tag, append
from policies.words.people import Actor
from policies.words.questions import RedactedText

MOST_TYPED = 2000
"""Longest text, code points."""

PER_HOUR = 10
"""How often one person may send feedback within an hour."""

PLACE = re.compile(r"[a-z][a-z_-]{0,30}")


@dataclass(frozen=True, slots=True)
class Feedback:
    """One thing somebody said. `page` is a place without ids."""

    id: str
    given_by: str
    given_at: dt.datetime
    page: str
    text: str
    closed_at: dt.datetime | None


def give(session: Session, now: dt.datetime, actor: Actor, page: str, text: RedactedText) -> str:
    """Keep what somebody said; gives its id. Raises: TooMany feedback.too_many."""
    since = now - dt.timedelta(hours=1)
    n = session.scalar(select(func.count()).where(FeedbackRow.given_by == actor.user_id, FeedbackRow.given_at > since)) or 0
    if n >= PER_HOUR:
        raise TooMany("feedback.too_many", f"You sent {PER_HOUR} notes within an hour.", "Send more later.", retry_after_seconds=3600)
    id_ = f"feedback_{secrets.token_hex(8)}"
    session.add(FeedbackRow(id=id_, given_by=actor.user_id, given_at=now, page=page, text=text))
    session.flush()
    append(session, now, actor, Tag.FEEDBACK_GIVEN, id_)
    return id_


def close(session: Session, now: dt.datetime, actor: Actor, feedback_id: str) -> None:
    """Mark as dealt with; twice changes nothing. Raises: NotFound feedback.unknown."""
    row = session.get(FeedbackRow, feedback_id)
    if row is None:
        raise NotFound("feedback.unknown", "There is no such feedback.", "Look at the list.")
    if row.closed_at is None:
        row.closed_by, row.closed_at = actor.user_id, now
        session.flush()
        append(session, now, actor, Tag.FEEDBACK_CLOSED, feedback_id)


def listed(session: Session, n_most: int = 100) -> tuple[Feedback, ...]:
    """What was said, open things first, newest first."""
    query = select(FeedbackRow).order_by(FeedbackRow.closed_at.is_not(None), FeedbackRow.given_at.desc()).limit(n_most)
    return tuple(Feedback(row.id, row.given_by, row.given_at, row.page, row.text, row.closed_at) for row in session.scalars(query))


def place_of(path: str) -> str:
    """A path without ids and words from outside: /items/item_9f3a becomes /items/…"""
    parts = [part if PLACE.fullmatch(part) else "…" for part in path.partition("?")[0].split("/")[1:5]]
    return "/" + "/".join(parts)
