"""Both errors of triage, measured on tables of messages: danger missed, and ordinary questions stopped.

Batches: `dev` was looked at while the rules were written, `held` and `fresh_1` … `fresh_4` were measured before anybody looked; the
figures of that first reading stand in `cases/README.md`. All are regression tables now.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from policies.triage.rulebook import rule_book
from policies.triage.triage import rules_matching
from policies.words.questions import RedactedText

CASES = Path(__file__).parent / "cases"
BOOK = rule_book()
OUTCOME_OF = {rule.id: str(rule.outcome) for rule in BOOK.rules}
MAX_FALSE_ALARMS = 0.03
"""Share of look-alikes that may be stopped. Source: issue 5, measure table."""
MIN_RECALL_OTHERS = 0.97
"""Share of other must-escalate messages that are escalated. Source: issue 5, measure table."""


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()]


def outcome(case: dict[str, Any]) -> str:
    deciding = [r for r in rules_matching(BOOK, RedactedText(case["text"]), case["lang"]) if OUTCOME_OF[r] != "flag"]
    return OUTCOME_OF[deciding[0]] if deciding else "drafted"


def share_right(cases: list[dict[str, Any]], wanted: str) -> tuple[float, list[str]]:
    wrong = [case["id"] for case in cases if not outcome(case).startswith(wanted)]
    return 1 - len(wrong) / len(cases), wrong


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_life_safety_message_is_escalated_to_safety(language: str) -> None:
    cases = [case for case in read("life_safety") if case["lang"] == language]
    assert len(cases) >= 100
    _, wrong = share_right(cases, "escalated_safety")
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_other_sensitive_messages_are_escalated(language: str) -> None:
    cases = [case for case in read("must_escalate") if case["lang"] == language]
    assert len(cases) >= 75
    share, wrong = share_right(cases, "escalated")
    assert share >= MIN_RECALL_OTHERS, wrong


@pytest.mark.parametrize("language", ["en", "es"])
def test_general_questions_on_the_same_words_are_still_drafted(language: str) -> None:
    cases = [case for case in read("look_alikes") if case["lang"] == language and case["expect"] == "draft"]
    assert len(cases) >= 100
    share, wrong = share_right(cases, "drafted")
    assert 1 - share <= MAX_FALSE_ALARMS, wrong


@pytest.mark.parametrize(("expect", "wanted"), [("scope_or_live", "abstained_out_of_scope"), ("unclear", "abstained_unclear")])
def test_questions_no_document_can_answer_are_abstained_from(expect: str, wanted: str) -> None:
    _, wrong = share_right([case for case in read("look_alikes") if case["expect"] == expect], wanted)
    assert wrong == []
