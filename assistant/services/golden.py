"""Reviewers' decisions become golden cases: what a person approved, or said must be passed on, is asked again at every release."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.compose import House
from policies.errors import BadInput
from policies.permissions import Permission, require
from policies.words.drafts import Citation
from policies.words.items import DecisionKind, ReasonCode
from policies.words.measures import NEWSLETTER
from policies.words.people import Actor
from policies.words.questions import Outcome
from review_queue import store
from review_queue.tables import AnswerRow, DecisionRow, ItemRow

MOST_CASES = 5000

_SENSITIVE = sorted(outcome.value for outcome in Outcome if outcome.value.startswith("escalated_"))


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it. `n_undecidable`: decisions that do not say what would have been right, such as a rejection for tone."""

    n: int
    n_undecidable: int


def cases_of_decisions(house: House, actor: Actor, out: Path) -> Made:
    """Write a case for every final decision that says what was right; questions are the redacted ones, redacted once more.

    Decoys, questions that the pilot kept back and recalled items give none. Raises: BadInput cases.unwritable; RedactionFailed.
    """
    require(actor, Permission.EVIDENCE_READ)
    lines: list[str] = []
    n_undecidable = 0
    with house.database.read() as session:
        for row, decision in _decided(session):
            expected = _expected(row, decision)
            if expected is None:
                n_undecidable += 1
                continue
            item = store.item_of(row, None)
            case: dict[str, Any] = {
                "id": row.id,
                "question": str(house.redactor.redact(str(item.question.text), item.question.language).text),
                "language": item.question.language,
                "school": item.question.school,
                "expected": expected,
                "note": f"{decision.kind}{f', {decision.reason_code}' if decision.reason_code else ''}",
            }
            if expected == [Outcome.DRAFTED.value]:
                case["gold_files"] = _files(session, row.id)
            lines.append(json.dumps(case, ensure_ascii=False))
    try:
        out.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    except OSError:
        raise BadInput("cases.unwritable", "The file of cases cannot be written.", "Give a path in a folder that exists.") from None
    return Made(len(lines), n_undecidable)


def _decided(session: Session) -> list[tuple[ItemRow, DecisionRow]]:
    """Items with their latest final decision, in the order they were asked."""
    query = (
        select(ItemRow, DecisionRow)
        .join(DecisionRow, DecisionRow.item_id == ItemRow.id)
        .where(DecisionRow.is_final.is_(True), DecisionRow.undone_at.is_(None))
        .where(ItemRow.is_decoy.is_(False), ItemRow.is_recalled.is_(False))
        .where(ItemRow.outcome != Outcome.ABSTAINED_HELD_BACK.value, ~ItemRow.flags.contains(NEWSLETTER))
        .order_by(ItemRow.submitted_at, ItemRow.id, DecisionRow.number)
        .limit(MOST_CASES)
    )
    return list({row.id: (row, decision) for row, decision in session.execute(query)}.values())


def _expected(row: ItemRow, decision: DecisionRow) -> list[str] | None:
    """The outcomes that a decision says were right; None when it does not say."""
    if decision.kind == DecisionKind.ESCALATE.value or decision.reason_code == ReasonCode.SHOULD_ESCALATE.value:
        return _SENSITIVE
    if decision.kind == DecisionKind.APPROVE.value:
        return [row.outcome]
    if decision.kind == DecisionKind.APPROVE_WITH_EDITS.value and row.outcome == Outcome.DRAFTED.value:
        return [row.outcome]
    return None


def _files(session: Session, item_id: str) -> list[str]:
    """Files that the approved words cite."""
    standing = select(AnswerRow.citations).where(AnswerRow.item_id == item_id, AnswerRow.undone_at.is_(None))
    told = session.scalar(standing.order_by(AnswerRow.id.desc()).limit(1))
    citations: tuple[Citation, ...] = store.CITATIONS.validate_json(told) if told else ()
    return sorted({citation.file_name for citation in citations})
