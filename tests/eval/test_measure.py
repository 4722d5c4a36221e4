"""Figures from facts: what is counted, what stays unsaid, and how groups are shown."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.definitions import STEPS
from eval.flow import GROUPINGS, SMALLEST_CELL, measure
from policies.errors import BadInput
from policies.words.items import DecisionKind, ReasonCode
from policies.words.measures import Figure, ItemFact
from policies.words.questions import Outcome

AT = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)


def fact(number: int = 0, **changes: object) -> ItemFact:
    whole: dict[str, object] = {
        "item_id": f"item_{number}",
        "outcome": "drafted",
        "status": "queued",
        "topic": "meals",
        "language": "en",
        "school": None,
        "submitted_at": AT,
        "decided_at": None,
        "decision": None,
        "reason_code": None,
        "edit_share": None,
        "timings_ms": dict.fromkeys(STEPS, 10.0 + number),
    }
    return ItemFact(**{**whole, **changes})  # type: ignore[arg-type]


def decided(number: int, decision: str, hours: float, **changes: object) -> ItemFact:
    return fact(number, decision=decision, decided_at=AT + dt.timedelta(hours=hours), **changes)


FACTS = [
    decided(0, "approve", 1, edit_share=0.0),
    decided(1, "approve_with_edits", 2, edit_share=0.1),
    decided(2, "approve_with_edits", 3, edit_share=0.2),
    decided(3, "reject", 10, reason_code="wrong_fact"),
    fact(4),
    decided(5, "approve", 4, edit_share=0.0, outcome="abstained_no_source"),
    fact(6, outcome="escalated_safety"),
    fact(7, outcome="escalated_student_record"),
]


def by_name(figures: tuple[Figure, ...]) -> dict[str, Figure]:
    return {figure.name: figure for figure in figures}


def test_figures_follow_their_definitions() -> None:
    measured = measure(FACTS)
    figures = by_name(measured.figures)
    expected = {
        "draft_coverage": (5 / 8, 8),
        "approval_rate": (3 / 4, 4),
        "light_edit_share": (2 / 3, 3),
        "zero_edit_share": (1 / 3, 3),
        "escalation_share": (2 / 8, 8),
        "hours_to_decision": (3.0, 5),
        "edit_share": (0.05, 4),
        "ms_total": (13.5, 8),
    }
    for name, (value, n) in expected.items():
        assert figures[name].value == pytest.approx(value), name
        assert figures[name].n == n, name
        assert figures[name].interval is not None
        assert figures[name].definition
    assert measured.n_items == 8
    assert measured.outcomes["drafted"] == 5
    assert sum(measured.outcomes.values()) == 8
    assert measured.reasons == {"wrong_fact": 1}


def test_without_items_every_figure_is_none_and_none_claims_to_be_enough() -> None:
    measured = measure([])
    assert measured.figures
    for figure in measured.figures:
        assert (figure.value, figure.n, figure.interval, figure.has_enough) == (None, 0, None, False)
    assert (measured.n_items, measured.outcomes, measured.reasons) == (0, {}, {})


def test_a_figure_on_too_few_items_says_so() -> None:
    few = by_name(measure([fact(i) for i in range(199)]).figures)
    many = by_name(measure([fact(i) for i in range(200)]).figures)
    assert not few["draft_coverage"].has_enough
    assert many["draft_coverage"].has_enough
    assert many["ms_total"].has_enough
    assert not many["approval_rate"].has_enough


def test_the_smallest_group_that_is_shown_has_five_items() -> None:
    """Source: the pilot plan. Written out here, so that changing the product's number alone is noticed."""
    assert SMALLEST_CELL == 5


@pytest.mark.parametrize("by", GROUPINGS)
def test_groups_smaller_than_five_are_not_shown_only_counted(by: str) -> None:
    small: dict[str, object] = {"language": "es", "school": "landing", "topic": "buses", "submitted_at": AT + dt.timedelta(days=7)}
    large: dict[str, object] = {"language": "en", "school": "whitcomb", "topic": "meals", "submitted_at": AT}
    facts = [fact(i, **large) for i in range(SMALLEST_CELL)] + [fact(9 + i, **small) for i in range(SMALLEST_CELL - 1)]
    measured = measure(facts, by)
    assert {figure.group for figure in measured.figures} == {{"week": "2026-W36"}.get(by, str(large[by if by != "week" else "topic"]))}
    assert measured.n_suppressed_groups == 1
    assert {figure.n for figure in measured.figures if figure.name == "draft_coverage"} == {SMALLEST_CELL}


def test_items_without_the_grouping_are_a_group_of_their_own() -> None:
    assert {figure.group for figure in measure([fact(i, school=None) for i in range(6)], "school").figures} == {"not stated"}


def test_an_unknown_grouping_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadInput) as raised:
        measure([], "reviewer")
    assert raised.value.code == "metrics.by"
    assert all(name in raised.value.remedy for name in GROUPINGS)


FACTS_AT_RANDOM = st.lists(
    st.builds(
        lambda outcome, decision, share, hours, language: decided(
            0,
            decision,
            hours,
            outcome=outcome,
            edit_share=share if decision.startswith("approve") else None,
            reason_code=ReasonCode.TONE.value if decision == "reject" else None,
            language=language,
        ),
        st.sampled_from([o.value for o in Outcome]),
        st.sampled_from([k.value for k in DecisionKind]),
        st.floats(0, 1),
        st.floats(0, 500),
        st.sampled_from(["en", "es"]),
    ),
    max_size=40,
)


@given(facts=FACTS_AT_RANDOM)
def test_whatever_the_facts_shares_lie_in_their_intervals_and_counts_add_up(facts: list[ItemFact]) -> None:
    measured = measure(facts)
    assert sum(measured.outcomes.values()) == len(facts)
    for figure in measured.figures:
        assert (figure.value is None) == (figure.n == 0)
        assert figure.n <= len(facts)
        if figure.unit == "share" and figure.value is not None and figure.interval is not None:
            assert 0 <= figure.interval.low <= figure.value + 1e-9
            assert figure.value - 1e-9 <= figure.interval.high <= 1
    shown = measure(facts, "language")
    assert all(figure.n <= len(facts) for figure in shown.figures)
    coverage = [figure.n for figure in shown.figures if figure.name == "draft_coverage"]
    assert all(n >= SMALLEST_CELL for n in coverage)
