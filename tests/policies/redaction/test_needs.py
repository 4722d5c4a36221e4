"""A pattern is left out of a text without digits only where it could not have matched there."""

import pytest
import regex

from policies.redaction.presidio_engine import SHAPE_MODULES
from policies.redaction.recognizers.needs import needs_digit

FLAGS = regex.IGNORECASE | regex.MULTILINE | regex.DOTALL
SHAPES = [shape for module in SHAPE_MODULES for shape in module.SHAPES]
WITHOUT = [
    "my ssn is one two three four, call area code seven oh four then five five five oh one four two",
    "student id number is abcd-efgh, pin: hunter, password: Correct-Horse, user name: jdoe",
    "write to jane.doe at example.org or https://example.org/reset?token=abcdef or www.example.org",
    "we live at Maple Street apt B, zip code, case no. XY-ZW, plate ABC DEF, passport number KLMNOP",
    "vivimos en la calle Olmo, su contraseña es girasol, la placa es ABC, extensión cinco",
]


@pytest.mark.parametrize(
    ("pattern", "is_needed"),
    [
        (r"\d{3}", True),
        (r"a(?:b|\d)", False),
        (r"(?:\d|[0-9]+x)", True),
        (r"\d*a", False),
        (r"(?=[a-z]*\d)\w+", True),
        (r"(?!\d)\w+", False),
        (r"id\s*\K#?\d+", True),
        (r"[\d-]+", False),
        (r"[^\d]+", False),
        (r"(?:x(?P<n>7))+", True),
        (r"(?<=\d)a", True),
        (r"\p{Lu}\d", False),
    ],
)
def test_what_needs_a_digit_is_told_from_what_does_not(pattern: str, is_needed: bool) -> None:
    assert needs_digit(pattern, FLAGS) is is_needed


def test_no_pattern_said_to_need_a_digit_matches_words_alone() -> None:
    needing = [shape for shape in SHAPES if needs_digit(shape.regex, FLAGS)]
    assert len(needing) > 30
    assert not [shape.name for shape in needing for text in WITHOUT if regex.search(shape.regex, text, FLAGS)]
    assert [shape.name for shape in SHAPES for text in WITHOUT if regex.search(shape.regex, text, FLAGS)]
