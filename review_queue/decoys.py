"""Decoys: drafts with one planted error among the real ones. Never released, revealed right after the decision."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from policies.ledger import Tag, append
from policies.policy import Policy
from policies.review_rules import ErrorClass
from policies.words.drafts import Draft
from policies.words.items import Item, ItemStatus, Planted, Submission
from policies.words.measures import NEWSLETTER
from policies.words.people import SYSTEM, Actor
from policies.words.questions import Outcome
from review_queue import store
from review_queue.binding import InForce
from review_queue.items import put, withdraw
from review_queue.planting import plant
from review_queue.tables import AnswerRow, DecoyRow, ItemRow

N_SOURCES = 40
"""Latest good answers among which a draft that can carry the wanted error is looked for."""


def keep_share(
    session: Session, now: dt.datetime, policy: Policy, in_force: InForce, chance: Callable[[], float], actor: Actor
) -> str | None:
    """Plant one decoy when the policy's share of the drafted items asks for one; gives its item id.

    Its place is left to chance: when one is due, it comes with one claim in three; when two are due, at once.
    """
    share = policy.review.vigilance.decoy_share
    if share <= 0:
        return None
    drafted = session.scalar(select(func.count()).select_from(ItemRow).where(ItemRow.outcome == Outcome.DRAFTED.value)) or 0
    made = session.scalar(select(func.count()).select_from(DecoyRow)) or 0
    met = select(func.count()).select_from(DecoyRow).join(ItemRow, ItemRow.id == DecoyRow.item_id)
    planted = session.scalar(met.where(DecoyRow.decided_at.is_not(None) | ItemRow.is_closed.is_(False))) or 0
    due = share * (drafted - made) - planted
    if due < 1 or (due < 2 and chance() > 1 / 3):
        return None
    return _plant_one(session, now, policy, in_force, actor)


def _plant_one(session: Session, now: dt.datetime, policy: Policy, in_force: InForce, actor: Actor) -> str | None:
    sources = _sources(session, in_force, actor)
    counted = session.execute(select(DecoyRow.error_class, func.count().label("n")).group_by(DecoyRow.error_class))
    counts = {row.error_class: row.n for row in counted}
    for error_class in sorted(policy.review.vigilance.decoy_classes, key=lambda kind: counts.get(kind.value, 0)):
        for source in sources:
            others = [item.draft for item in sources if item.id != source.id and item.draft]
            made = plant(source.draft, error_class, policy.district, others) if source.draft else None
            if made is not None:
                return _put(session, now, source, *made, error_class, policy)
    return None


def _sources(session: Session, in_force: InForce, actor: Actor) -> list[Item]:
    """Drafts that were approved as they were and still hold, those least used first; none that the actor asked."""
    used = select(DecoyRow.source_id, func.count().label("n")).group_by(DecoyRow.source_id).subquery()
    query = (
        select(ItemRow)
        .join(AnswerRow, AnswerRow.item_id == ItemRow.id)
        .outerjoin(used, used.c.source_id == ItemRow.id)
        .where(
            ItemRow.status == ItemStatus.APPROVED.value,
            ItemRow.outcome == Outcome.DRAFTED.value,
            ItemRow.asked_by != actor.user_id,
            AnswerRow.edit_share == 0,
            AnswerRow.undone_at.is_(None),
            ~ItemRow.flags.contains(NEWSLETTER),
        )
        .order_by(func.coalesce(used.c.n, 0), ItemRow.submitted_at.desc(), ItemRow.id)
        .limit(N_SOURCES)
    )
    items = [store.item_of(row, None) for row in session.scalars(query)]
    cited = {c.revision for item in items if item.draft for s in item.draft.sentences for c in s.citations}
    current = in_force(sorted(cited)).keys()
    return [item for item in items if item.draft and all(c.revision in current for s in item.draft.sentences for c in s.citations)]


def _put(session: Session, now: dt.datetime, source: Item, draft: Draft, planted: Planted, error_class: ErrorClass, policy: Policy) -> str:
    submission = Submission(
        question=replace(source.question, received_at=now),
        outcome=Outcome.DRAFTED,
        outcome_detail=source.outcome_detail,
        contact=source.contact,
        draft=draft,
        provenance=source.provenance,
        timings=source.timings,
        asked_by=source.asked_by,
        rule=source.rule,
        flags=source.flags,
    )
    row = put(session, now, SYSTEM, submission, policy, is_decoy=True)
    row.told_asker = source.asked_by
    row.evidence = session.get_one(ItemRow, source.id).evidence  # a packet without evidence would tell a decoy from an item
    session.add(
        DecoyRow(
            item_id=row.id,
            source_id=source.id,
            error_class=error_class.value,
            planted=store.PLANTED.dump_json(planted).decode(),
            planted_at=now,
        )
    )
    append(session, now, SYSTEM, Tag.DECOY_PLANTED, "review", {"item_id": row.id, "error_class": error_class.value})
    session.flush()
    return row.id


def are_about(session: Session) -> bool:
    """Whether a decoy waits undecided, whatever the policy's share is now."""
    query = select(ItemRow.id).where(ItemRow.is_decoy, ItemRow.is_closed.is_(False))
    return session.scalar(query.limit(1)) is not None


def reveal(session: Session, now: dt.datetime, actor: Actor, row: ItemRow, words: str | None) -> Item:
    """Tell the reviewer what was planted and take the decoy out for good. `words` are what the reviewer approved, None for nothing.

    Caught is what was not approved, or approved without the planted words.
    """
    decoy = session.get_one(DecoyRow, row.id)
    planted = store.PLANTED.validate_json(decoy.planted)
    is_caught = words is None or (planted.error_class != ErrorClass.WRONG_CITATION.value and planted.now not in words)
    decoy.decided_at, decoy.is_caught = now, is_caught
    withdraw(session, now, SYSTEM, row, "decoy")
    append(session, now, SYSTEM, Tag.DECOY_REVEALED, row.id, {"error_class": decoy.error_class, "is_caught": is_caught})
    session.flush()
    return store.get_item(session, row.id)
