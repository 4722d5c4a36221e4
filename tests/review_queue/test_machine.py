"""The item's machine under every order of acts.

No undecided, recalled or planted item ever gives an answer; nothing is approved on a stale hash, a revoked source, other rules than were
read, or one's own words beyond what the policy allows; and only the table's moves are made.
"""

import datetime as dt
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from policies.errors import BadInput, Conflict, CountersignError, Refused
from policies.ledger import verify
from policies.policy import Policy
from policies.records import Database
from policies.review_rules import VigilanceRules
from policies.words.items import DecisionKind, Item, ItemStatus, ReasonCode
from policies.words.people import Actor
from policies.words.questions import Outcome
from review_queue import answers, claims, decoys, items, store, undoing
from review_queue.binding import rules_hash
from review_queue.items import MOVES, UNDOING
from review_queue.tables import DecoyRow, ItemRow
from tests.contracts.evidence_at_hand import BELLS, LUNCH
from tests.databases import sqlite_template
from tests.review_queue.desk import ANNE, BEN, HOLDING, IN_FORCE, NOW, STAFF, Desk, drafted, policy, submission

_TEMPLATE: list[Path] = []
PLACES = st.integers(0, 5)
PEOPLE = st.sampled_from([ANNE, BEN])
EDITS = {"none": ("", ""), "small": ("counter", "kiosk"), "figure": ("$2.75", "$2.85")}


def test_the_table_of_moves_is_closed_and_every_decision_follows_a_claim() -> None:
    assert MOVES.keys() == set(ItemStatus)
    decided = {ItemStatus.APPROVED, ItemStatus.REJECTED, ItemStatus.ESCALATED}
    assert all(not (to & decided) or at is ItemStatus.CLAIMED for at, to in MOVES.items())
    assert MOVES[ItemStatus.APPROVED] == {ItemStatus.RECALLED}
    assert not MOVES[ItemStatus.REJECTED] | MOVES[ItemStatus.ESCALATED] | MOVES[ItemStatus.WITHDRAWN]
    assert UNDOING.keys() == decided | {ItemStatus.WITHDRAWN}
    assert set(UNDOING.values()) == {ItemStatus.CLAIMED}


def policy_with(two_approvals: bool) -> Policy:
    """The rules, with or without a topic that two persons approve; in both, decoys are on and every citation must be opened."""
    rules = {"must_open_citations": True, "vigilance": VigilanceRules(decoy_share=0.2)}
    topics = ("meals",) if two_approvals else ()
    review = policy().review.model_copy(update={**rules, "two_approval_topics": topics})
    return policy().model_copy(update={"review": review})


class ItemMachine(RuleBasedStateMachine):
    """Beside the queue stands a model: the last status of each item, its hashes, and what was approved under which rules."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="machine-"))
        if not _TEMPLATE:
            _TEMPLATE.append(sqlite_template(Path(tempfile.mkdtemp(prefix="template-"))))
        shutil.copy(_TEMPLATE[0], self.folder / "machine.db")
        self.database = Database(f"sqlite:///{self.folder / 'machine.db'}")
        self.now: dt.datetime = NOW
        self.in_force = set(IN_FORCE)
        self.policy = policy_with(two_approvals=False)
        self.ids: list[str] = []
        self.decoys: set[str] = set()
        self.status: dict[str, ItemStatus] = {}
        self.words: dict[str, str] = {}
        self.hashes: dict[str, list[str]] = {}
        self.approved: dict[str, tuple[str, str]] = {}
        """Item → words and rules of its latest approval, as the model knows them."""
        self.given: set[str] = set()
        """Items whose latest approved words were given out."""

    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def desk(self, session: object) -> Desk:
        return Desk(session, self.now, self.in_force, self.policy)  # type: ignore[arg-type]

    def run_act(self, place: int, act: object) -> None:
        """One act in its own transaction; a refusal is an outcome like any other."""
        if place >= len(self.ids):
            return
        with suppress(Conflict, Refused, BadInput), self.database.write() as session:
            act(self.desk(session), store.get_item(session, self.ids[place]))  # type: ignore[operator]

    def note(self, item: Item) -> None:
        self.ids.append(item.id)
        self.status[item.id] = ItemStatus.QUEUED
        self.words[item.id] = item.draft.words if item.draft else HOLDING
        self.hashes[item.id] = [item.seen_hash]

    @initialize()
    def begin(self) -> None:
        self.submit(Outcome.DRAFTED, STAFF)

    @rule(
        outcome=st.sampled_from([Outcome.DRAFTED, Outcome.ABSTAINED_NO_SOURCE, Outcome.ESCALATED_SAFETY]), by=st.sampled_from([STAFF, BEN])
    )
    def submit(self, outcome: Outcome, by: Actor) -> None:
        with self.database.write() as session:
            made = submission(outcome, drafted(LUNCH) if outcome is Outcome.DRAFTED else None)
            item = self.desk(session).submit(made, by=by)
        self.note(item)

    @rule(by=PEOPLE)
    def plant(self, by: Actor) -> None:
        with self.database.write() as session:
            desk = self.desk(session)
            made = decoys.keep_share(session, self.now, self.policy, desk.which, lambda: 0.0, by)
            if made is not None:
                self.note(store.get_item(session, made))
                self.decoys.add(made)

    @rule(place=PLACES, by=PEOPLE, take_over=st.booleans())
    def claim(self, place: int, by: Actor, take_over: bool) -> None:
        self.run_act(place, lambda desk, item: desk.claim(item, by, take_over=take_over))

    @rule(by=PEOPLE)
    def claim_next(self, by: Actor) -> None:
        with self.database.write() as session:
            taken = claims.claim_next(session, self.now, by, self.policy)
        assert taken is None or taken.asked_by != by.user_id
        assert taken is None or taken.proposal is None or taken.proposal.by != by.user_id

    @rule(place=PLACES, by=PEOPLE)
    def release(self, place: int, by: Actor) -> None:
        self.run_act(place, lambda desk, item: claims.release(desk.session, desk.now, by, item.id))

    @rule(place=PLACES, by=PEOPLE, kind=st.sampled_from(DecisionKind), reads=st.booleans(), edit=st.sampled_from(sorted(EDITS)), old=PLACES)
    def decide(self, place: int, by: Actor, kind: DecisionKind, reads: bool, edit: str, old: int) -> None:
        def act(desk: Desk, item: Item) -> None:
            held = item.claim is not None and item.claim.by == by.user_id and item.claim.expires_at > desk.now
            opened_rules = desk.session.get_one(ItemRow, item.id).opened_policy
            before = item.proposal.text if item.proposal else self.words[item.id]
            after = before.replace(*EDITS[edit]) if kind is DecisionKind.APPROVE_WITH_EDITS and edit != "none" else before
            known = self.hashes[item.id]
            more: dict[str, object] = {} if reads else {"opened_citations": ()}
            if kind is DecisionKind.APPROVE_WITH_EDITS:
                more["answer_text"] = after
            seen = known[min(old, len(known) - 1)] if old else item.seen_hash
            made = desk.decide(item, kind, by, reason_code=ReasonCode.TONE, note="Look.", seen_hash=seen, **more)
            assert held
            assert item.status is ItemStatus.CLAIMED
            assert item.asked_by != by.user_id
            assert item.proposal is None or item.proposal.by != by.user_id
            assert opened_rules == rules_hash(self.policy)
            assert seen == item.seen_hash
            if item.id in self.decoys:
                assert made.status is ItemStatus.WITHDRAWN
                assert made.revealed is not None
                return
            approves = kind in {DecisionKind.APPROVE, DecisionKind.APPROVE_WITH_EDITS}
            if approves and item.draft is not None:
                assert reads
                assert LUNCH.revision_id in self.in_force
            if made.status is ItemStatus.APPROVED:
                assert approves
                assert before == after or edit != "figure"
                needs_two = self.policy.review.two_approval_topics != ()
                assert not needs_two or (item.proposal is not None and before == after)
                self.approved[item.id] = (after, rules_hash(self.policy))
                self.given.discard(item.id)
            elif approves:
                assert made.proposal is not None
                assert (made.proposal.text, made.proposal.by) == (after, by.user_id)
                assert made.status in {ItemStatus.QUEUED, ItemStatus.RECALLED}

        self.run_act(place, act)

    @rule(revision=st.sampled_from([LUNCH.revision_id, BELLS.revision_id]), still=st.sampled_from([None, LUNCH.text]))
    def recall(self, revision: str, still: str | None) -> None:
        with self.database.write() as session:
            self.desk(session).recall(revision, still)

    @rule(place=PLACES, by=PEOPLE)
    def reopen(self, place: int, by: Actor) -> None:
        self.run_act(place, lambda desk, item: items.reopen(desk.session, desk.now, by, item.id, "changed"))

    @rule(place=PLACES)
    def give_out(self, place: int) -> None:
        def act(desk: Desk, item: Item) -> None:
            desk.answer(item)
            answers.note_given(desk.session, desk.now, STAFF, item.id)
            self.given.add(item.id)

        self.run_act(place, act)

    @rule(place=PLACES, by=PEOPLE)
    def undo(self, place: int, by: Actor) -> None:
        def act(desk: Desk, item: Item) -> None:
            made = undoing.undo(desk.session, desk.now, by, item.id, desk.policy)
            assert item.status in UNDOING or (item.proposal is not None and item.proposal.by == by.user_id)
            assert item.id not in self.decoys
            if item.status in UNDOING:
                assert item.decision is not None
                assert item.decision.by == by.user_id
                assert desk.now - item.decision.at <= dt.timedelta(minutes=desk.policy.review.undo_minutes)
                assert item.status is not ItemStatus.APPROVED or item.id not in self.given
            assert made.status is ItemStatus.CLAIMED
            assert made.claim is not None
            assert made.claim.by == by.user_id

        self.run_act(place, act)

    @rule(is_there=st.booleans())
    def revoke_or_restore(self, is_there: bool) -> None:
        (self.in_force.add if is_there else self.in_force.discard)(LUNCH.revision_id)

    @rule(two=st.booleans())
    def change_the_policy(self, two: bool) -> None:
        self.policy = policy_with(two)

    @rule(minutes=st.integers(1, 20))
    def wait(self, minutes: int) -> None:
        self.now += dt.timedelta(minutes=minutes)

    @invariant()
    def moves_are_those_of_the_table(self) -> None:
        with self.database.read() as session:
            for id_ in self.ids:
                item = store.get_item(session, id_)
                before = self.status[id_]
                undone = UNDOING.get(before) is item.status
                assert item.status is before or item.status in MOVES[before] or undone, (before, item.status)
                assert (item.claim is not None) == (item.status is ItemStatus.CLAIMED)
                row = session.get_one(ItemRow, id_)
                assert row.is_closed == (item.status not in {ItemStatus.QUEUED, ItemStatus.CLAIMED, ItemStatus.RECALLED})
                assert (row.proposed_by is None) == (item.proposal is None)
                self.status[id_] = item.status
                if item.seen_hash not in self.hashes[id_]:
                    self.hashes[id_].append(item.seen_hash)

    @invariant()
    def only_an_approved_item_on_which_everything_holds_gives_an_answer(self) -> None:
        with self.database.read() as session:
            desk = self.desk(session)
            for id_ in self.ids:
                item = store.get_item(session, id_)
                holds = item.draft is None or LUNCH.revision_id in self.in_force
                same_rules = id_ in self.approved and self.approved[id_][1] == rules_hash(self.policy)
                try:
                    words = desk.answer(item)
                except CountersignError:
                    assert item.status is not ItemStatus.APPROVED or not holds or not same_rules
                    continue
                assert item.status is ItemStatus.APPROVED
                assert id_ not in self.decoys
                assert item.decision is not None
                assert item.decision.by != item.asked_by
                assert words == self.approved[id_][0]
                assert holds
                assert same_rules

    @invariant()
    def no_decoy_is_ever_approved(self) -> None:
        with self.database.read() as session:
            for id_ in self.decoys:
                assert store.get_item(session, id_).status is not ItemStatus.APPROVED
                assert session.get(DecoyRow, id_) is not None

    @invariant()
    def the_ledger_holds(self) -> None:
        with self.database.read() as session:
            assert verify(session).is_ok


TestItemMachine = ItemMachine.TestCase
TestItemMachine.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
