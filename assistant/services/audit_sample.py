"""The sheet for a blind audit: approved answers drawn by a recorded seed, without who decided, how, or whether a draft stood behind it."""

import csv
import hashlib
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.compose import House
from assistant.exports import without_formula
from policies.errors import BadInput
from policies.ledger import Tag, append
from policies.permissions import Permission, require
from policies.words.drafts import Citation
from policies.words.items import ItemStatus
from policies.words.measures import NEWSLETTER
from policies.words.people import Actor
from review_queue import store
from review_queue.tables import AnswerRow, ItemRow

COLUMNS = ("item_id", "rater", "aspect", "part", "holds", "language", "question", "answer", "sources")
ASPECTS_OF_ANSWERS = ("facts", "citation", "grounded")
MOST = 500


def draw(house: House, actor: Actor, n: int, seed: int, out: Path) -> int:
    """Write the sheet, a line for each aspect of each answer and for each part of its question; gives how many answers it holds.

    Every rater fills `rater` and `holds` of an own copy; `pilot audit` reads it back. The same seed draws the same answers.
    Raises: BadInput audit.size, audit.nothing, audit.unwritable.
    """
    require(actor, Permission.EVIDENCE_READ)
    if not 1 <= n <= MOST:
        raise BadInput("audit.size", "This many cannot be audited.", f"Draw 1 to {MOST}.")
    with house.database.write() as session:
        approved = _approved(session)
        chosen = sorted(approved, key=lambda id_: hashlib.sha256(f"{seed}|{id_}".encode()).digest())[:n]
        if not chosen:
            raise BadInput("audit.nothing", "No answer was approved yet.", "Draw again after the first approvals.")
        lines = [line for id_ in chosen for line in _lines(session, id_, approved[id_])]
        append(session, house.clock.now(), actor, Tag.AUDIT_DRAWN, "audit", {"n": len(chosen), "of": len(approved), "seed": seed})
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(lines)
    except OSError:
        raise BadInput("audit.unwritable", "The sheet cannot be written.", "Give a path in a folder that exists.") from None
    return len(chosen)


def _approved(session: Session) -> dict[str, AnswerRow]:
    """The latest answer of every approved item that is neither a decoy nor recalled."""
    query = (
        select(AnswerRow)
        .join(ItemRow, ItemRow.id == AnswerRow.item_id)
        .where(ItemRow.status == ItemStatus.APPROVED.value, ItemRow.is_decoy.is_(False), ItemRow.is_recalled.is_(False))
        .where(AnswerRow.undone_at.is_(None), ~ItemRow.flags.contains(NEWSLETTER))
        .order_by(AnswerRow.id)
    )
    return {row.item_id: row for row in session.scalars(query)}


def _lines(session: Session, item_id: str, answer: AnswerRow) -> list[tuple[object, ...]]:
    item = store.get_item(session, item_id)
    citations: tuple[Citation, ...] = store.CITATIONS.validate_json(answer.citations)
    sources = "\n".join(f"{c.title}{f', page {c.page}' if c.page else ''}: {c.quote}" for c in citations)
    shown = (item.question.language, str(item.question.text), answer.text, sources)
    n_parts = max(1, min(9, shown[1].count("?")))
    marks = [(aspect, "") for aspect in ASPECTS_OF_ANSWERS] + [("complete", str(part)) for part in range(1, n_parts + 1)]
    return [(item_id, "", aspect, part, "", *map(without_formula, shown)) for aspect, part in marks]
