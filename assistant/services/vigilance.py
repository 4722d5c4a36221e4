"""The review's own figures and tasks: decoys caught, second readings that agree, audits, corrections for document owners."""

from dataclasses import dataclass

from sqlalchemy import select

from assistant.compose import House
from eval.intervals import share_interval
from ingest.tables import DocumentRow
from policies.errors import Refused
from policies.permissions import Permission, may, require
from policies.words.items import ReasonCode
from policies.words.measures import Figure
from policies.words.people import Actor, Role
from review_queue import corrections, tasks, vigilance
from review_queue.tasks import Task, TaskKind
from review_queue.vigilance import Counts, Reread

LEAST_N = 20
"""Below so many observations a figure is shown grey."""


@dataclass(frozen=True, slots=True)
class ToldTask:
    """A task with its document's title and owner, and a correction's words. Words only for who may approve documents."""

    task: Task
    title: str | None
    owner_id: str | None
    before: str | None
    after: str | None
    other_title: str | None = None
    """With a conflict: the document that says something else."""


def figures(house: House, actor: Actor) -> list[Figure]:
    """Catch rate (all classes and each), agreement of second readings, haste and unchanged approvals. For the group, never a person."""
    if not may(actor, Permission.ITEM_DECIDE):
        require(actor, Permission.METRICS_READ)
    rules = house.policy.review.vigilance
    with house.database.read() as session:
        caught, agreed = vigilance.catch_counts(session), vigilance.reread_counts(session)
        fast, unchanged = vigilance.recent_approvals(session, rules.audit_window, rules.min_approval_seconds)
    whole = Counts(sum(c.n_hits for c in caught.values()), sum(c.n for c in caught.values()))
    definition = "Decided decoys whose planted error was not approved, of all decided decoys"
    made = [_figure("decoy_catch_rate", whole, definition)]
    made += [_figure("decoy_catch_rate", counts, definition, group) for group, counts in caught.items()]
    made.append(_figure("reread_agreement", agreed, "Blind second readings that agree with the approval, of those made"))
    made.append(_figure("fast_approvals", fast, f"Of the latest approvals those within {rules.min_approval_seconds:g} s of the claim"))
    made.append(_figure("zero_edit_approvals", unchanged, "Of the latest approvals those that changed no word"))
    return made


def _figure(name: str, counts: Counts, definition: str, group: str | None = None) -> Figure:
    value = counts.n_hits / counts.n if counts.n else None
    interval = share_interval(counts.n_hits, counts.n)
    return Figure(name, value, counts.n, "share", definition, interval, group, has_enough=counts.n >= LEAST_N)


def list_tasks(house: House, actor: Actor, *, is_open: bool = True) -> list[ToldTask]:
    """Owners see the corrections of their documents; administrators and leaders see all, leaders without words."""
    if not may(actor, Permission.DOCUMENT_APPROVE):
        require(actor, Permission.METRICS_READ)
    is_owner_only = not may(actor, Permission.METRICS_READ)
    with_words = may(actor, Permission.DOCUMENT_APPROVE)
    with house.database.read() as session:
        documents = {row.id: row for row in session.scalars(select(DocumentRow))}
        told: list[ToldTask] = []
        for task in tasks.list_tasks(session, is_open=is_open):
            document = documents.get(task.document_id or "")
            owners = {document.owner_id, document.backup_owner_id} if document else set[str | None]()
            if is_owner_only and actor.user_id not in owners:
                continue
            is_correction = task.kind is TaskKind.CORRECTION and with_words
            other = documents.get(str(task.detail.get("other_document_id", "")))
            words = corrections.words_of(session, task.subject) if is_correction else None
            told.append(
                ToldTask(
                    task,
                    document.title if document else None,
                    document.owner_id if document else None,
                    words[0] if words else None,
                    words[1] if words else None,
                    other.title if other else None,
                )
            )
    return told


def close_task(house: House, actor: Actor, task_id: str) -> Task:
    """Say that a task is done. Raises: NotFound task.unknown; Conflict task.closed; Refused task.not_yours."""
    require(actor, Permission.DOCUMENT_APPROVE)
    with house.database.write() as session:
        task = tasks.get_task(session, task_id)
        document = session.get(DocumentRow, task.document_id) if task.document_id else None
        owners = {document.owner_id, document.backup_owner_id} if document else set[str | None]()
        if Role.ADMIN not in actor.roles and actor.user_id not in owners:
            raise Refused("task.not_yours", "This task belongs to somebody else.", "Its document's owner or an administrator closes it.")
        return tasks.close_task(session, house.clock.now(), actor, task_id)


def next_reread(house: House, actor: Actor) -> Reread | None:
    """An approved answer to read again without knowing who approved it; None when none waits for this reviewer."""
    require(actor, Permission.ITEM_DECIDE)
    with house.database.read() as session:
        return vigilance.next_reread(session, actor)


def finish_reread(house: House, actor: Actor, reread_id: str, *, agrees: bool, reason_code: ReasonCode | None = None) -> None:
    """Keep what the second reader found. Raises: as `review_queue.vigilance.finish_reread`."""
    require(actor, Permission.ITEM_DECIDE)
    with house.database.write() as session:
        vigilance.finish_reread(session, house.clock.now(), actor, reread_id, agrees=agrees, reason_code=reason_code)
