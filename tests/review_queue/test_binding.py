"""Bound approval: whatever an approval leans on is checked again when approving and whenever the words are given out."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from policies.errors import Conflict
from policies.policy import Policy
from policies.records import Database
from policies.words.items import DecisionKind, ItemStatus
from review_queue import items
from review_queue.binding import Bound, rules_hash, text_hash
from review_queue.tables import AnswerRow, DecisionRow
from tests.contracts.evidence_at_hand import BELLS, LUNCH
from tests.review_queue.desk import ANNE, BEN, Desk, drafted, policy, submission


def other_policy() -> Policy:
    district = policy().district.model_copy(update={"front_office": "business"})
    return policy().model_copy(update={"district": district})


def test_the_decision_keeps_the_hashes_of_words_revisions_and_rules(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.approved(submission(draft=drafted(LUNCH, BELLS)))
        for row in (session.query(DecisionRow).one(), session.query(AnswerRow).one()):
            assert row.bound is not None
            bound = Bound.from_json(row.bound)
            assert set(bound.revisions) == {LUNCH.revision_id, BELLS.revision_id}
            assert bound.rules == rules_hash(policy())
            assert bound.words == session.query(AnswerRow).one().text_hash
        assert desk.answer(item)


TAMPERING: dict[str, tuple[Callable[[Desk], None], str]] = {
    "words": (lambda desk: _sql(desk, "UPDATE answers SET text = replace(text, '2.75', '2.85')"), "words"),
    "words and their hash": (
        lambda desk: _sql(desk, f"UPDATE answers SET text = 'x', text_hash = '{text_hash('x')}'"),
        "words",
    ),
    "citations": (lambda desk: _sql(desk, "UPDATE answers SET citations = replace(citations, 'Breakfast', 'Supper')"), "citations"),
    "content of a revision": (lambda desk: desk.contents.update({LUNCH.revision_id: "other"}), f"revision {LUNCH.revision_id}"),
    "policy": (lambda desk: setattr(desk, "policy", other_policy()), "policy"),
}


def _sql(desk: Desk, statement: str) -> None:
    desk.session.execute(text(statement))
    desk.session.expire_all()


@pytest.mark.parametrize("kind", TAMPERING)
def test_an_answer_is_not_given_out_when_what_it_leans_on_changed(database: Database, kind: str) -> None:
    change, told = TAMPERING[kind]
    with database.write() as session:
        desk = Desk(session)
        item = desk.approved()
        change(desk)
        with pytest.raises(Conflict) as raised:
            desk.answer(item)
        assert raised.value.code == "answer.changed"
        assert str(raised.value.ids["changed"]).startswith(told)


def test_rules_that_no_approval_leans_on_take_no_answer_back(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.approved()
        desk.with_rules(claim_minutes=99, service_level_hours=1)
        assert desk.answer(item)


def test_a_policy_that_changed_since_the_item_was_opened_stops_the_decision_until_it_is_read_again(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.claim(desk.submit())
        desk.policy = other_policy()
        with pytest.raises(Conflict) as raised:
            desk.decide(item)
        assert (raised.value.code, str(raised.value.ids["changed"])[:6]) == ("item.changed", "policy")
        assert desk.decide(desk.claim(item)).status is ItemStatus.APPROVED


def test_a_reviewer_reopens_an_answer_that_changed_and_it_is_decided_anew(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.approved()
        desk.policy = other_policy()
        with pytest.raises(Conflict):
            desk.answer(item)
        back = items.reopen(session, desk.now, BEN, item.id, "changed")
        assert back.status is ItemStatus.RECALLED
        with pytest.raises(Conflict) as raised:
            desk.answer(item)
        assert raised.value.code == "answer.recalled"
        desk.decide(desk.claim(item))
        assert desk.answer(item)
        desk.recall()
        with pytest.raises(Conflict) as closed:
            items.reopen(session, desk.now, BEN, item.id, "changed")
        assert closed.value.code == "item.closed"


def test_a_stale_hash_is_told_which_part_changed(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        first = desk.claim(desk.submit())
        assert first.draft is not None
        desk.decide(first, DecisionKind.APPROVE_WITH_EDITS, answer_text=first.draft.words.replace("$2.75", "$2.85"))
        desk.claim(first, BEN)
        with pytest.raises(Conflict) as raised:
            desk.decide(first, by=BEN)
        assert raised.value.ids["changed"] == "proposal"
        with pytest.raises(Conflict) as unknown:
            desk.decide(first, by=BEN, seen_hash="0" * 64)
        assert unknown.value.ids["changed"] is None
        assert ANNE.user_id not in raised.value.detail
