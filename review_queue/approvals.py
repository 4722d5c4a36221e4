"""Approvals: what one person may approve alone, what a second must countersign, and the answer it makes."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from policies.errors import BadInput, Conflict, Refused
from policies.policy import Policy
from policies.words.drafts import Citation
from policies.words.items import AttestedLine, Item, NeedsSecond, Proposal
from policies.words.people import Actor
from policies.words.questions import RedactedText
from review_queue import store
from review_queue.binding import Bound, InForce, bind, set_proposal
from review_queue.edits import changed_facts, dropped_sentences, edit_share
from review_queue.tables import AnswerRow, ItemRow


@dataclass(frozen=True, slots=True)
class Approval:
    """The words that are approved, what they are bound to, and why a second person is needed (empty: nobody is)."""

    words: str
    share: float
    bound: Bound
    why: tuple[NeedsSecond, ...]
    attested: tuple[AttestedLine, ...]


def citations_of(item: Item) -> tuple[Citation, ...]:
    """Every citation of an item's draft, in order."""
    return tuple(c for s in item.draft.sentences for c in s.citations) if item.draft else ()


def approve(
    item: Item,
    actor: Actor,
    policy: Policy,
    in_force: InForce,
    *,
    draft_words: str,
    edited: RedactedText | None,
    opened: Collection[str],
    attested: tuple[AttestedLine, ...],
    today: dt.date,
) -> Approval:
    """Check everything an approval leans on; nothing is written yet.

    Raises: Conflict item.changed; Refused decision.citations_unopened; BadInput attestation.text / attestation.expiry.
    """
    citations = citations_of(item)
    revisions = in_force(sorted({citation.revision for citation in citations}))
    gone = sorted({citation.revision for citation in citations} - revisions.keys())
    if gone:
        raise Conflict(
            "item.changed",
            "This changed since you opened it: a cited revision is no longer in force.",
            "Reject the item; ask again for a new draft.",
            item_id=item.id,
            changed=", ".join(f"revision {id_}" for id_ in gone),
        )
    unopened = {citation.passage_id for citation in citations} - set(opened)
    if policy.review.must_open_citations and unopened:
        raise Refused("decision.citations_unopened", "Not every citation was opened.", "Open or tick each cited passage before approving.")
    proposal = item.proposal
    before = proposal.text if proposal else draft_words
    words = edited if edited is not None else proposal.text if proposal else draft_words
    kept = tuple(line for line in (proposal.attested if proposal else ()) if line.text in words)
    _check_attested(attested, words, policy, today)
    why = why_second(item, policy, before, words, is_attested=bool(attested))
    cited = {id_: revisions[id_] for id_ in sorted({citation.revision for citation in citations})}
    return Approval(words, edit_share(draft_words, words), bind(words, citations, cited, policy), why, (*kept, *attested))


def why_second(item: Item, policy: Policy, before: str, words: str, *, is_attested: bool) -> tuple[NeedsSecond, ...]:
    """Why approving these words is not enough alone. Source: issue 6, 'Decide'.

    A second person who approves words as they were proposed is enough; one who edits them is measured against the proposal.
    """
    is_edited = words.split() != before.split()
    why: list[NeedsSecond] = []
    if is_edited and (changed_facts(before, words) or (item.draft and set(dropped_sentences(item.draft, words)) - _dropped(item, before))):
        why.append(NeedsSecond.OWN_FACTS)
    if is_edited and edit_share(before, words) > policy.review.max_own_edit_share:
        why.append(NeedsSecond.OWN_WORDS)
    if is_attested:
        why.append(NeedsSecond.ATTESTED)
    if item.question.topic in policy.review.two_approval_topics and (item.proposal is None or is_edited):
        why.append(NeedsSecond.TOPIC)
    return tuple(why)


def _dropped(item: Item, before: str) -> set[int]:
    return set(dropped_sentences(item.draft, before)) if item.draft else set()


def _check_attested(attested: tuple[AttestedLine, ...], words: str, policy: Policy, today: dt.date) -> None:
    latest = today + dt.timedelta(days=policy.review.attestation_days)
    for line in attested:
        if not line.text.strip() or line.text not in words:
            raise BadInput("attestation.text", "An attested line does not stand in the answer.", "Put it into answer_text word for word.")
        if not today <= line.expires_on <= latest:
            raise BadInput(
                "attestation.expiry",
                f"An attested line lasts from today to {latest.isoformat()} at most.",
                "Give an expires_on in that span; what lasts longer belongs into a document.",
            )


def propose(session: Session, now: dt.datetime, actor: Actor, row: ItemRow, approval: Approval) -> None:
    """Keep the words for the second person; the item's hash becomes that of what is proposed."""
    set_proposal(session, row, Proposal(approval.words, actor.user_id, now, approval.share, approval.why, approval.attested))


def record_answer(session: Session, now: dt.datetime, row: ItemRow, item: Item, actor: Actor, approval: Approval) -> int:
    """Write the approved words; gives the answer's number. What was proposed is countersigned by the actor."""
    first = item.proposal.by if item.proposal else actor.user_id
    answer = AnswerRow(
        item_id=row.id,
        text=approval.words,
        text_hash=approval.bound.words,
        language=item.question.language,
        citations=store.CITATIONS.dump_json(citations_of(item)).decode(),
        approved_by=first,
        approved_at=now,
        edit_share=approval.share,
        countersigned_by=actor.user_id if item.proposal else None,
        bound=approval.bound.json(),
        attested=store.ATTESTED.dump_json(approval.attested).decode(),
    )
    session.add(answer)
    session.flush()
    return answer.id
