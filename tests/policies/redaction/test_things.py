"""What is named after a person and is none stays; rarer words and slips are no names; the library that reads names starts without torch."""

import subprocess
import sys

import pytest

from policies.redaction import eponyms
from policies.redaction.lexicon import lexicon
from policies.redaction.recognizers import bus
from policies.redaction.redactor import Redactor
from tests.policies.redaction.test_redactor import redactor

__all__ = ["redactor"]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Who can apply for the Garcia Family scholarship?", "Garcia Family scholarship"),
        ("Is there school on Harvey Milk Day?", "Harvey Milk Day"),
        ("Does the district follow Megan's Law?", "Megan's Law"),
        ("Which novels are on the list, Of Mice and Men or Frankenstein?", "Of Mice and Men"),
        ('He lost the book "Esperanza Rising", what do we owe?', '"Esperanza Rising"'),
        ("¿Hay clases el Día de Benito Juárez?", "Benito Juárez"),
    ],
)
def test_a_thing_named_after_a_person_stays(redactor: Redactor, text: str, thing: str) -> None:
    assert thing in [text[start:end] for start, end in eponyms.stretches(text)]
    assert redactor.redact(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "My son reads with Emma and Noah",
        "She is reading Emma a story",
        "please give Emma Lopez the test back",
        "Can I talk about Emma Math class",
        "Is Mason Day here?",
    ],
)
def test_a_person_beside_a_book_or_a_subject_is_still_one(text: str) -> None:
    assert eponyms.stretches(text) == []


@pytest.mark.parametrize("word", ["unexcused", "intradistrict", "cyberbullying", "corsage", "impreso", "dígitos", "mtoher"])
def test_a_rarer_word_or_a_swapped_one_is_no_name(word: str) -> None:
    known = lexicon()
    assert known.is_word(word) or known.is_swapped_word(word)


@pytest.mark.parametrize("name", ["amadou", "thandiwe", "itzel", "yaretzi", "saoirse", "brian", "diana"])
def test_the_longer_lists_hold_no_name(name: str) -> None:
    known = lexicon()
    assert name not in known.rare
    assert not known.is_swapped_word(name)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("No bus came. It was number 93.", "93"),
        ("my daughter takes bus forty-two", "bus forty-two"),
        ("my son waits by the mailboxes at Cedar Court for the bus", "the mailboxes at Cedar Court"),
        ("the driver on #42 let my son off", "#42"),
        ("move her bus stop from Lark and Elm to the fire station", "Lark and Elm"),
        ("move her bus stop from Lark and Elm to the fire station", "the fire station"),
        ("mi hijo se baja del bus en la gasolinera vieja de la Ruta 9", "la gasolinera vieja de la Ruta 9"),
        ("her stop is the rec center at Mill & Pine", "the rec center at Mill & Pine"),
        ("my son's stop is Elm/5th", "Elm/5th"),
        ("the bus used to pick my son up by the laundromat on Quarry Hill Rd", "the laundromat on Quarry Hill Rd"),
        ("la parada de mi hijo es enfrente de la tienda", "la tienda"),
    ],
)
def test_a_stop_in_other_words_is_found(text: str, wanted: str) -> None:
    assert any(wanted in text[span.start : span.end] for span in bus.find(text, has_person=True))


def test_a_schools_name_without_its_accents_is_the_schools(redactor: Redactor) -> None:
    assert redactor.redact("IS CESAR CHAVEZ MIDDLE SCHOOL OPEN").text == "IS CESAR CHAVEZ MIDDLE SCHOOL OPEN"


def test_loading_the_redactor_loads_no_torch_and_leaves_it_to_be_loaded() -> None:
    code = (
        "import sys; from policies.redaction.lean_import import leaving_out\n"
        "with leaving_out('torch', 'transformers'):\n    import policies.redaction.presidio_engine\n"
        "assert not {'torch', 'transformers'} & sys.modules.keys()\n"
        "import importlib.util; assert importlib.util.find_spec('transformers') is not None"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("text", "thing", "name"),
    [
        ("My son Leo Okafor needs his inhaler, can he carry it?", "inhaler", "Okafor"),
        ("Can Leo Okafor bring his EpiPen to school?", "EpiPen", "Okafor"),
        ("¿Mi hija Jimena Quiroga puede llevar su inhalador?", "inhalador", "Quiroga"),
        ("Can the nurse give Tylenol to my daughter Priya Raman?", "Tylenol", "Raman"),
    ],
)
def test_what_a_child_carries_stays_beside_a_hidden_name(redactor: Redactor, text: str, thing: str, name: str) -> None:
    left = redactor.redact(text).text
    assert thing in left
    assert name not in left
