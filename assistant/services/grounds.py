"""What the registry says to a decision, asked in the decision's own transaction."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.accounts.users import usernames
from assistant.compose import House
from assistant.drafting.reply import holding_words
from assistant.services.questions import in_force_ids
from assistant.switches import FLAG
from ingest import scope
from ingest.tables import RevisionRow
from policies.words.items import Item
from policies.words.people import Actor
from policies.words.questions import Outcome
from review_queue.binding import InForce
from review_queue.decisions import Grounds


def grounds(house: House, session: Session, actor: Actor, item: Item) -> Grounds:
    """Policy, registry, fixed words, the district's day and the actor's name."""
    return Grounds(
        policy=house.policy,
        in_force=in_force(house, session, item),
        holding_words=holding_reply(house, item),
        today=house.clock.today(),
        user_name=user_name(session, actor),
    )


def user_name(session: Session, actor: Actor) -> str:
    """The name that the policy knows the actor by."""
    return usernames(session, {actor.user_id}).get(actor.user_id, "")


def holding_reply(house: House, item: Item) -> str:
    """What approving an item without a draft would approve: the policy's neutral holding reply."""
    if FLAG in item.flags:  # nothing was looked for, so "we did not find this" would be untrue
        return holding_words(Outcome.ABSTAINED_HELD_BACK, item.question, item.contact, house.policy)
    return holding_words(item.outcome, item.question, item.contact, house.policy)


def in_force(house: House, session: Session, item: Item | None = None) -> InForce:
    """The revisions in force with their content hashes, and those that the item cites whose successor still says every quoted word."""
    current = _holding_ids(house, session, item)

    def which(ids: Collection[str]) -> dict[str, str]:
        wanted = sorted(set(ids) & current)
        rows = session.execute(select(RevisionRow.id, RevisionRow.content_hash).where(RevisionRow.id.in_(wanted)))
        return {row.id: row.content_hash for row in rows}

    return which


def _holding_ids(house: House, session: Session, item: Item | None) -> set[str]:
    current = in_force_ids(house, session)
    cited: dict[str, list[tuple[str, str]]] = {}
    for sentence in item.draft.sentences if item and item.draft else ():
        for citation in sentence.citations:
            if citation.revision not in current:
                cited.setdefault(citation.revision, []).append((citation.passage_id, citation.quote))
    for id_, quotes in cited.items():
        holds = scope.still_said(session, id_, current)
        if all(holds(passage_id, quote) for passage_id, quote in quotes):
            current.add(id_)
    return current
