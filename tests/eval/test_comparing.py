"""Two runs side by side, case by case."""

import json
from pathlib import Path

import pytest

from eval.comparing import compare_runs
from policies.errors import BadInput


def run(file: Path, outcomes: dict[str, bool | None]) -> Path:
    rows = [{"case_id": case, "marks": [{"name": "right_outcome", "is_right": right}]} for case, right in outcomes.items()]
    file.write_text("\n".join(json.dumps(row) for row in [{"policy_version": "x"}, *rows]) + "\n", "utf-8")
    return file


def test_each_case_is_compared_with_itself_and_the_test_is_paired(tmp_path: Path) -> None:
    before = run(tmp_path / "a.jsonl", {f"c{i}": i < 8 for i in range(10)} | {"gone": True, "odd": None})
    after = run(tmp_path / "b.jsonl", {f"c{i}": i in {0, 1, 9} for i in range(10)} | {"new": True, "odd": True})
    compared = {one.score: one for one in compare_runs(before, after)}
    outcome, document = compared["right_outcome"], compared["right_document"]
    assert (outcome.n, outcome.lost, outcome.won) == (10, ("c2", "c3", "c4", "c5", "c6", "c7"), ("c9",))
    assert outcome.p_value == pytest.approx(0.125)
    assert (document.n, document.p_value) == (0, 1.0)


def test_runs_that_share_nothing_or_are_no_runs_are_refused(tmp_path: Path) -> None:
    one, other = run(tmp_path / "a.jsonl", {"x": True}), run(tmp_path / "b.jsonl", {"y": True})
    broken = tmp_path / "c.jsonl"
    broken.write_text("{}\n{}\n", "utf-8")
    for first, second, code in (
        (one, other, "run.nothing_shared"),
        (one, broken, "run.unreadable"),
        (tmp_path / "none", one, "run.unreadable"),
    ):
        with pytest.raises(BadInput) as raised:
            compare_runs(first, second)
        assert raised.value.code == code
