"""What the queue hands to measurement: one frozen fact per item, without any text."""

import datetime as dt
import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from policies.words.measures import ItemFact
from review_queue.tables import AnswerRow, DecisionRow, ItemRow


def item_facts(session: Session, since: dt.datetime | None = None, until: dt.datetime | None = None) -> list[ItemFact]:
    """Every item submitted in [since, until), oldest first; decoys are left out."""
    query = select(
        ItemRow.id,
        ItemRow.outcome,
        ItemRow.status,
        ItemRow.topic,
        ItemRow.language,
        ItemRow.submitted_at,
        ItemRow.timings,
        ItemRow.question,
    ).where(ItemRow.is_decoy.is_(False))
    query = query.order_by(ItemRow.submitted_at, ItemRow.id)
    if since is not None:
        query = query.where(ItemRow.submitted_at >= since)
    if until is not None:
        query = query.where(ItemRow.submitted_at < until)
    decisions: dict[str, tuple[str, dt.datetime, str | None]] = {}
    made = select(DecisionRow.item_id, DecisionRow.kind, DecisionRow.at, DecisionRow.reason_code).where(
        DecisionRow.is_final, DecisionRow.undone_at.is_(None)
    )
    for item_id, kind, at, reason in session.execute(made.order_by(DecisionRow.number)):
        decisions[item_id] = (kind, at, reason)
    edits = {
        row.item_id: row.edit_share
        for row in session.execute(
            select(AnswerRow.item_id, AnswerRow.edit_share).where(AnswerRow.undone_at.is_(None)).order_by(AnswerRow.id)
        )
    }
    facts: list[ItemFact] = []
    for row in session.execute(query):
        kind, at, reason = decisions.get(row.id, (None, None, None))
        facts.append(
            ItemFact(
                item_id=row.id,
                outcome=row.outcome,
                status=row.status,
                topic=row.topic,
                language=row.language,
                school=json.loads(row.question).get("school"),
                submitted_at=row.submitted_at,
                decided_at=at,
                decision=kind,
                reason_code=reason,
                edit_share=edits.get(row.id),
                timings_ms=json.loads(row.timings),
            )
        )
    return facts
