"""Whom an outside provider means: sign-ins under way, subjects and their accounts, roles from claims at each sign-in."""

import datetime as dt
import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from assistant.accounts.sessions import end_all_sessions
from assistant.accounts.sign_in import network_of
from assistant.accounts.tables import IdentityRow, SingleSignOnRow, UserRow
from assistant.accounts.users import USERNAME, User, add_user, fold, get_user
from policies import ledger
from policies.errors import NotSignedIn, Refused, TooMany
from policies.policy import SignInRules
from policies.words.people import SYSTEM, Role

KEPT = dt.timedelta(minutes=10)
"""How long a person may take at the provider."""

MOST_OPEN = 30
"""Sign-ins that one address may have open at once; more is a flood."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in under way. `state` goes through the browser, `nonce` into the ID token, `verifier` (PKCE) to the provider at the end."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class ClaimRules:
    """How claims become an account: which claim names it, which gives roles, and what each value gives."""

    issuer: str
    username_claim: str
    roles_claim: str
    roles: Mapping[str, Collection[Role]]


def keep_begun(session: Session, now: dt.datetime, begun: Begun, address: str) -> None:
    """Keep a sign-in until its answer comes. Raises: TooMany sso.too_many when one address has begun too many."""
    session.execute(delete(SingleSignOnRow).where(SingleSignOnRow.begun_at <= now - KEPT))
    place = _digest(f"address:{network_of(address)}")
    n = session.scalar(select(func.count()).where(SingleSignOnRow.address_hash == place)) or 0
    if n >= MOST_OPEN:
        raise TooMany("sso.too_many", "Too many sign-ins were begun.", "Wait some minutes and try again.", retry_after_seconds=600)
    session.add(
        SingleSignOnRow(state_hash=_digest(begun.state), nonce=begun.nonce, verifier=begun.verifier, address_hash=place, begun_at=now)
    )
    session.flush()


def take_begun(session: Session, now: dt.datetime, state: str) -> Begun:
    """The sign-in of a state, taken out so that no answer counts twice. Raises: NotSignedIn sso.state."""
    row = session.get(SingleSignOnRow, _digest(state))
    if row is None or row.begun_at <= now - KEPT:
        raise NotSignedIn("sso.state", "This sign-in was not begun here, has ended, or took too long.", "Start again from this page.")
    session.delete(row)
    session.flush()
    return Begun(state, row.nonce, row.verifier)


def user_of_claims(
    session: Session, now: dt.datetime, claims: Mapping[str, Any], rules: ClaimRules, sign_in: SignInRules
) -> User | Refused:
    """The account of a proven subject, made at the first sign-in, its roles set by the claims. A refusal comes back as a value:
    what it changed (roles taken away) must be kept.

    Codes: sso.subject, sso.no_role, sso.disabled.
    """
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 1 <= len(subject) <= 255:
        return Refused("sso.subject", "The provider did not say who you are.", "Ask the person who looks after Countersign.")
    roles = roles_of(claims, rules)
    identity = session.get(IdentityRow, (rules.issuer, subject))
    if identity is None:
        if not roles:
            return _no_role()
        user = add_user(session, now, SYSTEM, _free_name(session, claims, rules), roles, sign_in)
        session.add(IdentityRow(issuer=rules.issuer, subject=subject, user_id=user.id, linked_at=now))
        session.flush()
        ledger.append(session, now, SYSTEM, ledger.Tag.IDENTITY_LINKED, user.id, {"subject_hash": _digest(subject)})
        return user
    row = session.get_one(UserRow, identity.user_id)
    if row.is_disabled:
        ledger.append(session, now, SYSTEM, ledger.Tag.IDENTITY_REFUSED, row.id, {"code": "sso.disabled"})
        return Refused("sso.disabled", "This account is closed.", "Ask the person who looks after Countersign.")
    if set(row.roles) != {role.value for role in roles}:
        row.roles = sorted(role.value for role in roles)
        session.flush()
        ledger.append(session, now, SYSTEM, ledger.Tag.USER_CHANGED, row.id, {"roles": row.roles, "by": "claims"})
        end_all_sessions(session, now, SYSTEM, row.id)
    if not roles:
        ledger.append(session, now, SYSTEM, ledger.Tag.IDENTITY_REFUSED, row.id, {"code": "sso.no_role"})
        return _no_role()
    return get_user(session, row.id)


def roles_of(claims: Mapping[str, Any], rules: ClaimRules) -> frozenset[Role]:
    """The roles that the claim's values give; a value that the settings do not name gives none."""
    found: Any = claims
    for part in [rules.roles_claim] if rules.roles_claim in claims else rules.roles_claim.split("."):
        found = cast("Mapping[str, Any]", found).get(part) if isinstance(found, Mapping) else None
    values = cast("list[object]", found) if isinstance(found, list) else [found]
    return frozenset(role for value in values if isinstance(value, str) for role in rules.roles.get(value, ()))


def linked_users(session: Session) -> frozenset[str]:
    """Ids of accounts that sign in through a provider."""
    return frozenset(session.scalars(select(IdentityRow.user_id)))


def _free_name(session: Session, claims: Mapping[str, Any], rules: ClaimRules) -> str:
    """A user name from the claim that nobody has. An account that has it already is somebody else: names never link."""
    given = claims.get(rules.username_claim)
    plain = re.sub(r"[^a-z0-9._@-]+", "-", fold(given) if isinstance(given, str) else "").strip("-._@")[:48]
    name = plain if USERNAME.fullmatch(plain) else "person"
    taken = session.scalar(select(UserRow.id).where(UserRow.username == name)) is not None
    return f"{name}-{_digest(str(claims['sub']))[:8]}" if taken or name == "person" else name


def _no_role() -> Refused:
    return Refused(
        "sso.no_role", "Your account at the provider gives you no role here.", "Ask the person who looks after Countersign for access."
    )


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
