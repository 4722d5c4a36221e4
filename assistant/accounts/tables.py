"""The tables of accounts. Only hashes of passwords, tokens, session ids and addresses are at rest."""

import datetime as dt

from sqlalchemy import JSON, Boolean, ForeignKey, Integer, String, false
from sqlalchemy.orm import Mapped, mapped_column

from policies.records import Record, UtcDateTime


class UserRow(Record):
    """One person or service. `username` is stored folded (NFKC, lower case). `password_hash` is argon2id, None without one."""

    __tablename__ = "users"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    roles: Mapped[list[str]] = mapped_column(JSON)
    languages: Mapped[list[str]] = mapped_column(JSON)
    password_hash: Mapped[str | None] = mapped_column(String(256))
    is_disabled: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    schools: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    last_sign_in_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class TokenRow(Record):
    """One token of a user. `token_hash` is the SHA-256 hex of the token, which is shown once and never stored."""

    __tablename__ = "tokens"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    last_used_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class BrowserSessionRow(Record):
    """One signed-in browser. `id_hash` is the SHA-256 hex of the id in the cookie; `csrf_secret` is 64 hex digits."""

    __tablename__ = "sessions"

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)
    csrf_secret: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    is_single_sign_on: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())


class IdentityRow(Record):
    """Whom an outside provider means by a subject. The pair is the key: an e-mail address or a name never decides who somebody is."""

    __tablename__ = "identities"

    issuer: Mapped[str] = mapped_column(String(400), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)
    linked_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class SingleSignOnRow(Record):
    """One single sign-on that a browser began and the provider has not answered yet; taken out by the first answer, kept ten minutes."""

    __tablename__ = "single_sign_ons"

    state_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    nonce: Mapped[str] = mapped_column(String(64))
    verifier: Mapped[str] = mapped_column(String(128))
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    begun_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class SignInFailureRow(Record):
    """One try to sign in that has not succeeded; kept for the policy's window only, so it survives a restart.

    `account_hash` and `address_hash` are SHA-256 hex: a name typed wrongly, or a password typed as a name, is not at rest.
    """

    __tablename__ = "sign_in_failures"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    account_hash: Mapped[str] = mapped_column(String(64), index=True)
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime, index=True)
