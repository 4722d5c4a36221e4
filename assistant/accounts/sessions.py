"""Sessions of browsers: opened at sign-in with a new id, ended at sign-out, by idleness or by age. Source: ASVS 5 V7."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from assistant.accounts.tables import BrowserSessionRow, UserRow
from policies import ledger
from policies.errors import NotSignedIn
from policies.policy import SignInRules
from policies.words.people import Actor, Role

TOUCH_AFTER = dt.timedelta(minutes=1)
"""How stale `seen_at` may be; far below the shortest idle limit of the policy (5 minutes)."""

KEEP_ENDED = dt.timedelta(days=7)
"""Ended and outlived sessions are deleted after this time, longer than any session may last (168 hours)."""


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A new session: `id` goes into the cookie and nowhere else."""

    id: str
    csrf_secret: str


@dataclass(frozen=True, slots=True)
class SessionHolder:
    """Whom a good session stands for. `is_stale` asks the door to call `touch_session`."""

    actor: Actor
    username: str
    csrf_secret: str
    is_stale: bool
    is_single_sign_on: bool = False


def open_session(
    session: Session, now: dt.datetime, user_id: str, previous_id: str | None = None, *, is_single_sign_on: bool = False
) -> OpenedSession:
    """Open a session with a new id and end the one the browser came with, if any."""
    session.execute(delete(BrowserSessionRow).where(BrowserSessionRow.created_at < now - 2 * KEEP_ENDED))
    user = session.get_one(UserRow, user_id)
    by = Actor(user.id, frozenset(Role(role) for role in user.roles))
    if previous_id is not None:
        end_session(session, now, by, previous_id)
    opened = OpenedSession(secrets.token_urlsafe(32), secrets.token_hex(32))
    session.add(
        BrowserSessionRow(
            id_hash=_digest(opened.id),
            user_id=user_id,
            csrf_secret=opened.csrf_secret,
            created_at=now,
            seen_at=now,
            ended_at=None,
            is_single_sign_on=is_single_sign_on,
        )
    )
    user.last_sign_in_at = now
    session.flush()
    ledger.append(session, now, by, ledger.Tag.SESSION_OPENED, user_id, {"via": "single_sign_on"} if is_single_sign_on else None)
    return opened


def actor_for_session(session: Session, now: dt.datetime, session_id: str, rules: SignInRules) -> SessionHolder:
    """Whom a session stands for.

    Raises: NotSignedIn session.ended for one that is unknown, ended, idle too long, too old, or of a disabled user.
    """
    found = session.execute(
        select(BrowserSessionRow, UserRow)
        .join(UserRow, UserRow.id == BrowserSessionRow.user_id)
        .where(BrowserSessionRow.id_hash == _digest(session_id))
    ).first()
    if found is None or found[1].is_disabled or not _holds(found[0], now, rules):
        raise NotSignedIn("session.ended", "You are not signed in, or your session has ended.", "Sign in again.")
    row, user = found[0], found[1]
    actor = Actor(user.id, frozenset(Role(role) for role in user.roles), frozenset(user.languages))
    return SessionHolder(actor, user.username, row.csrf_secret, now - row.seen_at > TOUCH_AFTER, row.is_single_sign_on)


def touch_session(session: Session, now: dt.datetime, session_id: str) -> None:
    """Note that a session that still holds was used."""
    session.execute(
        update(BrowserSessionRow)
        .where(BrowserSessionRow.id_hash == _digest(session_id), BrowserSessionRow.ended_at.is_(None))
        .values(seen_at=now)
    )


def end_session(session: Session, now: dt.datetime, by: Actor, session_id: str) -> None:
    """End one session at once, on the server; an unknown or ended one changes nothing."""
    _end(session, now, by, BrowserSessionRow.id_hash == _digest(session_id))


def end_all_sessions(session: Session, now: dt.datetime, by: Actor, user_id: str) -> None:
    """End every session of a user at once."""
    _end(session, now, by, BrowserSessionRow.user_id == user_id)


def _end(session: Session, now: dt.datetime, by: Actor, which: ColumnElement[bool]) -> None:
    """End the open sessions among these, and write one event for their user."""
    rows = session.scalars(select(BrowserSessionRow).where(which, BrowserSessionRow.ended_at.is_(None))).all()
    for row in rows:
        row.ended_at = now
    session.flush()
    if rows:
        ledger.append(session, now, by, ledger.Tag.SESSION_ENDED, rows[0].user_id, {"n_sessions": len(rows)})


def _holds(row: BrowserSessionRow, now: dt.datetime, rules: SignInRules) -> bool:
    """A clock that was put back (negative ages) ends the session too: it never lives longer than the policy says."""
    idle, age = now - row.seen_at, now - row.created_at
    slack = dt.timedelta(minutes=-5)
    return (
        row.ended_at is None
        and slack <= idle <= dt.timedelta(minutes=rules.session_idle_minutes)
        and slack <= age <= dt.timedelta(hours=rules.session_hours)
    )


def _digest(session_id: str) -> str:
    return hashlib.sha256(session_id.encode("utf-8", "surrogatepass")).hexdigest()
