"""Ranking: both signals weighed, with knowledge of language, year, special days and grades; nothing said twice."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.retrieval import rank, retrieve
from assistant.understanding import understand
from ingest.index import PassageIndex
from ingest.searches import Found
from policies.policy import RetrievalRules
from policies.records import Database
from policies.words.documents import Evidence, Passage
from policies.words.questions import Redaction
from tests.contracts.evidence_at_hand import ask, demo_policy, paragraph, row
from tests.hash_encoder import HashEncoder
from tests.ingest.registry import TODAY
from tests.ingest.test_index import SUBJECTS, publish

RULES = RetrievalRules()
NOW = dt.datetime(2026, 9, 1, 15, tzinfo=dt.UTC)


def ranked(*given: tuple[Passage, float, float], text: str = "", is_degraded: bool = False, language: str = "en") -> list[str]:
    """Ids, best first, of passages with a cosine and a BM25 score."""
    redaction = Redaction(ask(text or "What does lunch cost?").text, language, ())
    understood = understand(redaction, demo_policy().district, NOW, TODAY, None, None, "web")
    candidates = [Evidence(passage, 0.0, dense, lexical) for passage, dense, lexical in given]
    return [e.passage.id for e in rank(Found(candidates, "b.1", is_degraded), understood, RULES)]


ONE, TWO = paragraph("One thing.", 1, section=()), paragraph("Two things.", 2, section=())


def test_nothing_found_is_nothing_ranked() -> None:
    assert ranked() == []


def test_the_better_on_both_signals_comes_first_whatever_the_order_given() -> None:
    assert ranked((ONE, 0.9, 5.0), (TWO, 0.8, 1.0)) == ["p1", "p2"]
    assert ranked((TWO, 0.8, 1.0), (ONE, 0.9, 5.0)) == ["p1", "p2"]


def test_equal_scores_are_ordered_by_id_so_that_runs_repeat() -> None:
    assert ranked((TWO, 0.8, 1.0), (ONE, 0.8, 1.0)) == ["p1", "p2"]


def test_without_the_dense_index_words_alone_decide() -> None:
    assert ranked((ONE, 0.9, 2.0), (TWO, 0.1, 1.9)) == ["p1", "p2"]
    assert ranked((ONE, 0.9, 1.0), (TWO, 0.1, 2.0), is_degraded=True) == ["p2", "p1"]


def test_across_languages_the_words_hardly_count() -> None:
    """The other language's passage wins on meaning although it shares no word."""
    spanish = replace(TWO, language="es")
    assert ranked((ONE, 0.80, 2.0), (spanish, 0.90, 0.0), language="es")[0] == "p2"
    assert ranked((ONE, 0.90, 0.0), (spanish, 0.80, 2.0), language="es")[0] == "p1"


@pytest.mark.parametrize(
    ("better", "worse", "text"),
    [
        (replace(ONE, section=("Lunch cost",)), TWO, "What does lunch cost?"),
        (ONE, replace(TWO, school_year="2025-2026"), "What does lunch cost?"),
        (replace(ONE, school_year="2026-2027"), replace(TWO, school_year="2027-2028"), "What does lunch cost?"),
        (ONE, replace(TWO, section=("Late start days",)), "When is the first bell?"),
        (replace(ONE, section=("Grades 6 to 8",)), TWO, "What does lunch cost in 7th grade?"),
        (ONE, replace(TWO, section=("Grades 9 to 12",)), "What does lunch cost in 7th grade?"),
        (row({"Period": "Period 4", "Begins": "10:35"}, 1), row({"Period": "Period 5", "Begins": "11:25"}, 2), "When does Period 4 begin?"),
    ],
    ids=["heading", "year past", "year next", "special day", "grade in range", "grade out of range", "row key"],
)
def test_of_two_equal_passages_the_fitting_one_wins(better: Passage, worse: Passage, text: str) -> None:
    better, worse = replace(better, id="z_better"), replace(worse, id="a_worse")  # ids would order them the other way
    assert ranked((worse, 0.8, 1.0), (better, 0.8, 1.0), text=text)[0] == "z_better"


def test_a_special_day_that_the_question_names_loses_nothing() -> None:
    late = replace(ONE, id="z_late", section=("Late start days",))
    assert ranked((TWO, 0.80, 1.0), (late, 0.81, 1.1), text="When is the first bell on late start days?")[0] == "z_late"


@pytest.fixture
def published(sqlite_database: Database, tmp_path: Path) -> tuple[Database, PassageIndex]:
    with sqlite_database.write() as session:
        for subject in SUBJECTS:
            publish(session, subject)
    return sqlite_database, PassageIndex(tmp_path / "index", HashEncoder())


def test_evidence_is_capped_by_number_and_by_document_and_never_says_the_same_twice(published: tuple[Database, PassageIndex]) -> None:
    database, index = published
    asked = understand(
        Redaction(ask("What is the lunch rule of part 1?").text, "en", ()), demo_policy().district, NOW, TODAY, None, None, "web"
    )
    with database.read() as session:
        whole = retrieve(session, index, asked, RULES)
        few = retrieve(session, index, asked, RetrievalRules(n_evidence=3))
        one_each = retrieve(session, index, asked, RetrievalRules(max_per_document=1))
    assert "lunch" in whole.evidence[0].passage.text
    assert [e.score for e in whole.evidence] == sorted((e.score for e in whole.evidence), reverse=True)
    assert len({e.passage.readable for e in whole.evidence}) == len(whole.evidence) == RULES.n_evidence
    assert [e.passage.id for e in few.evidence] == [e.passage.id for e in whole.evidence[:3]]
    documents = [e.passage.document_id for e in one_each.evidence]
    assert len(documents) == len(set(documents)) == len(SUBJECTS)
    assert set(whole.kinds) >= {e.passage.revision_id for e in whole.evidence}
    assert not whole.is_degraded
