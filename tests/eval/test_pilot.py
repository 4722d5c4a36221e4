"""The plan as data: what it must hold, and what it says when it does not."""

import datetime as dt
from importlib.resources import files
from string import Template
from typing import Any

import pytest
import yaml

from eval.pilot import change_values, changed_fields, parse_plan, read_plan
from eval.wording import change_words
from policies.errors import BadInput
from tests.eval.made_plan import a_plan, plan_data


def refused(**changes: Any) -> str:
    with pytest.raises(BadInput) as raised:
        parse_plan(plan_data(**changes))
    assert raised.value.code == "pilot.invalid"
    return raised.value.detail


def test_the_template_is_a_plan_that_holds_once_its_places_are_filled() -> None:
    words = Template((files("eval") / "pilot_template.yaml").read_text("utf-8")).substitute(
        schools='["oak"]',
        baseline_first="2026-08-03",
        baseline_last="2026-08-30",
        live_first="2026-08-31",
        live_last="2026-12-18",
        looks="[2026-10-12, 2026-12-18]",
        seed=5,
        priorities="[]",
    )
    plan = read_plan(words, {"oak"})
    assert plan.hold_out.share == 0.2
    assert {target.part.value for target in plan.metrics} == {"gate", "benefit", "equity", "staff"}
    assert plan.live.last == dt.date(2026, 12, 18)


def test_the_hash_is_of_what_the_plan_says_and_not_of_how_it_is_written() -> None:
    data = plan_data()
    again = yaml.safe_load(yaml.safe_dump(dict(reversed(data.items()))))
    assert parse_plan(again).hash == parse_plan(data).hash
    assert a_plan(planned_n=401).hash != a_plan().hash


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"planned_n": 3}, "planned_n: Input should be greater than or equal to 50"),
        ({"hold_out": {"share": 0.9, "seed": 1}}, "hold_out.share"),
        ({"surprise": 1}, "surprise: Extra inputs are not permitted"),
        ({"looks": ["2026-12-31", "2026-10-15"]}, "looks must rise"),
        ({"looks": ["2026-10-15"]}, "looks: the first lies within"),
        ({"baseline": {"first": "2026-08-03", "last": "2026-09-02"}}, "live.first must lie after"),
        ({"community_priorities": [{"text": "Warm tone", "metric": "warmth"}]}, "'warmth' is no metric; allowed: approval_gap_es"),
        ({"metrics": plan_data()["metrics"][:2]}, "at least one benefit is needed"),
        ({"metrics": plan_data()["metrics"][2:]}, "at least one gate is needed"),
        ({"metrics": [*plan_data()["metrics"], plan_data()["metrics"][0]]}, "each metric may have one target"),
    ],
)
def test_a_wrong_plan_names_the_field_and_what_is_allowed(changes: dict[str, Any], says: str) -> None:
    assert says in refused(**changes)


def test_the_line_to_beat_may_not_be_harder_than_the_target() -> None:
    metrics = plan_data()["metrics"]
    metrics[2] |= {"beat": 0.2}
    assert "beat must be easier" in refused(metrics=metrics)


def test_a_priority_may_openly_be_not_measured() -> None:
    assert a_plan(community_priorities=[{"text": "Warm tone"}]).community_priorities[0].metric is None


def test_an_unknown_school_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadInput) as raised:
        read_plan(yaml.safe_dump(plan_data(schools=["elm"])), {"oak"})
    assert (raised.value.code, "oak" in raised.value.remedy) == ("pilot.school", True)


def test_what_is_no_yaml_names_the_line() -> None:
    with pytest.raises(BadInput) as raised:
        read_plan("format: 1\nname: [", {"oak"})
    assert (raised.value.code, "line" in raised.value.detail) == ("pilot.not_yaml", True)


def test_a_change_names_every_field_that_differs() -> None:
    metrics = plan_data()["metrics"]
    metrics[2] |= {"target": 0.05}
    after = a_plan(metrics=metrics, approvals=[{"by": "Board", "on": "2026-08-01"}])
    assert changed_fields(a_plan(), after) == ["approvals.0.by", "approvals.0.on", "metrics.2.target"]
    assert changed_fields(a_plan(), a_plan()) == []
    assert change_values(a_plan(), after)[-1] == (f"{metrics[2]['metric']}: target", "0.1", "0.05")
    assert change_words(a_plan(), after)[0] == 'approvals.0.by was none, is now "Board"'


def test_a_plan_fixes_the_method_of_each_interval_and_only_the_metrics_own() -> None:
    data = plan_data()
    data["metrics"][1]["method"] = "clopper_pearson"
    assert parse_plan(data).metrics[1].method == "clopper_pearson"
    data["metrics"][1]["method"] = "wilson"
    with pytest.raises(BadInput, match="the interval of wrong_answer is made by clopper_pearson"):
        parse_plan(data)


def test_a_sum_is_no_proof_by_interval() -> None:
    data = plan_data()
    data["metrics"].append({"metric": "cost_per_reply", "part": "benefit", "direction": "lower", "target": 2, "min_n": 50})
    with pytest.raises(BadInput, match="cost_per_reply is a sum and has no interval") as raised:
        read_plan(yaml.safe_dump(data), ["oak"])
    assert raised.value.code == "pilot.proof"


def test_a_plan_from_before_methods_were_named_keeps_its_hash() -> None:
    without, named = plan_data(), plan_data()
    named["metrics"][1]["method"] = "clopper_pearson"
    assert '"method"' not in parse_plan(without).json_words()
    assert parse_plan(without).hash != parse_plan(named).hash
