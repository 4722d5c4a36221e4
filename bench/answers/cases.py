"""Questions with what should come of them, from two kinds of files: our own golden cases, and lines with `gold_spans` of a document."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Case:
    """One question. `gold` are word strings of the document; with `needs_all` every one must be said, otherwise one of them."""

    id: str
    question: str
    language: str
    school: str | None
    expected: frozenset[str]
    """Outcomes, or `drafted`, `abstained`, `escalated` for any of that kind."""
    files: frozenset[str]
    gold: tuple[str, ...]
    needs_all: bool
    kind: str

    @property
    def is_answerable(self) -> bool:
        """Whether a draft is what is expected, and nothing else, and it is known what it should say."""
        return self.expected == {"drafted"} and bool(self.gold)

    @property
    def must_stay_silent(self) -> bool:
        """Whether a draft would be wrong."""
        return "drafted" not in self.expected

    def accepts(self, outcome: str) -> bool:
        """Whether an outcome is an expected one."""
        return outcome in self.expected or outcome.split("_", 1)[0] in self.expected


def flat(text: str) -> str:
    """Only the letters and figures of a text, lower case, one space between words."""
    return " ".join(_WORD.findall(text.casefold()))


def read_cases(file: Path, documents: Mapping[str, str]) -> list[Case]:
    """Cases of either kind. `documents` are texts by file name: whoever holds the gold words verbatim counts as a right document."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    flats = {name: flat(text) for name, text in documents.items()}
    return [_own(row) if isinstance(row["expected"], list) else _with_spans(row, flats) for row in rows]


def _own(row: dict[str, Any]) -> Case:
    files = [row.get("gold_file"), *row.get("gold_files", []), *row.get("other_files", [])]
    return Case(
        id=row["id"],
        question=row["question"],
        language=row.get("language") or "en",
        school=row.get("school"),
        expected=frozenset(row["expected"]),
        files=frozenset(f for f in files if f),
        gold=tuple(row.get("gold_words", [])),
        needs_all=True,
        kind="answer" if row["expected"] == ["drafted"] else "other",
    )


def _with_spans(row: dict[str, Any], flats: Mapping[str, str]) -> Case:
    spans = row.get("gold_spans") or []
    long = [span for span in spans if len(span.split()) >= 5] or spans
    expected = {"answer": "drafted", "abstain": "abstained", "escalate": "escalated"}[row["expected"].split("-")[0]]
    golden = [flat(span) for span in long]
    files = {row["doc"]} if row.get("doc") else set[str]()
    files |= {name for name, text in flats.items() if any(span in text for span in golden)}
    return Case(
        id=row["id"],
        question=row["question"],
        language=row.get("lang", "en"),
        school=None,
        expected=frozenset({expected}),
        files=frozenset(files),
        gold=tuple(long),
        needs_all=False,
        kind=row.get("kind") or row["expected"],
    )


def says(case: Case, words: str) -> bool:
    """Whether the gold words stand in some words."""
    said = flat(words)
    found = [flat(gold) in said for gold in case.gold]
    return all(found) if case.needs_all else any(found)
