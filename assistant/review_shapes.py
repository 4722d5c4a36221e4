"""The JSON of review beside the item: checks of edits, differences, the library, tasks and second readings."""

from collections.abc import Sequence
from typing import Any

from assistant.services.again import Again
from assistant.services.edit_checks import EditChecks
from assistant.services.library import Found
from assistant.services.review import Changes, Standing
from assistant.services.vigilance import ToldTask
from assistant.shapes import answer_shape, item_shape, moment
from policies.words.items import Item
from review_queue.edits import Change
from review_queue.vigilance import Reread


def reviewed_shape(item: Item, again: Again) -> dict[str, Any]:
    """An item as a reviewer gets it: with what waits and asks alike, and the answer approved before that may serve again."""
    before = again.before
    return item_shape(item) | {
        "same_as": list(again.waiting),
        "n_same": again.n_waiting,
        "approved_before": {
            "item_id": before.item_id,
            "answer_id": before.answer_id,
            "approved_at": moment(before.answer.approved_at),
            "n_items": before.n,
        }
        if before
        else None,
    }


def change_shapes(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Runs of words that differ; offsets index the text after."""
    return [{"was": change.was, "now": change.now, "start": change.start, "end": change.end} for change in changes]


def checks_shape(found: EditChecks) -> dict[str, Any]:
    """What the checks say of edited words; offsets index `text`."""
    return {
        "text": found.text,
        "is_redacted": found.is_redacted,
        "sentences": [
            {"start": s.start, "end": s.end, "standing": s.standing.value, "drafted": s.drafted, "faults": s.faults}
            for s in found.sentences
        ],
        "unheld_figures": [{"start": f.start, "end": f.end, "kind": f.kind, "text": f.text} for f in found.unheld],
        "changes": change_shapes(found.changes),
        "edit_share": round(found.edit_share, 4),
        "needs_second": found.needs_second,
        "second_reasons": [why.value for why in found.why_second],
    }


def changes_shape(found: Changes) -> dict[str, Any]:
    """What changed since a reviewer opened the item."""
    return {
        "item_id": found.item_id,
        "seen_hash": found.seen_hash,
        "parts": list(found.parts),
        "words": change_shapes(found.words),
    }


def found_answer_shape(found: Found) -> dict[str, Any]:
    """An approved answer of the library with the question it answered."""
    return {"item_id": found.item_id, "question": found.question, "score": found.score, "answer": answer_shape(found.answer)}


def task_shape(told: ToldTask) -> dict[str, Any]:
    """A task of the review."""
    task = told.task
    return {
        "id": task.id,
        "kind": task.kind.value,
        "document_id": task.document_id,
        "title": told.title,
        "owner": told.owner_id,
        "before": told.before,
        "after": told.after,
        "other_title": told.other_title,
        "detail": task.detail,
        "opened_at": moment(task.opened_at),
        "closed_at": moment(task.closed_at) if task.closed_at else None,
        "closed_by": task.closed_by,
    }


def reread_shape(found: Reread) -> dict[str, Any]:
    """An answer to be read again, without who approved it."""
    item = item_shape(found.item)
    answer = answer_shape(found.answer)
    for name in ("approved_by", "countersigned_by", "edit_share"):
        answer.pop(name)
    return {"id": found.id, "item": item, "answer": answer, "asked_at": moment(found.asked_at)}


def standing_shape(found: Standing) -> dict[str, Any]:
    """How an item stands while a reviewer has it open."""
    return {
        "status": found.status.value,
        "seen_hash": found.seen_hash,
        "others": list(found.others),
        "holder": found.holder,
        "is_mine": found.is_mine,
        "expires_at": moment(found.expires_at) if found.expires_at else None,
    }
