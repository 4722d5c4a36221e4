"""Redaction hides no danger: what triage escalates as it was written, it escalates after redaction too."""

import json
from pathlib import Path

import pytest

from policies.redaction.marks import Marks
from policies.redaction.redactor import Redactor
from policies.triage.triage import escalating_rule, is_of_danger
from tests.policies.redaction.test_redactor import redactor

__all__ = ["redactor"]

CASES = Path(__file__).parents[1] / "triage" / "cases" / "life_safety.jsonl"


@pytest.mark.timeout(300)
def test_every_danger_to_life_is_still_seen_when_details_are_hidden(redactor: Redactor) -> None:
    lost: list[str] = []
    for line in CASES.read_text("utf-8").splitlines():
        case = json.loads(line)
        if not is_of_danger(escalating_rule(case["text"], case["lang"])):
            continue
        made = redactor.redact(case["text"], case["lang"])
        if not is_of_danger(made.escalated_by if made.findings else escalating_rule(made.text, made.language)):
            lost.append(case["id"])
    assert lost == []


@pytest.mark.parametrize(
    ("text", "seen", "name"),
    [
        ("My daughter Maya Tolliver says she wants to kill herself tonight", "kill herself", "Tolliver"),
        ("Mi hijo Emilio Barragán dice que se quiere matar", "matar", "Barragán"),
    ],
)
def test_the_words_of_danger_stay_and_the_name_goes(redactor: Redactor, text: str, seen: str, name: str) -> None:
    left = redactor.redact(text).text
    assert seen in left
    assert name not in left


def test_a_rule_that_hidden_words_decide_is_told_by_its_id_alone(redactor: Redactor) -> None:
    made = redactor.redact("The suspension of my son Ravi Menon was unfair and I want to appeal")
    assert made.escalated_by is not None
    assert "Menon" not in made.text


def test_what_a_person_hides_is_no_danger_missed(redactor: Redactor) -> None:
    text = "he says he has a gun in his backpack"
    assert not redactor.redact(text).findings, "nothing is hidden of itself"
    start = text.index("a gun")
    made = redactor.redact(text, marks=Marks(hide=((start, start + 5),)))
    assert "gun" not in made.text
    assert is_of_danger(made.escalated_by)


def test_a_name_beside_a_word_of_danger_stays_hidden(redactor: Redactor) -> None:
    for text in ("Mi hija Jimena Quiroga se quiso aventar del segundo piso", "Emilio Barragán se quiere tirar del puente"):
        left = redactor.redact(text).text
        assert not {"Jimena", "Quiroga", "Emilio", "Barragán"} & set(left.split())
