"""Decisions: bound to a claim and to what was seen, within one reviewer's rights, and the answers they make."""

from dataclasses import replace

import pytest

from policies.errors import BadInput, Conflict, CountersignError, NotFound, Refused
from policies.ledger import Tag, events, head
from policies.records import Database
from policies.words.items import DecisionKind, ItemStatus, ReasonCode
from policies.words.questions import Outcome
from review_queue import facts, store
from review_queue.binding import rules_hash, text_hash
from review_queue.decisions import MAX_ANSWER_CHARS, MAX_NOTE_CHARS
from review_queue.edits import edit_share, new_figures
from review_queue.tables import AnswerRow
from tests.contracts.evidence_at_hand import BELLS, LUNCH
from tests.review_queue.desk import ANNE, BEN, HOLDING, LONG, STAFF, Desk, drafted, policy, submission

K = DecisionKind


def refused(desk: Desk, error: type[CountersignError], code: str, item_id: str, **how: object) -> None:
    """A decision is refused with this code and leaves item, answer and ledger as they were."""
    before = (head(desk.session), store.get_item(desk.session, item_id))
    with pytest.raises(error) as raised:
        desk.decide(store.get_item(desk.session, item_id), **how)  # type: ignore[arg-type]
    assert raised.value.code == code
    assert raised.value.remedy
    assert (head(desk.session), store.get_item(desk.session, item_id)) == before
    with pytest.raises(Conflict):
        desk.answer(before[1])


def test_an_approved_draft_is_the_answer_word_for_word(database: Database) -> None:
    with database.write() as session:
        item = Desk(session).approved()
    with database.read() as session:
        assert item.draft is not None
        answer = Desk(session).whole_answer(item)
        assert answer.text == item.draft.words
        assert (answer.approved_by, answer.edit_share, answer.language) == (ANNE.user_id, 0.0, "en")
        assert [c.quote for c in answer.citations] == [LUNCH.text]
        again = store.get_item(session, item.id)
    assert (again.status, again.claim) == (ItemStatus.APPROVED, None)
    assert again.decision is not None
    assert (again.decision.kind, again.decision.by, again.decision.seen_hash) == (K.APPROVE, ANNE.user_id, item.seen_hash)


def test_small_edits_are_kept_with_their_share(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.claim(desk.submit())
        assert item.draft is not None
        words = item.draft.words.replace("counter", "kiosk")
        desk.decide(item, K.APPROVE_WITH_EDITS, answer_text=words)
        answer = Desk(session).whole_answer(item)
    assert answer.text == words
    assert 0 < answer.edit_share < 0.05


@pytest.mark.parametrize("outcome", [Outcome.ABSTAINED_NO_SOURCE, Outcome.ESCALATED_SAFETY, Outcome.FAILED_CHECK])
def test_approving_an_item_without_a_draft_approves_the_holding_words(database: Database, outcome: Outcome) -> None:
    with database.write() as session:
        desk = Desk(session)
        assert desk.answer(desk.approved(submission(outcome))) == HOLDING


@pytest.mark.parametrize(("kind", "status"), [(K.REJECT, ItemStatus.REJECTED), (K.ESCALATE, ItemStatus.ESCALATED)])
def test_a_rejected_or_escalated_item_has_no_answer(database: Database, kind: K, status: ItemStatus) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.decide(desk.claim(desk.submit()), kind, reason_code=ReasonCode.WRONG_FACT, note="See page 3.")
        assert item.status is status
        assert item.decision is not None
        assert (item.decision.reason_code, item.decision.note) == (ReasonCode.WRONG_FACT, "See page 3.")
        with pytest.raises(Conflict) as raised:
            desk.answer(item)
        assert raised.value.code == "answer.not_approved"


@pytest.mark.parametrize("kind", K)
def test_nobody_decides_on_what_they_asked_themselves(database: Database, kind: K) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.claim(desk.submit(by=BEN), BEN)
        text = LONG if kind is K.APPROVE_WITH_EDITS else None
        refused(desk, Refused, "decision.self", item.id, kind=kind, by=BEN, reason_code=ReasonCode.TONE, answer_text=text)


def test_a_decision_needs_ones_own_living_claim(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.submit()
        refused(desk, Conflict, "item.not_claimed", item.id)
        desk.claim(item)
        refused(desk, Conflict, "item.claimed", item.id, by=BEN)
        desk.later(minutes=policy().review.claim_minutes)
        refused(desk, Conflict, "item.not_claimed", item.id)
        desk.decide(desk.claim(item))
        with pytest.raises(Conflict) as raised:
            desk.decide(item)
        assert raised.value.code == "item.closed"


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_a_decision_on_something_else_than_what_is_there_is_refused(database: Database, seen: str) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.claim(desk.submit())
        refused(desk, Conflict, "item.changed", item.id, seen_hash=seen)
        refused(desk, Conflict, "item.changed", item.id, seen_hash=desk.submit(submission(text="Another?")).seen_hash)


def test_a_rejection_needs_a_reason_and_an_escalation_does_not(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        desk = Desk(session)
        item = desk.claim(desk.submit())
        refused(desk, BadInput, "decision.reason", item.id, kind=K.REJECT)
        assert desk.decide(item, K.ESCALATE).status is ItemStatus.ESCALATED


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (K.APPROVE_WITH_EDITS, None),
        (K.APPROVE_WITH_EDITS, " \n"),
        (K.APPROVE, "Other words."),
        (K.APPROVE_WITH_EDITS, "x" * (MAX_ANSWER_CHARS + 1)),
    ],
    ids=["none", "blank", "not asked for", "long"],
)
def test_edited_words_come_with_the_decision_that_takes_them(sqlite_database: Database, kind: K, text: str | None) -> None:
    with sqlite_database.write() as session:
        desk = Desk(session)
        refused(desk, BadInput, "decision.answer", desk.claim(desk.submit()).id, kind=kind, answer_text=text)


def test_a_note_has_an_end(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        desk = Desk(session)
        item = desk.claim(desk.submit())
        refused(desk, BadInput, "decision.note", item.id, kind=K.ESCALATE, note="x" * (MAX_NOTE_CHARS + 1))
        assert desk.decide(item, K.ESCALATE, note="x" * MAX_NOTE_CHARS).decision is not None


@pytest.mark.parametrize(
    "edit",
    [
        lambda words: words.replace("$2.75", "$2.85"),
        lambda words: words + " Call 555-0100.",
        lambda words: " ".join(["other"] * 40),
        lambda words: "",
    ],
    ids=["figure", "new figure", "other words", "nothing"],
)
def test_own_figures_and_mostly_own_words_wait_for_a_second_person(database: Database, edit: object) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.claim(desk.submit())
        assert item.draft is not None
        text: str = edit(item.draft.words)  # type: ignore[operator]
        if not text:
            refused(desk, BadInput, "decision.answer", item.id, kind=K.APPROVE_WITH_EDITS, answer_text=text)
            return
        waiting = desk.decide(item, K.APPROVE_WITH_EDITS, answer_text=text)
        assert waiting.status is ItemStatus.QUEUED
        assert waiting.proposal is not None
        assert (waiting.proposal.text, waiting.proposal.by, waiting.decision) == (text, ANNE.user_id, None)
        assert not session.query(AnswerRow).count()
        with pytest.raises(Conflict) as raised:
            desk.answer(item)
        assert raised.value.code == "answer.not_approved"


def test_every_citation_must_be_opened_where_the_policy_asks(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        desk.with_rules(must_open_citations=True)
        item = desk.claim(desk.submit(submission(draft=drafted(LUNCH, BELLS))))
        refused(desk, Refused, "decision.citations_unopened", item.id, opened_citations=())
        refused(desk, Refused, "decision.citations_unopened", item.id, opened_citations={LUNCH.id, "p99"})
        desk.with_rules(must_open_citations=False)
        desk.claim(item)
        assert desk.decide(item, opened_citations=()).status is ItemStatus.APPROVED


def test_a_draft_whose_source_was_revoked_is_not_approved_but_may_be_rejected(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.claim(desk.submit())
        desk.in_force = frozenset()
        refused(desk, Conflict, "item.changed", item.id)
        assert desk.decide(item, K.REJECT, reason_code=ReasonCode.OUT_OF_DATE).status is ItemStatus.REJECTED


def test_an_answer_whose_source_is_no_longer_in_force_is_not_given_out(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.approved()
        desk.in_force = frozenset({BELLS.revision_id})
        with pytest.raises(Conflict) as raised:
            desk.answer(item)
        assert raised.value.code == "answer.recalled"


def test_an_undecided_item_has_no_answer(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.submit()
        for one in (item, desk.claim(item)):
            with pytest.raises(Conflict) as raised:
                desk.answer(one)
            assert raised.value.code == "answer.not_approved"
        with pytest.raises(NotFound):
            desk.answer(replace(item, id="item_no"))


def test_a_decision_writes_one_event_without_words(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.claim(desk.submit())
        desk.later(seconds=90)
        desk.decide(item, note="Secretword.")
        (event,) = events(session, tags=[Tag.ITEM_DECIDED])
    assert event.actor == ANNE.user_id
    assert item.draft is not None
    assert event.payload == {
        "decision": "approve",
        "reason_code": None,
        "office": None,
        "outcome": "drafted",
        "seen_hash": item.seen_hash,
        "edit_share": 0.0,
        "n_opened": 1,
        "waited_seconds": 90.0,
        "held_seconds": 90.0,
        "words": text_hash(item.draft.words),
        "revisions": {LUNCH.revision_id: f"content of {LUNCH.revision_id}"},
        "rules": rules_hash(desk.policy),
    }


def test_an_item_decided_again_keeps_both_decisions_and_shows_the_latest(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.approved()
        desk.recall()
        desk.later(minutes=1)
        again = desk.decide(desk.claim(item, BEN), K.REJECT, by=BEN, reason_code=ReasonCode.OUT_OF_DATE)
        assert again.decision is not None
        assert (again.decision.by, again.decision.kind) == (BEN.user_id, K.REJECT)
        (fact,) = facts.item_facts(session)
    assert (fact.decision, fact.reason_code, fact.status) == ("reject", "out_of_date", "rejected")


def test_facts_hold_what_measurement_needs_and_no_text(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.approved(submission(school="whitcomb"))
        desk.later(days=1)
        later = desk.submit()
        first, second = facts.item_facts(session)
        assert [f.item_id for f in facts.item_facts(session, since=desk.now)] == [later.id]
        assert [f.item_id for f in facts.item_facts(session, until=desk.now)] == [item.id]
    assert (first.item_id, first.school, first.topic, first.decision, first.edit_share) == (item.id, "whitcomb", "meals", "approve", 0.0)
    assert first.timings_ms["total"] == 15
    assert (second.decision, second.decided_at, second.edit_share) == (None, None, None)
    assert "lunch" not in repr((first, second)).casefold()
    assert STAFF.user_id not in repr(first)


@pytest.mark.parametrize(
    ("before", "after", "share"),
    [
        ("a b c d", "a b c d", 0.0),
        ("a b c d", "a b c x", 0.25),
        ("a b", "c d", 1.0),
        ("a b c", "a b c d", 1 / 7),
        ("a  b\nc", "a b c", 0.0),
    ],
)
def test_the_share_of_changed_words(before: str, after: str, share: float) -> None:
    assert edit_share(before, after) == pytest.approx(share)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("Costs $2.75 at 8:10.", "At 8:10 it costs $2.75.", []),
        ("Costs $2.75.", "Costs $2.85.", ["2.85"]),
        ("At 8:10.", "At 8:15 on 9/1.", ["8:15", "9/1"]),
        ("Room 12", "Room 1", ["1"]),
        ("None", "None", []),
    ],
)
def test_new_figures_are_those_that_the_draft_does_not_hold(before: str, after: str, found: list[str]) -> None:
    assert new_figures(before, after) == found
