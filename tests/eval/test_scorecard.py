"""The verdict: gates first, looks corrected for, nothing decided between looks."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from eval.facts import Beside, Facts, Observation
from eval.pilot import Target
from eval.scorecard import Scorecard, Standing, Verdict, read_scorecard, standing
from eval.wording import sentence
from policies.words.measures import Figure, Interval
from tests.eval.made_facts import decided, facts
from tests.eval.made_plan import a_plan, plan_data

AFTER_FIRST, AFTER_LAST = dt.date(2026, 10, 16), dt.date(2027, 1, 1)
CHECKED = Beside(observations=(Observation("incidents_checked", 1, dt.datetime(2026, 9, 5, tzinfo=dt.UTC).timestamp()),))


def start_of(day: dt.date) -> float:
    return dt.datetime.combine(day, dt.time(), dt.UTC).timestamp()


def pilot(saving: float = 0.3, n: int = 400, wrong: int = 0, first: dt.date = dt.date(2026, 9, 1), beside: Beside = CHECKED) -> Facts:
    """n questions over 110 days, every fifth held out; each of ten people has a pace."""
    rows: list[dict[str, Any]] = []
    for i in range(n):
        is_held, moment = i % 5 == 0, start_of(first) + i * 110 * 86400 / n
        seconds = (100 + i % 10 * 4 + i * 7919 % 61) * (1 if is_held else 1 - saving)
        outcome = "abstained_held_back" if is_held else "drafted"
        more = {"submitted": moment, "decided": moment + 3600, "decider": f"r{i // 5 % 10}", "handling_seconds": seconds, "edit_share": 0.0}
        row = decided(
            i, "escalate" if not is_held and i % 100 < wrong else "approve", 1, outcome=outcome, arm="holdout" if is_held else "draft"
        )
        rows.append(row | more)
    return facts(rows, beside)


def read(made: Facts, today: dt.date = AFTER_LAST, **changes: Any) -> Scorecard:
    return read_scorecard(a_plan(**changes), made, today, start_of)


def standings(card: Scorecard) -> dict[str, Standing]:
    return {row.target.metric: row.standing for row in card.rows}


def test_a_helpful_and_safe_pilot_is_go_and_says_how_sure() -> None:
    card = read(pilot())
    assert set(standings(card).values()) == {Standing.PASSED}
    assert card.verdict is Verdict.GO
    told = sentence(card)
    assert told.startswith("GO: a person's time saved by drafts is 25% (10% to 37%, 95% ")
    assert "sure, n = 80) against at least 10%" in told


def test_before_the_first_look_there_is_no_verdict() -> None:
    card = read(pilot(), dt.date(2026, 10, 15))
    assert (card.verdict, card.look.number, card.look.following) == (Verdict.NOT_YET, 0, dt.date(2026, 10, 15))
    assert "October 15, 2026" in sentence(card)


def test_what_comes_after_a_look_does_not_change_its_verdict() -> None:
    made = pilot()
    at_look = read(made, AFTER_FIRST)
    later = read(made, dt.date(2026, 12, 30))
    assert (later.verdict, later.look) == (at_look.verdict, at_look.look)
    assert [row.figure for row in later.rows] == [row.figure for row in at_look.rows]


def test_what_was_decided_after_a_look_is_not_known_at_it() -> None:
    made = pilot()
    late = made.number["decided"].copy()
    late[:] = start_of(dt.date(2026, 12, 1))
    card = read(Facts(made.text, made.number | {"decided": late}, made.beside), AFTER_FIRST)
    assert next(row.figure.n for row in card.rows if row.target.metric == "handling_saving") == 0


def test_an_early_look_needs_wider_intervals_than_the_last() -> None:
    first, last = read(pilot(), AFTER_FIRST), read(pilot(), AFTER_LAST)
    assert first.look.level > 0.99 > last.look.level > 0.95
    assert first.look.information == pytest.approx(164 / 400, abs=0.02)
    assert last.look.information == 1.0


def test_one_personal_detail_that_got_out_is_never_go_even_between_looks() -> None:
    leak = Beside(observations=(*CHECKED.observations, Observation("incident_pii", 1, start_of(dt.date(2026, 11, 20)))))
    for today in (dt.date(2026, 11, 21), AFTER_LAST):
        card = read(pilot(beside=leak), today)
        assert card.verdict is Verdict.FIX
        assert [row.target.metric for row in card.why] == ["pii_incidents"]
    assert read(pilot(beside=leak), dt.date(2026, 11, 20)).verdict is not Verdict.GO


def test_a_gate_that_nobody_measured_is_never_go() -> None:
    card = read(pilot(beside=Beside()))
    assert standings(card)["pii_incidents"] is Standing.UNMEASURED
    assert card.verdict is Verdict.EXTEND
    assert "not measured yet" in sentence(card)


def test_a_gate_that_fails_is_fix_and_a_stop_rule_ends_it() -> None:
    assert read(pilot(wrong=20)).verdict is Verdict.FIX
    stopped = read(pilot(wrong=60))
    assert (stopped.verdict, stopped.stopped[0].metric) == (Verdict.DECOMMISSION, "wrong_answer")
    assert "drafts where silence was due" in sentence(stopped)


def test_a_gate_that_is_likely_met_but_not_surely_is_extend() -> None:
    card = read(pilot(wrong=4))
    assert standings(card)["wrong_answer"] is Standing.OPEN
    assert card.verdict is Verdict.EXTEND


def test_no_benefit_is_extend_at_first_and_decommission_at_the_last_look() -> None:
    made = pilot(saving=0.0, n=4000)
    assert read(made, AFTER_FIRST).verdict is Verdict.EXTEND
    assert read(made, AFTER_LAST).verdict is Verdict.DECOMMISSION


def test_a_saving_that_is_sure_but_small_is_not_go() -> None:
    card = read(pilot(saving=0.06, n=4000))
    assert standings(card)["handling_saving"] is not Standing.PASSED
    assert card.verdict is not Verdict.GO


def test_equity_that_fails_is_fix_whatever_the_benefit() -> None:
    made = pilot()
    text = dict(made.text)
    text["language"] = text["language"].copy()
    text["language"][1::4] = "es"
    text["decision"] = text["decision"].copy()
    text["decision"][(text["language"] == "es") & (made.text["arm"] == "draft")] = "reject"
    metrics = [
        *plan_data()["metrics"],
        {"metric": "approval_gap_es", "part": "equity", "direction": "higher", "target": -0.05, "beat": -0.15, "min_n": 20},
    ]
    card = read(Facts(text, made.number, made.beside), metrics=metrics)
    assert (card.verdict, [row.target.metric for row in card.why]) == (Verdict.FIX, ["approval_gap_es"])


FIGURE = Figure("x", 0.2, 100, "share", "", Interval(0.12, 0.28, "wilson"))


@pytest.mark.parametrize(
    ("figure", "changes", "expected"),
    [
        (FIGURE, {"target": 0.1}, Standing.PASSED),
        (FIGURE, {"target": 0.12}, Standing.OPEN),
        (FIGURE, {"target": 0.2, "beat": 0.1}, Standing.PASSED),
        (FIGURE, {"target": 0.21, "beat": 0.1}, Standing.OPEN),
        (FIGURE, {"target": 0.3}, Standing.FAILED),
        (FIGURE, {"target": 0.1, "min_n": 101}, Standing.TOO_FEW),
        (FIGURE, {"target": 0.3, "direction": "lower"}, Standing.PASSED),
        (FIGURE, {"target": 0.1, "direction": "lower"}, Standing.FAILED),
        (FIGURE, {"target": 0.2, "proof": "value"}, Standing.PASSED),
        (FIGURE, {"target": 0.3, "proof": "value"}, Standing.FAILED),
        (replace(FIGURE, n=3), {"target": 0.3, "proof": "value", "part": "gate"}, Standing.FAILED),
        (replace(FIGURE, n=3), {"target": 0.3, "proof": "value"}, Standing.TOO_FEW),
        (replace(FIGURE, value=None), {"target": 0.1}, Standing.TOO_FEW),
        (replace(FIGURE, needs="more"), {"target": 0.1}, Standing.UNMEASURED),
    ],
)
def test_where_a_figure_stands(figure: Figure, changes: dict[str, Any], expected: Standing) -> None:
    target = Target.model_validate({"metric": "x", "part": "benefit", "direction": "higher", "target": 0.1, "min_n": 50} | changes)
    assert standing(target, figure) is expected


def test_the_later_half_stands_beside_the_equal_earlier_one() -> None:
    made = pilot(saving=0.3)
    row = next(row for row in read(made).rows if row.target.metric == "wrong_answer")
    assert row.earlier is not None
    assert row.later is not None
    assert row.earlier.n + row.later.n <= row.figure.n
    assert row.change == pytest.approx(0.0)
