"""Items that ask alike: their drafts lead with the very same quoted words, in one language, for one school and year.

The lead and not all that is cited: two wordings of one question mostly find the same first sentence and differ in what follows. That two
items ask alike is a hint to the reviewer, who sees both questions; each item is decided by itself.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from policies.words.drafts import Citation, Draft
from policies.words.items import ItemStatus
from policies.words.questions import Outcome, Question
from review_queue.binding import digest
from review_queue.tables import AnswerRow, ItemRow

WAITING = (ItemStatus.QUEUED.value, ItemStatus.CLAIMED.value, ItemStatus.RECALLED.value)
N_LATEST = 20
"""Latest approved answers of a group that are looked at."""


def key_of(question: Question, draft: Draft | None) -> str | None:
    """What items that ask alike have in common. Quoted words count, not a passage's id: a revision that still says them keeps the group."""
    cited = quoted_in(c for sentence in (draft.sentences if draft else ()) for c in sentence.citations)
    return digest([question.language, question.school, question.school_year, *cited[0]]) if cited else None


def quoted_in(citations: Iterable[Citation]) -> list[tuple[str, str]]:
    """Document and quoted words of each citation, however the words were broken into lines."""
    return [(c.document_id, " ".join(c.quote.split())) for c in citations]


def n_waiting(session: Session, item_ids: Collection[str]) -> dict[str, int]:
    """How many items wait in the group of each of these, itself counted; only where two or more do. One statement for a page."""
    keys = select(ItemRow.alike).where(ItemRow.id.in_(item_ids), ItemRow.status.in_(WAITING), ItemRow.alike.is_not(None)).distinct()
    counted = (
        select(ItemRow.alike, func.count().label("n"))
        .where(ItemRow.alike.in_(keys), ItemRow.status.in_(WAITING))
        .group_by(ItemRow.alike)
        .having(func.count() > 1)
        .subquery()
    )
    of_each = select(ItemRow.id, counted.c.n).join(counted, counted.c.alike == ItemRow.alike)
    return {row.id: row.n for row in session.execute(of_each.where(ItemRow.id.in_(item_ids), ItemRow.status.in_(WAITING)))}


def waiting_like(session: Session, item_id: str, limit: int) -> list[str]:
    """Ids of the other items that wait and ask alike, oldest first."""
    key = select(ItemRow.alike).where(ItemRow.id == item_id).scalar_subquery()
    query = select(ItemRow.id).where(ItemRow.alike == key, ItemRow.status.in_(WAITING), ItemRow.id != item_id)
    return list(session.scalars(query.order_by(ItemRow.submitted_at, ItemRow.id).limit(limit)))


def approved_like(session: Session, item_id: str) -> list[AnswerRow]:
    """The latest approved answers to items that ask alike, newest first.

    Never one with a line that staff attested. Nothing is offered for a decoy, whose planted error stands out beside good words.
    """
    row = session.get(ItemRow, item_id)
    if row is None or row.alike is None or row.is_decoy:
        return []
    query = (
        select(AnswerRow)
        .join(ItemRow, ItemRow.id == AnswerRow.item_id)
        .where(ItemRow.alike == row.alike, ItemRow.status == ItemStatus.APPROVED.value, ItemRow.id != item_id)
        .where(ItemRow.is_decoy.is_(False), ItemRow.outcome == Outcome.DRAFTED.value)
        .where(AnswerRow.undone_at.is_(None), AnswerRow.attested == "[]")
    )
    return list(session.scalars(query.order_by(AnswerRow.id.desc()).limit(N_LATEST)))
