"""Long work, wherever it runs (a command, the server): how far it is, and asking it to stop. Both stand in SQL, for every process."""

import datetime as dt
import secrets
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select, update

from assistant.compose import House
from assistant.services import index_care
from assistant.tables import WorkRow
from policies import ledger
from policies.errors import BadInput, Conflict, CountersignError, NotFound
from policies.permissions import Permission, require
from policies.words.people import Actor

Progress = Callable[[int, int], None]
TELL_EVERY_SECONDS = 1.0
LOST_AFTER = dt.timedelta(minutes=10)
"""Running work that gave no sign for so long has died with its process."""


class Kind(StrEnum):
    """What is written down as work."""

    INDEX_REBUILD = "index.rebuild"
    INDEX_CHECK = "index.check"
    LEDGER_VERIFY = "ledger.verify"
    QUESTIONS_IMPORT = "questions.import"
    DOCUMENT_ERASE = "document.erase"
    FOLDER_WATCH = "folder.watch"


class State(StrEnum):
    """Where work stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    LOST = "lost"


CANCELLABLE = frozenset({Kind.INDEX_REBUILD, Kind.QUESTIONS_IMPORT, Kind.FOLDER_WATCH})
"""What may stop between two steps and leaves nothing half done."""


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work. `code` says why it failed; `n_total` is 0 while nobody knows."""

    id: str
    kind: Kind
    state: State
    n_done: int
    n_total: int
    code: str
    begun_by: str
    begun_at: dt.datetime
    ended_at: dt.datetime | None
    is_cancel_asked: bool

    @property
    def may_be_cancelled(self) -> bool:
        """Whether asking it to stop means anything."""
        return self.state is State.RUNNING and self.kind in CANCELLABLE and not self.is_cancel_asked


@contextmanager
def noted(house: House, actor: Actor, kind: Kind) -> Generator[Progress]:
    """Write work down while it runs. What is given is its progress: it tells SQL once a second and raises when the work is to stop.

    Raises: Conflict work.cancelled.
    """
    with _watched(house, _begin(house, actor, kind), kind) as progress:
        yield progress


@contextmanager
def _watched(house: House, id_: str, kind: Kind) -> Generator[Progress]:
    told_at, is_stopped = 0.0, False

    def progress(done: int, total: int) -> None:
        nonlocal told_at, is_stopped
        if time.monotonic() - told_at < TELL_EVERY_SECONDS and done < total:
            return
        told_at = time.monotonic()
        with house.database.write() as session:
            row = session.get_one(WorkRow, id_)
            row.n_done, row.n_total, row.seen_at = done, total, house.clock.now()
            is_stopped = row.is_cancel_asked and kind in CANCELLABLE
        if is_stopped:
            raise _cancelled(id_)

    try:
        yield progress
    except BaseException as error:
        if is_stopped:
            _end(house, id_, State.CANCELLED)
            raise _cancelled(id_) from None
        _end(house, id_, State.FAILED, error.code if isinstance(error, CountersignError) else type(error).__name__)
        raise
    _end(house, id_, State.DONE)


def start(house: House, actor: Actor, kind: str) -> str:
    """Begin work in a thread of this process; gives its id.

    Raises: Refused role.missing; BadInput work.kind; Conflict work.running.
    """
    require(actor, Permission.OPERATIONS_MANAGE)
    ways: dict[str, Callable[[Progress], object]] = {
        Kind.INDEX_REBUILD: lambda progress: index_care.rebuild_index(house, actor, progress),
        Kind.INDEX_CHECK: lambda _progress: _check_index(house, actor),
        Kind.LEDGER_VERIFY: lambda _progress: _verify_ledger(house),
    }
    if kind not in ways:
        raise BadInput("work.kind", "This work cannot be begun here.", f"Use one of: {', '.join(ways)}.")
    chosen = Kind(kind)
    if any(one.kind is chosen and one.state is State.RUNNING for one in listed(house, actor)):
        raise Conflict("work.running", "This work is running already.", "Wait for it, or stop it first.")
    id_ = _begin(house, actor, chosen)

    def run() -> None:
        with suppress(Exception), _watched(house, id_, chosen) as progress:  # written down as failed; a thread has nobody to tell
            ways[chosen](progress)

    threading.Thread(target=run, name=f"work-{kind}", daemon=True).start()
    return id_


def cancel(house: House, actor: Actor, work_id: str) -> None:
    """Ask work to stop after its present step. Raises: Refused role.missing; NotFound work.unknown; Conflict work.not_running."""
    require(actor, Permission.OPERATIONS_MANAGE)
    now = house.clock.now()
    with house.database.write() as session:
        row = session.get(WorkRow, work_id)
        if row is None:
            raise NotFound("work.unknown", "There is no such work.", "Look at the page of operations.")
        if row.state != State.RUNNING or Kind(row.kind) not in CANCELLABLE:
            raise Conflict("work.not_running", "This work has ended, or cannot be stopped half way.", "Look at the page of operations.")
        if not row.is_cancel_asked:
            row.is_cancel_asked = True
            session.flush()
            ledger.append(session, now, actor, ledger.Tag.WORK_CANCELLED, work_id, {"kind": row.kind})


def listed(house: House, actor: Actor, n_most: int = 20) -> tuple[Work, ...]:
    """The latest work, newest first. Raises: Refused role.missing."""
    require(actor, Permission.OPERATIONS_MANAGE)
    now = house.clock.now()
    with house.database.read() as session:
        rows = session.scalars(select(WorkRow).order_by(WorkRow.begun_at.desc(), WorkRow.id).limit(n_most))
        return tuple(_work(row, now) for row in rows)


def _begin(house: House, actor: Actor, kind: Kind) -> str:
    now, id_ = house.clock.now(), f"work_{secrets.token_hex(8)}"
    with house.database.write() as session:
        session.add(
            WorkRow(
                id=id_,
                kind=kind.value,
                state=State.RUNNING.value,
                n_done=0,
                n_total=0,
                code="",
                begun_by=actor.user_id,
                begun_at=now,
                seen_at=now,
                ended_at=None,
                is_cancel_asked=False,
            )
        )
    return id_


def _end(house: House, id_: str, state: State, code: str = "") -> None:
    now = house.clock.now()
    with house.database.write() as session:
        ended = {"state": state.value, "code": code[:64], "ended_at": now, "seen_at": now}
        session.execute(update(WorkRow).where(WorkRow.id == id_).values(**ended))


def _cancelled(id_: str) -> Conflict:
    return Conflict("work.cancelled", "The work was stopped by an administrator.", "Begin it again when it suits.", work=id_)


def _check_index(house: House, actor: Actor) -> None:
    if not index_care.check_index(house, actor).is_ok:
        raise Conflict("index.differs", "The index does not reach what is published.", "Rebuild the index.")


def _verify_ledger(house: House) -> None:
    with house.database.read() as session:
        if not ledger.verify(session).is_ok:
            raise Conflict("ledger.broken", "The chain of events does not hold.", "Run `countersign ledger verify`.")


def _work(row: WorkRow, now: dt.datetime) -> Work:
    is_lost = row.state == State.RUNNING and now - row.seen_at > LOST_AFTER
    return Work(
        row.id,
        Kind(row.kind),
        State.LOST if is_lost else State(row.state),
        row.n_done,
        row.n_total,
        row.code,
        row.begun_by,
        row.begun_at,
        row.ended_at,
        row.is_cancel_asked,
    )
