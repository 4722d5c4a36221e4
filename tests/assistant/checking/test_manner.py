"""Reading level, length and tone."""

import pytest

from assistant.checking.manner import flesch_kincaid_grade, inflesz, manner_checks


def test_plain_english_reads_at_a_lower_grade_than_office_english() -> None:
    plain = flesch_kincaid_grade("Call the school. Say your name. Tell us why your child is home.")
    office = flesch_kincaid_grade(
        "Notification of unanticipated absenteeism necessitates communication with administrative personnel immediately."
    )
    assert plain < 4 < 14 < office


def test_plain_spanish_reads_easier_than_office_spanish() -> None:
    plain = inflesz("Llame a la escuela. Diga su nombre. Su hijo se queda en casa.")
    office = inflesz(
        "La notificación administrativa correspondiente deberá documentarse reglamentariamente ante las autoridades competentes."
    )
    assert plain > 80 > 40 > office


def test_length_counts_words_against_the_policy() -> None:
    length, _, _ = manner_checks(["word " * 10], "en", 9, 8)
    assert not length.passed
    assert manner_checks(["word " * 9], "en", 9, 8)[0].passed


@pytest.mark.parametrize(
    "text", ["You are entitled to a refund.", "We guarantee a place.", "Usted tiene derecho a un reembolso.", "This is unlawful."]
)
def test_promises_and_legal_conclusions_are_warned_of(text: str) -> None:
    assert not manner_checks([text], "en", 150, 8)[2].passed


def test_an_empty_draft_has_manners() -> None:
    assert all(check.passed for language in ("en", "es") for check in manner_checks([], language, 150, 8))
