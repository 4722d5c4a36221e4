"""What a backup says about itself: every file with its hash, the ledger's head, the versions."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from policies.errors import BadInput, Conflict
from policies.ledger import canonical

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file of a backup. `path` is relative to its folder, `sha256` in hex."""

    path: str
    n_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The contents of a backup. `database` is sqlite or postgresql; `ledger_events` and `ledger_head` are of the copied database.

    For PostgreSQL they were read just before the dump: the dump holds at least these events.
    """

    format: int
    created_at: str
    code_version: str
    schema: str
    database: str
    policy_version: str
    ledger_events: int
    ledger_head: str
    files: tuple[KeptFile, ...]

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical manifest: kept elsewhere it shows that nobody wrote the whole backup anew."""
        return hashlib.sha256(canonical(asdict(self)).encode()).hexdigest()

    def write(self, folder: Path) -> None:
        """Put it into the folder, mode 0600."""
        write_private(folder / NAME, (canonical(asdict(self)) + "\n").encode())


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup. Raises: BadInput backup.unreadable, backup.format."""
    try:
        raw: dict[str, Any] = json.loads((folder / NAME).read_text("utf-8"))
        files = tuple(KeptFile(str(f["path"]), int(f["n_bytes"]), str(f["sha256"])) for f in raw.pop("files"))
        manifest = Manifest(**raw, files=files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise BadInput(
            "backup.unreadable", "This folder is not a whole backup.", "Name the folder that `countersign backup create` finished."
        ) from None
    if manifest.format != FORMAT:
        raise BadInput("backup.format", "This backup was written by another version.", "Restore it with that version of Countersign.")
    return manifest


def check_files(folder: Path, manifest: Manifest) -> None:
    """Raises: Conflict backup.damaged naming the first file that is missing, changed or not in the manifest."""
    named = {file.path for file in manifest.files}
    if not all(_is_inside(path) for path in named):
        raise _damaged("the manifest names a file outside the backup")
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() or path.is_symlink()}
    strange = sorted(present - named - {NAME})
    if strange:
        raise _damaged(f"{strange[0]} is not in the manifest")
    for file in manifest.files:
        path = folder / file.path
        if file.path not in present or path.is_symlink():
            raise _damaged(f"{file.path} is missing")
        if path.stat().st_size != file.n_bytes or hash_of(path) != file.sha256:
            raise _damaged(f"{file.path} was changed")


def kept_files(folder: Path) -> tuple[KeptFile, ...]:
    """Every file below a folder, in order of its path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(KeptFile(path.relative_to(folder).as_posix(), path.stat().st_size, hash_of(path)) for path in paths)


def hash_of(path: Path) -> str:
    """SHA-256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_private(path: Path, data: bytes) -> None:
    """Write a new file that only its owner may read, and wait until it is on the disk. Raises: OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync(path: Path) -> None:
    """Wait until a file or a folder's list of names is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_inside(path: str) -> bool:
    parts = Path(path).parts
    return bool(parts) and not Path(path).is_absolute() and ".." not in parts


def _damaged(what: str) -> Conflict:
    return Conflict("backup.damaged", f"The backup does not hold: {what}.", "Use another backup; keep this one for the inquiry.")
