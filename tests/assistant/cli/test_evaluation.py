"""`countersign eval`: the release gate's exit status, a baseline's run, and two runs compared."""

import json
from pathlib import Path

from assistant.demo.loading import FOLDER
from tests.assistant.cli.command import Command

RIGHT = {"id": "hours", "question": "What time does school start at Odessa Whitcomb Elementary?", "expected": ["drafted"]}
WRONG = {"id": "wrong", "question": "How much is lunch at the middle school now?", "expected": ["escalated_safety"]}


def test_the_gate_exits_1_when_a_figure_falls_below_the_policys_line_and_0_when_none_does(district: Command, tmp_path: Path) -> None:
    good, bad, out = (tmp_path / name for name in ("good.jsonl", "bad.jsonl", "run.jsonl"))
    good.write_text(json.dumps(RIGHT), "utf-8")
    bad.write_text(json.dumps(WRONG), "utf-8")
    assert district("eval", "run", good, "--gate").status == 0
    failed = district("eval", "run", bad, "--gate", "--out", out)
    assert failed.status == 1
    assert "evaluation.gate" in failed.err
    assert "right_outcome" in failed.err
    assert district("eval", "run", bad).status == 0
    assert json.loads(out.read_text("utf-8").splitlines()[1])["case_id"] == "wrong"


def test_the_fictional_districts_golden_cases_pass_the_gate(district: Command) -> None:
    """The release gate itself: CI runs the tests, so that a figure that falls beyond the policy's line fails it."""
    done = district("eval", "run", FOLDER / "questions.jsonl", "--gate", "--json")
    assert done.status == 0, done.err
    assert done.json["n"] > 100


def test_a_baseline_is_run_and_compared_by_commands_alone(district: Command, tmp_path: Path) -> None:
    cases, ours, theirs = (tmp_path / name for name in ("cases.jsonl", "ours.jsonl", "theirs.jsonl"))
    cases.write_text("\n".join(json.dumps(case) for case in (RIGHT, WRONG)), "utf-8")
    district.json("eval", "run", cases, "--out", ours)
    told = district.json("eval", "run", cases, "--subject", "baseline:bm25", "--out", theirs)
    assert told["provenance"]["subject"] == "baseline:bm25"
    compared = {one["score"]: one for one in district.json("eval", "compare", theirs, ours)}
    assert compared["right_outcome"]["n"] == 2
    refused = district("eval", "run", cases, "--subject", "baseline:nothing")
    assert (refused.status, "eval.subject" in refused.err) == (1, True)
