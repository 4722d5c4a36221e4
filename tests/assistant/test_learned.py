"""Learned trees as arrays say what the library's trees say; terms meet across wordings and languages; features have the promised shape."""

from dataclasses import replace

import numpy as np
import pytest

from assistant import learned, ranking
from assistant.drafting import choosing
from assistant.drafting.choosing import Unit
from assistant.learned import load_trees
from assistant.terms import coverage, terms_of
from bench.answers.boosting import lambda_mart, save
from ingest.lexical import stems
from policies.errors import WrongConfiguration
from policies.words.documents import Evidence
from tests.contracts.evidence_at_hand import paragraph, row


def idf(_stem: str, _language: str) -> float:
    return 3.0


def covered(question: str, language: str, words: str, of: str) -> float:
    return coverage(terms_of(question, language, of, idf), frozenset(stems(words, of)))


def test_plain_trees_score_as_the_trees_they_were_made_from() -> None:
    rng = np.random.default_rng(3)
    rows = [rng.random((30, 4)).astype(np.float32) for _ in range(20)]
    grades = [(x[:, 1] > 0.8).astype(np.float32) for x in rows]
    boosted = lambda_mart(("a", "b", "c", "d"), rows, grades, n_trees=15, depth=3, least_leaf=5)
    x = np.concatenate(rows)
    theirs = sum(0.1 * leaf[tree.apply(x)] for tree, leaf in zip(boosted.trees, boosted.leaves, strict=True))
    ours = boosted.plain().score(x)
    assert np.allclose(ours, theirs, atol=1e-5)
    assert np.mean([g[np.argmax(boosted.plain().score(r))] for r, g in zip(rows, grades, strict=True) if g.any()]) > 0.9


def test_trees_are_read_back_as_written_and_refused_for_other_features(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    x, grade = np.eye(4, dtype=np.float32), np.array([2, 0, 0, 0], dtype=np.float32)
    trees = lambda_mart(("a", "b", "c", "d"), [x] * 50, [grade] * 50, n_trees=3, least_leaf=2).plain()
    save(trees, tmp_path / "tiny.npz")
    monkeypatch.setattr(learned, "MODELS", tmp_path)
    assert np.array_equal(load_trees("tiny", ("a", "b", "c", "d")).score(x), trees.score(x))
    with pytest.raises(WrongConfiguration) as refused:
        load_trees("tiny", ("a", "b", "c", "e"))
    assert refused.value.code == "model.stale"


@pytest.mark.parametrize(("name", "features"), [("ranker", ranking.FEATURES), ("chooser", choosing.FEATURES)])
def test_the_shipped_weights_belong_to_the_features_of_this_code(name: str, features: tuple[str, ...]) -> None:
    assert load_trees(name, features).score(np.zeros((2, len(features)), np.float32)).shape == (2,)


def test_a_question_is_covered_by_its_words_and_less_by_words_of_the_same_meaning() -> None:
    said = covered("When do classes start?", "en", "Classes start on Tuesday.", "en")
    alike = covered("When do classes start?", "en", "Lessons begin on Tuesday.", "en")
    assert said == 1.0
    assert 0.5 < alike < said
    assert covered("When do classes start?", "en", "The library lends books.", "en") == 0.0


def test_spanish_words_meet_english_ones_and_strangers_do_not() -> None:
    assert covered("¿Tienen que usar uniforme?", "es", "Students wear the uniform.", "en") > 0.5
    assert covered("¿Cancelan por la nieve?", "es", "School is closed for snow.", "en") > 0.8
    assert covered("¿Cancelan por la nieve?", "es", "Lunch costs three dollars.", "en") == 0.0


def test_figures_of_a_question_meet_in_any_language() -> None:
    assert covered("¿grado 7?", "es", "Grade 7", "en") == 1.0


FOUND = [
    Evidence(paragraph("Call the office by 9:00 a.m. It opens at 7:30 a.m.", 1), 1.0, 0.9, 4.0),
    Evidence(row({"Event": "Open house", "Date": "Monday, September 14, 2026"}, 2), 0.5, 0.85, 2.0),
]


def test_every_passage_gets_every_feature_and_all_are_finite() -> None:
    rows = ranking.features(ranking.Wording("When does the office open?", "en", frozenset(), idf), FOUND, np.array([1.0, 0.2], np.float32))
    assert rows.shape == (2, len(ranking.FEATURES))
    assert np.isfinite(rows).all()
    column = ranking.FEATURES.index("covered_text")
    assert rows[0, column] > rows[1, column]


def test_every_sentence_gets_every_feature_and_knows_its_neighbours() -> None:
    units = [Unit(FOUND[0], 0, "Call the office by 9:00 a.m.", 0, 28, False), Unit(FOUND[0], 0, "It opens at 7:30 a.m.", 29, 50, False)]
    rows = choosing.features("When does it open?", "en", frozenset(), units, idf)
    at = {name: i for i, name in enumerate(choosing.FEATURES)}
    assert rows.shape == (2, len(choosing.FEATURES))
    assert rows[:, at["is_last"]].tolist() == [0.0, 1.0]
    assert rows[1, at["covered"]] > rows[0, at["covered"]] == rows[1, at["covered_before"]]
    assert rows[:, at["has_wanted"]].tolist() == [1.0, 1.0]


def test_a_passage_of_another_language_is_marked_foreign() -> None:
    foreign = [replace(FOUND[0], passage=replace(FOUND[0].passage, language="es"))]
    rows = ranking.features(ranking.Wording("When does the office open?", "en", frozenset(), idf), foreign, np.array([1.0], np.float32))
    assert rows[0, ranking.FEATURES.index("is_foreign")] == 1.0
