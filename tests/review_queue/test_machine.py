"""The item's machine under every order of acts: no undecided or recalled item ever gives an answer, and only the table's moves are made."""

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
from policies.records import Database
from policies.words.items import DecisionKind, Item, ItemStatus, ReasonCode
from policies.words.people import Actor
from policies.words.questions import Outcome
from review_queue import claims, store
from review_queue.items import MOVES
from tests.contracts.evidence_at_hand import BELLS, LUNCH
from tests.databases import sqlite_template
from tests.review_queue.desk import ANNE, BEN, HOLDING, IN_FORCE, NOW, STAFF, Desk, drafted, submission

_TEMPLATE: list[Path] = []
PLACES = st.integers(0, 5)
PEOPLE = st.sampled_from([ANNE, BEN])


def test_the_table_of_moves_is_closed_and_every_decision_follows_a_claim() -> None:
    assert MOVES.keys() == set(ItemStatus)
    decided = {ItemStatus.APPROVED, ItemStatus.REJECTED, ItemStatus.ESCALATED}
    assert all(not (to & decided) or at is ItemStatus.CLAIMED for at, to in MOVES.items())
    assert MOVES[ItemStatus.APPROVED] == {ItemStatus.RECALLED}
    assert not MOVES[ItemStatus.REJECTED] | MOVES[ItemStatus.ESCALATED] | MOVES[ItemStatus.WITHDRAWN]


class ItemMachine(RuleBasedStateMachine):
    """Beside the queue stands a model: the last status of each item, and who may have answered."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="machine-"))
        if not _TEMPLATE:
            _TEMPLATE.append(sqlite_template(Path(tempfile.mkdtemp(prefix="template-"))))
        shutil.copy(_TEMPLATE[0], self.folder / "machine.db")
        self.database = Database(f"sqlite:///{self.folder / 'machine.db'}")
        self.now: dt.datetime = NOW
        self.in_force = set(IN_FORCE)
        self.ids: list[str] = []
        self.status: dict[str, ItemStatus] = {}
        self.words: dict[str, str] = {}

    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run_act(self, place: int, act: object) -> None:
        """One act in its own transaction; a refusal is an outcome like any other."""
        if place >= len(self.ids):
            return
        with suppress(Conflict, Refused, BadInput), self.database.write() as session:
            desk = Desk(session, self.now, self.in_force)
            act(desk, store.get_item(session, self.ids[place]))  # type: ignore[operator]

    @initialize()
    def begin(self) -> None:
        self.submit(Outcome.DRAFTED, STAFF)

    @rule(
        outcome=st.sampled_from([Outcome.DRAFTED, Outcome.ABSTAINED_NO_SOURCE, Outcome.ESCALATED_SAFETY]), by=st.sampled_from([STAFF, BEN])
    )
    def submit(self, outcome: Outcome, by: Actor) -> None:
        with self.database.write() as session:
            made = submission(outcome, drafted(LUNCH) if outcome is Outcome.DRAFTED else None)
            item = Desk(session, self.now).submit(made, by=by)
        self.ids.append(item.id)
        self.status[item.id] = ItemStatus.QUEUED
        self.words[item.id] = item.draft.words if item.draft else HOLDING

    @rule(place=PLACES, by=PEOPLE)
    def claim(self, place: int, by: Actor) -> None:
        self.run_act(place, lambda desk, item: desk.claim(item, by))

    @rule(by=PEOPLE)
    def claim_next(self, by: Actor) -> None:
        with self.database.write() as session:
            taken = claims.claim_next(session, self.now, by, Desk(session).policy)
        assert taken is None or taken.asked_by != by.user_id

    @rule(place=PLACES, by=PEOPLE)
    def release(self, place: int, by: Actor) -> None:
        self.run_act(place, lambda desk, item: claims.release(desk.session, desk.now, by, item.id))

    @rule(place=PLACES, by=PEOPLE, kind=st.sampled_from(DecisionKind), reads=st.booleans())
    def decide(self, place: int, by: Actor, kind: DecisionKind, reads: bool) -> None:
        def act(desk: Desk, item: Item) -> None:
            held = item.claim is not None and item.claim.by == by.user_id and item.claim.expires_at > desk.now
            more: dict[str, object] = {} if reads else {"opened_citations": ()}
            if kind is DecisionKind.APPROVE_WITH_EDITS:
                more["answer_text"] = self.words[item.id]
            made = desk.decide(item, kind, by, reason_code=ReasonCode.TONE, **more)
            assert held
            assert item.status is ItemStatus.CLAIMED
            assert item.asked_by != by.user_id
            assert made.status in {ItemStatus.APPROVED, ItemStatus.REJECTED, ItemStatus.ESCALATED}
            if made.status is ItemStatus.APPROVED and item.draft is not None:
                assert reads
                assert LUNCH.revision_id in self.in_force

        self.run_act(place, act)

    @rule(revision=st.sampled_from([LUNCH.revision_id, BELLS.revision_id]), still=st.sampled_from([None, LUNCH.text]))
    def recall(self, revision: str, still: str | None) -> None:
        with self.database.write() as session:
            Desk(session, self.now).recall(revision, still)

    @rule(is_there=st.booleans())
    def revoke_or_restore(self, is_there: bool) -> None:
        (self.in_force.add if is_there else self.in_force.discard)(LUNCH.revision_id)

    @rule(minutes=st.integers(1, 20))
    def wait(self, minutes: int) -> None:
        self.now += dt.timedelta(minutes=minutes)

    @invariant()
    def moves_are_those_of_the_table(self) -> None:
        with self.database.read() as session:
            for id_ in self.ids:
                item = store.get_item(session, id_)
                before = self.status[id_]
                assert item.status is before or item.status in MOVES[before], (before, item.status)
                assert (item.claim is not None) == (item.status is ItemStatus.CLAIMED)
                self.status[id_] = item.status

    @invariant()
    def only_an_approved_item_whose_sources_hold_gives_an_answer(self) -> None:
        with self.database.read() as session:
            desk = Desk(session, self.now, self.in_force)
            for id_ in self.ids:
                item = store.get_item(session, id_)
                try:
                    words = desk.answer(item)
                except CountersignError:
                    holds = item.draft is None or LUNCH.revision_id in self.in_force
                    assert item.status is not ItemStatus.APPROVED or not holds
                    continue
                assert item.status is ItemStatus.APPROVED
                assert item.decision is not None
                assert item.decision.by != item.asked_by
                assert words == self.words[id_]
                assert item.draft is None or LUNCH.revision_id in self.in_force

    @invariant()
    def the_ledger_holds(self) -> None:
        with self.database.read() as session:
            assert verify(session).is_ok


TestItemMachine = ItemMachine.TestCase
TestItemMachine.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)
