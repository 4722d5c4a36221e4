"""A pattern is left out of a text only where it could not have matched there."""

import pytest
import regex

from policies.redaction.presidio_engine import SHAPE_MODULES
from policies.redaction.recognizers import custody, discipline, grades, health, special_education
from policies.redaction.recognizers.name_cues import BEFORE
from policies.redaction.recognizers.needs import DIGIT, EDGE, Letters, Sieve, needs

FLAGS = regex.IGNORECASE | regex.MULTILINE | regex.DOTALL
SHAPES = [regex.compile(shape.regex, FLAGS) for module in SHAPE_MODULES for shape in module.SHAPES]
DETAILS = [
    regex.compile(pattern, regex.IGNORECASE | regex.MULTILINE)
    for module in (health, special_education, discipline, custody, grades)
    for _, pattern in module.PATTERNS
]
PATTERNS = [*SHAPES, *DETAILS, *(pattern for *_, pattern in BEFORE)]
TEXTS = [
    "my ssn is one two three four, call area code seven oh four then five five five oh one four two",
    "student id number is abcd-efgh, pin: hunter, password: Correct-Horse, user name: jdoe",
    "write to jane.doe at example.org or https://example.org/reset?token=abcdef or www.example.org",
    "We live at 14 Maple Street Apt B, zip 75001, case no. XY-4471, plate ABC 1234, passport number K1234567",
    "vivimos en la calle Olmo 12, su contraseña es girasol, la placa es ABC-123, extensión cinco",
    "MY SON WAS DIAGNOSED WITH ASTHMA AND HAS AN IEP; he reads two levels below grade and failed algebra",
    "Mi hija Lucía tiene alergia a los cacahuates, fue suspendida tres días y vive con su abuela",
    "Her dad has full custody. She got a D in math, sees a counselor and takes Ritalin at 11:30",
    "my \u017fon i\u017f \u212aevin, born 03/04/2015, a\u017fthma",
    "What time does the bus come?",
    "",
]


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\d{3}", [{DIGIT}]),
        (r"a(?:b|\d)c", [{"a"}, {"c"}]),
        (r"a(?:bc|\d)d", [{"a"}, {"bc", DIGIT}, {"d"}]),
        (r"(?:Bus|stops?)\b", [{f"bus{EDGE}", f"stop{EDGE}", f"stops{EDGE}"}]),
        (r"(?<![\w'])pm(?!\w)", [{f"{EDGE}pm{EDGE}"}]),
        (r"(?<!\w)#(?![\w])", [{"#"}]),
        (r"\bp\.m", [{f"{EDGE}p{EDGE}.{EDGE}m"}]),
        (r"(?<![^\w])pm", [{"pm"}]),
        (r"(?:my\s+)?son", [{"son"}]),
        (r"ni[nñ][oa]s", [{"ninos", "ninas", "niños", "niñas"}]),
        (r"(?!\d)\w+", []),
        (r"(?=[a-z]*\d)\w+", [{DIGIT}]),
        (r"id\s*\K#?\d+", [{"id"}, {DIGIT}]),
        (r"(?<=at )\p{Lu}x", [{f"at{EDGE} "}, {"x"}]),
        (r"[^\d]+", []),
        (r"(?P<n>ab)(?P=n)", []),
        (r"(?:foo){2,}", [{"foo"}]),
        (r"(?:foo)*", []),
        (r"kind|\u017f", []),
    ],
)
def test_what_a_pattern_needs_is_read_from_it(pattern: str, needed: list[set[str]]) -> None:
    found = {frozenset(clause) for clause in needs(pattern, FLAGS)}
    wanted = {frozenset(clause) for clause in needed}
    assert found == wanted


def test_no_pattern_is_left_out_of_a_text_in_which_it_matches() -> None:
    sieve = Sieve((pattern.pattern, pattern.flags) for pattern in PATTERNS)
    n_matching = n_left_out = 0
    for text in [*TEXTS, *(text.upper() for text in TEXTS), *(text.title() for text in TEXTS), " ".join(TEXTS)]:
        passing = sieve.passing(Letters(text))
        for number, pattern in enumerate(PATTERNS):
            is_left_out, is_matching = not passing >> number & 1, pattern.search(text) is not None
            assert not (is_left_out and is_matching), (pattern.pattern, text)
            n_matching += is_matching
            n_left_out += is_left_out
    assert n_matching > 200
    assert n_left_out > 3000


def test_a_letter_that_only_counts_as_another_leaves_nothing_out() -> None:
    sieve = Sieve([("son", regex.IGNORECASE)])
    assert regex.search("son", "\u017fon", regex.IGNORECASE)
    assert sieve.passing(Letters("\u017fon")) == 1
    assert sieve.passing(Letters("daughter")) == 0
