"""Tokens: how programs and scripts act as a user. The token is shown once; only its SHA-256 is at rest."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.accounts.tables import TokenRow, UserRow
from policies import ledger
from policies.errors import BadInput, Conflict, NotFound, NotSignedIn
from policies.words.people import Actor, Role

PREFIX = "cs_"
TOUCH_AFTER = dt.timedelta(hours=1)
"""How stale `last_used_at` may be: a write for every request would make readers wait for their turn."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token as its owner may see it: never the token itself."""

    id: str
    user_id: str
    label: str
    created_at: dt.datetime
    last_used_at: dt.datetime | None
    revoked_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class TokenHolder:
    """Whom a good token stands for. `is_stale` asks the door to call `touch_token`."""

    actor: Actor
    username: str
    token_id: str
    is_stale: bool


def issue_token(session: Session, now: dt.datetime, by: Actor, user_id: str, label: str) -> str:
    """Make a token for a user and give it, this once.

    Raises: NotFound user.unknown; Conflict user.disabled; BadInput token.label.
    """
    name = label.strip()
    if not 1 <= len(name) <= 80:
        raise BadInput("token.label", "The label must have 1 to 80 characters.", "Say in a few words what the token is for.")
    user = session.get(UserRow, user_id)
    if user is None:
        raise NotFound("user.unknown", "There is no such user.", "Look at the list of users.", user=user_id)
    if user.is_disabled:
        raise Conflict("user.disabled", "This user is disabled.", "Choose another user.", user=user_id)
    token = PREFIX + secrets.token_urlsafe(32)
    row = TokenRow(id=f"t_{secrets.token_hex(8)}", user_id=user_id, token_hash=_digest(token), label=name, created_at=now)
    session.add(row)
    session.flush()
    ledger.append(session, now, by, ledger.Tag.TOKEN_ISSUED, row.id, {"user": user_id})
    return token


def actor_for_token(session: Session, now: dt.datetime, token: str) -> TokenHolder:
    """Whom a token stands for. Raises: NotSignedIn token.refused for one that is unknown, revoked or of a disabled user."""
    found = session.execute(
        select(TokenRow, UserRow).join(UserRow, UserRow.id == TokenRow.user_id).where(TokenRow.token_hash == _digest(token))
    ).first()
    if not token.startswith(PREFIX) or found is None or found[0].revoked_at is not None or found[1].is_disabled:
        raise NotSignedIn("token.refused", "The token is not accepted.", "Ask an administrator for a new one: countersign users token.")
    row, user = found[0], found[1]
    actor = Actor(user.id, frozenset(Role(role) for role in user.roles), frozenset(user.languages))
    return TokenHolder(actor, user.username, row.id, row.last_used_at is None or now - row.last_used_at > TOUCH_AFTER)


def touch_token(session: Session, now: dt.datetime, token_id: str) -> None:
    """Note that a token was used."""
    row = session.get(TokenRow, token_id)
    if row is not None:
        row.last_used_at = now
        session.flush()


def revoke_token(session: Session, now: dt.datetime, by: Actor, token_id: str, user_id: str | None = None) -> Token:
    """End a token at once; revoking it twice changes nothing; with `user_id` only one of that user. Raises: NotFound token.unknown."""
    row = session.get(TokenRow, token_id)
    if row is None or (user_id is not None and row.user_id != user_id):
        raise NotFound("token.unknown", "There is no such token.", "Look at the list of tokens.", token=token_id)
    if row.revoked_at is None:
        row.revoked_at = now
        session.flush()
        ledger.append(session, now, by, ledger.Tag.TOKEN_REVOKED, row.id, {"user": row.user_id})
    return _token(row)


def list_tokens(session: Session, user_id: str) -> tuple[Token, ...]:
    """The tokens of a user, newest first."""
    query = select(TokenRow).where(TokenRow.user_id == user_id).order_by(TokenRow.created_at.desc(), TokenRow.id)
    return tuple(_token(row) for row in session.scalars(query))


def _token(row: TokenRow) -> Token:
    return Token(row.id, row.user_id, row.label, row.created_at, row.last_used_at, row.revoked_at)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
