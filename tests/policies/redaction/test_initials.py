"""People written as initials, as signatures and with titles in any case; abbreviations, grades and offices stay."""

import pytest

from policies.redaction.redactor import Redactor
from tests.policies.redaction.test_redactor import redactor

__all__ = ["redactor"]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("He has a fever today. thx kv", ["kv"]),
        ("Is Mr. Noh still the coach? Thanks D.F.", ["D.F."]),
        ("Receipt on request. ~g.w.", ["g.w."]),
        ("Please call me about the bus. RW", ["RW"]),
        ("When does the book fair open?\n\nThank you,\nJB", ["JB"]),
        ("See you at the game. - M", ["- M"]),
        ("Is practice on? thx A.M.", ["A.M."]),
        ("¿Hay clases mañana? Gracias, m.g.", ["m.g."]),
        ("¿Puede ir al baile? Att: QZ", ["QZ"]),
    ],
)
def test_initials_that_sign_a_message_are_hidden(redactor: Redactor, text: str, hidden: list[str]) -> None:
    told = redactor.redact(text, "es" if "¿" in text else "en").text
    assert all(word.removeprefix("- ") not in told.split("?")[-1].split(".")[-1] and word not in told for word in hidden)


@pytest.mark.parametrize(
    ("text", "language", "hidden"),
    [
        ("V.L. and A.M. were fighting by the gym.", "en", ["V.L.", "A.M."]),
        ("My son V.L. got hurt at recess.", "en", ["V.L."]),
        ("my daughter KV has a fever", "en", ["KV"]),
        ("JW & KV were vaping in the bathroom", "en", ["JW", "KV"]),
        ("We represent R.W., a minor, in this matter.", "en", ["R.W."]),
        ("El niño E.S. empujó a mi hija.", "es", ["E.S."]),
        ("que espere con v.d. porque no estoy en casa", "es", ["v.d."]),
        ("Can Mr. A at dispatch have a look?", "en", ["Mr. A "]),
        ("Ms. T's class went home", "en", ["Ms. T'"]),
        ("could coach j call me", "en", ["coach j "]),
        ("la maestra r. pidió una reunión", "es", ["maestra r"]),
        ("el maestro R. ya no está", "es", ["maestro R"]),
        ("jaylen r left his chromebook on the bus", "en", [" r "]),
        ("please add my roommate devin k to the list", "en", [" k "]),
        ("re: Marquise H\nplaced with her as of Friday", "en", ["Marquise", " H"]),
    ],
)
def test_initials_that_speak_of_somebody_are_hidden(redactor: Redactor, text: str, language: str, hidden: list[str]) -> None:
    told = redactor.redact(text, language).text
    assert all(word not in told for word in hidden)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What does the IEP say about PE, and does the PTA meet at 7 p.m. or 8 A.M.?", "en"),
        ("Who teaches P.E. in the U.S. now? Is there G.E.D. help?", "en"),
        ("D.A.R.E. starts when, e.g. in May?", "en"),
        ("Grades K, A-L and M-Z go in which door?", "en"),
        ("Is it an A day or a B day tomorrow?", "en"),
        ("Can PK kids ride the bus? My kid is in TK", "en"),
        ("Send me the form ASAP", "en"),
        ("When does it start? See you at 3 ok", "en"),
        ("La maestra y yo queremos saber cuándo es la junta", "es"),
        ("la maestra q da arte cuando viene", "es"),
        ("¿Aceptan actas de EE.UU.? PD: ya llené la forma", "es"),
        ("La feria sigue a las 5:30 p.m. y llevamos comida", "es"),
    ],
)
def test_abbreviations_grades_and_hours_are_no_initials(redactor: Redactor, text: str, language: str) -> None:
    assert redactor.redact(text, language).text == text


def test_k_behind_a_whole_name_is_kindergarten(redactor: Redactor) -> None:
    assert redactor.redact("The dad of Ezekiel Tafoya K is running late.", "en").text.endswith(" K is running late.")
    assert " K, " in redactor.redact("Mahsa K, Parisa 1st, Farhad 2nd go to this school.", "en").text
