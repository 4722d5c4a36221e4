"""A question that plainly asks for a time, an amount, a day or a number is answered with one, or its part stays unanswered."""

import pytest

from assistant.drafting.extractive import ExtractiveDrafter
from assistant.drafting.wanted import holds_asked
from policies.words.documents import Passage
from policies.words.questions import Question
from tests.contracts.evidence_at_hand import ask, demo_policy, evidence, paragraph

HELD = [
    ("What time does the dance start?", "The dance begins at 7:00 p.m.", "en", True),
    ("What time does the dance start?", "The dance is on October 3, 2026.", "en", False),
    ("What time does the dance start?", "Guests must be there within one hour.", "en", False),
    ("What time may I drop him off?", "Doors open 20 minutes before the bell.", "en", True),
    ("How much is a parking pass?", "A pass costs $30 for the year.", "en", True),
    ("How much is breakfast?", "Breakfast is free for every student.", "en", True),
    ("How much is a parking pass?", "Seniors may park in the north lot.", "en", False),
    ("¿Cuánto cuesta el desayuno?", "El desayuno es gratis.", "es", True),
    ("¿A qué hora sale mi hijo?", "La salida es a las 2:45 p.m.", "es", True),
    ("¿A qué hora sale mi hijo?", "La salida es por la puerta norte.", "es", False),
    ("What number do I call when she is sick?", "Call (217) 555-0111 by 8:30 a.m.", "en", True),
    ("When are report cards posted?", "Report cards are posted eight school days after the quarter ends.", "en", True),
    ("When is the picnic?", "The picnic is held at the lower field.", "en", False),
    ("Can she wear a hat?", "Hats come off inside the building.", "en", None),
    ("Do you know when it is cold whether they stay in?", "They stay in below 10 degrees.", "en", None),
]


@pytest.mark.parametrize(("question", "words", "language", "expected"), HELD)
def test_words_hold_the_kind_of_answer_that_is_plainly_asked_for(question: str, words: str, language: str, expected: bool | None) -> None:
    assert holds_asked(question, words, language) is expected


def said(question: Question, *passages: Passage) -> tuple[str, tuple[str, ...]]:
    drafted = ExtractiveDrafter(demo_policy().drafting).draft(question, evidence(*passages))
    return " ".join(sentence.text for sentence in drafted.sentences), drafted.unanswered_parts


PARKING = paragraph(
    "Juniors and seniors may park in the north lot with a parking permit. Cars are left locked. Permits cost $40 for the year.",
    1,
    title="Parking",
)


def test_the_amount_is_said_though_another_sentence_says_more_of_the_question() -> None:
    words, _unanswered = said(ask("How much is a parking permit for a junior in the north lot?"), PARKING)
    assert "$40" in words


def test_nothing_is_drafted_where_a_time_is_asked_and_none_is_told() -> None:
    words, unanswered = said(ask("What time does the north lot open for parking?"), PARKING)
    assert not words
    assert not unanswered  # without a sentence there is no draft whose parts could be missing
