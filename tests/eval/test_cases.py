"""Golden cases: how they are read."""

import json
from pathlib import Path

import pytest

from eval.cases import Case, read_cases
from policies.errors import BadInput


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
        "must_not_say": ["$2.50"],
        "personal": ["Ada"],
        "note": "kept for people",
    }
    first, second = read_cases(written(tmp_path, line, "", {"question": "Hi?", "expected": ["abstained_unclear", "drafted"]}))
    assert first == Case(
        "q1",
        line["question"],
        "es",
        "whitcomb",
        frozenset({"drafted"}),
        frozenset({"a.pdf", "b.pdf", "c.md"}),
        ("$2.75",),
        ("$2.50",),
        ("Ada",),
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
        {"question": "Hi?", "expected": ["drafted"], "must_not_say": "$2.50"},
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
