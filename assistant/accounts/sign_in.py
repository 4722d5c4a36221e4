"""Signing in by name and password: throttled per account and per address, the same answer whether the name exists or not.

A try is written down as failed before the password is looked at and struck out when it was right. So a hundred tries at
once are a hundred tries, a crash forgives none, and the slow hash runs outside of any transaction.
"""

import datetime as dt
import hashlib
import ipaddress
import math

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.accounts.passwords import verify_password
from assistant.accounts.tables import SignInFailureRow, UserRow
from assistant.accounts.users import User, fold, get_user
from policies.errors import NotSignedIn, TooMany
from policies.policy import SignInRules
from policies.records import Database


def authenticate(database: Database, now: dt.datetime, username: str, password: str, address: str, rules: SignInRules) -> User:
    """The user whose name and password these are; opens and commits its own two short transactions.

    Raises: NotSignedIn sign_in.refused (also for unknown and disabled users, in about the same time);
    TooMany sign_in.throttled with `retry_after_seconds`. Source: ASVS 5 V6.3.1.
    """
    with database.write() as session:
        try_id = reserve_try(session, now, username, address, rules)
        row = session.scalar(select(UserRow).where(UserRow.username == fold(username)))
        user_id, stored = (row.id, row.password_hash) if row is not None and not row.is_disabled else (None, None)
    is_right = verify_password(password, stored)
    if user_id is None or not is_right:
        raise NotSignedIn("sign_in.refused", "The user name or the password is not right.", "Check both and try again.")
    with database.write() as session:
        forgive(session, try_id)
        user = get_user(session, user_id)
        if user.is_disabled:
            raise NotSignedIn("sign_in.refused", "The user name or the password is not right.", "Check both and try again.")
        return user


def reserve_try(session: Session, now: dt.datetime, username: str, address: str, rules: SignInRules) -> int:
    """Write a try down as failed; gives its id. Raises: TooMany sign_in.throttled when account or address has used up its tries."""
    window = dt.timedelta(minutes=rules.window_minutes)
    session.execute(delete(SignInFailureRow).where(SignInFailureRow.at <= now - window))
    account, place = _digest("account", fold(username)), _digest("address", network_of(address))
    for column, value in ((SignInFailureRow.account_hash, account), (SignInFailureRow.address_hash, place)):
        times = session.scalars(select(SignInFailureRow.at).where(column == value).order_by(SignInFailureRow.at.desc())).all()
        if len(times) >= rules.max_failures:
            wait = times[rules.max_failures - 1] + window - now
            raise TooMany(
                "sign_in.throttled",
                "There were too many failed sign-ins.",
                "Wait and try again, or ask an administrator for a new password.",
                retry_after_seconds=max(1, math.ceil(wait.total_seconds())),
            )
    row = SignInFailureRow(account_hash=account, address_hash=place, at=now)
    session.add(row)
    session.flush()
    return row.id


def forgive(session: Session, try_id: int) -> None:
    """Strike out a try that was right. Earlier failures stay: one known password must not reset the count of an address."""
    session.execute(delete(SignInFailureRow).where(SignInFailureRow.id == try_id))


def _digest(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value}".encode("utf-8", "surrogatepass")).hexdigest()


def network_of(address: str) -> str:
    """One household or device: an IPv4 address, or the /64 of an IPv6 one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 6 and parsed.ipv4_mapped is None:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed.ipv4_mapped or parsed) if parsed.version == 6 else str(parsed)
