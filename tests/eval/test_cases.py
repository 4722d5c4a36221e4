"""Golden cases: how they are read, and how an item is scored against one."""

import datetime as dt
import json
from pathlib import Path

import pytest

from eval.cases import Case, read_cases
from eval.scoring import Score, score, summarise
from policies.errors import BadInput
from policies.words.drafts import Draft, Provenance, Timings
from policies.words.items import Item, ItemStatus
from policies.words.questions import Outcome
from tests.contracts.evidence_at_hand import LUNCH, WHITCOMB, ask, cite, draft


def written(tmp_path: Path, *lines: object) -> Path:
    file = tmp_path / "cases.jsonl"
    text = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    file.write_text(text, "utf-8")
    return file


def test_a_case_is_read_with_all_it_says_and_blank_lines_are_skipped(tmp_path: Path) -> None:
    line = {
        "id": "q1",
        "question": "¿Cuánto cuesta?\u2028Gracias",
        "language": "es",
        "school": "whitcomb",
        "expected": ["drafted"],
        "gold_file": "a.pdf",
        "other_files": ["b.pdf"],
        "gold_files": ["c.md"],
        "gold_words": ["$2.75"],
        "note": "kept for people",
    }
    first, second = read_cases(written(tmp_path, line, "", {"question": "Hi?", "expected": ["abstained_unclear", "drafted"]}))
    assert first == Case(
        "q1", line["question"], "es", "whitcomb", frozenset({"drafted"}), frozenset({"a.pdf", "b.pdf", "c.md"}), ("$2.75",)
    )  # type: ignore[arg-type]
    assert (first.is_answerable, first.must_stay_silent) == (True, False)
    assert (second.id, second.language, second.is_answerable, second.must_stay_silent) == ("3", None, False, False)


@pytest.mark.parametrize(
    "line",
    [
        "{broken",
        "[]",
        '"words"',
        "7",
        {"question": "Hi?"},
        {"expected": ["drafted"]},
        {"question": "Hi?", "expected": []},
        {"question": "Hi?", "expected": "drafted"},
        {"question": "Hi?", "expected": ["drafted", "answered"]},
        {"question": "Hi?", "expected": [["drafted"]]},
        {"question": "Hi?", "expected": None},
        {"question": "Hi?", "expected": ["drafted"], "gold_words": "$2.75"},
        {"question": "Hi?", "expected": ["drafted"], "gold_files": "a.pdf"},
    ],
    ids=str,
)
def test_a_line_that_is_no_case_is_named_by_its_number(tmp_path: Path, line: object) -> None:
    with pytest.raises(BadInput) as raised:
        read_cases(written(tmp_path, {"question": "Hi?", "expected": ["drafted"]}, line))
    assert raised.value.code == "case.line"
    assert "Line 2" in raised.value.detail


def test_a_missing_file_or_one_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe\x00")
    for file in (tmp_path / "nothing.jsonl", tmp_path / "bytes.jsonl", tmp_path):
        with pytest.raises(BadInput) as raised:
            read_cases(file)
        assert raised.value.code == "case.unreadable"


def item(outcome: Outcome, made: Draft | None = None, language: str = "en") -> Item:
    return Item(
        id="item_1",
        status=ItemStatus.QUEUED,
        outcome=outcome,
        outcome_detail="",
        contact=None,
        question=ask("What does lunch cost?", language),
        draft=made,
        seen_hash="0" * 64,
        provenance=Provenance("p", "extractive", "m", "b", "0"),
        timings=Timings(total=12.5),
        asked_by="u_1",
        submitted_at=dt.datetime(2026, 9, 1, tzinfo=dt.UTC),
    )


def case(*expected: str, files: tuple[str, ...] = (), words: tuple[str, ...] = ()) -> Case:
    return Case("q1", "What does lunch cost?", None, None, frozenset(expected), frozenset(files), words)


GOOD = draft(("Lunch costs $2.75.", cite(LUNCH)))


def test_a_right_draft_scores_on_outcome_document_and_words() -> None:
    found = score(case("drafted", files=("handbook.md",), words=("lunch COSTS  $2.75",)), item(Outcome.DRAFTED, GOOD))
    assert (found.is_outcome_right, found.is_document_right, found.has_gold_words, found.is_silence_right) == (True, True, True, None)
    assert (found.n_words, found.total_ms, found.explanation) == (3, 12.5, "")


def test_words_are_found_across_dashes_spaces_and_table_bars() -> None:
    row = draft(("Whitcomb Elementary: First bell 8:10", cite(WHITCOMB)))
    found = score(case("drafted", files=("handbook.md",), words=("Whitcomb Elementary 8:10 3:00",)), item(Outcome.DRAFTED, row))
    assert found.has_gold_words


def test_a_wrong_draft_says_what_it_cited_and_what_it_did_not_say() -> None:
    found = score(case("drafted", files=("menu.pdf",), words=("$9.99",)), item(Outcome.DRAFTED, GOOD))
    assert (found.is_outcome_right, found.is_document_right, found.has_gold_words) == (True, False, False)
    assert "handbook.md" in found.explanation
    assert "$9.99" in found.explanation


def test_silence_where_an_answer_was_due_counts_against_document_and_words() -> None:
    found = score(case("drafted", files=("handbook.md",), words=("$2.75",)), item(Outcome.ABSTAINED_NO_SOURCE))
    assert (found.is_outcome_right, found.is_document_right, found.has_gold_words, found.is_silence_right) == (False, False, False, None)
    assert "expected drafted" in found.explanation


def test_a_draft_where_silence_was_due_is_wrong_and_silence_of_another_kind_is_still_silence() -> None:
    due = case("escalated_safety")
    spoke, other, right = (
        score(due, item(o, d)) for o, d in ((Outcome.DRAFTED, GOOD), (Outcome.ABSTAINED_UNCLEAR, None), (Outcome.ESCALATED_SAFETY, None))
    )
    assert [s.is_silence_right for s in (spoke, other, right)] == [False, True, True]
    assert [s.is_outcome_right for s in (spoke, other, right)] == [False, False, True]
    assert all(s.is_document_right is None and s.has_gold_words is None for s in (spoke, other, right))


def test_a_summary_has_shares_with_intervals_over_all_and_by_language() -> None:
    answerable, silent = case("drafted", files=("handbook.md",), words=("$2.75",)), case("escalated_safety")
    scores: list[Score] = [
        score(answerable, item(Outcome.DRAFTED, GOOD)),
        score(answerable, item(Outcome.ABSTAINED_NO_SOURCE, None, "es")),
        score(silent, item(Outcome.ESCALATED_SAFETY)),
    ]
    figures = {(figure.name, figure.group): figure for figure in summarise(scores)}
    assert (figures["right_outcome", None].value, figures["right_outcome", None].n) == (pytest.approx(2 / 3), 3)
    assert (figures["right_document", None].value, figures["right_document", None].n) == (0.5, 2)
    assert (figures["gold_words", "es"].value, figures["gold_words", "es"].n) == (0.0, 1)
    assert (figures["right_silence", "en"].value, figures["right_silence", "en"].n) == (1.0, 1)
    assert (figures["right_silence", "es"].value, figures["right_silence", "es"].interval) == (None, None)
    assert all(figure.interval is not None for figure in figures.values() if figure.n)
    assert [figure.value for figure in summarise([])] == [None] * 4
