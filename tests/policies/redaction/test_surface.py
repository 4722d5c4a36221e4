"""What is seen of a word beside what it means: things in capitals stay, the same words in a child's place go."""

import pytest

from policies.redaction import surface
from policies.redaction.lexicon import lexicon
from policies.redaction.name_head import name_probabilities
from policies.redaction.rampart import RampartTagger
from policies.redaction.recognizers.details import find
from policies.redaction.redactor import Redactor
from policies.redaction.school_names import school_aliases
from policies.redaction.words import cut
from tests.policies.redaction.test_redactor import redactor

__all__ = ["redactor"]


def probabilities(text: str) -> dict[str, float]:
    """Each word with what the name head says of it."""
    tokens, hidden = RampartTagger().read(text)
    words = cut(text, tokens, lexicon(), [])
    seen = surface.features(text, words)
    assert seen.shape == (len(words), surface.N_FEATURES)
    return {word.text: name for word, name in zip(words, name_probabilities(tokens, hidden, words, seen), strict=True)}


@pytest.mark.parametrize(
    "text",
    [
        "What time does Pancakes with Pals start?",
        "Is Battle of the Brains on Friday?",
        "Do you still have Socks for Seniors?",
        "How long does my son stay home for lice?",
        "¿Hay Noche de Karaoke en la cafetería?",
        "¿Es obligatorio darlo? ¿Quién me explica el trámite de la luz?",
    ],
)
def test_a_thing_in_capitals_and_a_verb_with_its_pronoun_stay(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text).text == text


def test_the_same_words_are_likelier_a_name_in_a_childs_place() -> None:
    thing, child = probabilities("When is Muffins with Moms?"), probabilities("My daughter Muffins is sick today.")
    assert child["Muffins"] > 0.5 > thing["Muffins"]


@pytest.mark.parametrize(("word", "is_word"), [("darlo", True), ("mándeme", True), ("irá", True), ("carla", False), ("ángela", False)])
def test_verb_forms_are_words_and_names_that_look_like_them_are_not(word: str, is_word: bool) -> None:
    assert lexicon().is_word(word) is is_word


def test_a_school_for_all_grades_is_known_without_its_grades() -> None:
    assert "Sandy Hollow" in set(school_aliases("Sandy Hollow K-8"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ana has two Fs and a D now", "has two Fs and a D"),
        ("Ana sprained her ankle", "sprained her ankle"),
        ("Ana is allergic to bee stings", "allergic to bee stings"),
        ("el juez me dio la custodia de Ana", "el juez me dio la custodia"),
        ("a Ana le puso un cero en el examen", "un cero en el examen"),
    ],
)
def test_a_detail_is_hidden_with_all_its_words(text: str, wanted: str) -> None:
    assert wanted in {text[span.start : span.end] for span in find(text, is_tied=True)}


def test_a_childs_allergy_stays_where_nobody_is_named() -> None:
    assert find("My son has food allergies.", is_tied=True, is_named=False) == []
