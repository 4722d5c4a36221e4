"""Undoing: one's own latest decision, within the policy's time, while nobody was given the words; both acts stay in the record."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from policies.errors import CountersignError
from policies.ledger import Tag, events, verify
from policies.records import Database
from policies.review_rules import VigilanceRules
from policies.words.items import DecisionKind, Item, ItemStatus, Origin, OriginKind, ReasonCode
from policies.words.people import SYSTEM, Actor
from review_queue import answers, decoys, facts, items, undoing, vigilance
from review_queue.tables import AnswerRow, CorrectionRow, DecisionRow, DecoyRow, RereadRow
from review_queue.tasks import TaskKind, list_tasks
from tests.contracts.evidence_at_hand import LUNCH
from tests.review_queue.desk import ANNE, BEN, STAFF, Desk, submission

K = DecisionKind


def undo(desk: Desk, item: Item, by: Actor = ANNE) -> Item:
    return undoing.undo(desk.session, desk.now, by, item.id, desk.policy)


def refused(desk: Desk, code: str, item: Item, by: Actor = ANNE) -> None:
    before = desk.current(item)
    with pytest.raises(CountersignError) as raised:
        undo(desk, item, by)
    assert raised.value.code == code
    assert desk.current(item) == before
    assert undoing.undo_until(desk.session, desk.now, by, item.id, desk.policy) is None


def give(desk: Desk, item: Item) -> str:
    words = desk.answer(item)
    answers.note_given(desk.session, desk.now, STAFF, item.id)
    return words


@pytest.mark.parametrize("kind", [K.APPROVE, K.REJECT, K.ESCALATE, K.RETURN])
def test_whoever_decided_takes_it_back_and_holds_the_item_again(database: Database, kind: DecisionKind) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.decide(desk.claim(desk.submit()), kind, reason_code=ReasonCode.TONE, note="Look.")
        until = undoing.undo_until(session, desk.now, ANNE, item.id, desk.policy)
        assert until is not None
        desk.later(minutes=9)
        back = undo(desk, item)
        assert (back.status, back.decision, back.proposal) == (ItemStatus.CLAIMED, None, None)
        assert back.claim is not None
        assert back.claim.by == ANNE.user_id
        with pytest.raises(CountersignError, match="No one has approved"):
            desk.answer(back)
        assert [fact.decision for fact in facts.item_facts(session)] == [None]
        again = desk.decide(back)
        assert again.status is ItemStatus.APPROVED
        assert give(desk, again) == (item.draft.words if item.draft else "")
        rows = list(session.scalars(select(DecisionRow).order_by(DecisionRow.number)))
        assert [(row.number, row.kind, row.undone_at is None) for row in rows] == [(1, kind.value, False), (2, K.APPROVE.value, True)]
        told = [event.tag for event in events(session, subject=item.id)][2:]
        assert told == [Tag.ITEM_DECIDED, Tag.ITEM_UNDONE, Tag.ITEM_CLAIMED, Tag.ITEM_DECIDED, Tag.ANSWER_COPIED]
        assert verify(session).is_ok


def test_nobody_else_takes_it_back_nor_after_the_time_nor_when_the_policy_allows_none(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.approved()
        refused(desk, "undo.not_yours", item, BEN)
        desk.with_rules(undo_minutes=0)
        desk.later(seconds=1)
        refused(desk, "undo.too_late", item)
        desk.with_rules(undo_minutes=10)
        desk.later(minutes=10)
        refused(desk, "undo.too_late", item)
        assert desk.answer(item)


def test_words_that_were_given_out_are_called_back_instead(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.approved()
        give(desk, item)
        refused(desk, "undo.given_out", item)
        desk.recall()
        refused(desk, "undo.not_possible", item)
        give_twice = list(events(session, tags=[Tag.ANSWER_COPIED]))
        assert len(give_twice) == 1


def test_what_was_called_back_before_is_called_back_again_after_undoing(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = desk.approved()
        desk.recall()
        decided = desk.decide(desk.claim(desk.current(item)), K.REJECT, reason_code=ReasonCode.OUT_OF_DATE)
        back = undo(desk, decided)
        assert back.status is ItemStatus.CLAIMED
        desk.later(minutes=16)
        from review_queue import claims

        claims.claim(session, desk.now, ANNE, item.id, desk.policy)
        assert claims.release(session, desk.now, ANNE, item.id).status is ItemStatus.RECALLED


def test_a_first_approval_is_taken_back_until_a_second_person_holds_the_item(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        first = desk.claim(desk.submit())
        assert first.draft is not None
        dearer = first.draft.words.replace("$2.75", "$2.85")
        waiting = desk.decide(first, K.APPROVE_WITH_EDITS, answer_text=dearer)
        back = undo(desk, waiting)
        assert (back.proposal, back.seen_hash) == (None, first.seen_hash)
        waiting = desk.decide(back, K.APPROVE_WITH_EDITS, answer_text=dearer)
        held = desk.claim(desk.current(waiting), BEN)
        refused(desk, "undo.not_possible", waiting)
        done = desk.decide(held, by=BEN)
        refused(desk, "undo.not_yours", done)
        again = undo(desk, done, BEN)
        assert again.proposal is not None
        assert again.proposal.text == dearer
        assert again.seen_hash == held.seen_hash
        assert desk.decide(again, by=BEN).status is ItemStatus.APPROVED


def test_a_decoy_that_was_revealed_and_a_question_asked_again_are_not_undone(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        desk.with_rules(vigilance=desk.policy.review.vigilance.model_copy(update={"decoy_share": 0.2}))
        for _ in range(12):
            desk.approved()
        made = decoys.keep_share(session, desk.now, desk.policy, desk.which, lambda: 0.0, ANNE)
        assert made is not None
        decoy = desk.current_of(made)
        refused(desk, "undo.not_possible", desk.decide(desk.claim(decoy)))
        returned = desk.decide(desk.claim(desk.submit()), K.RETURN, note="Which grade?")
        desk.submit(replace(submission(), origin=Origin(OriginKind.RESUBMISSION, returned.id)))
        refused(desk, "undo.not_possible", returned)


def test_what_an_approval_left_beside_itself_goes_with_it(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session, chance=0.0)
        desk.with_rules(vigilance=desk.policy.review.vigilance.model_copy(update={"reread_share": 1.0}))
        item = desk.claim(desk.submit())
        assert item.draft is not None
        done = desk.decide(item, K.APPROVE_WITH_EDITS, answer_text=item.draft.words.replace("counter", "kiosk"))
        counts = [session.scalar(select(func.count()).select_from(table)) for table in (RereadRow, CorrectionRow, AnswerRow)]
        assert counts == [1, 1, 1]
        undo(desk, done)
        counts = [session.scalar(select(func.count()).select_from(table)) for table in (RereadRow, CorrectionRow, AnswerRow)]
        assert counts == [0, 0, 1]
        assert vigilance.recent_approvals(session, 50, 8)[0].n == 0
        assert LUNCH.revision_id in desk.in_force


def correct(desk: Desk) -> Item:
    """An approval that changes one word of the draft, always the same."""
    item = desk.claim(desk.submit())
    assert item.draft is not None
    return desk.decide(item, K.APPROVE_WITH_EDITS, answer_text=item.draft.words.replace("counter", "kiosk"))


def test_a_task_goes_with_the_third_same_correction_and_comes_again_with_the_next(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        made = [correct(desk) for _ in range(3)]
        (task,) = list_tasks(session)
        assert (task.kind, task.document_id) == (TaskKind.CORRECTION, LUNCH.document_id)
        undo(desk, made[0])
        assert list_tasks(session) == []
        closed = [(event.actor, event.subject) for event in events(session, tags=[Tag.TASK_CLOSED])]
        assert closed == [(SYSTEM.user_id, task.id)]
        fourth = correct(desk)
        (again,) = list_tasks(session)
        assert (again.id != task.id, again.detail["n_items"]) == (True, 3)
        undo(desk, correct(desk))
        assert list_tasks(session) == [again]
        undo(desk, fourth)
        desk.decide(desk.current(fourth), K.APPROVE)
        assert list_tasks(session) == []
        assert verify(session).is_ok


def test_a_second_reading_of_what_was_taken_back_counts_no_more_nor_does_its_task(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session, chance=0.0)
        desk.with_rules(vigilance=desk.policy.review.vigilance.model_copy(update={"reread_share": 1.0}))
        kept, wrong = desk.approved(), desk.approved()
        for agrees in (True, False):
            found = vigilance.next_reread(session, BEN)
            assert found is not None
            reason = None if agrees else ReasonCode.WRONG_FACT
            vigilance.finish_reread(session, desk.now, BEN, found.id, agrees=agrees, reason_code=reason)
            if not agrees:
                kept, wrong = (wrong, kept) if found.item.id == kept.id else (kept, wrong)
        assert (vigilance.reread_counts(session).n_hits, vigilance.reread_counts(session).n) == (1, 2)
        assert [task.subject for task in list_tasks(session)] == [wrong.id]
        undo(desk, wrong)
        assert (vigilance.reread_counts(session).n_hits, vigilance.reread_counts(session).n) == (1, 1)
        assert list_tasks(session) == []
        assert desk.answer(kept)


def test_an_audit_goes_with_the_approval_that_raised_it_and_stays_without(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        rules = VigilanceRules(audit_window=5, max_fast_share=0.5, max_zero_edit_share=1.0)
        desk.with_rules(vigilance=rules)
        made = []
        for _ in range(5):
            desk.later(seconds=1)
            made.append(desk.approved())
        assert [task.kind for task in list_tasks(session)] == [TaskKind.FAST_APPROVALS]
        undo(desk, made[0])
        assert [task.kind for task in list_tasks(session)] == [TaskKind.FAST_APPROVALS]
        undo(desk, made[-1])
        assert list_tasks(session) == []
        assert vigilance.recent_approvals(session, 5, rules.min_approval_seconds)[0].n == 3


@pytest.mark.parametrize("act", ["undo", "reopen"])
def test_decoys_made_from_words_that_were_taken_back_go_uncounted_and_the_share_is_kept(database: Database, act: str) -> None:
    with database.write() as session:
        desk = Desk(session)
        desk.with_rules(vigilance=desk.policy.review.vigilance.model_copy(update={"decoy_share": 0.1}))
        for _ in range(10):
            desk.approved()
        made = decoys.keep_share(session, desk.now, desk.policy, desk.which, lambda: 0.0, BEN)
        assert made is not None
        source = desk.current_of(session.get_one(DecoyRow, made).source_id)
        decoy = desk.claim(desk.current_of(made), BEN)
        assert decoys.are_about(session)
        if act == "undo":
            undo(desk, source)
        else:
            items.reopen(session, desk.now, BEN, source.id, "mistake")
        assert desk.current(decoy).status is ItemStatus.WITHDRAWN
        assert vigilance.catch_counts(session) == {}
        assert not decoys.are_about(session)
        with pytest.raises(CountersignError):
            desk.decide(decoy, by=BEN)
        again = decoys.keep_share(session, desk.now, desk.policy, desk.which, lambda: 0.0, BEN)
        assert again is not None
        assert session.get_one(DecoyRow, again).source_id != source.id
