"""Golden cases: questions with what should come of them, as JSON lines.

A line: `{"id", "question", "language"?, "school"?, "expected": [outcomes], "gold_files"?: [file names], "gold_words"?: [strings],
"must_not_say"?: [strings], "personal"?: [strings of the question that must be hidden]}`.
`gold_file`, `other_files` and `note` of the fictional district's file are understood as well.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from policies.errors import BadInput
from policies.words.questions import Outcome


@dataclass(frozen=True, slots=True)
class Case:
    """One question and what should come of it. Every one of `gold_words` must stand in the draft or in the words it cites.

    None of `must_not_say` may stand in the draft's own words; none of `personal` in what is kept of the question.
    """

    id: str
    question: str
    language: str | None
    school: str | None
    expected: frozenset[str]
    gold_files: frozenset[str]
    gold_words: tuple[str, ...]
    must_not_say: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()

    @property
    def is_answerable(self) -> bool:
        """Whether a draft is what is expected, and nothing else."""
        return self.expected == frozenset({Outcome.DRAFTED.value})

    @property
    def must_stay_silent(self) -> bool:
        """Whether a draft would be wrong."""
        return Outcome.DRAFTED.value not in self.expected

    def is_due(self, prefix: str) -> bool:
        """Whether every expected outcome is of one group of the taxonomy, such as `escalated_`."""
        return all(outcome.startswith(prefix) for outcome in self.expected)


def _texts(row: dict[str, Any], name: str) -> list[str]:
    """A list of strings of a line. Raises: TypeError for anything else (one string would fall into letters)."""
    found = row.get(name, [])
    if not isinstance(found, list):
        raise TypeError(name)
    return [str(text) for text in cast("list[Any]", found)]


def read_cases(file: Path) -> list[Case]:
    """Raises: BadInput case.unreadable, case.line naming the line."""
    try:
        lines = file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("case.unreadable", f"The cases cannot be read ({type(error).__name__}).", "Give a UTF-8 JSONL file.") from None
    cases: list[Case] = []
    outcomes = {outcome.value for outcome in Outcome}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = cast("dict[str, Any]", json.loads(line))
            files = [*_texts(row, "gold_files"), row.get("gold_file"), *_texts(row, "other_files")]
            case = Case(
                id=str(row.get("id", number)),
                question=str(row["question"]),
                language=row.get("language"),
                school=row.get("school"),
                expected=frozenset(row["expected"]),
                gold_files=frozenset(file for file in files if file),
                gold_words=tuple(_texts(row, "gold_words")),
                must_not_say=tuple(_texts(row, "must_not_say")),
                personal=tuple(_texts(row, "personal")),
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            case = None
        if case is None or not case.expected or case.expected - outcomes:
            raise BadInput("case.line", f"Line {number} is not a golden case.", "It needs question and expected (a list of outcomes).")
        cases.append(case)
    return cases
