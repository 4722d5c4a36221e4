"""What is named after people, beasts and characters stays; the people of that name go."""

import time

import pytest

from policies.redaction import named_things
from policies.redaction.lexicon import lexicon, read_list
from policies.redaction.redactor import Redactor
from tests.policies.redaction.test_redactor import redactor

__all__ = ["redactor"]


@pytest.mark.parametrize(
    "text",
    [
        "When is the Maya Angelou Room free?",
        "Is the Henderson Room booked on Friday?",
        "is the jackie robinson fun run still on",
        "Is Dr. Seuss Week in March?",
        "what do they wear for dr seuss day",
        "For the Flat Stanley project do we mail it back?",
        "Does the school read Charlotte's Web in third grade?",
        "Is the Sadie Hawkins Dance open to freshmen?",
        "¿A qué hora es la Caminata de Ruby Bridges?",
        "¿Dónde está la Sala Marian Anderson?",
        "¿Hay boletos para La Bella y la Bestia Jr.?",
        'The flyer says "Autumn and the Fox" is the play.',
        "Is the concert at Wilson Hall?",
        "Rosie the class hamster is missing",
        "Does anyone in the office speak Karen?",
        "When does Lifetouch come for retakes",
        "is peter pan jr on thursday",
        "¿Dónde es la Carrera Johnny Appleseed?",
        "Estimada señora directora: ¿cuándo abren?",
        "Dear Registrar, when does enrollment open?",
        "the 4 yr olds nap, right?",
        "¿La camiseta es rosa o blanca?",
        "Hope you are well, when is the fair?",
        "Is Crazy Sock Day on Friday?",
    ],
)
def test_a_thing_with_a_name_in_it_stays(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text).text == text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ms. Henderson's class has no heat", ("Henderson",)),
        ("Henderson's room is cold, ask Mrs. Henderson", ("Mrs. Henderson",)),
        ("My daughter Rosa Parks Lopez is sick", ("Rosa", "Lopez")),
        ("My son Diego Rivera was late to the library", ("Diego", "Rivera")),
        ("Diego Rivera forgot his book", ("Diego", "Rivera")),
        ("Emma Lopez Library book is overdue", ("Emma", "Lopez")),
        ("Noah Kim Science Fair project is late", ("Noah", "Kim")),
        ("Charlie Brown is absent today", ("Charlie", "Brown")),
        ("Karen Smith is the mom, she speaks English", ("Karen",)),
        ("My mom Karen speaks Spanish", ("Karen",)),
        ("la beca de Juan Pérez no llegó", ("Juan", "Pérez")),
        ('The teacher said "Emma Lopez hit me"', ("Emma", "Lopez")),
        ('My daughter Alexandra "Allie" Stone is in 3rd grade', ("Alexandra", "Allie", "Stone")),
        ("Rosa o Ana pueden recogerlo", ("Rosa", "Ana")),
        ("Lewis and Clark are my sons, they are sick", ("Lewis", "Clark")),
        ("Mia Torres Spelling Bee permission", ("Mia", "Torres")),
        ("Octavio Paz está enfermo hoy", ("Octavio",)),
    ],
)
def test_a_person_of_such_a_name_goes(redactor: Redactor, text: str, names: tuple[str, ...]) -> None:
    left = redactor.redact(text).text
    assert [name for name in names if name in left] == []


def test_no_single_word_of_the_list_of_things_is_a_given_name() -> None:
    known = lexicon()
    single = [line for line in read_list("named_things.txt") if " " not in line and not line.startswith("#")]
    assert [word for word in single if known.is_given(word)] == []


@pytest.mark.parametrize(("words", "is_day"), [("12th and do", True), ("the 21st", True), ("21st and 22nd", True), ("5th and Main", False)])
def test_days_of_a_month_are_no_bus_stop(words: str, is_day: bool) -> None:
    assert named_things.is_no_place(words) is is_day


@pytest.mark.parametrize("unit", ["A ", "the A ", "rosa, ", "sala A ", '"A', "hope ", "12th and ", "a", "in A "])
def test_no_pattern_of_things_is_slow_on_a_long_row(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    began = time.process_time()
    named_things.stretches(text)
    assert time.process_time() - began < 1.5
