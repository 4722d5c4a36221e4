"""What a question is about: its parts, its school, its school year."""

import datetime as dt

import pytest

from assistant.understanding import SHORT_WORDS, Understood, parts_of, understand
from policies.words.documents import Audience
from policies.words.questions import Redaction
from tests.contracts.evidence_at_hand import ask, demo_policy

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 15, tzinfo=dt.UTC)
DISTRICT = demo_policy().district


def understood(text: str, *, language: str = "en", school: str | None = None, school_year: str | None = None) -> Understood:
    redaction = Redaction(ask(text).text, language, ())
    return understand(redaction, DISTRICT, NOW, TODAY, school, school_year, "web")


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("What time does school start at Whitcomb?", "whitcomb"),
        ("what time does WHITCOMB ELEMENTARY start", "whitcomb"),
        ("Bell times at FLMS please", "landing"),
        ("¿A qué hora empieza la preparatoria?", "qfhs"),
        ("When does my 2nd grader get out?", "whitcomb"),
        ("my 7th grader needs a bus", "landing"),
        ("Is prom for juniors at the high school?", "qfhs"),
        ("supply list for grade 4", "whitcomb"),
        ("lista de útiles para segundo grado", "whitcomb"),
        ("my kindergartner takes a nap?", "whitcomb"),
        ("can a 10th grader park on campus", "qfhs"),
        ("school starts at 7 or 8?", None),
        ("What time does school start?", None),
        ("Do Whitcomb and Ferry Landing start at the same time?", None),
        ("Whitcombs Bakery sells bread?", None),
        ("my 2nd grader and my 7th grader ride one bus?", None),
    ],
)
def test_the_one_school_that_a_question_names_is_found(text: str, school: str | None) -> None:
    found = understood(text)
    assert found.scope.school == found.question.school == school


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("When is spring break?", None),
        ("When is spring break in 2026-2027?", "2026-2027"),
        ("calendar 2027-28?", "2027-2028"),
        ("calendar 2025/2026?", "2025-2026"),
        ("¿Calendario 2026 a 2027?", "2026-2027"),
        ("calendar 2026-2029?", None),
        ("What was last year's supply list?", "2025-2026"),
        ("When does next school year start?", "2027-2028"),
        ("¿Cuándo empieza el próximo año?", "2027-2028"),
        ("¿Cuál era el calendario del año pasado?", "2025-2026"),
        ("My son started here last year. When is spring break?", None),
    ],
)
def test_the_school_year_that_a_question_names_is_found_else_it_is_the_current_one(text: str, named: str | None) -> None:
    found = understood(text)
    assert found.scope.school_year == named
    assert found.question.school_year == (named or "2026-2027")


def test_what_the_sender_states_wins_over_the_words() -> None:
    found = understood("When does Whitcomb start next year?", school="qfhs", school_year="2025-2026")
    assert (found.scope.school, found.scope.school_year) == ("qfhs", "2025-2026")


def test_families_are_the_audience_and_the_day_is_the_districts_own() -> None:
    found = understood("When?")
    assert (found.scope.on, found.scope.audience) == (TODAY, Audience.FAMILIES)
    assert (found.question.received_at, found.question.channel, found.question.language) == (NOW, "web", "en")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hello! What does lunch cost? And when is spring break? Thanks", ("What does lunch cost?", "And when is spring break?")),
        ("Good morning. My daughter rides bus 4. What time does it come?", ("What time does it come?",)),
        ("lunch prices", ("lunch prices",)),
        ("Hi!", ("Hi!",)),
        ("", ("",)),
        ("Buenos días. ¿Cuánto cuesta el almuerzo? Gracias.", ("¿Cuánto cuesta el almuerzo?",)),
        ("I need to know the fee. It rained.", ("I need to know the fee.",)),
        ("We moved here in June, when is the first day?", ("when is the first day?",)),
        ("I looked on the website but where is the lunch menu?", ("where is the lunch menu?",)),
        ("Acabamos de llegar de otro estado, ¿qué papeles necesito?", ("¿qué papeles necesito?",)),
        ("Mi niña tuvo fiebre anoche, ¿cuándo puede regresar?", ("Mi niña tuvo fiebre anoche, ¿cuándo puede regresar?",)),
        ("I tried the form, how do I send it?", ("I tried the form, how do I send it?",)),
        ("What time does school start, and when does it end?", ("What time does school start, and when does it end?",)),
    ],
)
def test_the_parts_of_a_question_are_its_asking_sentences(text: str, parts: tuple[str, ...]) -> None:
    assert parts_of(text) == parts


def test_a_short_message_is_searched_whole_and_of_a_long_one_only_the_asking_parts() -> None:
    story = "We moved here in the summer and we like the town. " * 6
    assert len(story.split()) > SHORT_WORDS
    assert understood("My son is new. What does lunch cost?").asked == "My son is new. What does lunch cost?"
    assert understood(f"{story}What does lunch cost?").asked == "What does lunch cost?"
