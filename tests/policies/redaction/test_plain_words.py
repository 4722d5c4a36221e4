"""An ordinary word in lower case is no name; one that people are named after may be, and so may any in capitals."""

import pytest

from policies.redaction.redactor import Redactor
from tests.policies.redaction.test_activities import words_of
from tests.policies.redaction.test_redactor import redactor

__all__ = ["redactor"]


@pytest.mark.parametrize(
    "text",
    [
        "are hoodies allowed",
        "fever how long does she have to stay home",
        "can my daughter wear leggings and sandals",
        "do you have peanuts in the cafeteria",
        "where is the lost and found",
        "min late dropping off is that normal",
        "my child has lice can she come to school",
        "¿Mi hija puede usar blusa sin mangas?",
        "how many absences til its truancy",
        "Hats at school?",
        "what is the MTSS meeting",
    ],
)
def test_a_question_about_things_keeps_every_word(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text).text == text


@pytest.mark.parametrize("name", ["basil", "merit", "colt", "dusty", "precious", "river"])
def test_a_word_that_people_are_named_after_may_be_a_name_in_lower_case(name: str) -> None:
    assert not words_of(f"please tell {name} to wait", 0.85)[name].is_unlikely


def test_an_ordinary_word_may_be_a_name_in_capitals() -> None:
    assert not words_of("please tell Lantern to wait", 0.85)["Lantern"].is_unlikely
    assert words_of("please bring a lantern", 0.85)["lantern"].is_unlikely


def test_capitals_are_no_acronym_where_everything_is_written_in_them() -> None:
    assert words_of("is the DBRC open", 0.9)["DBRC"].is_unlikely
    assert not words_of("MY SON KEONU MISSED THE BUS", 0.9)["KEONU"].is_unlikely
