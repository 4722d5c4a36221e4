"""The anchor: the ledger's signed head, kept in a file outside the database.

What it proves: every event up to the anchored one is still there and unchanged, also against somebody who rewrites the whole database
and computes all hashes anew. What it does not: events after the last anchor, so anchor often; and nothing against somebody who holds the
key and can replace the anchor file, so keep the file (and best the key too) where the server's administrator cannot write.
The signature is HMAC-SHA-256 over the canonical JSON of `{"at","format","hash","seq"}`.
"""

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from policies.errors import BadInput, WrongConfiguration
from policies.ledger import canonical

FORMAT = "countersign-anchor-1"
LEAST_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head of the ledger at a moment. `signature` is None in files of the first version."""

    seq: int
    hash: str
    at: str = ""
    format: str = FORMAT
    signature: str | None = None

    @property
    def head(self) -> tuple[int, str]:
        """Sequence number and hash of the anchored event."""
        return self.seq, self.hash

    def signed(self, key: bytes) -> "Anchor":
        """The same with its signature."""
        return Anchor(self.seq, self.hash, self.at, self.format, _sign(self, key))

    def is_signed_by(self, key: bytes) -> bool:
        """Whether the signature fits the key."""
        return self.signature is not None and hmac.compare_digest(self.signature, _sign(self, key))

    def write(self, file: Path) -> None:
        """One line of JSON, put in place at once, so that a crash never leaves half an anchor."""
        part = file.with_name(file.name + ".part")
        with part.open("w", encoding="utf-8") as out:
            out.write(canonical(asdict(self)) + "\n")
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)


def _sign(anchor: Anchor, key: bytes) -> str:
    body = {"at": anchor.at, "format": anchor.format, "hash": anchor.hash, "seq": anchor.seq}
    return hmac.new(key, canonical(body).encode(), hashlib.sha256).hexdigest()


def read_anchor(file: Path) -> Anchor:
    """Raises: BadInput anchor.unreadable."""
    try:
        kept = json.loads(file.read_text("utf-8"))
        signature = kept.get("signature")
        at, form = str(kept.get("at", "")), str(kept.get("format", FORMAT))
        return Anchor(int(kept["seq"]), str(kept["hash"]), at, form, str(signature) if signature is not None else None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise BadInput("anchor.unreadable", "The anchor file cannot be read.", "Give the file that `ledger anchor` wrote.") from None


def anchor_key(file: Path, *, make: bool) -> bytes:
    """The key in a file of hexadecimal digits, mode 0600; made on first use where asked.

    Raises: WrongConfiguration anchor.key when it is missing, too short or not hexadecimal.
    """
    if make and not file.exists():
        try:
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
                out.write(secrets.token_hex(LEAST_KEY_BYTES) + "\n")
        except FileExistsError:
            return anchor_key(file, make=False)
        except OSError:
            raise _bad_key() from None
    try:
        key = bytes.fromhex(file.read_text("utf-8").strip())
    except (OSError, ValueError):
        raise _bad_key() from None
    if len(key) < LEAST_KEY_BYTES:
        raise _bad_key()
    return key


def _bad_key() -> WrongConfiguration:
    return WrongConfiguration(
        "anchor.key", "The anchor key cannot be read.", f"Give a file of at least {2 * LEAST_KEY_BYTES} hexadecimal digits with --key."
    )
