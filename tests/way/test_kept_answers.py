"""An answer stays when its words stay, and falls when they change."""

import pytest

from assistant.services import documents, questions, review
from ingest.documents import DocumentFacts
from policies.errors import Conflict
from policies.words.items import DecisionKind
from tests.demo_house import Demo, cited_revisions, opened

FIRST = "# Locker rules\n\nA combination lock for a gym locker costs $6.00 at the school store.\n\nLockers are cleaned in June.\n"
SAME = FIRST.replace("cleaned in June", "cleaned in May")
OTHER = FIRST.replace("$6.00", "$7.50")


def _publish(demo: Demo, text: str) -> None:
    facts = DocumentFacts(title="Gym Locker Rules", kind="handbook", owner_id="owner", school_year="2026-2027")
    added = documents.add(demo.house, demo.people["owner2"], text.encode(), "locker-rules.md", facts)
    documents.approve(demo.house, demo.people["owner"], added.document.id, added.revision.id)


def test_an_approved_answer_stays_while_its_words_stay_and_falls_when_they_change(demo: Demo) -> None:
    _publish(demo, FIRST)
    item = questions.ask(demo.house, demo.people["staff"], "How much does a combination lock for a gym locker cost at the school store?")
    assert item.draft is not None
    assert any("$6.00" in sentence.text for sentence in item.draft.sentences)
    assert cited_revisions(item)
    review.claim(demo.house, demo.people["reviewer2"], item.id)
    sent = review.SentDecision(DecisionKind.APPROVE, item.seen_hash, opened_citations=opened(item))
    review.decide(demo.house, demo.people["reviewer2"], item.id, sent)
    words = review.get_answer(demo.house, demo.people["staff"], item.id).text
    if all("cleaned in" not in c.quote for s in item.draft.sentences for c in s.citations):
        _publish(demo, SAME)
        assert review.get_answer(demo.house, demo.people["staff"], item.id).text == words
    _publish(demo, OTHER)
    with pytest.raises(Conflict) as refused:
        review.get_answer(demo.house, demo.people["staff"], item.id)
    assert refused.value.code == "answer.recalled"
