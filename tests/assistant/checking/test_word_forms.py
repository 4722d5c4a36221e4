"""Normal forms, sentence bounds and places of quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checking.word_forms import fold, locate, sentences_of, widen


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Ámbito   ÑANDÚ ", "ambito nandu"),
        ("“Don’t”", '"don\'t"'),
        ("7–8", "7-8"),
        ("½", "1/2"),
        ("ﬁne", "fine"),
    ],
)
def test_fold_makes_one_form(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(alphabet=st.characters(exclude_categories=["Sk", "Lm", "Mn", "Cs"]), max_size=120))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_sentences_end_at_full_stops_and_lines_but_not_inside_times_and_titles() -> None:
    text = "Come at 7 a.m. Monday. Ask Dr. Vale\nBuses leave at 3 p.m. Lunch is free."
    assert [text[a:b] for a, b in sentences_of(text)] == [
        "Come at 7 a.m. Monday.",
        "Ask Dr. Vale",
        "Buses leave at 3 p.m.",
        "Lunch is free.",
    ]


@given(st.text(alphabet="aB. \n?!é", max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_widening_never_loses_what_was_quoted(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    wide_start, wide_end = widen(text, start, end)
    assert wide_start <= start <= end <= wide_end


@given(st.text(alphabet="abc é“ñ’\n", min_size=1, max_size=60), st.data())
def test_any_piece_of_a_text_is_located_with_the_same_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = locate(text[start:end], text)
    wanted = fold(text[start:end]).strip(" \"'")
    assert (found is not None) == bool(wanted)
    if found is not None:
        assert fold(text[slice(*found)]).strip(" \"'") == wanted
