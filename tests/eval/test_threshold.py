"""The proposed threshold is the smallest that answers wrongly at most the wanted share, and too few cases are told as such."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.intervals import share_interval
from eval.threshold import Due, Walk, least_cases, propose, warnings_of


def walks(answer: list[float | None], silence: list[float | None], language: str = "en", due: Due = Due.SILENCE) -> list[Walk]:
    return [Walk(f"a{n}", language, Due.ANSWER, one) for n, one in enumerate(answer)] + [
        Walk(f"s{n}", language, due, one) for n, one in enumerate(silence)
    ]


def test_the_smallest_threshold_that_keeps_wrong_answers_rare_enough_is_proposed() -> None:
    made = propose(walks([0.3, 0.5, 0.9, None], [0.1, 0.2, 0.42, None]), most_wrong=0.25, now=0.2)
    assert made.threshold == 0.21
    before, after = made.whole.at(0.2), made.whole.at(0.21)
    assert (before.wrongly_answered.n_hits, after.wrongly_answered.n_hits) == (2, 1)
    assert (after.answered.n_hits, after.answered.n) == (3, 4)


def test_cases_without_their_documents_count_as_cases_where_silence_is_due() -> None:
    left_out = walks([], [0.9], due=Due.SILENCE_SOURCE_LEFT_OUT)
    made = propose([*walks([0.95], [None]), *left_out], most_wrong=0.4, now=0.2)
    assert made.whole.at(0.5).wrongly_answered.n == 2
    assert made.threshold == 0.91


def test_english_and_spanish_are_told_apart_and_the_policys_own_threshold_has_its_point() -> None:
    made = propose([*walks([0.6], [0.1]), *walks([0.4], [0.3], "es")], most_wrong=0.5, now=0.155)
    assert [curve.language for curve in made.curves] == [None, "en", "es"]
    assert made.whole.at(0.155).threshold == 0.155
    assert [curve.at(0.5).answered.n_hits for curve in made.curves] == [1, 1, 0]


def test_a_finer_threshold_of_the_policy_is_never_proposed() -> None:
    assert propose(walks([0.9], [0.151]), most_wrong=0.5, now=0.1515).threshold == 0.16


def test_where_even_certainty_is_wrong_no_threshold_is_proposed_and_that_is_said() -> None:
    made = propose(walks([1.0], [1.0, 1.0]), most_wrong=0.05, now=0.2)
    assert made.threshold is None
    assert "No threshold answers wrongly at most 5%." in warnings_of(made)


@pytest.mark.parametrize("most_wrong", [0.5, 0.1, 0.05, 0.01])
def test_with_fewer_cases_than_the_least_not_even_a_perfect_run_shows_the_wanted_share(most_wrong: float) -> None:
    n = least_cases(most_wrong)
    enough, fewer = share_interval(0, n), share_interval(0, n - 1)
    assert enough is not None
    assert fewer is not None
    assert enough.high <= most_wrong + 1e-9 < fewer.high
    assert not propose(walks([0.9], [None] * (n - 1)), most_wrong, 0.2).has_enough
    assert propose(walks([0.9], [None] * n), most_wrong, 0.2).has_enough
    assert any("Too few cases to say" in one for one in warnings_of(propose(walks([0.9], [None] * (n - 1)), most_wrong, 0.2)))


def test_cases_that_ask_for_no_answer_at_all_cannot_tell_what_a_threshold_costs() -> None:
    made = propose(walks([], [None] * 100), 0.05, 0.2)
    assert not made.has_enough
    assert any("what a threshold costs" in one for one in warnings_of(made))


confidences = st.lists(st.none() | st.floats(0, 1), max_size=30)


@given(confidences, confidences, st.floats(0.01, 0.5))
def test_a_higher_threshold_never_answers_more_and_the_one_below_the_proposal_is_always_too_low(
    answer: list[float | None], silence: list[float | None], most_wrong: float
) -> None:
    made = propose(walks(answer, silence), most_wrong, 0.2)
    points = made.whole.points
    assert all(a.answered.n_hits >= b.answered.n_hits for a, b in pairwise(points))
    if made.threshold is not None:
        share = made.whole.at(made.threshold).wrongly_answered.value
        assert share is not None
        assert share <= most_wrong
        below = [point.wrongly_answered.value for point in points if point.threshold < made.threshold and point.threshold != 0.2]
        assert all(value is not None and value > most_wrong for value in below)
