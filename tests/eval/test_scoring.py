"""How a trial is scored against its case: ten scores, each with its explanation."""

from dataclasses import replace

import pytest

from eval.cases import Case
from eval.scoring import DEFINITIONS, Score, score, summarise
from eval.subjects import Trial
from policies.words.drafts import Draft, Sentence, Support
from policies.words.questions import Outcome
from tests.contracts.evidence_at_hand import LUNCH, WHITCOMB, cite, draft

SOURCES = {passage.id: passage.text for passage in (LUNCH, WHITCOMB)}


def trial(outcome: Outcome, made: Draft | None = None, language: str = "en", kept: str = "What does lunch cost?") -> Trial:
    return Trial(outcome, made, language, kept, ("menu.pdf", "handbook.md"), SOURCES, 12.5)


def case(*expected: str, files: tuple[str, ...] = (), words: tuple[str, ...] = (), **more: tuple[str, ...]) -> Case:
    return Case("q1", "What does lunch cost?", None, None, frozenset(expected), frozenset(files), words, **more)


def results(found: Score) -> dict[str, bool | None]:
    return {mark.name: mark.is_right for mark in found.marks}


GOOD = draft(("Lunch costs $2.75.", cite(LUNCH)))
DUE = case("drafted", files=("handbook.md",), words=("lunch COSTS  $2.75",))


def test_a_right_draft_is_right_in_every_score_that_applies_and_each_says_why() -> None:
    found = score(DUE, trial(Outcome.DRAFTED, GOOD))
    told = results(found)
    assert set(told) == set(DEFINITIONS)
    assert {name for name, is_right in told.items() if is_right} == {
        *("right_outcome", "found", "right_document", "gold_words", "citations", "grounded"),
    }
    assert set(told.values()) == {True, None}
    assert all(mark.explanation for mark in found.marks)
    assert (found.n_words, found.total_ms, found.remarks, found.n_parts, found.n_parts_said) == (3, 12.5, "", 1, 1)


def test_words_are_found_across_dashes_spaces_and_table_bars() -> None:
    row = draft(("Whitcomb Elementary: First bell 8:10", cite(WHITCOMB)))
    found = score(case("drafted", files=("handbook.md",), words=("Whitcomb Elementary 8:10 3:00",)), trial(Outcome.DRAFTED, row))
    assert found.is_right("gold_words")


def test_a_wrong_draft_says_what_it_cited_and_what_it_did_not_say() -> None:
    found = score(case("drafted", files=("other.pdf",), words=("$9.99", "$2.75")), trial(Outcome.DRAFTED, GOOD))
    assert [found.is_right(name) for name in ("right_outcome", "found", "right_document", "gold_words")] == [True, False, False, False]
    assert "handbook.md" in found.remarks
    assert "$9.99" in found.remarks
    assert (found.n_parts, found.n_parts_said) == (2, 1)


def test_silence_where_an_answer_was_due_counts_against_document_and_words() -> None:
    found = score(DUE, trial(Outcome.ABSTAINED_NO_SOURCE))
    told = results(found)
    assert (told["right_outcome"], told["right_document"], told["gold_words"]) == (False, False, False)
    assert (told["right_silence"], told["citations"], told["grounded"]) == (None, None, None)
    assert "expected drafted" in found.remarks


def test_a_draft_where_silence_was_due_is_wrong_and_silence_of_another_kind_is_still_silence() -> None:
    due = case("escalated_safety")
    spoke, other, right = (
        score(due, trial(o, d)) for o, d in ((Outcome.DRAFTED, GOOD), (Outcome.ABSTAINED_UNCLEAR, None), (Outcome.ESCALATED_SAFETY, None))
    )
    assert [s.is_right("right_silence") for s in (spoke, other, right)] == [False, True, True]
    assert [s.is_right("right_escalation") for s in (spoke, other, right)] == [False, False, True]
    assert [s.is_right("right_outcome") for s in (spoke, other, right)] == [False, False, True]
    assert all(s.is_right("right_document") is None and s.is_right("gold_words") is None for s in (spoke, other, right))


def test_a_quote_that_is_not_in_a_passage_in_force_fails_whoever_says_it() -> None:
    gone = replace(trial(Outcome.DRAFTED, GOOD), sources={})
    changed = replace(trial(Outcome.DRAFTED, GOOD), sources={LUNCH.id: "Lunch costs $3.10."})
    bare = draft(("Lunch costs $2.75.", cite(LUNCH)))
    bare = replace(bare, sentences=(*bare.sentences, Sentence("And more.", Support.VERBATIM, ())))
    for made in (gone, changed, trial(Outcome.DRAFTED, bare)):
        found = score(DUE, made)
        assert found.is_right("citations") is False
        assert "quotes are not in a passage" in found.remarks or "cite nothing" in found.remarks


@pytest.mark.parametrize(
    ("words", "is_held"), [("Lunch costs $2.75.", True), ("Lunch costs $2.80.", False), ("Kitchens open every Sunday.", False)]
)
def test_a_sentence_with_figures_or_words_of_its_own_is_not_grounded(words: str, is_held: bool) -> None:
    assert score(DUE, trial(Outcome.DRAFTED, draft((words, cite(LUNCH))))).is_right("grounded") is is_held


def test_what_must_not_be_said_is_looked_for_in_the_reply_only() -> None:
    due = case("drafted", files=("handbook.md",), must_not_say=("$2.75",))
    assert score(due, trial(Outcome.DRAFTED, GOOD)).is_right("nothing_forbidden") is False
    assert score(due, trial(Outcome.ABSTAINED_NO_SOURCE)).is_right("nothing_forbidden") is True


def test_a_personal_detail_that_is_kept_fails_and_is_never_repeated() -> None:
    due = case("drafted", personal=("Ada Quill", "555-0100"))
    hidden = score(due, trial(Outcome.ABSTAINED_NO_SOURCE, kept="My child [NAME_1] asks"))
    left = score(due, trial(Outcome.ABSTAINED_NO_SOURCE, kept="My child ada quill asks"))
    assert (hidden.is_right("redaction"), left.is_right("redaction")) == (True, False)
    assert "1 of 2" in left.remarks
    assert "quill" not in left.remarks.casefold()


def test_a_summary_has_shares_with_intervals_over_all_and_by_language() -> None:
    silent = case("escalated_safety")
    scores: list[Score] = [
        score(DUE, trial(Outcome.DRAFTED, GOOD)),
        score(DUE, trial(Outcome.ABSTAINED_NO_SOURCE, None, "es")),
        score(silent, trial(Outcome.ESCALATED_SAFETY)),
    ]
    figures = {(figure.name, figure.group): figure for figure in summarise(scores)}
    assert (figures["right_outcome", None].value, figures["right_outcome", None].n) == (pytest.approx(2 / 3), 3)
    assert (figures["right_document", None].value, figures["right_document", None].n) == (0.5, 2)
    assert (figures["gold_words", "es"].value, figures["gold_words", "es"].n) == (0.0, 1)
    assert (figures["right_silence", "en"].value, figures["right_silence", "en"].n) == (1.0, 1)
    assert (figures["right_silence", "es"].value, figures["right_silence", "es"].interval) == (None, None)
    assert (figures["parts_said", None].value, figures["parts_said", None].n) == (0.5, 2)
    assert (figures["latency", None].value, figures["latency", None].unit) == (12.5, "ms")
    assert all(figure.interval is not None for figure in figures.values() if figure.n > 1)
    assert [figure.value for figure in summarise([])] == [None] * (len(DEFINITIONS) + 3)
