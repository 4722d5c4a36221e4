"""What a question's words may be called in documents: for finding only, while a reply is held to the document's own words."""

import pytest

from assistant.checking.bilingual import same_meaning
from assistant.terms import coverage, terms_of
from ingest.lexical import stems

SAID = [
    ("christmas break", "en", "Winter recess", "en"),
    ("laptop", "en", "A cracked Chromebook screen", "en"),
    ("when do the kids go", "en", "Children are dismissed", "en"),
    ("my kindergartner", "en", "Children in kindergarten", "en"),
    ("vacaciones de primavera", "es", "Spring recess", "en"),
    ("la computadora portátil", "es", "Each tablet or laptop", "en"),
]


def held(question: str, language: str, document: str, spoken_in: str) -> float:
    terms = terms_of(question, language, spoken_in, lambda _stem, _language: 1.0)
    return coverage(terms, frozenset(stems(document, spoken_in)))


@pytest.mark.parametrize(("question", "language", "document", "spoken_in"), SAID)
def test_a_word_of_the_family_finds_the_word_of_the_school(question: str, language: str, document: str, spoken_in: str) -> None:
    assert held(question, language, document, spoken_in) > 0.3


def test_the_very_word_counts_more_than_one_that_stands_for_it() -> None:
    assert held("laptop", "en", "The laptop", "en") > held("laptop", "en", "The chromebook", "en") > 0


def test_words_that_only_find_never_hold_a_sentence_up() -> None:
    assert not same_meaning("christmas", ["winter"])
    assert not same_meaning("laptop", ["chromebook"])
