"""A watched folder: new and changed files become pending revisions, removed ones are told, unreadable ones are set aside with the reason.

Nothing comes into force by lying in a folder: its owner approves it. Every file is its own transaction: a killed run goes on where it was.
"""

import hashlib
import os
import stat
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import select

from assistant.compose import House
from assistant.services import documents
from ingest.documents import DocumentFacts, PreparedRevision
from ingest.tables import WatchedFileRow
from policies.errors import BadInput, CountersignError
from policies.ledger import Tag, append
from policies.permissions import Permission, require
from policies.words.people import Actor

REGISTERED, QUARANTINED, REMOVED = "registered", "quarantined", "removed"
MAX_FILES = 50_000
AHEAD = 2
"""Files that are read and embedded while another one is written."""
SETTLING_NS = 2_000_000_000
"""A file that was written less than two seconds ago may still be growing: it is taken on the next pass."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one pass over the folder did. Paths are relative to the folder; `quarantined` pairs them with the code of the reason."""

    added: tuple[str, ...] = ()
    unchanged: int = 0
    quarantined: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _New:
    """A file to be taken in, and what was known of it."""

    name: str
    data: bytes
    status: os.stat_result
    content_hash: str
    row: WatchedFileRow | None


@dataclass(slots=True)
class _Pass:
    """What a pass has come upon so far."""

    added: list[str] = field(default_factory=list[str])
    aside: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    later: list[str] = field(default_factory=list[str])
    present: set[str] = field(default_factory=set[str])
    unchanged: int = 0


def watch_once(house: House, actor: Actor, folder: Path, facts: DocumentFacts) -> Seen:
    """One pass. `facts` are taken for every file, its title from its name; a changed file is a new revision of its document.

    Raises: Refused role.missing; BadInput folder.unknown, folder.inside, folder.too_many.
    """
    require(actor, Permission.DOCUMENT_ADD)
    root = _checked(house, folder)
    with house.database.read() as session:
        known = {row.path: row for row in session.scalars(select(WatchedFileRow))}
    made = _Pass()
    for file, preparing in _prepared(house, actor, _new_files(house, actor, root, known, made), facts):
        try:
            changed = documents.register(house, actor, preparing.result())
        except CountersignError as error:
            _note(house, actor, file.name, file.status, file.content_hash, QUARANTINED, error.code, file.row)
            made.aside.append((file.name, error.code))
            continue
        ids = (changed.document.id, changed.revision.id)
        _note(house, actor, file.name, file.status, file.content_hash, REGISTERED, None, file.row, *ids)
        made.added.append(file.name)
    removed = [name for name, row in known.items() if name not in made.present and row.state != REMOVED]
    for name in removed:
        _note(house, actor, name, None, known[name].content_hash, REMOVED, None, known[name])
    return Seen(tuple(made.added), made.unchanged, tuple(sorted(made.aside)), tuple(sorted(removed)), tuple(made.later))


def _new_files(house: House, actor: Actor, root: Path, known: Mapping[str, WatchedFileRow], made: _Pass) -> Iterator[_New]:
    """The files that are new or changed, by name; what the others are is put down in `made`."""
    for path in sorted(_files(root)):
        name = path.relative_to(root).as_posix()
        made.present.add(name)
        row = known.get(name)
        try:
            data, status = _read(path, house.policy.documents.max_bytes)
        except CountersignError as error:
            if row is None or row.reason != error.code:
                _note(house, actor, name, None, "", QUARANTINED, error.code, row)
            made.aside.append((name, error.code))
            continue
        if house.clock.now().timestamp() * 1e9 - status.st_mtime_ns < SETTLING_NS and row is None:
            made.later.append(name)
            continue
        content_hash = hashlib.sha256(data).hexdigest()
        if row is None or row.state == REMOVED or row.content_hash != content_hash:
            yield _New(name, data, status, content_hash, row)
        elif row.reason:
            made.aside.append((name, row.reason))
        else:
            made.unchanged += 1


def _prepared(
    house: House, actor: Actor, files: Iterable[_New], facts: DocumentFacts
) -> Iterator[tuple[_New, "Future[PreparedRevision | documents.Changed]"]]:
    """Each file with what is made of it, in order, the next ones under way: the encoder waits for no reader and no disk."""
    pool = ThreadPoolExecutor(AHEAD, thread_name_prefix="watch")
    waiting: deque[tuple[_New, Future[PreparedRevision | documents.Changed]]] = deque()
    try:
        for file in files:
            path = Path(file.name)
            title = path.stem.replace("-", " ").replace("_", " ").strip() or path.stem
            about = replace(facts, title=title, document_id=file.row.document_id if file.row else None)
            waiting.append((file, pool.submit(documents.prepare, house, actor, file.data, path.name, about)))
            if len(waiting) > AHEAD:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
    finally:
        pool.shutdown(cancel_futures=True)


def _checked(house: House, folder: Path) -> Path:
    if not folder.is_dir():
        raise BadInput("folder.unknown", "There is no such folder.", "Name a folder that this process can read.")
    root, data = folder.resolve(), house.settings.data.resolve()
    if root == data or root in data.parents or data in root.parents:
        raise BadInput("folder.inside", "The watched folder and the data folder lie in one another.", "Choose another folder.")
    return root


def _files(root: Path) -> Iterator[Path]:
    """Plain files below the folder. Links are not followed and hidden files are left alone, so nothing outside is ever read."""
    n = 0
    for place, folders, names in os.walk(root, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not (Path(place) / name).is_symlink())
        for name in names:
            path = Path(place) / name
            if name.startswith(".") or path.is_symlink() or not path.is_file():
                continue
            n += 1
            if n > MAX_FILES:
                raise BadInput("folder.too_many", f"The folder holds more than {MAX_FILES:,} files.", "Watch a smaller folder.")
            yield path


def _read(path: Path, max_bytes: int) -> tuple[bytes, os.stat_result]:
    """The bytes of a plain file, opened without following a link. Raises: BadInput document.unreadable; document.too_large."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise BadInput(
            "document.unreadable", f"A file cannot be opened ({type(error).__name__}).", "Check its rights; it is tried again."
        ) from None
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise BadInput("document.unreadable", "This is no plain file.", "Put the document itself into the folder.")
        if status.st_size > max_bytes:
            raise BadInput("document.too_large", "The file is larger than the policy allows.", "Split it, or raise documents.max_bytes.")
        return file.read(max_bytes + 1), status


def _note(
    house: House,
    actor: Actor,
    name: str,
    status: os.stat_result | None,
    content_hash: str,
    state: str,
    reason: str | None,
    before: WatchedFileRow | None,
    document_id: str | None = None,
    revision_id: str | None = None,
) -> None:
    now = house.clock.now()
    with house.database.write() as session:
        row = session.get(WatchedFileRow, name)
        if row is None:
            row = WatchedFileRow(path=name)
            session.add(row)
        row.size, row.modified_ns = (status.st_size, status.st_mtime_ns) if status else (0, 0)
        row.content_hash, row.state, row.reason, row.seen_at = content_hash, state, reason, now
        row.document_id = document_id or (before.document_id if before else None)
        row.revision_id = revision_id or (before.revision_id if before else None)
        subject = row.document_id or f"file:{hashlib.sha256(name.encode()).hexdigest()[:32]}"
        if state == QUARANTINED:
            append(session, now, actor, Tag.FILE_QUARANTINED, subject, {"code": reason})
        if state == REMOVED:
            append(session, now, actor, Tag.FILE_REMOVED, subject, {"document_id": row.document_id})


def removed_files(house: House, actor: Actor) -> list[tuple[str, str | None]]:
    """Files that left the folder while their document is still in the registry: path and document id."""
    require(actor, Permission.DOCUMENT_READ)
    with house.database.read() as session:
        rows = session.scalars(select(WatchedFileRow).where(WatchedFileRow.state == REMOVED).order_by(WatchedFileRow.path))
        return [(row.path, row.document_id) for row in rows]
