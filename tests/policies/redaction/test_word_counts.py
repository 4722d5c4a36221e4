"""How often a word is written and how often it is a name."""

import time

import pytest

from policies.redaction.word_counts import N_COUNTS, counts


@pytest.mark.parametrize(("word", "name"), [("mesa", "melissa"), ("voz", "brandon"), ("leche", "guadalupe"), ("bread", "heather")])
def test_a_word_is_frequent_as_a_word_and_a_name_as_a_name(word: str, name: str) -> None:
    as_word, as_name = counts(word), counts(name)
    assert as_word[0] > 0.6
    assert as_word[2] < as_name[2]


@pytest.mark.parametrize("word", ["mesa", "bread", "teacher", "mochila", "escuela"])
def test_a_word_is_more_probable_in_lower_case(word: str) -> None:
    assert counts(word)[0] > counts(word)[1]


@pytest.mark.parametrize("name", ["melissa", "maria", "smith", "nguyen", "john", "carlos"])
def test_a_name_is_more_probable_with_a_capital(name: str) -> None:
    assert counts(name)[1] > counts(name)[0]


@pytest.mark.parametrize(("whole", "slip"), [("schedule", "shcedule"), ("conferences", "confrences"), ("borrowed", "borrwoed")])
def test_a_word_of_several_pieces_is_more_probable_than_a_slip_of_it(whole: str, slip: str) -> None:
    assert counts(whole)[0] > counts(slip)[0]


def test_an_accent_left_out_changes_nothing_of_a_name() -> None:
    assert counts("sofia")[2] == counts("sofía")[2] > 0.5


def test_a_word_of_parts_is_as_frequent_as_its_rarest_part_and_as_much_a_name_as_its_likeliest() -> None:
    whole, ana, sofia = counts("ana-sofía"), counts("ana"), counts("sofía")
    assert whole[0] == min(ana[0], sofia[0])
    assert whole[2] == max(ana[2], sofia[2])


def test_what_nobody_writes_has_no_figure() -> None:
    assert counts("qzxvkw") == (0.0,) * N_COUNTS


def test_a_word_without_end_is_looked_at_no_longer_than_another() -> None:
    began = time.process_time()
    assert counts("ab" * 50_000) == (0.0,) * N_COUNTS
    assert time.process_time() - began < 0.1


def test_a_letter_of_another_script_is_improbable_and_no_error() -> None:
    for word in ("мария", "\u4e2d\u6587"):
        assert max(counts(word)[:2]) < 0.3, word


def test_every_figure_is_a_share() -> None:
    for word in ("the", "de", "smith", "john", "maria", "of"):
        assert all(0 <= figure < 1.2 for figure in counts(word)), word
