"""What reviewers decided comes back as cases that `eval run` reads and scores."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.services import questions, review
from assistant.services.evaluation import evaluate
from assistant.services.golden import cases_of_decisions
from assistant.services.review import SentDecision
from eval.cases import read_cases
from policies.errors import Refused
from policies.words.items import DecisionKind, Item, ReasonCode
from tests.assistant.web.whole import Whole, build_whole

ASK = "Do visitors need to sign in?"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    made = build_whole(tmp_path_factory.mktemp("golden"))
    yield made
    made.house.close()


def decided(whole: Whole, words: str, kind: DecisionKind, reason: ReasonCode | None = None) -> Item:
    reviewer = whole.users["reviewer"].actor
    item = questions.ask(whole.house, whole.users["staff"].actor, words)
    held = review.claim(whole.house, reviewer, item.id)
    opened = tuple(c.passage_id for s in (held.draft.sentences if held.draft else ()) for c in s.citations)
    choice = SentDecision(kind, held.seen_hash, reason_code=reason, opened_citations=opened)
    return review.decide(whole.house, reviewer, item.id, choice)


def test_decisions_become_cases_that_the_same_way_passes(whole: Whole, tmp_path: Path) -> None:
    approved = decided(whole, ASK, DecisionKind.APPROVE)
    passed_on = decided(whole, "May a student carry an inhaler?", DecisionKind.REJECT, ReasonCode.SHOULD_ESCALATE)
    decided(whole, "When is the first bell at Oak School?", DecisionKind.REJECT, ReasonCode.TONE)
    file = tmp_path / "cases.jsonl"
    made = cases_of_decisions(whole.house, whole.users["admin"].actor, file)
    assert (made.n, made.n_undecidable) == (2, 1)
    cases = {case.id: case for case in read_cases(file)}
    assert cases[approved.id].is_answerable
    assert cases[approved.id].gold_files == {"hours.md"}
    assert cases[passed_on.id].must_stay_silent
    report = evaluate(whole.house, whole.users["staff"].actor, [file])
    scores = {score.case_id: score for score in report.scores}
    assert scores[approved.id].is_outcome_right
    assert scores[approved.id].is_document_right
    assert not scores[passed_on.id].is_outcome_right
    with pytest.raises(Refused):
        cases_of_decisions(whole.house, whole.users["leader"].actor, file)


def test_a_run_records_all_it_leans_on(whole: Whole, tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(f'{{"question": "{ASK}", "expected": ["drafted"]}}\n', "utf-8")
    first = evaluate(whole.house, whole.users["staff"].actor, [file])
    again = evaluate(whole.house, whole.users["staff"].actor, [file])
    assert first.provenance == again.provenance
    assert all(first.provenance.values())
    file.write_text(f'{{"question": "{ASK} ", "expected": ["drafted"]}}\n', "utf-8")
    other = evaluate(whole.house, whole.users["staff"].actor, [file])
    assert {name for name, value in other.provenance.items() if value != first.provenance[name]} == {"cases"}
    assert [replace(score, total_ms=0.0) for score in first.scores] == [replace(score, total_ms=0.0) for score in again.scores]
