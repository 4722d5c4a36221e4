"""Translations beside their originals: true ones stay, those of another sentence and altered ones go."""

import re

import pytest

from assistant.checking.translation import translation_faults
from policies.words.drafts import Sentence, Support
from tests.contracts.evidence_at_hand import cite, demo_policy, evidence, paragraph
from tests.scripted_provider.translations import OBEYING, REFUSED_THOUGH_TRUE, TRUE

DISTRICT = demo_policy().district


def faults(language: str, original: str, translation: str, *, has_pii: bool = False) -> tuple[str, ...]:
    passage = paragraph(original, language=language)
    quoted = Sentence(original, Support.VERBATIM, (cite(passage),))
    wanted = "es" if language == "en" else "en"
    return translation_faults(quoted, translation, wanted, evidence(passage), DISTRICT, lambda _: has_pii)


@pytest.mark.parametrize(("language", "original", "translation"), TRUE)
def test_a_true_translation_is_kept(language: str, original: str, translation: str) -> None:
    assert faults(language, original, translation) == ()


@pytest.mark.parametrize(("language", "original", "translation"), REFUSED_THOUGH_TRUE)
def test_what_is_refused_though_true_is_known(language: str, original: str, translation: str) -> None:
    assert faults(language, original, translation)


def test_the_translation_of_another_sentence_is_refused() -> None:
    strange = [
        (original, translation)
        for language, original, _ in TRUE
        for other, also, translation in TRUE
        if other == language and also != original and not faults(language, original, translation)
    ]
    assert len(strange) <= 1, strange


@pytest.mark.parametrize(("language", "original", "translation"), [one for one in TRUE if re.search(r"\d", one[2])])
def test_no_altered_digit_is_kept(language: str, original: str, translation: str) -> None:
    for place in re.finditer(r"\d", translation):
        altered = translation[: place.start()] + str((int(place[0]) + 1) % 10) + translation[place.end() :]
        assert faults(language, original, altered), altered


@pytest.mark.parametrize(
    ("original", "translation", "why"),
    [
        ("Lunch costs $2.75 and breakfast costs $1.50.", "El almuerzo cuesta $1.50 y el desayuno cuesta $2.75.", "another order"),
        ("Lunch costs $2.75.", "El almuerzo cuesta $2.75 y la leche $0.50.", "another one does"),
        ("A parent must sign the form.", "Un padre puede firmar el formulario.", "obligation"),
        ("Students may not ride the bus.", "Los estudiantes pueden viajar en el autobús.", "leaves out"),
        ("Lunch is free.", "El almuerzo es gratis en la escuela Lincoln.", "a name"),
        ("Lunch is free.", "Lunch is free of charge for all of the students.", "language of the question"),
        ("Lunch is free.", "El almuerzo es gratis <b>siempre</b>.", "markup"),
        ("Lunch is free.", "El almuerzo es gratis. " * 8, "longer"),
        ("Lunch is free.", OBEYING, ""),
    ],
)
def test_what_turns_or_adds_is_refused(original: str, translation: str, why: str) -> None:
    found = "; ".join(faults("en", original, translation.strip()))
    assert found
    assert why in found


def test_personal_data_hides_every_other_finding() -> None:
    assert faults("en", "Lunch is free.", OBEYING, has_pii=True) == ("it holds what looks like personal data",)
