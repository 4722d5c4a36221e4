"""Users: people and services with their roles."""

import datetime as dt
import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.accounts.passwords import hash_password
from assistant.accounts.sessions import end_all_sessions
from assistant.accounts.tables import UserRow
from policies import ledger
from policies.errors import BadInput, Conflict, NotFound
from policies.policy import SignInRules
from policies.words.people import Actor, Role

USERNAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")
LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class User:
    """One account, without its password."""

    id: str
    username: str
    roles: frozenset[Role]
    languages: frozenset[str]
    has_password: bool
    is_disabled: bool
    created_at: dt.datetime
    schools: frozenset[str] = frozenset()
    last_sign_in_at: dt.datetime | None = None

    @property
    def actor(self) -> Actor:
        """The user as the acting person."""
        return Actor(user_id=self.id, roles=self.roles, languages=self.languages)


def fold(username: str) -> str:
    """A user name as it is stored and compared: NFKC, lower case, no outer spaces."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


def add_user(
    session: Session,
    now: dt.datetime,
    by: Actor,
    username: str,
    roles: Iterable[Role],
    rules: SignInRules,
    password: str | None = None,
    languages: Iterable[str] = ("en",),
) -> User:
    """Add an account; without a password it can only be used by tokens.

    Raises: BadInput user.username, user.roles, user.languages, password.*; Conflict user.exists.
    """
    name = fold(username)
    if not USERNAME.fullmatch(name):
        raise BadInput(
            "user.username", "The user name cannot be used.", "Use 2 to 64 of: letters a to z, digits, dot, hyphen, underscore, at sign."
        )
    given, spoken = _checked_roles(roles), _checked_languages(languages)
    if session.scalar(select(UserRow.id).where(UserRow.username == name)) is not None:
        raise Conflict("user.exists", "There is already a user of this name.", "Choose another name.")
    row = UserRow(
        id=f"u_{secrets.token_hex(8)}",
        username=name,
        roles=[role.value for role in given],
        languages=spoken,
        password_hash=None if password is None else hash_password(password, name, rules.min_password_chars),
        is_disabled=False,
        created_at=now,
    )
    session.add(row)
    session.flush()
    ledger.append(session, now, by, ledger.Tag.USER_ADDED, row.id, {"roles": row.roles})
    return _user(row)


def change_user(
    session: Session,
    now: dt.datetime,
    by: Actor,
    user_id: str,
    roles: Iterable[Role],
    languages: Iterable[str],
    schools: Iterable[str],
) -> User:
    """Set roles, languages and schools of an account; other roles end its sessions. `schools` are ids that the door has checked.

    Raises: NotFound user.unknown; BadInput user.roles, user.languages; Conflict user.last_admin.
    """
    row = _row(session, user_id)
    given, spoken, places = _checked_roles(roles), _checked_languages(languages), sorted(set(schools))
    new = [role.value for role in given]
    if (new, spoken, places) == (sorted(row.roles), sorted(row.languages), sorted(row.schools)):
        return _user(row)
    if Role.ADMIN in row.roles and Role.ADMIN not in given and not row.is_disabled and _n_admins(session) == 1:
        raise Conflict("user.last_admin", "This is the last administrator.", "Add another administrator first.")
    has_other_roles = sorted(row.roles) != new
    row.roles, row.languages, row.schools = new, spoken, places
    session.flush()
    ledger.append(session, now, by, ledger.Tag.USER_CHANGED, user_id, {"roles": new, "languages": spoken, "schools": places})
    if has_other_roles:
        end_all_sessions(session, now, by, user_id)
    return _user(row)


def enable_user(session: Session, now: dt.datetime, by: Actor, user_id: str) -> User:
    """Open a closed account again, with the roles and tokens it had. Twice changes nothing. Raises: NotFound user.unknown."""
    row = _row(session, user_id)
    if row.is_disabled:
        row.is_disabled = False
        session.flush()
        ledger.append(session, now, by, ledger.Tag.USER_ENABLED, user_id)
    return _user(row)


def disable_user(session: Session, now: dt.datetime, by: Actor, user_id: str) -> User:
    """Close an account: its sessions end and its tokens hold no more. Closing it twice changes nothing.

    Raises: NotFound user.unknown; Conflict user.last_admin.
    """
    row = _row(session, user_id)
    if row.is_disabled:
        return _user(row)
    if Role.ADMIN in row.roles and _n_admins(session) == 1:
        raise Conflict("user.last_admin", "This is the last administrator.", "Add another administrator first.")
    row.is_disabled = True
    session.flush()
    ledger.append(session, now, by, ledger.Tag.USER_DISABLED, user_id)
    end_all_sessions(session, now, by, user_id)
    return _user(row)


def change_password(session: Session, now: dt.datetime, by: Actor, user_id: str, password: str, rules: SignInRules) -> None:
    """Set a new password and end every session of the user. Raises: NotFound user.unknown; BadInput password.*."""
    row = _row(session, user_id)
    row.password_hash = hash_password(password, row.username, rules.min_password_chars)
    session.flush()
    ledger.append(session, now, by, ledger.Tag.PASSWORD_CHANGED, user_id)
    end_all_sessions(session, now, by, user_id)


def list_users(session: Session) -> tuple[User, ...]:
    """Every account by name."""
    return tuple(_user(row) for row in session.scalars(select(UserRow).order_by(UserRow.username)))


def get_user(session: Session, user_id: str) -> User:
    """The account of this id. Raises: NotFound user.unknown."""
    return _user(_row(session, user_id))


def find_user(session: Session, username: str) -> User | None:
    """The account of this name."""
    row = session.scalar(select(UserRow).where(UserRow.username == fold(username)))
    return None if row is None else _user(row)


def usernames(session: Session, user_ids: Iterable[str]) -> dict[str, str]:
    """Names to show for ids; an id without an account shows itself."""
    wanted = set(user_ids)
    rows = session.scalars(select(UserRow).where(UserRow.id.in_(wanted))).all() if wanted else ()
    return {user_id: user_id for user_id in wanted} | {row.id: row.username for row in rows}


def _checked_roles(roles: Iterable[Role]) -> list[Role]:
    given = sorted(set(roles))
    if not given:
        raise BadInput("user.roles", "A user needs at least one role.", f"Name one or more of: {', '.join(Role)}.")
    return given


def _checked_languages(languages: Iterable[str]) -> list[str]:
    spoken = sorted(set(languages))
    if not spoken or not all(LANGUAGE.fullmatch(language) for language in spoken):
        raise BadInput("user.languages", "A language is not a two-letter code.", "Use codes such as en or es.")
    return spoken


def _row(session: Session, user_id: str) -> UserRow:
    row = session.get(UserRow, user_id)
    if row is None:
        raise NotFound("user.unknown", "There is no such user.", "Look at the list of users.", user=user_id)
    return row


def _n_admins(session: Session) -> int:
    rows = session.scalars(select(UserRow).where(UserRow.is_disabled.is_(False)))
    return sum(Role.ADMIN in row.roles for row in rows)


def _user(row: UserRow) -> User:
    return User(
        id=row.id,
        username=row.username,
        roles=frozenset(Role(role) for role in row.roles),
        languages=frozenset(row.languages),
        has_password=row.password_hash is not None,
        is_disabled=row.is_disabled,
        created_at=row.created_at,
        schools=frozenset(row.schools),
        last_sign_in_at=row.last_sign_in_at,
    )
