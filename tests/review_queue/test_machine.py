"""The item's machine under every order of acts.

No undecided, recalled or planted item ever gives an answer; nothing is approved on a stale hash, a revoked source, other rules than were
read, or one's own words beyond what the policy allows; and only the table's moves are made.
"""

import datetime as dt
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from policies.errors import BadInput, Conflict, CountersignError, Refused
from policies.ledger import verify
from policies.records import Database
from policies.words.items import AttestedLine, DecisionKind, Item, ItemStatus, ReasonCode
from policies.words.people import Actor
from policies.words.questions import Outcome, RedactedText
from review_queue import answers, claims, decoys, items, store, undoing
from review_queue.binding import rules_hash
from review_queue.items import MOVES, UNDOING
from review_queue.tables import DecoyRow, ItemRow
from tests.contracts.evidence_at_hand import BELLS, LUNCH
from tests.databases import sqlite_template
from tests.review_queue.desk import ANNE, BEN, HOLDING, IN_FORCE, NOW, STAFF, Desk, drafted, submission
from tests.review_queue.playing import CLOCK, EDITS, KINDS, LAST_DAYS, LINE, MUST_HAPPEN, PEOPLE, PLACES, POLICIES, policy_with

_TEMPLATE: list[Path] = []


def test_the_table_of_moves_is_closed_and_every_decision_follows_a_claim() -> None:
    assert MOVES.keys() == set(ItemStatus)
    decided = {ItemStatus.APPROVED, ItemStatus.REJECTED, ItemStatus.ESCALATED}
    assert all(not (to & decided) or at is ItemStatus.CLAIMED for at, to in MOVES.items())
    assert MOVES[ItemStatus.APPROVED] == {ItemStatus.RECALLED}
    assert not MOVES[ItemStatus.REJECTED] | MOVES[ItemStatus.ESCALATED] | MOVES[ItemStatus.WITHDRAWN]
    assert UNDOING.keys() == decided | {ItemStatus.WITHDRAWN}
    assert set(UNDOING.values()) == {ItemStatus.CLAIMED}


class ItemMachine(RuleBasedStateMachine):
    """Beside the queue stands a model: the last status of each item, its hashes, and what was approved under which rules."""

    met: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="machine-"))
        if not _TEMPLATE:
            _TEMPLATE.append(sqlite_template(Path(tempfile.mkdtemp(prefix="template-"))))
        shutil.copy(_TEMPLATE[0], self.folder / "machine.db")
        self.database = Database(f"sqlite:///{self.folder / 'machine.db'}")
        self.now: dt.datetime = NOW
        self.in_force = set(IN_FORCE)
        self.contents: dict[str, str] = {}
        self.rules = "plain"
        self.policy = policy_with(self.rules)
        self.ids: list[str] = []
        self.decoys: set[str] = set()
        self.status: dict[str, ItemStatus] = {}
        self.words: dict[str, str] = {}
        self.hashes: dict[str, list[str]] = {}
        self.approved: dict[str, tuple[str, str, str, dt.date | None]] = {}
        """Item → words, rules, its source's content and last day of its latest approval, as the model knows them."""
        self.given: set[str] = set()
        """Items whose latest approved words were given out."""

    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def desk(self, session: object) -> Desk:
        return Desk(session, self.now, self.in_force, self.policy, self.contents)  # type: ignore[arg-type]

    def run_act(self, name: str, place: int, act: object) -> None:
        """One act in its own transaction; a refusal is an outcome like any other."""
        try:
            with self.database.write() as session:
                act(self.desk(session), store.get_item(session, self.ids[place % len(self.ids)]))  # type: ignore[operator]
        except (Conflict, Refused, BadInput) as error:
            self.met[error.code] += 1
            return
        self.met[name] += 1

    def note(self, item: Item) -> None:
        self.ids.append(item.id)
        self.status[item.id] = ItemStatus.QUEUED
        self.words[item.id] = item.draft.words if item.draft else HOLDING
        self.hashes[item.id] = [item.seen_hash]

    @initialize(is_busy=st.booleans())
    def begin(self, is_busy: bool) -> None:
        """On a busy day a decoy is due: five drafts wait, of which one is approved."""
        for _ in range(6 if is_busy else 1):
            self.submit(Outcome.DRAFTED, STAFF)
        if is_busy:
            self.work(0, ANNE, DecisionKind.APPROVE, "none", None)

    @rule(
        outcome=st.sampled_from([Outcome.DRAFTED, Outcome.ABSTAINED_NO_SOURCE, Outcome.ESCALATED_SAFETY]), by=st.sampled_from([STAFF, BEN])
    )
    def submit(self, outcome: Outcome, by: Actor) -> None:
        with self.database.write() as session:
            made = submission(outcome, drafted(LUNCH) if outcome is Outcome.DRAFTED else None)
            item = self.desk(session).submit(made, by=by)
        self.note(item)
        self.met["submit"] += 1

    @rule(by=PEOPLE)
    def plant(self, by: Actor) -> None:
        with self.database.write() as session:
            desk = self.desk(session)
            made = decoys.keep_share(session, self.now, self.policy, desk.which, lambda: 0.0, by)
            if made is not None:
                self.note(store.get_item(session, made))
                self.decoys.add(made)
                self.met["plant"] += 1

    @rule(place=PLACES, by=PEOPLE, take_over=st.booleans())
    def claim(self, place: int, by: Actor, take_over: bool) -> None:
        self.run_act("claim", place, lambda desk, item: desk.claim(item, by, take_over=take_over))

    @rule(by=PEOPLE)
    def claim_next(self, by: Actor) -> None:
        with self.database.write() as session:
            taken = claims.claim_next(session, self.now, by, self.policy, by.user_id.removeprefix("u_"))
        self.met["claim_next"] += taken is not None
        assert taken is None or taken.asked_by != by.user_id
        assert taken is None or taken.proposal is None or taken.proposal.by != by.user_id

    @rule(place=PLACES, by=PEOPLE)
    def release(self, place: int, by: Actor) -> None:
        self.run_act("release", place, lambda desk, item: claims.release(desk.session, desk.now, by, item.id))

    @rule(place=PLACES, by=PEOPLE, kind=KINDS, reads=st.booleans(), edit=st.sampled_from(sorted(EDITS)), old=PLACES)
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
                if edit == "attested" and LINE in after:
                    last = desk.now.date() + dt.timedelta(days=LAST_DAYS)
                    more["attested"] = (AttestedLine(RedactedText(LINE), by.user_id, last),)
            seen = known[min(old, len(known) - 1)] if old else item.seen_hash
            made = desk.decide(item, kind, by, reason_code=ReasonCode.TONE, note="Look.", seen_hash=seen, **more)
            assert held
            assert item.status is ItemStatus.CLAIMED
            assert item.asked_by != by.user_id
            assert item.proposal is None or item.proposal.by != by.user_id
            assert self.rules != "department" or by is ANNE
            assert opened_rules == rules_hash(self.policy)
            assert seen == item.seen_hash
            if item.id in self.decoys:
                assert made.status is ItemStatus.WITHDRAWN
                assert made.revealed is not None
                self.met["decoy decided"] += 1
                return
            approves = kind in {DecisionKind.APPROVE, DecisionKind.APPROVE_WITH_EDITS}
            if approves and item.draft is not None:
                assert reads or self.rules == "unread"
                assert LUNCH.revision_id in self.in_force
            if made.status is ItemStatus.APPROVED:
                assert approves
                is_same = before == after and "attested" not in more
                assert is_same or (edit == "small" and self.rules not in {"no own words", "two approvals"})
                assert self.rules != "two approvals" or item.proposal is not None
                lines = [line.expires_on for line in (item.proposal.attested if item.proposal else ()) if line.text in after]
                self.approved[item.id] = (after, rules_hash(self.policy), self.content, min(lines, default=None))
                self.given.discard(item.id)
                self.met["own words alone"] += not is_same
                self.met["countersigned"] += item.proposal is not None
            elif approves:
                assert made.proposal is not None
                assert (made.proposal.text, made.proposal.by) == (after, by.user_id)
                assert made.status in {ItemStatus.QUEUED, ItemStatus.RECALLED}
                self.met["proposed"] += 1

        self.run_act(kind.value, place, act)

    @rule(place=PLACES, by=PEOPLE, kind=KINDS, edit=st.sampled_from(sorted(EDITS)), between=st.none() | st.sampled_from(sorted(POLICIES)))
    def work(self, place: int, by: Actor, kind: DecisionKind, edit: str, between: str | None) -> None:
        """Claim or take over, read and decide; sometimes the policy changes in between."""
        self.claim(place, by, take_over=True)
        self.moves_are_those_of_the_table()
        if between is not None:
            self.change_the_policy(between)
        self.decide(place, by, kind, reads=True, edit=edit, old=0)
        self.moves_are_those_of_the_table()

    @rule(place=PLACES, by=PEOPLE, other=PEOPLE, kind=KINDS, edit=st.sampled_from(sorted(EDITS)), gives=st.booleans(), minutes=CLOCK)
    def work_and_regret(self, place: int, by: Actor, other: Actor, kind: DecisionKind, edit: str, gives: bool, minutes: int) -> None:
        """Decide; sometimes the words are given out; then somebody takes it back, soon or late."""
        self.work(place, by, kind, edit, None)
        if gives:
            self.give_out(place)
        self.step_the_clock(minutes)
        self.undo(place, other)

    @rule(place=PLACES, edit=st.sampled_from(["figure", "long", "attested"]), then=st.sampled_from(sorted(EDITS)))
    def work_by_two(self, place: int, edit: str, then: str) -> None:
        """One changes what needs a second person, who approves it or changes it again."""
        self.work(place, ANNE, DecisionKind.APPROVE_WITH_EDITS, edit, None)
        self.work(place, BEN, DecisionKind.APPROVE if then == "none" else DecisionKind.APPROVE_WITH_EDITS, then, None)

    @property
    def content(self) -> str:
        """What the registry says the cited revision holds."""
        return self.contents.get(LUNCH.revision_id, "as it was")

    @rule(revision=st.sampled_from([LUNCH.revision_id, BELLS.revision_id]), still=st.sampled_from([None, LUNCH.text]))
    def recall(self, revision: str, still: str | None) -> None:
        with self.database.write() as session:
            self.met["recall"] += len(self.desk(session).recall(revision, still))

    @rule(place=PLACES, by=PEOPLE)
    def reopen(self, place: int, by: Actor) -> None:
        self.run_act("reopen", place, lambda desk, item: items.reopen(desk.session, desk.now, by, item.id, "changed"))

    @rule(place=PLACES)
    def give_out(self, place: int) -> None:
        def act(desk: Desk, item: Item) -> None:
            desk.answer(item)
            answers.note_given(desk.session, desk.now, STAFF, item.id)
            self.given.add(item.id)

        self.run_act("give_out", place, act)

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
            self.met["undone decision" if item.status in UNDOING else "undone proposal"] += 1

        self.run_act("undo", place, act)

    @rule(is_there=st.booleans())
    def revoke_or_restore(self, is_there: bool) -> None:
        (self.in_force.add if is_there else self.in_force.discard)(LUNCH.revision_id)

    @rule(has_changed=st.booleans())
    def change_or_mend_the_source(self, has_changed: bool) -> None:
        """Somebody changes the stored content of a revision, which nothing of the product does."""
        self.contents.clear()
        if has_changed:
            self.contents[LUNCH.revision_id] = "something else"

    @rule(name=st.sampled_from(sorted(POLICIES)))
    def change_the_policy(self, name: str) -> None:
        self.rules = name
        self.policy = policy_with(name)

    @rule(minutes=CLOCK)
    def step_the_clock(self, minutes: int) -> None:
        """Forward, some days, or back, as a server's clock is set."""
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
                words_then, rules_then, content_then, last = self.approved.get(id_, ("", "", "", None))
                same = rules_then == rules_hash(self.policy) and (item.draft is None or content_then == self.content)
                is_over = last is not None and last < self.now.date()
                try:
                    words = desk.answer(item)
                except CountersignError as error:
                    self.met[error.code] += 1
                    assert item.status is not ItemStatus.APPROVED or not holds or not same or is_over
                    continue
                assert item.status is ItemStatus.APPROVED
                assert id_ not in self.decoys
                assert item.decision is not None
                assert item.decision.by != item.asked_by
                assert words == words_then
                assert holds
                assert same
                assert not is_over

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


@pytest.mark.drill
@pytest.mark.timeout(3600)  # thousands of acts, each followed by every invariant
def test_a_long_run_meets_every_act_and_every_refusal() -> None:
    ItemMachine.met.clear()
    run_state_machine_as_test(ItemMachine, settings=settings(max_examples=200, stateful_step_count=50, deadline=None))  # type: ignore[no-untyped-call]
    assert {name for name in MUST_HAPPEN if ItemMachine.met[name] == 0} == set(), ItemMachine.met
