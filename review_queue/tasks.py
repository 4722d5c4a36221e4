"""Tasks: what the review found out and a person must look at. One open task for each kind and subject."""

import datetime as dt
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from policies.errors import Conflict, NotFound
from policies.ledger import Tag, append, canonical
from policies.words.people import SYSTEM, Actor
from review_queue.tables import TaskRow


class TaskKind(StrEnum):
    """What a task is about."""

    CORRECTION = "correction"
    FAST_APPROVALS = "fast_approvals"
    ZERO_EDITS = "zero_edits"
    REREAD_DISAGREES = "reread_disagrees"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Task:
    """One task. `detail` holds ids, codes and counts; a correction's words are in `review_queue.corrections`."""

    id: str
    kind: TaskKind
    subject: str
    document_id: str | None
    detail: dict[str, Any]
    opened_at: dt.datetime
    closed_at: dt.datetime | None
    closed_by: str | None


def open_task(
    session: Session,
    now: dt.datetime,
    kind: TaskKind,
    subject: str,
    detail: Mapping[str, str | int | float | Sequence[str]],
    document_id: str | None = None,
) -> str | None:
    """Open a task unless one of this kind and subject is open; gives its id, or None."""
    same = select(TaskRow.id).where(TaskRow.kind == kind.value, TaskRow.subject == subject, TaskRow.closed_at.is_(None))
    if session.scalar(same.limit(1)) is not None:
        return None
    id_ = f"task_{secrets.token_hex(8)}"
    session.add(TaskRow(id=id_, kind=kind.value, subject=subject, document_id=document_id, detail=canonical(dict(detail)), opened_at=now))
    append(session, now, SYSTEM, Tag.TASK_OPENED, id_, {"kind": kind.value, "about": subject, "document_id": document_id})
    return id_


def close_task(session: Session, now: dt.datetime, actor: Actor, task_id: str) -> Task:
    """Say that a task is done. Raises: NotFound task.unknown; Conflict task.closed."""
    row = session.get(TaskRow, task_id)
    if row is None:
        raise NotFound("task.unknown", "There is no such task.", "List the tasks for their ids.")
    if row.closed_at is not None:
        raise Conflict("task.closed", "This task is closed already.", "Nothing is left to do.", task_id=task_id, by=row.closed_by)
    row.closed_at, row.closed_by = now, actor.user_id
    append(session, now, actor, Tag.TASK_CLOSED, task_id, {"kind": row.kind})
    session.flush()
    return _task(row)


def withdraw_task(session: Session, now: dt.datetime, kind: TaskKind, subject: str, opened_at: dt.datetime | None = None) -> str | None:
    """Close the open task of this kind and subject because its ground is gone; gives its id, or None when none is open.

    With `opened_at` only a task that was opened at this very moment.
    """
    query = select(TaskRow).where(TaskRow.kind == kind.value, TaskRow.subject == subject, TaskRow.closed_at.is_(None))
    row = session.scalars(query.limit(1)).first()
    if row is None or (opened_at is not None and row.opened_at != opened_at):
        return None
    return close_task(session, now, SYSTEM, row.id).id


def get_task(session: Session, task_id: str) -> Task:
    """Raises: NotFound task.unknown."""
    row = session.get(TaskRow, task_id)
    if row is None:
        raise NotFound("task.unknown", "There is no such task.", "List the tasks for their ids.")
    return _task(row)


def list_tasks(session: Session, *, is_open: bool = True) -> list[Task]:
    """Tasks, oldest first."""
    query = select(TaskRow).order_by(TaskRow.opened_at, TaskRow.id)
    if is_open:
        query = query.where(TaskRow.closed_at.is_(None))
    return [_task(row) for row in session.scalars(query)]


def _task(row: TaskRow) -> Task:
    return Task(
        row.id, TaskKind(row.kind), row.subject, row.document_id, json.loads(row.detail), row.opened_at, row.closed_at, row.closed_by
    )
