"""Corrections: what reviewers change in words drafted from a document. The same one several times is the document's fault."""

import datetime as dt

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from policies.policy import Policy
from policies.words.drafts import Draft
from policies.words.items import Item
from review_queue.binding import digest
from review_queue.edits import word_diff
from review_queue.tables import CorrectionRow
from review_queue.tasks import TaskKind, open_task, withdraw_task


def note_corrections(session: Session, now: dt.datetime, item: Item, words: str, policy: Policy) -> list[str]:
    """Keep every replaced run of words with the documents its sentence cites; gives the ids of tasks that this opened."""
    if item.draft is None or words == item.draft.words:
        return []
    opened: list[str] = []
    for change in word_diff(item.draft.words, words):
        if not change.was or not change.now:
            continue
        for document_id in _documents_of(item.draft, change.was):
            key = digest([document_id, change.was.casefold(), change.now.casefold()])
            session.add(CorrectionRow(key=key, item_id=item.id, document_id=document_id, before=change.was, after=change.now, at=now))
            session.flush()
            n = _n_items(session, key)
            if n >= policy.review.corrections_before_task:
                task = open_task(session, now, TaskKind.CORRECTION, key, {"n_items": n, "document_id": document_id}, document_id)
                opened += [task] if task else []
    return opened


def forget_corrections(session: Session, now: dt.datetime, item_id: str, decided_at: dt.datetime, policy: Policy) -> None:
    """Take out what one approval, now taken back, corrected. A task that too few corrections are left for is withdrawn."""
    made = (CorrectionRow.item_id == item_id, CorrectionRow.at == decided_at)
    keys = set(session.scalars(select(CorrectionRow.key).where(*made)))
    session.execute(delete(CorrectionRow).where(*made))
    for key in sorted(keys):
        if _n_items(session, key) < policy.review.corrections_before_task:
            withdraw_task(session, now, TaskKind.CORRECTION, key)


def _n_items(session: Session, key: str) -> int:
    return session.scalar(select(func.count(func.distinct(CorrectionRow.item_id))).where(CorrectionRow.key == key)) or 0


def words_of(session: Session, key: str) -> tuple[str, str] | None:
    """The words before and after of a correction."""
    row = session.scalars(select(CorrectionRow).where(CorrectionRow.key == key).order_by(CorrectionRow.id.desc()).limit(1)).first()
    return (row.before, row.after) if row else None


def _documents_of(draft: Draft, words: str) -> list[str]:
    """The documents cited by the sentences that hold these words."""
    said = " ".join(words.split())
    holding = [s for s in draft.sentences if said in " ".join(s.text.split())]
    return list(dict.fromkeys(c.document_id for s in holding for c in s.citations))
