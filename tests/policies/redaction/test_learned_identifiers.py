"""Numbers, codes, buses and places that the detail head tells by their sentence: no pattern and no list holds them."""

import datetime as dt

import pytest

from bench.redaction.adapter import district_of
from policies.policy import RedactionRules
from policies.redaction.recognizers.learned_identifiers import whole
from policies.redaction.redactor import Redactor, make_redactor


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    directory = {"schools": ["Harriet Quimby Elementary School"], "districts": ["Otter Ford Schools"], "office_phones": ["3605550140"]}
    made = make_redactor(district_of(directory), RedactionRules(), today=lambda: dt.date(2026, 11, 27))
    made.load()
    return made


TOLD_BY_THE_SENTENCE = (
    ("en", "does Oluchi still ride 36 after we move to her aunt's place", "36"),
    ("en", "IS N14 RUNNING LATE AGAIN? BRAM DEKKER IS STILL WAITING OUT THERE", "N14"),
    ("en", "Bram Dekker gets off where Alder meets Route 5, can it be closer?", "Alder meets Route 5"),
    ("en", "the portal will not take bdekker or my password for Bram Dekker", "bdekker"),
    ("en", "it signs me out every time, Falcon77?! stopped working after the update for Bram Dekker", "Falcon77?!"),
    ("en", "Please move $20 from Bram Dekker's meal account (766836) to Saskia's (286689).", "286689"),
    ("en", "Portal message, regarding: Dekker, Bram (925778). Category: address", "925778"),
    ("es", "¿El portal no reconoce a ychavez, qué hago para ver las notas de Yuridia?", "ychavez"),
    ("es", "Yuridia Balam sigue en la 36 aunque nos mudemos con su abuela, ¿verdad?", "36"),
)


@pytest.mark.parametrize(("language", "message", "words"), TOLD_BY_THE_SENTENCE)
def test_what_only_the_sentence_tells_goes(redactor: Redactor, language: str, message: str, words: str) -> None:
    assert words not in str(redactor.redact(message, language).text)


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "Bram Dekker needs a TI-84 for math and the bell rings at 8:05, right?"),
        ("en", "Is Saskia in room 214 or in the gym on October 5th? The fee is $36."),
        ("en", "Which form do I need for Bram Dekker, Form 680 or the W-9? I got error 403 on the PowerSchool page."),
        ("es", "Yuridia necesita el formulario 504 antes del 14 de octubre y cuesta $36, ¿verdad?"),
    ],
)
def test_numbers_that_are_facts_stay_beside_a_name(redactor: Redactor, language: str, message: str) -> None:
    redaction = redactor.redact(message, language)
    assert {finding.entity_type for finding in redaction.findings} <= {"STUDENT", "PERSON", "PARENT"}


@pytest.mark.parametrize(
    "message",
    ["How many students ride bus 36 on average?", "Does the 36 stop at Harriet Quimby Elementary before 8?", "Our office is 360-555-0140."],
)
def test_buses_of_nobody_and_office_numbers_stay(redactor: Redactor, message: str) -> None:
    assert str(redactor.redact(message, "en").text) == message


@pytest.mark.parametrize(("language", "message", "words"), TOLD_BY_THE_SENTENCE)
def test_a_redacted_message_is_redacted_already(redactor: Redactor, language: str, message: str, words: str) -> None:
    once = str(redactor.redact(message, language).text)
    assert str(redactor.redact(once, language).text) == once


def test_a_password_goes_with_its_signs_and_a_bus_of_nobody_stays() -> None:
    text = "use !Falcon77?! now, bus 36"
    start, end = text.index("Falcon"), text.index("?!")
    (span,) = whole(text, [("CREDENTIAL", start, end)], is_tied=False)
    assert text[span.start : span.end] == "!Falcon77?!"
    assert whole(text, [("BUS", text.index("36"), len(text))], is_tied=False) == []
    assert [(span.start, span.kind) for span in whole(text, [("BUS", text.index("36"), len(text))], is_tied=True)] == [
        (text.index("36"), "BUS")
    ]


@pytest.mark.parametrize(
    ("kind", "words"),
    [("OTHER_ID", "$36.50"), ("BUS", "5th"), ("STUDENT_ID", "2026-27"), ("BUS", "8:05"), ("ADDRESS", "2/19"), ("OTHER_ID", "85%")],
)
def test_sums_days_hours_and_years_are_never_numbers_of_somebody(kind: str, words: str) -> None:
    assert whole(words, [(kind, 0, len(words))], is_tied=True) == []


def test_what_stands_beside_something_hidden_is_not_taken_along_look_after_look(redactor: Redactor) -> None:
    message = (
        "disculpe me puede decir si idris yohannes salio tarde por los apartamentos las brumas y no subio al camion 7c moreira 509 555 0152"
    )
    text = str(redactor.redact(message, "es").text)
    assert "no subio" in text
    assert "0152" not in text
