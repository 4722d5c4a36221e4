"""What a document says of itself when it is brought in without being told about: its title, kind, language and school year."""

from pathlib import Path

import pytest

from assistant.services.intake import told_by
from ingest.documents import limits_of
from ingest.reading.reader import read_document
from policies.policy import load_policy

POLICY = load_policy(Path(__file__).parents[2] / "assistant/demo/district/policy.yaml")
SPANISH = "# Guía para familias\n\nSi su hijo va a faltar, llame a la oficina antes de las 9:00 de la mañana.\n"
FRONT = (
    "---\ntitle: Getting to School\nkind: transportation\nlanguage: es\nschool_year: 2026-2027\n---\n"
    "# Routes\n\nThe bus leaves at 7:10 a.m.\n"
)
PAGE = (
    "<html><head><title>Calendar | Our Schools</title></head><body><main><h1>2026-27 School Calendar</h1>"
    "<p>School begins on August 27 for all of the grades.</p></main></body></html>"
)
GIVEN = [
    ("guia.md", SPANISH, ("Guía para familias", "handbook", "es", "")),
    ("families.md", SPANISH, ("Guía para familias", "handbook", "es", "")),
    ("page.md", FRONT, ("Getting to School", "transportation", "es", "2026-2027")),
    ("cal.html", PAGE, ("2026-27 School Calendar", "calendar", "en", "2026-2027")),
    ("lunch-menu-2026-27.csv", "Day,Meal\nMonday,Soup and bread for the children\n", ("Lunch menu 2026-2027", "meals", "en", "2026-2027")),
    ("untold.md", "The doors open at 7:40 a.m. for all of the children.\n", ("Untold", "", "en", "")),
]


@pytest.mark.parametrize(("name", "words", "expected"), GIVEN, ids=[name for name, _words, _expected in GIVEN])
def test_a_document_says_what_nobody_said_of_it(name: str, words: str, expected: tuple[str, str, str, str]) -> None:
    read = read_document(words.encode(), name, limits_of(POLICY))
    told = told_by(read, name, POLICY)
    assert (told.title, told.kind, told.language, told.school_year) == expected
