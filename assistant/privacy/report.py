"""The proof's report: what was planted, where it was looked for, what was found; signed with a key of this installation."""

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from assistant.privacy.scanning import Leak
from policies.errors import BadInput, WrongConfiguration
from policies.ledger import canonical

KEY_FILE = "privacy.key"
PROVES = (
    "In this run, on a copy of this installation with its own policy, none of the planted details stood in any file that the product "
    "wrote (database, journal, index, logs, output, temporary and home folder, backup, exports), in any request to the language model, or "
    "in what others than the sender were shown. The signature shows that the report was made with this installation's key and not changed."
)
DOES_NOT_PROVE = (
    "It cannot prove that a detail of another shape is found (`bench/redaction` measures that), nor look into another program's memory, "
    "swap, a proxy before the server or PostgreSQL's own files (a copy in SQLite is driven). Whoever holds the key can sign anything."
)


@dataclass(frozen=True, slots=True)
class DoorResult:
    """One door: how many canaries went in, and how the product answered (status → times)."""

    number: int
    name: str
    n_canaries: int
    answers: dict[str, int]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole reading. Units: bytes, seconds. `leaks` is empty when the proof holds."""

    made_at: str
    code_version: str
    policy_version: str
    seconds: float
    kinds: tuple[str, ...]
    n_canaries: int
    n_patterns: int
    forms: tuple[str, ...]
    doors: tuple[DoorResult, ...]
    n_files: int
    n_bytes: int
    places: tuple[str, ...]
    n_model_requests: int
    n_answers_searched: int
    faults: tuple[str, ...]
    leaks: tuple[Leak, ...]
    proves: str = PROVES
    does_not_prove: str = DOES_NOT_PROVE

    @property
    def is_ok(self) -> bool:
        """Whether nothing leaked and every door was really driven."""
        return not self.leaks and not self.faults


def signed(report: Report, key: bytes) -> dict[str, Any]:
    """The report as JSON with its signature: HMAC-SHA256 over the canonical JSON of all other fields."""
    body = {"ok": report.is_ok, **asdict(report)}
    return body | {"signature": {"method": "HMAC-SHA256", "key_id": _key_id(key), "value": _signature(body, key)}}


def is_signed(body: dict[str, Any], key: bytes) -> bool:
    """Whether a report was signed with this key and not changed since."""
    rest = {name: value for name, value in body.items() if name != "signature"}
    signature: object = body.get("signature")
    value = cast("dict[str, object]", signature).get("value") if isinstance(signature, dict) else None
    return isinstance(value, str) and hmac.compare_digest(value, _signature(rest, key))


def read_report(file: Path) -> dict[str, Any]:
    """A report that `write_report` wrote. Raises: BadInput proof.unreadable."""
    try:
        body: object = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        body = None
    if not isinstance(body, dict) or "signature" not in body:
        raise BadInput("proof.unreadable", "This is not a privacy report.", "Give the file that `countersign privacy prove` wrote.")
    return cast("dict[str, Any]", body)


def write_report(body: dict[str, Any], file: Path) -> None:
    """Write it, mode 0600. Raises: BadInput proof.unwritable."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
            out.write(json.dumps(body, ensure_ascii=False, indent=1) + "\n")
    except OSError:
        raise BadInput("proof.unwritable", "The report cannot be written.", "Give --out a file in a folder that you may write.") from None


def signing_key(data: Path, *, is_made: bool) -> bytes:
    """This installation's key, 32 bytes in the data folder, mode 0600; `is_made` makes a missing one. Raises: WrongConfiguration."""
    file = data / KEY_FILE
    try:
        if is_made and not file.exists():
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(secrets.token_bytes(32))
        key = file.read_bytes()
    except OSError:
        key = b""
    if len(key) != 32:
        raise WrongConfiguration("proof.key", "The key of privacy reports is missing or damaged.", "Restore privacy.key from a backup.")
    return key


def _signature(body: dict[str, Any], key: bytes) -> str:
    plain = json.loads(json.dumps(body))
    return hmac.new(key, canonical(plain).encode(), hashlib.sha256).hexdigest()


def _key_id(key: bytes) -> str:
    return hashlib.sha256(b"privacy proof key" + key).hexdigest()[:16]
