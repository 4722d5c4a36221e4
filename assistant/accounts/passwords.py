"""Passwords: argon2id through pwdlib, NFKC-normalised, a few hashed at a time."""

import unicodedata
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from policies.errors import BadInput

if TYPE_CHECKING:
    from pwdlib import PasswordHash

MAX_CHARS = 256
"""Longest password, code points. Source: OWASP Password Storage Cheat Sheet (bound the input of a slow hash)."""

_AT_ONCE = BoundedSemaphore(4)
"""One hash takes 64 MiB of memory; four at once bound what a flood of sign-ins can take."""


@cache
def _hasher() -> "PasswordHash":
    from pwdlib import PasswordHash
    from pwdlib.hashers.argon2 import Argon2Hasher

    return PasswordHash((Argon2Hasher(),))


@cache
def _nobody() -> str:
    import secrets

    return _hasher().hash(secrets.token_hex(32))


def hash_password(password: str, username: str, min_chars: int) -> str:
    """The argon2id hash of a new password.

    Raises: BadInput password.too_short, password.too_long, password.too_plain. Source: NIST SP 800-63B, 3.1.1.2.
    """
    words = unicodedata.normalize("NFKC", password)
    if len(words) < min_chars:
        raise BadInput(
            "password.too_short", f"The password has fewer than {min_chars} characters.", "Choose a longer one; a few words do well."
        )
    if len(words) > MAX_CHARS:
        raise BadInput("password.too_long", f"The password has more than {MAX_CHARS} characters.", "Choose a shorter one.")
    if len(set(words)) < 4 or username.casefold() in words.casefold():
        raise BadInput("password.too_plain", "The password repeats a few characters or holds the user name.", "Choose another one.")
    with _AT_ONCE:
        return _hasher().hash(words)


def verify_password(password: str, stored: str | None) -> bool:
    """Whether the password fits. Takes the same time when there is no such account or it has no password (`stored` None)."""
    words = unicodedata.normalize("NFKC", password)[: MAX_CHARS + 1]
    with _AT_ONCE:
        is_right = _hasher().verify(words, stored or _nobody())
    return is_right and stored is not None and len(words) <= MAX_CHARS
