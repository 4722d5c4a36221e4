"""How often a word is written and how often it is a name."""

import pytest

from policies.redaction.word_counts import N_COUNTS, counts


@pytest.mark.parametrize(("word", "name"), [("mesa", "melissa"), ("voz", "brandon"), ("leche", "guadalupe"), ("bread", "heather")])
def test_a_word_is_frequent_as_a_word_and_a_name_as_a_name(word: str, name: str) -> None:
    as_word, as_name = counts(word), counts(name)
    assert max(as_word[:2]) > 0.5
    assert as_word[2] < as_name[2]


def test_an_accent_left_out_changes_nothing_of_a_name() -> None:
    assert counts("sofia")[2] == counts("sofía")[2] > 0.5


def test_a_word_of_parts_is_as_frequent_as_its_rarest_part_and_as_much_a_name_as_its_likeliest() -> None:
    whole, ana, sofia = counts("ana-sofía"), counts("ana"), counts("sofía")
    assert whole[0] == min(ana[0], sofia[0])
    assert whole[2] == max(ana[2], sofia[2])


def test_what_is_not_counted_has_no_figure() -> None:
    assert counts("qzxvkw") == (0.0,) * N_COUNTS


def test_every_figure_is_a_share() -> None:
    for word in ("the", "de", "smith", "john", "maria", "of"):
        assert all(0 <= figure < 1.2 for figure in counts(word)), word
