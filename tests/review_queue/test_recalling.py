"""Recall: what leaned on changed words is called back; what still holds stays."""

import pytest

from policies.errors import Conflict
from policies.ledger import Tag, events
from policies.records import Database
from policies.words.items import DecisionKind, ItemStatus, ReasonCode
from policies.words.questions import Outcome
from review_queue import store
from tests.contracts.evidence_at_hand import BELLS, LUNCH
from tests.review_queue.desk import BEN, Desk, drafted, submission


def test_waiting_claimed_and_approved_items_that_cite_a_revision_are_called_back(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        waiting, claimed, approved = desk.submit(), desk.claim(desk.submit()), desk.approved()
        both = desk.submit(submission(draft=drafted(BELLS, LUNCH)))
        other = desk.approved(submission(draft=drafted(BELLS)))
        silent = desk.submit(submission(Outcome.ABSTAINED_NO_SOURCE))
        expected = {waiting.id, claimed.id, approved.id, both.id}
        recalled = desk.recall()
        assert sorted(recalled) == recalled
        assert set(recalled) == expected
        for id_ in expected:
            item = store.get_item(session, id_)
            assert (item.status, item.claim) == (ItemStatus.RECALLED, None)
        assert store.get_item(session, other.id).status is ItemStatus.APPROVED
        assert store.get_item(session, silent.id).status is ItemStatus.QUEUED
        told = list(events(session, tags=[Tag.ITEM_RECALLED]))
        assert [event.subject for event in told] == recalled
        assert {(e.payload["revision"], e.payload["reason"]) for e in told} == {(LUNCH.revision_id, "revoked")}


def test_what_was_rejected_or_escalated_stays_closed(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        for kind in (DecisionKind.REJECT, DecisionKind.ESCALATE):
            desk.decide(desk.claim(desk.submit()), kind, reason_code=ReasonCode.TONE)
        assert desk.recall() == []


def test_a_second_recall_finds_nothing_new(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.approved()
        assert desk.recall() == [item.id]
        assert desk.recall() == []


def test_a_recalled_answer_is_not_given_out_until_it_is_approved_anew(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.approved()
        assert desk.answer(item)
        desk.recall()
        with pytest.raises(Conflict) as raised:
            desk.answer(item)
        assert raised.value.code == "answer.recalled"
        desk.claim(item, BEN)
        with pytest.raises(Conflict):
            desk.answer(item)
        desk.decide(item, by=BEN)
        assert desk.answer(item)


@pytest.mark.parametrize(
    ("still_said", "stays"),
    [
        (f"# Meals\n\nNew words first. {LUNCH.text} And after.", True),
        (LUNCH.text.replace("2.75", "2.85"), False),
        ("", False),
        (None, False),
    ],
    ids=["same words", "other price", "nothing", "revoked"],
)
def test_with_a_successor_only_items_whose_quoted_words_are_gone_are_called_back(
    database: Database, still_said: str | None, stays: bool
) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.approved()
        assert desk.recall(still_said=still_said) == ([] if stays else [item.id])
        assert store.get_item(session, item.id).status is (ItemStatus.APPROVED if stays else ItemStatus.RECALLED)


def test_one_lost_quote_of_several_is_enough(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        other = LUNCH.text.split(". ")[0]
        both = drafted(LUNCH, LUNCH)
        item = desk.approved(submission(draft=both))
        assert desk.recall(still_said=other) == [item.id]
