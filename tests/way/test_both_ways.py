"""A document comes in and is cited; a question comes in and is answered; what changed is called back."""

import datetime as dt
import threading

import pytest

from assistant.services import documents, evidence, governance, metrics, questions, review
from assistant.services.review import SentDecision
from ingest.documents import DocumentFacts
from policies.errors import Conflict, Refused
from policies.words.items import DecisionKind, ItemStatus
from policies.words.questions import Outcome
from review_queue.items import Filter
from tests.demo_house import HOURS_FILE, START_QUESTION, Demo, cited_files, cited_revisions, opened

pytestmark = pytest.mark.timeout(600)  # the first test founds the district

FESTIVAL = b"""# Kite festival

The Lantern Kite Festival at Ferry Landing Middle School begins at 5:20 p.m. on Friday, December 4, 2026.

Kite kits for the Lantern Kite Festival cost $4.75 each.
"""
KITES = "What time does the Lantern Kite Festival begin?"
FILE = "kite-festival.md"


def _figure(demo: Demo, name: str) -> tuple[float | None, int]:
    measured = metrics.read_metrics(demo.house, demo.people["leader"])
    return next((f.value, f.n) for f in measured.figures if f.name == name and f.group is None)


def test_a_document_and_a_question_walk_both_ways_to_an_answer_and_back(demo: Demo) -> None:
    house, people = demo.house, demo.people
    facts = DocumentFacts("Lantern Kite Festival", "activities", "owner", schools=("landing",), school_year="2026-2027")
    added = documents.add(house, people["owner2"], FESTIVAL, FILE, facts)
    ids = (added.document.id, added.revision.id)
    assert FILE not in cited_files(demo.ask(KITES))

    with pytest.raises(Refused):
        documents.approve(house, people["owner2"], *ids)
    assert FILE not in cited_files(demo.ask(KITES))

    documents.approve(house, people["owner"], *ids, dt.date(2026, 11, 1), dt.date(2026, 12, 31))
    item = demo.ask(KITES)
    assert (item.outcome, item.status) == (Outcome.DRAFTED, ItemStatus.QUEUED)
    assert cited_files(item) == {FILE}
    assert "5:20 p.m." in item.draft.words  # type: ignore[union-attr]
    with pytest.raises(Conflict, match=r"answer\.not_approved"):
        review.get_answer(house, people["staff"], item.id)

    before, (_none, n_before) = _figure(demo, "draft_coverage"), _figure(demo, "approval_rate")
    demo.time.moment += dt.timedelta(minutes=30)
    claimed = review.claim(house, people["reviewer"], item.id)
    sent = SentDecision(DecisionKind.APPROVE, claimed.seen_hash, opened_citations=opened(claimed))
    assert review.decide(house, people["reviewer"], item.id, sent).status is ItemStatus.APPROVED
    answer = review.get_answer(house, people["staff"], item.id)
    assert answer.text == item.draft.words  # type: ignore[union-attr]
    assert {c.revision for c in answer.citations} == {ids[1]}

    assert before[1] == 3
    assert _figure(demo, "approval_rate") == (1.0, n_before + 1)
    assert _figure(demo, "hours_to_decision") == (0.0, 1)  # half an hour on a Sunday: no business hour passed
    assert governance.verify_ledger(house, people["admin"]).is_ok

    revoked = documents.revoke(house, people["owner"], *ids, "The festival was moved.")
    assert revoked.recalled == (item.id,)
    assert questions.get_item(house, people["reviewer"], item.id).status is ItemStatus.RECALLED
    with pytest.raises(Conflict, match=r"answer\.recalled"):
        review.get_answer(house, people["staff"], item.id)
    assert FILE not in cited_files(demo.ask(KITES))

    packet = evidence.get_evidence(house, people["reviewer"], item.id)
    assert [event["tag"] for event in packet["ledger"]["events"]] == [
        "item.submitted",
        "item.claimed",
        "item.decided",
        "answer.copied",
        "item.recalled",
    ]
    assert governance.verify_ledger(house, people["admin"]).is_ok


def test_the_start_of_school_is_cited_from_the_row_of_the_right_school_and_year(demo: Demo) -> None:
    item = demo.ask(START_QUESTION)
    assert item.outcome is Outcome.DRAFTED
    assert item.draft is not None
    citation = item.draft.sentences[0].citations[0]
    assert citation.file_name == HOURS_FILE
    assert citation.page == 1
    assert "Regular day" in citation.section
    assert "Odessa Whitcomb Elementary School" in citation.quote
    assert "7:55 a.m." in citation.quote
    assert "7:55 a.m." in item.draft.sentences[0].text
    assert item.question.school == "whitcomb"
    assert "2026-2027" in item.draft.closing


def test_a_citation_quotes_its_revision_at_its_offsets(demo: Demo) -> None:
    item = demo.ask(START_QUESTION)
    for sentence in item.draft.sentences if item.draft else ():
        assert sentence.citations
        for citation in sentence.citations:
            _d, _r, passages = documents.show_revision(demo.house, demo.people["staff"], citation.document_id, citation.revision)
            passage = next(p for p in passages if p.id == citation.passage_id)
            assert passage.start <= citation.start < citation.end <= passage.end
            assert passage.text[citation.start - passage.start : citation.end - passage.start] == citation.quote


def test_a_spanish_question_gets_a_spanish_reply(demo: Demo) -> None:
    item = demo.ask("¿Cuánto cuesta el almuerzo en la escuela primaria Whitcomb?")
    assert (item.outcome, item.question.language) == (Outcome.DRAFTED, "es")
    assert item.draft is not None
    assert item.draft.language == "es"
    assert item.draft.greeting == demo.house.policy.replies["es"].greeting
    assert "precios-de-comidas-2026-2027.docx" in cited_files(item)
    assert "intérprete" in item.draft.closing


def test_danger_is_escalated_with_a_contact_and_stands_first_in_the_queue(demo: Demo) -> None:
    demo.ask(START_QUESTION)
    item = demo.ask("My daughter says she wants to kill herself, she is at school right now")
    assert item.outcome is Outcome.ESCALATED_SAFETY
    assert item.draft is None
    assert item.contact is not None
    assert item.contact.phone
    assert item.rule
    queue = questions.list_items(demo.house, demo.people["reviewer"], Filter(is_open=True)).items
    assert queue[0].id == item.id


def test_a_question_without_a_source_ends_in_the_queue_with_a_contact(demo: Demo) -> None:
    item = demo.ask("Which brand of floor wax does the custodian use in the gymnasium?")
    assert item.outcome is Outcome.ABSTAINED_NO_SOURCE
    assert item.draft is None
    assert item.contact is not None
    assert item.contact.phone
    queue = questions.list_items(demo.house, demo.people["reviewer"], Filter(outcome=item.outcome)).items
    assert item.id in {waiting.id for waiting in queue}


def test_documents_that_contradict_one_another_are_not_quoted(demo: Demo) -> None:
    item = demo.ask("When is the winter concert at Whitcomb Elementary?")
    assert item.outcome is Outcome.ABSTAINED_CONFLICT
    assert item.draft is None


def test_one_key_gives_one_item_and_another_question_under_it_is_refused(demo: Demo) -> None:
    first = demo.ask(START_QUESTION, key="one")
    assert demo.ask(START_QUESTION, key="one").id == first.id
    assert demo.ask(START_QUESTION, "staff2", key="one").id != first.id
    with pytest.raises(Conflict, match=r"submission\.key_reused"):
        demo.ask("How much is lunch at Whitcomb Elementary?", key="one")


def test_nobody_decides_on_what_they_asked(demo: Demo) -> None:
    item = demo.ask(START_QUESTION, "reviewer")
    claimed = review.claim(demo.house, demo.people["reviewer"], item.id)
    sent = SentDecision(DecisionKind.APPROVE, claimed.seen_hash, opened_citations=opened(claimed))
    with pytest.raises(Refused, match=r"decision\.self"):
        review.decide(demo.house, demo.people["reviewer"], item.id, sent)


def test_no_question_acknowledged_after_a_revoke_cites_what_was_revoked(demo: Demo) -> None:
    house, people = demo.house, demo.people
    item = demo.ask(START_QUESTION)
    citation = item.draft.sentences[0].citations[0]  # type: ignore[union-attr]
    done, faults = threading.Event(), []
    began_after: list[bool] = []
    acknowledged: list[tuple[bool, str]] = []
    lock = threading.Lock()

    def keep_asking() -> None:
        for _ in range(60):
            was_revoked = done.is_set()
            try:
                made = demo.ask(START_QUESTION)
            except Exception as error:  # noqa: BLE001 - told below
                faults.append(error)
                return
            with lock:
                began_after.append(was_revoked)
                acknowledged.append((was_revoked, made.id))
            if began_after.count(True) >= 8:
                return

    threads = [threading.Thread(target=keep_asking) for _ in range(20)]
    for thread in threads:
        thread.start()
    while len(acknowledged) < 8 and not faults:
        done.wait(0.01)
    revoked = documents.revoke(house, people["owner"], citation.document_id, citation.revision, "The bells changed.")
    done.set()
    for thread in threads:
        thread.join()
    assert faults == []
    after = [questions.get_item(house, people["reviewer"], id_) for was_revoked, id_ in acknowledged if was_revoked]
    before = [questions.get_item(house, people["reviewer"], id_) for was_revoked, id_ in acknowledged if not was_revoked]
    assert len(after) >= 8
    assert [i.id for i in after if citation.revision in cited_revisions(i)] == []
    assert {i.id for i in before if citation.revision in cited_revisions(i)} == set(revoked.recalled) - {item.id}
    assert all(i.status is ItemStatus.RECALLED for i in before if citation.revision in cited_revisions(i))
    assert governance.verify_ledger(house, people["admin"]).is_ok
