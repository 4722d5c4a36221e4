"""Figures from facts: what is counted, what stays unsaid, and how groups are shown."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.definitions import METRICS
from eval.facts import Beside, Observation
from eval.flow import GROUPINGS, SMALLEST_CELL, TOO_FEW, measure, shown_groups, told_counts
from policies.errors import BadInput
from policies.words.items import DecisionKind, ReasonCode
from policies.words.measures import Figure
from policies.words.questions import Outcome
from tests.eval.made_facts import AT, decided, fact, facts

FACTS = [
    decided(0, "approve", 1, edit_share=0.0, n_opened=2, on_time=1),
    decided(1, "approve_with_edits", 2, edit_share=0.1, n_opened=0, on_time=1),
    decided(2, "approve_with_edits", 3, edit_share=0.2, n_opened=1, on_time=1),
    decided(3, "reject", 10, reason="wrong_fact", on_time=0),
    fact(4),
    decided(5, "approve_with_edits", 4, edit_share=0.9, outcome="abstained_no_source", on_time=0),
    fact(6, outcome="escalated_safety"),
    fact(7, outcome="escalated_student_record"),
    decided(8, "approve_with_edits", 5, edit_share=0.9, outcome="abstained_held_back", arm="holdout", on_time=1),
    decided(9, "reject", 2, reason="should_escalate", on_time=1),
]


def by_name(figures: tuple[Figure, ...]) -> dict[str, Figure]:
    return {figure.name: figure for figure in figures}


def test_figures_follow_their_definitions() -> None:
    measured = measure(facts(FACTS))
    figures = by_name(measured.figures)
    expected = {
        "draft_coverage": (7 / 10, 10),
        "approval_rate": (3 / 5, 5),
        "light_edit_share": (2 / 3, 3),
        "zero_edit_share": (1 / 3, 3),
        "escalation_share": (2 / 10, 10),
        "wrong_abstention": (1 / 1, 1),
        "wrong_answer": (1 / 5, 5),
        "within_service_level": (5 / 7, 7),
        "hours_to_decision": (3.0, 7),
        "response_hours": (3.0, 5),
        "edit_share": (0.1, 3),
        "review_depth": (1.0, 3),
        "ms_total": (14.5, 10),
    }
    for name, (value, n) in expected.items():
        assert figures[name].value == pytest.approx(value), name
        assert figures[name].n == n, name
        assert figures[name].definition
        assert figures[name].sources
        assert figures[name].label
    assert measured.n_items == 10
    assert measured.outcomes["drafted"] == 6
    assert measured.outcomes == {"drafted": 6, TOO_FEW: 4}
    assert measured.reasons == {TOO_FEW: 2}


def test_a_saving_compares_only_what_was_drawn_by_lot() -> None:
    rows = [decided(i, "approve", 1, arm="draft", handling_seconds=80.0, decider=f"r{i % 10}") for i in range(40)]
    rows += [decided(i, "approve", 1, arm="holdout", handling_seconds=100.0, decider=f"r{i % 10}") for i in range(40, 60)]
    rows += [decided(i, "approve", 1, arm="none", handling_seconds=9000.0) for i in range(60, 90)]
    figure = by_name(measure(facts(rows)).figures)["handling_saving"]
    assert figure.value == pytest.approx(0.2)
    assert figure.n == 20
    assert figure.interval is not None
    assert (figure.interval.method, figure.interval.low) == ("bootstrap_by_staff", pytest.approx(0.2))


def test_rare_things_get_clopper_pearson_and_common_ones_wilson() -> None:
    figures = by_name(measure(facts(FACTS)).figures)
    methods = {name: figures[name].interval for name in ("approval_rate", "wrong_answer", "privacy_rejections")}
    assert {name: i.method for name, i in methods.items() if i} == {
        "approval_rate": "wilson",
        "wrong_answer": "clopper_pearson",
        "privacy_rejections": "clopper_pearson",
    }
    privacy = methods["privacy_rejections"]
    assert privacy is not None
    assert privacy.high == pytest.approx(1 - 0.025 ** (1 / 5))


def test_without_items_every_figure_is_none_and_none_claims_to_be_enough() -> None:
    measured = measure(facts([]))
    assert len(measured.figures) > 30
    for figure in measured.figures:
        assert (figure.value, figure.n, figure.interval, figure.has_enough) == (None, 0, None, False), figure.name
    assert (measured.n_items, measured.outcomes, measured.reasons) == (0, {}, {})


def test_what_was_never_recorded_says_what_it_needs_and_has_no_value() -> None:
    figures = by_name(measure(facts(FACTS)).figures)
    for name in ("approved_errors", "reviewer_catch_rate", "pii_incidents", "staff_survey", "cost_per_reply", "citation_correctness"):
        assert figures[name].value is None, name
        assert figures[name].needs, name
    assert figures["approval_rate"].needs is None


def test_no_incident_is_a_figure_only_when_somebody_looked() -> None:
    rows = [decided(i, "approve", 1, edit_share=0.0) for i in range(400)]
    at = AT.timestamp()
    checked = measure(facts(rows, Beside(observations=(Observation("incidents_checked", 1, at),))))
    figure = by_name(checked.figures)["pii_incidents"]
    assert (figure.value, figure.n, figure.needs) == (0.0, 400, None)
    assert figure.interval is not None
    assert figure.interval.high == pytest.approx(1000 * (1 - 0.025 ** (1 / 400)))
    leaked = measure(facts(rows, Beside(observations=(Observation("incident_pii", 1, at), Observation("incident_other", 1, at)))))
    assert by_name(leaked.figures)["pii_incidents"].value == pytest.approx(2.5)
    assert by_name(leaked.figures)["incidents"].value == pytest.approx(5.0)


def test_a_second_readers_taste_is_no_wrong_fact() -> None:
    beside = Beside(rereads=((0.0, True, None), (0.0, False, "wrong_fact"), (0.0, False, "tone"), (0.0, False, "out_of_date")))
    figure = by_name(measure(facts([], beside)).figures)["approved_errors"]
    assert (figure.value, figure.n) == (0.5, 4)


def test_a_period_holds_its_first_moment_and_not_its_last() -> None:
    rows = [fact(i, submitted=AT.timestamp() + i) for i in range(10)]
    assert len(facts(rows).within(AT.timestamp() + 2, AT.timestamp() + 5)) == 3
    beside = Beside(observations=(Observation("cost", 5, 10.0), Observation("cost", 7, 20.0)), rereads=((10.0, True, None),))
    within = facts([], beside).within(15.0, 20.0).beside
    assert (within.observations, within.rereads) == ((), ())


def test_a_figure_on_too_few_items_says_so() -> None:
    few = by_name(measure(facts([fact(i) for i in range(199)])).figures)
    many = by_name(measure(facts([fact(i) for i in range(200)])).figures)
    assert not few["draft_coverage"].has_enough
    assert many["draft_coverage"].has_enough
    assert many["ms_total"].has_enough
    assert not many["approval_rate"].has_enough


def test_the_smallest_group_that_is_shown_has_five_items() -> None:
    """Source: the pilot plan. Written out here, so that changing the product's number alone is noticed."""
    assert SMALLEST_CELL == 5


@pytest.mark.parametrize("by", GROUPINGS)
def test_groups_smaller_than_five_are_not_shown_only_counted(by: str) -> None:
    small: dict[str, Any] = {"language": "es", "school": "landing", "topic": "buses", "submitted": (AT + dt.timedelta(days=7)).timestamp()}
    large: dict[str, Any] = {"language": "en", "school": "whitcomb", "topic": "meals", "submitted": AT.timestamp()}
    rows = [fact(i, **large) for i in range(SMALLEST_CELL)] + [fact(9 + i, **small) for i in range(SMALLEST_CELL - 1)]
    measured = measure(facts(rows), by)
    assert {figure.group for figure in measured.figures} == {{"week": "2026-W36"}.get(by, str(large[by if by != "week" else "topic"]))}
    assert measured.n_suppressed_groups == 1
    assert {figure.n for figure in measured.figures if figure.name == "draft_coverage"} == {SMALLEST_CELL}


def test_an_outcome_or_reason_of_one_to_four_items_is_not_told_and_does_not_follow_from_the_total() -> None:
    outcomes = {"drafted": 20, "abstained_no_source": 9, "escalated_safety": 4}
    rows = [fact(i, outcome=name) for name, n in outcomes.items() for i in range(n)]
    assert measure(facts(rows)).outcomes == {"drafted": 20, TOO_FEW: 13}
    reasons = {"wrong_fact": 12, "incomplete": 5, "tone": 2, "privacy": 1}
    rejected = [decided(i, "reject", 1, reason=name) for name, n in reasons.items() for i in range(n)]
    assert measure(facts(rejected)).reasons == {"wrong_fact": 12, "incomplete": 5, TOO_FEW: 3}


def test_a_small_part_of_a_told_total_takes_the_next_smallest_with_it_down_to_none() -> None:
    assert told_counts({"a": 9, "b": 6}) == {"a": 9, "b": 6}
    assert told_counts({"a": 9, "b": 6, "c": 3}) == {"a": 9}
    assert told_counts({"a": 6, "b": 3}) == {}  # 3 would follow from the total of 9
    assert told_counts({"a": 6, "b": 3, "c": 2}) == {"a": 6}
    assert told_counts({"a": 3}) == {}
    assert told_counts({}) == {}


def test_one_small_group_takes_the_next_smallest_with_it() -> None:
    assert shown_groups({"a": 100, "b": 4, "c": 9}) == {"a"}
    assert shown_groups({"a": 100, "b": 4, "c": 3, "d": 9}) == {"a", "d"}
    assert shown_groups({"a": 100, "c": 9}) == {"a", "c"}


def test_a_figure_of_a_group_on_under_five_items_says_neither_value_nor_n() -> None:
    rows = [fact(i, topic="meals") for i in range(9)] + [decided(20 + i, "approve", 1, edit_share=0.0) for i in range(4)]
    figures = {f.name: f for f in measure(facts(rows), "topic").figures}
    rate = figures["approval_rate"]
    assert (rate.value, rate.n, rate.interval, rate.is_suppressed) == (None, 0, None, True)
    assert figures["draft_coverage"].n == 13


def test_items_without_the_grouping_are_a_group_of_their_own() -> None:
    assert {figure.group for figure in measure(facts([fact(i) for i in range(6)]), "school").figures} == {"not stated"}


def test_no_grouping_ranks_persons() -> None:
    with pytest.raises(BadInput) as raised:
        measure(facts([]), "decider")
    assert raised.value.code == "metrics.by"
    assert all(name in raised.value.remedy for name in GROUPINGS)
    assert not {"decider", "reviewer", "staff", "by"} & set(GROUPINGS)


ROWS_AT_RANDOM = st.lists(
    st.builds(
        lambda outcome, decision, share, hours, language, seconds: decided(
            0,
            decision,
            hours,
            outcome=outcome,
            edit_share=share if decision.startswith("approve") else None,
            reason=ReasonCode.TONE.value if decision == "reject" else "",
            language=language,
            handling_seconds=seconds,
        ),
        st.sampled_from([o.value for o in Outcome]),
        st.sampled_from([k.value for k in DecisionKind]),
        st.floats(0, 1),
        st.floats(0, 500),
        st.sampled_from(["en", "es"]),
        st.floats(1, 4000),
    ),
    max_size=40,
)


@settings(deadline=None, max_examples=25)
@given(rows=ROWS_AT_RANDOM)
def test_whatever_the_facts_values_lie_in_their_intervals_and_counts_add_up(rows: list[dict[str, Any]]) -> None:
    measured = measure(facts(rows))
    assert sum(measured.outcomes.values()) == len(rows)
    for figure in measured.figures:
        assert figure.value is None or figure.n > 0
        assert figure.n <= len(rows)
        if figure.value is not None and figure.interval is not None and figure.unit in {"share", "difference"}:
            assert figure.interval.low - 1e-9 <= figure.value <= figure.interval.high + 1e-9, figure.name
            assert -1 <= figure.interval.low <= figure.interval.high <= 1
    for figure in measure(facts(rows), "language").figures:
        assert figure.n == 0 or figure.n >= SMALLEST_CELL


def test_a_reason_with_one_to_four_rejections_stays_unsaid_and_opens_nothing() -> None:
    metric = next(metric for metric in METRICS if metric.named.name == "rejected_tone")
    for n_hits, is_said in ((0, True), (4, False), (5, True)):
        every = facts([decided(n, "reject", 1, reason="tone" if n < n_hits else "wrong_fact") for n in range(12)])
        figure = metric.measure(every)
        assert (figure.value is not None, figure.is_suppressed) == (is_said, not is_said)
        assert int(metric.behind(every).sum()) == (n_hits if is_said else 0)
