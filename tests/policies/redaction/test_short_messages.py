"""Short messages of codes, bullets and product names, numbers told in words, and details with the words that belong to them."""

import pytest

from policies.redaction.language import detect_language
from policies.redaction.lexicon import lexicon
from policies.redaction.recognizers import details
from policies.redaction.redactor import Redactor
from tests.policies.redaction.test_redactor import redactor

__all__ = ["redactor"]


@pytest.mark.parametrize(
    "text", ["Did ClassTag replace Remind?", "• Scissors", "ask transportation about the detour", "4417 B12 KTR-9", "Uniform question"]
)
def test_few_plain_words_or_codes_are_no_other_language(text: str) -> None:
    assert detect_language(text) == "en"


def test_few_plain_spanish_words_are_spanish() -> None:
    assert detect_language("Disculpe, olvidé la clave", "es") == "es"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("meu filho está doente hoje e não vai à escola", "pt"),
        ("mon fils est malade aujourd'hui", "fr"),
        ("CON TOI BI OM HOM NAY KHONG DI HOC", None),
    ],
)
def test_another_language_is_still_another(text: str, language: str | None) -> None:
    found = detect_language(text)
    assert found not in ("en", "es")
    assert language is None or found == language


@pytest.mark.parametrize(
    "text",
    [
        "FERPA IEP 504 MTSS",
        "Is Canvas down? We use Prodigy and Lexia Core5 at home on ParentSquare.",
        "Log in to Brightwheel fails on my phone.",
    ],
)
def test_codes_and_products_stay(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text).text == text


@pytest.mark.parametrize("name", ["DeShawn", "VanDyke", "LaRose", "McDonald", "LeBron", "AnaMaria", "RoseHope"])
def test_a_name_with_a_capital_inside_is_no_product(name: str) -> None:
    assert not lexicon().is_made_of_words(name)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("My cell: area code two one seven", "two one seven"),
        ("area code seven oh four then 555 0142", "seven oh four then 555 0142"),
        ("mi lada es dos uno siete", "dos uno siete"),
    ],
)
def test_an_area_code_told_in_words_goes(redactor: Redactor, text: str, hidden: str) -> None:
    redaction = redactor.redact(text)
    assert hidden not in redaction.text
    assert [text[finding.start : finding.end] for finding in redaction.findings] == [hidden]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("His father has supervised visits only.", "His father has supervised visits only"),
        ("We have joint custody, week on week off.", "We have joint custody, week on week off"),
        ("Abuela has guardianship granted in probate court.", "has guardianship granted in probate court"),
        ("Tengo la custodia los fines de semana.", "Tengo la custodia los fines de semana"),
        ("He's failing English with a 48.", "He's failing English with a 48"),
        ("she missed her speech services", "her speech services"),
    ],
)
def test_a_detail_goes_with_the_words_that_belong_to_it(text: str, wanted: str) -> None:
    assert wanted in [text[span.start : span.end] for span in details.find(text, is_tied=True)]


@pytest.mark.parametrize("name", ["Idris", "Thandiwe", "Nieves", "Prado"])
def test_a_name_that_no_list_held_is_found_without_a_cue(redactor: Redactor, name: str) -> None:
    assert name not in redactor.redact(f"separe a {name} de su hermana por favor").text


def test_names_and_slips_make_no_other_language() -> None:
    assert detect_language("Ms. Venkatraghavan, Oluwadara woke up wtih mono so no school 1/14/2027. Chidiebere Eze") == "en"
    assert detect_language("Fadlan carruurtaydu maanta ma iman doonaan dugsiga sababtoo ah way xanuunsan yihiin") == "so"


def test_a_filled_in_form_is_read() -> None:
    assert (
        detect_language("Child: Oh, Tae-yang\nBirthdate: 9/5/2016\nGuardian: Min-ji Oh\nHome: 15 Birch St\nEntering: senior year") == "en"
    )
