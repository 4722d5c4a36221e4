"""The countersignature: what one person may approve alone, and what a second must."""

import datetime as dt
from dataclasses import replace

import pytest

from policies.errors import BadInput, Conflict, Refused
from policies.ledger import Tag, events
from policies.records import Database
from policies.words.items import AttestedLine, DecisionKind, Item, ItemStatus, NeedsSecond, ReasonCode
from policies.words.people import Actor, Role
from policies.words.questions import RedactedText
from review_queue import claims, facts
from review_queue.edits import changed_facts, dropped_sentences, word_diff
from tests.contracts.evidence_at_hand import BELLS, LUNCH
from tests.review_queue.desk import ANNE, BEN, LONG, Desk, drafted, submission
from tests.review_queue.test_deciding import refused

K = DecisionKind
CLEO = Actor("u_cleo", frozenset({Role.REVIEWER}))


def proposed(desk: Desk, edit: tuple[str, str] = ("$2.75", "$2.85")) -> Item:
    """An item for which Anne proposed a changed figure."""
    item = desk.claim(desk.submit())
    assert item.draft is not None
    return desk.decide(item, K.APPROVE_WITH_EDITS, answer_text=item.draft.words.replace(*edit))


def test_a_second_person_countersigns_words_and_both_are_named(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = proposed(desk)
        assert item.proposal is not None
        assert item.proposal.why == (NeedsSecond.OWN_FACTS,)
        done = desk.decide(desk.claim(item, BEN), by=BEN)
        answer = desk.whole_answer(done)
        assert done.status is ItemStatus.APPROVED
        assert (answer.text, answer.approved_by, answer.countersigned_by) == (item.proposal.text, ANNE.user_id, BEN.user_id)
        assert [e.tag for e in events(session, tags=[Tag.ITEM_PROPOSED, Tag.ITEM_DECIDED])] == [Tag.ITEM_PROPOSED, Tag.ITEM_DECIDED]
        (fact,) = facts.item_facts(session)
        assert fact.decision == "approve"


@pytest.mark.parametrize("kind", K)
def test_whoever_proposed_the_words_never_decides_on_them(database: Database, kind: K) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.claim(proposed(desk))
        more = {"answer_text": LONG} if kind is K.APPROVE_WITH_EDITS else {}
        refused(desk, Refused, "decision.own_words", item.id, kind=kind, reason_code=ReasonCode.TONE, note="x", **more)
        assert claims.claim_next(session, desk.now, ANNE, desk.policy) is None
        claims.release(session, desk.now, ANNE, item.id)
        taken = claims.claim_next(session, desk.now, BEN, desk.policy)
        assert taken is not None


def test_the_draft_s_hash_does_not_approve_what_was_proposed(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        first = desk.submit()
        desk.claim(first)
        assert first.draft is not None
        item = desk.decide(first, K.APPROVE_WITH_EDITS, answer_text=first.draft.words.replace("$2.75", "$2.85"))
        assert item.seen_hash != first.seen_hash
        desk.claim(item, BEN)
        refused(desk, Conflict, "item.changed", item.id, by=BEN, seen_hash=first.seen_hash)
        with pytest.raises(Conflict) as raised:
            desk.decide(item, by=BEN, seen_hash=first.seen_hash)
        assert raised.value.ids["changed"] == "proposal"


def test_a_second_person_who_changes_a_figure_needs_a_third(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.claim(proposed(desk), BEN)
        assert item.proposal is not None
        again = desk.decide(item, K.APPROVE_WITH_EDITS, BEN, answer_text=item.proposal.text.replace("$2.85", "$2.95"))
        assert again.proposal is not None
        assert again.proposal.by == BEN.user_id
        small = again.proposal.text.replace("counter", "kiosk")
        done = desk.decide(desk.claim(again, CLEO), K.APPROVE_WITH_EDITS, CLEO, answer_text=small)
        assert desk.answer(done) == small


def test_a_second_person_may_reject_and_then_nothing_is_left_to_approve(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.claim(proposed(desk), BEN)
        assert desk.decide(item, K.REJECT, BEN, reason_code=ReasonCode.WRONG_FACT).status is ItemStatus.REJECTED


def test_topics_of_two_approvals_wait_even_without_an_edit(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        desk.with_rules(two_approval_topics=("meals",))
        item = desk.decide(desk.claim(desk.submit()))
        assert item.proposal is not None
        assert (item.status, item.proposal.why) == (ItemStatus.QUEUED, (NeedsSecond.TOPIC,))
        edited = item.proposal.text.replace("counter", "kiosk")
        again = desk.decide(desk.claim(item, BEN), K.APPROVE_WITH_EDITS, BEN, answer_text=edited)
        assert again.proposal is not None
        done = desk.decide(desk.claim(again))
        assert (desk.answer(done), desk.whole_answer(done).approved_by) == (edited, BEN.user_id)
        other = desk.approved(submission(topic="calendar"))
        assert other.status is ItemStatus.APPROVED


def test_a_recall_takes_a_proposal_away(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = proposed(desk)
        desk.recall()
        back = desk.current(item)
        assert (back.status, back.proposal) == (ItemStatus.RECALLED, None)
        assert back.seen_hash != item.seen_hash


def test_only_the_department_decides_on_its_topics(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        desk.with_rules(departments={"meals": ("ben",)})
        item = desk.claim(desk.submit())
        refused(desk, Refused, "decision.department", item.id)
        refused(desk, Refused, "decision.department", item.id, kind=K.REJECT, reason_code=ReasonCode.TONE)
        claims.release(session, desk.now, ANNE, item.id)
        assert claims.claim_next(session, desk.now, ANNE, desk.policy, "anne") is None
        assert claims.claim_next(session, desk.now, BEN, desk.policy, "ben") is not None
        assert desk.decide(item, by=BEN).status is ItemStatus.APPROVED


def test_a_spanish_reply_needs_an_approver_who_has_spanish(database: Database) -> None:
    bilingual = Actor("u_dora", frozenset({Role.REVIEWER}), frozenset({"en", "es"}))
    with database.write() as session:
        desk = Desk(session)
        item = desk.claim(desk.submit(submission(language="es")))
        refused(desk, Refused, "decision.language", item.id)
        claims.release(session, desk.now, ANNE, item.id)
        assert claims.claim_next(session, desk.now, ANNE, desk.policy) is None
        taken = claims.claim_next(session, desk.now, bilingual, desk.policy)
        assert taken is not None
        assert desk.decide(taken, by=bilingual).status is ItemStatus.APPROVED
        other = desk.claim(desk.submit(submission(language="es")))
        assert desk.decide(other, K.ESCALATE).status is ItemStatus.ESCALATED


def attested(desk: Desk, item: Item, days: int = 3, line: str = "The pool is shut this week.") -> Item:
    assert item.draft is not None
    line_ = AttestedLine(RedactedText(line), ANNE.user_id, desk.now.date() + dt.timedelta(days=days))
    return desk.decide(item, K.APPROVE_WITH_EDITS, answer_text=f"{item.draft.words}\nThe pool is shut this week.", attested=(line_,))


def test_an_attested_line_has_a_name_and_an_end_and_is_countersigned(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = attested(desk, desk.claim(desk.submit()))
        assert item.proposal is not None
        assert NeedsSecond.ATTESTED in item.proposal.why
        done = desk.decide(desk.claim(item, BEN), by=BEN)
        (line,) = desk.whole_answer(done).attested
        assert (line.text, line.by) == ("The pool is shut this week.", ANNE.user_id)
        desk.later(days=3)
        assert desk.answer(done)
        desk.later(days=1)
        with pytest.raises(Conflict) as raised:
            desk.answer(done)
        assert raised.value.code == "answer.expired"


@pytest.mark.parametrize(("days", "line", "code"), [(-1, None, "expiry"), (31, None, "expiry"), (3, "Never said.", "text")])
def test_an_attested_line_stands_in_the_answer_and_ends_within_the_policy_s_days(
    database: Database, days: int, line: str | None, code: str
) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.claim(desk.submit())
        with pytest.raises(BadInput) as raised:
            attested(desk, item, days, line or "The pool is shut this week.")
        assert raised.value.code == f"attestation.{code}"


@pytest.mark.parametrize(
    ("edit", "facts_"),
    [
        (("costs $2.75", "costs $3.75"), ["2.75", "3.75"]),
        (("is free", "is not free"), ["not"]),
        (("on Monday", "on Tuesday"), ["monday", "tuesday"]),
        (("two checks", "three checks"), ["two", "three"]),
        (("at Whitcomb", "at Landing"), ["whitcomb", "landing"]),
        (("<STUDENT_1>", "the child"), ["1", "<student_1>"]),
        (("Whitcomb", "The school"), ["whitcomb"]),
        (("lunch", "the meal"), []),
        (("pay", "may pay"), ["may"]),
    ],
)
def test_an_edit_that_changes_a_fact_is_seen(edit: tuple[str, str], facts_: list[str]) -> None:
    before = "Dear <STUDENT_1>, lunch costs $2.75 and breakfast is free on Monday at Whitcomb. Families pay by two checks. Lunch is good."
    assert sorted(changed_facts(before, before.replace(*edit, 1))) == sorted(facts_)


def test_swapped_figures_are_a_changed_fact_and_moved_sentences_with_the_same_order_are_not() -> None:
    assert changed_facts("Lunch is $2 and milk is $1.", "Lunch is $1 and milk is $2.")
    assert not changed_facts("Lunch is $2. Come early.", "Come early. Lunch is $2.")


def test_a_dropped_sentence_takes_its_citation_with_it() -> None:
    draft = drafted(LUNCH, BELLS)
    first = "Lunch costs two dollars in the hall today."
    made = replace(draft, sentences=(replace(draft.sentences[0], text=first), draft.sentences[1]))
    assert dropped_sentences(made, made.words) == []
    assert dropped_sentences(made, made.words.replace("hall today", "main hall")) == []
    assert dropped_sentences(made, LONG) == [0]


def test_the_difference_is_told_word_by_word_with_its_place() -> None:
    before, after = "Lunch costs $2.75 at the counter.", "Lunch costs $2.85 at the new counter."
    changes = word_diff(before, after)
    assert [(c.was, c.now) for c in changes] == [("$2.75", "$2.85"), ("", "new")]
    assert [after[c.start : c.end] for c in changes] == ["$2.85", "new"]
    assert word_diff(before, before.replace(" ", "  ")) == []
