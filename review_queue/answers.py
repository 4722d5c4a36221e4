"""Answers: the approved words, given out only while everything they lean on still holds."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from policies.errors import Conflict, NotFound
from policies.ledger import Tag, append
from policies.policy import Policy
from policies.words.items import Answer, ItemStatus
from policies.words.people import Actor
from review_queue import store
from review_queue.binding import Bound, InForce, bind, differences, text_hash
from review_queue.tables import AnswerRow


def get_answer(session: Session, item_id: str, policy: Policy, in_force: InForce, today: dt.date) -> Answer:
    """The approved words, if they, every cited revision and the rules are what was approved.

    Raises: NotFound item.unknown; Conflict answer.not_approved, answer.recalled, answer.changed, answer.expired.
    """
    row = store.get_row(session, item_id)
    stored = latest(session, item_id)
    if row.status == ItemStatus.RECALLED.value and stored is not None:
        raise recalled(item_id)
    if row.status != ItemStatus.APPROVED.value or row.is_decoy:
        raise Conflict("answer.not_approved", "No one has approved an answer to this item.", "Wait for the review.", item_id=item_id)
    if stored is None:
        raise NotFound("answer.unknown", "This item has no answer.", "Report this: an approved item always has one.")
    return checked(stored, policy, in_force, today)


def latest(session: Session, item_id: str) -> AnswerRow | None:
    """The latest answer of an item whose approval was not taken back."""
    query = select(AnswerRow).where(AnswerRow.item_id == item_id, AnswerRow.undone_at.is_(None))
    return session.scalars(query.order_by(AnswerRow.id.desc()).limit(1)).first()


def is_given(session: Session, item_id: str) -> bool:
    """Whether the words of an item's latest answer were given out."""
    stored = latest(session, item_id)
    return stored is not None and stored.given_at is not None


def note_given(session: Session, now: dt.datetime, actor: Actor, item_id: str) -> None:
    """Keep that the words are given out, the first time: from then on the approval is not undone any more.

    The caller has asked `get_answer` in the same transaction.
    """
    stored = latest(session, item_id)
    if stored is not None and stored.given_at is None:
        stored.given_at = now
        append(session, now, actor, Tag.ANSWER_COPIED, item_id, {"words": stored.text_hash})
        session.flush()


def checked(stored: AnswerRow, policy: Policy, in_force: InForce, today: dt.date) -> Answer:
    """An answer, if it still is what was approved. Raises: Conflict answer.recalled, answer.changed, answer.expired."""
    answer = store.answer_of(stored)
    cited = {citation.revision for citation in answer.citations}
    revisions = in_force(sorted(cited))
    if cited - revisions.keys():
        raise recalled(stored.item_id)
    now = bind(answer.text, answer.citations, {id_: revisions[id_] for id_ in cited}, policy)
    if stored.bound is not None:
        changed = differences(Bound.from_json(stored.bound), now)
    else:
        changed = [] if text_hash(answer.text) == stored.text_hash else ["words"]
    if changed:
        raise Conflict(
            "answer.changed",
            f"This changed since it was approved: {', '.join(changed)}.",
            "A reviewer reopens the item and decides again.",
            item_id=stored.item_id,
            changed=", ".join(changed),
        )
    ended = [line for line in answer.attested if line.expires_on < today]
    if ended:
        raise Conflict(
            "answer.expired",
            f"A line that staff attested was true until {min(line.expires_on for line in ended).isoformat()}.",
            "A reviewer reopens the item and decides again.",
            item_id=stored.item_id,
        )
    return answer


def recalled(item_id: str) -> Conflict:
    """The refusal of an answer that was called back."""
    return Conflict(
        "answer.recalled", "This answer was called back: something it cites changed.", "Wait for the new review.", item_id=item_id
    )
