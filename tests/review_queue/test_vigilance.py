"""Vigilance: decoys of every class at the policy's share that never leave, audits, and blind second readings."""

import json
import random
from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from assistant.shapes import item_shape
from policies.errors import BadInput, Conflict, Refused
from policies.ledger import Tag, events, verify
from policies.records import Database
from policies.review_rules import ErrorClass, VigilanceRules
from policies.words.drafts import Draft, Support
from policies.words.items import DecisionKind, EvidenceNote, Item, ItemStatus, ReasonCode
from policies.words.people import Actor, Role
from review_queue import claims, decoys, facts, items, vigilance
from review_queue.corrections import words_of
from review_queue.planting import plant
from review_queue.tables import AnswerRow, DecoyRow, ItemRow
from review_queue.tasks import TaskKind, close_task, list_tasks
from tests.contracts.evidence_at_hand import BELLS, LUNCH
from tests.review_queue.desk import ANNE, BEN, STAFF, Desk, drafted, policy, submission

K = DecisionKind
CLEO = Actor("u_cleo", frozenset({Role.REVIEWER}))
SAID = "Odessa Whitcomb Elementary School opens at 7:40 a.m. on Monday, August 17, and students may not come in earlier."

NOTES = (EvidenceNote(LUNCH.id, LUNCH.revision_id, LUNCH.document_id, LUNCH.title, 1, "Lunch", LUNCH.text, 0.9, 0.8, 4.2),)


def vigilant(desk: Desk, **rules: object) -> None:
    desk.with_rules(vigilance=VigilanceRules(**{"min_approval_seconds": 0, **rules}))  # type: ignore[arg-type]


def whole_draft(number: int = 0) -> Draft:
    """A draft in which every class of error finds a place; the sources alternate, so that a wrong citation can be found."""
    draft = drafted((LUNCH, BELLS)[number % 2], text=SAID)
    return replace(draft, sentences=tuple(replace(s, support=Support.VERBATIM) for s in draft.sentences))


@pytest.mark.parametrize("kind", ErrorClass)
def test_each_class_plants_one_error_and_leaves_the_source_alone(kind: ErrorClass) -> None:
    draft = whole_draft()
    made = plant(draft, kind, policy().district, [whole_draft(1)])
    assert made is not None
    wrong, planted = made
    assert planted.error_class == kind.value
    assert wrong.id != draft.id
    if kind is ErrorClass.WRONG_CITATION:
        assert wrong.words == draft.words
        assert wrong.sentences[0].citations == whole_draft(1).sentences[0].citations
        return
    assert wrong.sentences[0].citations == draft.sentences[0].citations
    assert planted.was in draft.words
    assert planted.now in wrong.words
    assert planted.now not in draft.words
    assert wrong.words.replace(planted.now, planted.was) == draft.words


def test_a_draft_without_a_place_for_an_error_gets_none() -> None:
    draft = drafted(text="Please ask your teacher.")
    for kind in (ErrorClass.FIGURE, ErrorClass.DATE, ErrorClass.WRONG_SCHOOL, ErrorClass.WRONG_CITATION):
        assert plant(draft, kind, policy().district) is None


def run_desk(desk: Desk, n: int, seed: int, careful: float) -> tuple[Counter[str], Counter[str], int]:
    """n questions, each followed by a reviewer who takes what comes next; gives decoys caught and all decoys by class, and real answers.

    The count is kept here, apart from the product: the reviewer knows the truth and overlooks a share of the errors.
    """
    dice = random.Random(seed)
    caught: Counter[str] = Counter()
    met: Counter[str] = Counter()
    n_answers = 0
    reviewers = (ANNE, BEN)
    for number in range(n):
        desk.later(seconds=30)
        desk.submit(submission(draft=whole_draft(number)))
        for turn in range(2):
            by = reviewers[(number + turn) % 2]
            decoys.keep_share(desk.session, desk.now, desk.policy, desk.which, dice.random, by)
            item = claims.claim_next(desk.session, desk.now, by, desk.policy)
            if item is None:
                continue
            rejects = dice.random() < careful
            is_decoy = desk.session.get(DecoyRow, item.id) is not None
            done = desk.decide(item, K.REJECT if is_decoy and rejects else K.APPROVE, by, reason_code=ReasonCode.WRONG_FACT)
            assert (done.revealed is not None) is is_decoy
            if done.revealed is not None:
                met[done.revealed.error_class] += 1
                caught[done.revealed.error_class] += rejects
            else:
                n_answers += 1
    return caught, met, n_answers


def test_decoys_of_every_class_come_at_the_share_never_leave_and_are_counted_right(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        desk = Desk(session)
        vigilant(desk, decoy_share=0.1)
        caught, met, n_answers = run_desk(desk, 300, 7, careful=0.6)
        assert set(met) == {kind.value for kind in ErrorClass}
        n_planted = session.scalar(select(func.count()).select_from(DecoyRow)) or 0
        assert 27 <= n_planted <= 30
        assert max(met.values()) - min(met.values()) <= 1
        found = vigilance.catch_counts(session)
        assert {name: (c.n_hits, c.n) for name, c in found.items()} == {name: (caught[name], met[name]) for name in met}
        assert 0 < sum(caught.values()) < sum(met.values())
        assert session.scalar(select(func.count()).select_from(AnswerRow)) == n_answers
        leaving = select(func.count()).select_from(AnswerRow).join(DecoyRow, DecoyRow.item_id == AnswerRow.item_id)
        assert session.scalar(leaving) == 0
        assert len(facts.item_facts(session)) == 300
        for row in session.scalars(select(ItemRow).where(ItemRow.is_decoy)):
            assert row.status in {"withdrawn", "queued"}
            with pytest.raises(Conflict):
                desk.answer(desk.current_of(row.id))
        assert verify(session).is_ok


def planted(desk: Desk, kind: ErrorClass = ErrorClass.FIGURE) -> Item:
    """One decoy, claimed by Anne."""
    vigilant(desk, decoy_share=0.2, decoy_classes=(kind,))
    for number in range(12):
        desk.approved(replace(submission(draft=whole_draft(number)), evidence=NOTES))
    made = decoys.keep_share(desk.session, desk.now, desk.policy, desk.which, lambda: 0.0, ANNE)
    assert made is not None
    return desk.claim(desk.current_of(made))


def test_before_the_decision_a_decoy_looks_like_any_item(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = planted(desk)
        real = desk.claim(desk.submit(replace(submission(draft=whole_draft()), evidence=NOTES)))
        told, other = item_shape(item), item_shape(real)
        assert told.keys() == other.keys()
        same = ("status", "outcome", "outcome_detail", "asked_by", "rule", "flags", "origin", "decoy", "proposal", "provenance", "contact")
        assert {name: told[name] for name in same} == {name: other[name] for name in same}
        assert item.asked_by == STAFF.user_id
        kept = [session.get_one(ItemRow, one.id).evidence for one in (item, real)]
        assert kept[0] == kept[1] is not None
        assert "decoy" not in json.dumps(told | {"decoy": None}).replace('"decoy"', "")
        assert [e.subject for e in events(session, tags=[Tag.DECOY_PLANTED])] == ["review"]
        assert {e.actor for e in events(session, subject=item.id, tags=[Tag.ITEM_SUBMITTED])} == {"system"}
        own = items.page(session, items.Filter(asked_by=STAFF.user_id), desk.now, None, 200)
        assert item.id not in {one.id for one in own.items}


@pytest.mark.parametrize(
    ("kind", "more", "is_caught"),
    [
        (K.APPROVE, {}, False),
        (K.REJECT, {"reason_code": ReasonCode.WRONG_FACT}, True),
        (K.ESCALATE, {}, True),
        (K.RETURN, {"note": "Please look."}, True),
    ],
)
def test_every_decision_on_a_decoy_reveals_it_and_none_releases_it(
    database: Database, kind: K, more: dict[str, object], is_caught: bool
) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = planted(desk)
        done = desk.decide(item, kind, **more)
        assert done.status is ItemStatus.WITHDRAWN
        assert done.revealed is not None
        row = session.get_one(DecoyRow, item.id)
        assert (row.is_caught, row.decided_at) == (is_caught, desk.now)
        with pytest.raises(Conflict) as raised:
            desk.answer(item)
        assert raised.value.code == "answer.not_approved"
        with pytest.raises(Conflict):
            desk.claim(item, BEN)


@pytest.mark.parametrize("mends", [True, False])
def test_edits_catch_a_decoy_only_when_the_planted_words_are_gone(database: Database, mends: bool) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = planted(desk)
        assert item.draft is not None
        error = desk.session.get_one(DecoyRow, item.id)
        told = json.loads(error.planted)
        words = item.draft.words.replace(told["now"], told["was"]) if mends else item.draft.words.replace("students", "pupils")
        done = desk.decide(item, K.APPROVE_WITH_EDITS, answer_text=words)
        assert done.revealed is not None
        assert session.get_one(DecoyRow, item.id).is_caught is mends
        assert session.scalar(select(func.count()).select_from(AnswerRow).where(AnswerRow.item_id == item.id)) == 0


def test_a_decoy_whose_source_is_revoked_is_withdrawn_and_not_counted(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        item = planted(desk)
        assert item.id not in desk.recall(LUNCH.revision_id) + desk.recall(BELLS.revision_id)
        assert desk.current(item).status is ItemStatus.WITHDRAWN
        assert vigilance.catch_counts(session) == {}


def test_without_a_share_nothing_is_planted(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        for number in range(6):
            desk.approved(submission(draft=whole_draft(number)))
        assert decoys.keep_share(session, desk.now, desk.policy, desk.which, lambda: 0.0, ANNE) is None


def test_hasty_and_unchanged_approvals_above_the_line_open_one_task_each(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        desk.with_rules(vigilance=VigilanceRules(audit_window=5, min_approval_seconds=10, max_fast_share=0.5, max_zero_edit_share=0.9))
        for n in range(8):
            item = desk.claim(desk.submit())
            desk.later(seconds=2 if n % 2 else 30)
            if n == 6:
                assert item.draft is not None
                desk.decide(item, K.APPROVE_WITH_EDITS, answer_text=item.draft.words.replace("counter", "kiosk"))
                continue
            desk.decide(item)
            if n == 3:
                assert list_tasks(session) == []  # the window is not full
        kinds = [task.kind for task in list_tasks(session)]
        assert kinds == [TaskKind.ZERO_EDITS, TaskKind.FAST_APPROVALS]
        assert len(list(events(session, tags=[Tag.AUDIT_RAISED]))) == 2
        assert list_tasks(session)[1].detail == {"n": 5, "n_hits": 3, "line": 0.5}
        close_task(session, desk.now, CLEO, list_tasks(session)[0].id)
        with pytest.raises(Conflict) as raised:
            close_task(session, desk.now, CLEO, list_tasks(session, is_open=False)[0].id)
        assert raised.value.code == "task.closed"


def test_a_second_reading_is_blind_made_by_another_and_a_disagreement_opens_a_task(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session, chance=0.0)
        vigilant(desk, reread_share=0.5)
        item = desk.approved()
        assert vigilance.next_reread(session, ANNE) is None
        assert vigilance.next_reread(session, STAFF) is None
        found = vigilance.next_reread(session, BEN)
        assert found is not None
        assert ANNE.user_id not in repr(found)
        assert (found.item.id, found.item.decision, found.answer.text) == (item.id, None, desk.answer(item))
        with pytest.raises(Refused):
            vigilance.finish_reread(session, desk.now, ANNE, found.id, agrees=True, reason_code=None)
        with pytest.raises(BadInput):
            vigilance.finish_reread(session, desk.now, BEN, found.id, agrees=False, reason_code=None)
        vigilance.finish_reread(session, desk.now, BEN, found.id, agrees=False, reason_code=ReasonCode.WRONG_FACT)
        with pytest.raises(Conflict):
            vigilance.finish_reread(session, desk.now, CLEO, found.id, agrees=True, reason_code=None)
        assert [task.kind for task in list_tasks(session)] == [TaskKind.REREAD_DISAGREES]
        assert (vigilance.reread_counts(session).n_hits, vigilance.reread_counts(session).n) == (0, 1)
        desk.chance = 0.9
        desk.approved()
        assert vigilance.next_reread(session, BEN) is None


def test_the_same_correction_three_times_opens_a_task_about_the_document(database: Database) -> None:
    with database.write() as session:
        desk = Desk(session)
        for n in range(4):
            item = desk.claim(desk.submit())
            assert item.draft is not None
            desk.decide(item, K.APPROVE_WITH_EDITS, answer_text=item.draft.words.replace("counter", "kiosk"))
            tasks = list_tasks(session)
            assert len(tasks) == (n >= 2)
        (task,) = list_tasks(session)
        assert (task.kind, task.document_id, task.detail["n_items"]) == (TaskKind.CORRECTION, LUNCH.document_id, 3)
        assert words_of(session, task.subject) == ("counter", "kiosk")
        told = [e.payload for e in events(session, tags=[Tag.TASK_OPENED])]
        assert "kiosk" not in json.dumps(told)
        for other in ("desk", "till", "hatch"):
            item = desk.claim(desk.submit())
            assert item.draft is not None
            desk.decide(item, K.APPROVE_WITH_EDITS, answer_text=item.draft.words.replace("counter", other))
        assert len(list_tasks(session)) == 1
