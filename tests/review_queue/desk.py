"""A desk for tests of the queue: submissions, people, and one call for each thing a person does."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import lru_cache

from sqlalchemy.orm import Session

from policies.policy import Policy
from policies.words.documents import Passage
from policies.words.drafts import Citation, Draft, Provenance, Sentence, Support, Timings
from policies.words.items import Answer, DecisionKind, Item, Submission
from policies.words.people import Actor, Contact, Role
from policies.words.questions import Outcome, RedactedText
from review_queue import answers, claims, decisions, items, store
from review_queue.decisions import DecisionRequest, Grounds
from tests.contracts.evidence_at_hand import ABSENCE, BELLS, LUNCH, ask, cite, demo_policy

NOW = dt.datetime(2026, 9, 1, 15, 0, tzinfo=dt.UTC)
STAFF = Actor("u_staff", frozenset({Role.STAFF}))
OTHER_STAFF = Actor("u_other_staff", frozenset({Role.STAFF}))
ANNE = Actor("u_anne", frozenset({Role.REVIEWER}))
BEN = Actor("u_ben", frozenset({Role.REVIEWER, Role.STAFF}))
HOLDING = "Thank you for your question. The office will write to you."
IN_FORCE = frozenset({BELLS.revision_id, LUNCH.revision_id, ABSENCE.revision_id})
LONG = (
    "Lunch costs $2.75 for every student who buys it at the counter of the cafeteria. Breakfast is free for every student who comes to the "
    "cafeteria before the first bell rings. Families may pay online or by check at the front office of the school."
)


@lru_cache(maxsize=1)
def policy() -> Policy:
    return demo_policy()


def drafted(*passages: Passage, text: str = LONG) -> Draft:
    """A draft that cites each passage once."""
    sentences = tuple(Sentence(text, Support.ENTAILED, (cite(passage),)) for passage in passages or (LUNCH,))
    return Draft("draft_1", "Hello,", sentences, "Kind regards", "en")


def submission(
    outcome: Outcome = Outcome.DRAFTED, draft: Draft | None = None, text: str = "What does lunch cost?", **about: object
) -> Submission:
    """A finished way; drafted from LUNCH unless said otherwise."""
    if outcome is Outcome.DRAFTED and draft is None:
        draft = drafted()
    return Submission(
        question=replace(ask(text, topic="meals"), **about),  # type: ignore[arg-type]
        outcome=outcome,
        outcome_detail="",
        contact=Contact("Food Services", "(217) 555-0143"),
        draft=draft,
        provenance=Provenance("policy1", "extractive", "hash-64", "b.1", "0.1.0"),
        timings=Timings(1, 2, 3, 4, 5, 15),
        asked_by=STAFF.user_id,
        rule="rule_1",
        flags=("flag_1",),
    )


def opened(item: Item) -> frozenset[str]:
    """Every passage that the draft cites."""
    return frozenset(c.passage_id for c in cited(item))


def cited(item: Item) -> list[Citation]:
    return [c for s in (item.draft.sentences if item.draft else ()) for c in s.citations]


@dataclass
class Desk:
    """The queue in one session at one moment."""

    session: Session
    now: dt.datetime = NOW
    in_force: Collection[str] = IN_FORCE
    policy: Policy = field(default_factory=policy)
    contents: dict[str, str] = field(default_factory=dict[str, str])
    chance: float = 1.0

    def submit(self, made: Submission | None = None, key: str | None = None, by: Actor = STAFF) -> Item:
        return items.submit(self.session, self.now, by, made or submission(), key, self.policy)

    def claim(self, item: Item, by: Actor = ANNE, *, take_over: bool = False) -> Item:
        return claims.claim(self.session, self.now, by, item.id, self.policy, take_over=take_over)

    def current(self, item: Item) -> Item:
        return store.get_item(self.session, item.id)

    def current_of(self, item_id: str) -> Item:
        return store.get_item(self.session, item_id)

    def with_rules(self, **changes: object) -> None:
        """From now on the policy's review rules say this."""
        self.policy = self.policy.model_copy(update={"review": self.policy.review.model_copy(update=changes)})

    def decide(self, item: Item, kind: DecisionKind = DecisionKind.APPROVE, by: Actor = ANNE, **more: object) -> Item:
        """A decision on what was seen, with every citation opened unless said otherwise."""
        for name in ("note", "answer_text"):
            if isinstance(more.get(name), str):
                more[name] = RedactedText(more[name])
        given: dict[str, object] = {"kind": kind, "seen_hash": item.seen_hash, "opened_citations": opened(item), **more}
        request = DecisionRequest(**given)  # type: ignore[arg-type]
        return decisions.decide(self.session, self.now, by, item.id, request, self.grounds(by))

    def grounds(self, by: Actor = ANNE) -> Grounds:
        """What a decision is made on; the user name is the id without its mark."""
        name = by.user_id.removeprefix("u_")
        return Grounds(self.policy, self.which, HOLDING, self.now.date(), name, lambda: self.chance)

    def approved(self, made: Submission | None = None) -> Item:
        """An item that Anne approved."""
        return self.decide(self.claim(self.submit(made)))

    def answer(self, item: Item) -> str:
        return self.whole_answer(item).text

    def whole_answer(self, item: Item) -> Answer:
        return answers.get_answer(self.session, item.id, self.policy, self.which, self.now.date())

    def recall(self, revision: str = LUNCH.revision_id, still_said: str | None = None) -> list[str]:
        """With `still_said`, quotes that stand in these words hold."""

        def holds(_passage_id: str, quote: str) -> bool:
            return quote in (still_said or "")

        return items.recall(self.session, self.now, STAFF, revision, "revoked", None if still_said is None else holds)

    def later(self, **delta: float) -> None:
        self.now += dt.timedelta(**delta)

    def which(self, ids: Collection[str]) -> dict[str, str]:
        """The registry: what may be cited, with its content hash."""
        return {id_: self.contents.get(id_, f"content of {id_}") for id_ in ids if id_ in self.in_force}
