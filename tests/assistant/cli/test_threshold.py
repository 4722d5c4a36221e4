"""`countersign eval threshold`: the district's own threshold, fitted by leaving its documents out in memory."""

import json
import sqlite3
from pathlib import Path

from assistant.demo.loading import FOLDER
from policies.policy import load_policy
from tests.assistant.cli.command import Command

CHOSEN = ("q001", "q003", "q006", "q007", "q074", "q075", "q078", "q079", "q081")


def some_cases(to: Path) -> Path:
    lines = (FOLDER / "questions.jsonl").read_text("utf-8").splitlines()
    to.write_text("\n".join(line for line in lines if json.loads(line)["id"] in CHOSEN), "utf-8")
    return to


def rows(data: Path) -> dict[str, int]:
    with sqlite3.connect(next(data.glob("*.db"))) as base:
        tables = [name for (name,) in base.execute("select name from sqlite_master where type = 'table'")]
        return {name: base.execute(f"select count(*) from {name}").fetchone()[0] for name in tables}


def test_it_walks_with_and_without_the_right_documents_and_changes_nothing(district: Command, tmp_path: Path) -> None:
    cases, policy = some_cases(tmp_path / "cases.jsonl"), district.data / "policy.yaml"
    before, words = rows(district.data), policy.read_bytes()
    told = district.json("eval", "threshold", cases)
    whole = told["curves"][0]["points"]
    assert whole[0]["answered"]["n"] == 4
    assert whole[0]["wrongly_answered"]["n"] > 4
    assert whole[0]["answered"]["n_hits"] == 4
    as_is, left_out = (
        {w["case_id"]: w["confidence"] for w in told["walks"] if w["due"] == due} for due in ("answer", "silence_source_left_out")
    )
    assert as_is.keys() == left_out.keys()
    assert all(left_out[case] is None or left_out[case] < confidence for case, confidence in as_is.items())
    assert told["now"] == load_policy(policy).abstention.min_confidence
    assert any("Too few cases to say" in warning for warning in told["warnings"])
    assert rows(district.data) == before
    assert policy.read_bytes() == words
    again = district.json("eval", "threshold", cases)
    assert (again["curves"], again["threshold"]) == (told["curves"], told["threshold"])


def test_its_table_is_readable_and_holds_no_question(district: Command, tmp_path: Path) -> None:
    done = district("eval", "threshold", some_cases(tmp_path / "cases.jsonl"))
    assert done.status == 0
    assert "all: answered" in done.out
    assert "← now" in done.out
    assert "spring" not in done.out.casefold()
    assert "?" not in done.out


def test_a_threshold_from_too_few_cases_is_never_written(district: Command, tmp_path: Path) -> None:
    policy = district.data / "policy.yaml"
    words = policy.read_bytes()
    refused = district("eval", "threshold", some_cases(tmp_path / "cases.jsonl"), "--write")
    assert (refused.status, refused.err.splitlines()[-2].split(":")[0]) == (1, "threshold.too_few")
    assert policy.read_bytes() == words


def test_with_enough_cases_it_is_written_comments_stay_and_the_policy_holds(district: Command, tmp_path: Path) -> None:
    policy = district.data / "policy.yaml"
    words = policy.read_text("utf-8")
    told = district.json("eval", "threshold", some_cases(tmp_path / "cases.jsonl"), "--most-wrong", "0.4", "--write")
    assert told["is_written"]
    assert policy.read_text("utf-8") == f"{words}\nabstention:\n  min_confidence: {told['threshold']:g}\n"
    assert district("policy", "check").status == 0
    assert load_policy(policy).abstention.min_confidence == told["threshold"]


def test_with_drafting_switched_off_nothing_is_fitted(district: Command, tmp_path: Path) -> None:
    policy = district.data / "policy.yaml"
    words = policy.read_text("utf-8")
    assert "\n  is_enabled: true\n" in words
    policy.write_text(words.replace("\n  is_enabled: true\n", "\n  is_enabled: false\n"), "utf-8")
    refused = district("eval", "threshold", some_cases(tmp_path / "cases.jsonl"))
    assert refused.status == 1
    assert "threshold.switched_off" in refused.err
