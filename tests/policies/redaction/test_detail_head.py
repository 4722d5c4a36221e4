"""The detail head: what is sensitive goes in words that no pattern and no list holds, facts stay, and a second look finds the same."""

import datetime as dt

import numpy as np
import pytest

from bench.redaction.adapter import district_of
from policies.policy import RedactionRules
from policies.redaction import detail_head, stand_ins
from policies.redaction.recognizers import details
from policies.redaction.redactor import Redactor, make_redactor
from policies.redaction.spans import DETAIL_KINDS


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    district = district_of({"schools": ["Harriet Quimby Elementary School"], "districts": ["Otter Ford Schools"]})
    made = make_redactor(district, RedactionRules(), today=lambda: dt.date(2026, 11, 27))
    made.load()
    return made


OPEN_WORDS = (
    ("en", "Mateo Quispe gets a quiet corner and extra time for every quiz, is that still in place?", "quiet corner"),
    ("en", "My daughter Anneke Dijkstra threw a chair across the room and was sent home.", "threw a chair"),
    ("en", "Rowan Tillery needs directions repeated and a seat near the teacher.", "directions repeated"),
    ("en", "Rowan Tillery got caught with a lighter and lost recess for a week.", "lost recess"),
    ("es", "A Yuridia Balam le cuesta mucho pronunciar y la saca la especialista dos veces por semana.", "pronunciar"),
    ("es", "Mi hijo Wilber Chub aventó una piedra y rompió el vidrio de la puerta.", "una piedra"),
    ("es", "Wilber Chub trajo sus notas y a lo mejor repite el año, ¿con quién hablo?", "repite"),
)


@pytest.mark.parametrize(("language", "message", "words"), OPEN_WORDS)
def test_a_detail_in_open_words_goes_where_somebody_is_named(redactor: Redactor, language: str, message: str, words: str) -> None:
    redaction = redactor.redact(message, language)
    assert words not in str(redaction.text)
    assert any(finding.entity_type in DETAIL_KINDS for finding in redaction.findings)


def test_at_least_three_of_them_are_found_by_no_pattern() -> None:
    alone = [
        words for _, message, words in OPEN_WORDS if not any(words in message[start:end] for _, start, end in details.matches(message))
    ]
    assert len(alone) >= 3


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "Does a student with a quiet corner and extra time in the plan get them in state tests too?"),
        ("en", "What happens when a student throws a chair?"),
        ("es", "¿Qué pasa si un alumno avienta una piedra y rompe un vidrio?"),
    ],
)
def test_the_same_words_stay_where_nobody_is_named(redactor: Redactor, language: str, message: str) -> None:
    assert str(redactor.redact(message, language).text) == message


@pytest.mark.parametrize(
    ("language", "message", "facts"),
    [
        (
            "en",
            "Mateo Quispe would like to switch from robotics to band in fourth grade, who decides?",
            ("robotics", "band", "fourth grade"),
        ),
        ("en", "Can Anneke Dijkstra still sign up for the spelling bee on Friday? The fee is $12.", ("spelling bee", "Friday", "$12")),
        (
            "es",
            "Wilber Chub quiere cambiarse de coro a robótica en sexto grado, ¿hablo con la directora?",
            ("robótica", "sexto grado", "directora"),
        ),
    ],
)
def test_facts_beside_a_name_stay(redactor: Redactor, language: str, message: str, facts: tuple[str, ...]) -> None:
    text = str(redactor.redact(message, language).text)
    assert [fact for fact in facts if fact not in text] == []


@pytest.mark.parametrize(("language", "message", "words"), OPEN_WORDS)
def test_a_redacted_message_is_redacted_already(redactor: Redactor, language: str, message: str, words: str) -> None:
    once = str(redactor.redact(message, language).text)
    assert str(redactor.redact(once, language).text) == once


def test_words_get_one_row_of_what_is_known_each() -> None:
    text = "Ana has a rash. 3 days"
    words = detail_head.units(text)
    known = detail_head.seen(text, words, [("HEALTH", 8, 14)], [(0, 3)])
    assert known.shape == (6, detail_head.N_SEEN)
    assert known[:, 0].tolist() == [0, 0, 1, 1, 0, 0]
    assert known[:, len(detail_head.KINDS)].tolist() == [1, 0, 0, 0, 0, 0]
    assert known[:, -detail_head.N_LOOKS].tolist() == [0, 0, 0, 0, 1, 0]


def test_a_sure_word_takes_its_likely_neighbours_along_and_a_word_not_asked_divides() -> None:
    words = [(0, 1), (2, 3), (4, 5), (6, 7)]
    shares = np.array([[0.9, 0.1, 0, 0, 0, 0], [0.2, 0.8, 0, 0, 0, 0], [0.6, 0.3, 0.1, 0, 0, 0], [0.1, 0, 0, 0.9, 0, 0]])
    assert detail_head.runs(detail_head.DETAILS, words, shares, 0.7, range(4)) == [("HEALTH", 2, 7)]
    assert detail_head.runs(detail_head.DETAILS, words, shares, 0.85, (0, 1, 3)) == [("DISCIPLINE", 6, 7)]
    assert detail_head.runs(detail_head.DETAILS, words, shares, 0.95, range(4)) == []


def test_offsets_of_a_text_with_placeholders_go_both_ways() -> None:
    text = "Can <STUDENT_1> rest after <HEALTH_1> today?"
    shown = stand_ins.shown(text)
    start = text.index("today")
    there = shown.as_shown(start, start + 5)
    assert there is not None
    assert shown.text[slice(*there)] == "today"
    assert shown.of_message(*there) == (start, start + 5)
    assert shown.as_shown(0, 20) is None
    assert [kind for kind, _, _ in shown.stand_ins] == ["STUDENT", "HEALTH"]
    assert shown.of_message(*shown.stand_ins[0][1:]) is None
