"""`countersign policy diff`: every change is told by its place, its values and its meaning, and nothing else is."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from assistant.policy_changes import PolicyChange, policy_changes
from policies.policy import Policy, load_policy, parse_policy
from tests.assistant.cli.command import Command

FILE = Path(__file__).parents[2] / "assistant" / "demo" / "district" / "policy.yaml"


def changed(edit: Any) -> dict[str, PolicyChange]:
    raw = yaml.safe_load(FILE.read_text("utf-8"))
    other = copy.deepcopy(raw)
    edit(other)
    return {change.path: change for change in policy_changes(parse_policy(raw), parse_policy(other))}


def test_a_policy_does_not_differ_from_itself_and_the_order_of_schools_is_no_change() -> None:
    assert changed(lambda raw: None) == {}
    assert changed(lambda raw: raw["district"]["schools"].reverse()) == {}


def test_a_threshold_is_told_with_both_values_its_meaning_and_its_range() -> None:
    change = changed(lambda raw: raw.setdefault("redaction", {}).update(name_threshold=0.6))["redaction.name_threshold"]
    assert (change.kind, change.old, change.new) == ("changed", 0.40, 0.6)
    assert "Probability above which a plain word is taken for a name." in change.meaning
    assert "le=1" in change.meaning


def test_a_school_is_named_by_its_id_and_only_its_changed_field_is_told() -> None:
    def edit(raw: dict[str, Any]) -> None:
        raw["district"]["schools"][0]["phone"] = "(217) 555-0999"

    first = yaml.safe_load(FILE.read_text("utf-8"))["district"]["schools"][0]["id"]
    found = changed(edit)
    assert set(found) == {f"district.schools.{first}.phone"}
    assert found[f"district.schools.{first}.phone"].new == "(217) 555-0999"


def test_a_kind_of_document_that_comes_or_goes_is_told_whole() -> None:
    def edit(raw: dict[str, Any]) -> None:
        del raw["documents"]["kinds"]["weather"]
        raw["documents"]["kinds"]["sports"] = {"freshness_days": 100, "topic": "sports"}

    found = changed(edit)
    assert (found["documents.kinds.weather"].kind, found["documents.kinds.weather"].new) == ("removed", None)
    assert (found["documents.kinds.sports"].kind, found["documents.kinds.sports"].new) == (
        "added",
        {"freshness_days": 100, "topic": "sports"},
    )
    assert len(found) == 2


def test_every_change_of_the_version_is_told() -> None:
    """The version hashes the whole policy: whatever changes it must be among the changes."""
    policy = load_policy(FILE)
    n_tried = 0
    for name in Policy.model_fields:
        section = getattr(policy, name)
        if not isinstance(section, BaseModel) or name == "district":
            continue
        for inner in type(section).model_fields:
            value = getattr(section, inner)
            if isinstance(value, bool | int | float):
                other = policy.model_copy(
                    update={name: section.model_copy(update={inner: not value if isinstance(value, bool) else value + 1})}
                )
                assert [change.path for change in policy_changes(policy, other)] == [f"{name}.{inner}"]
                assert policy_changes(policy, other)[0].meaning
                n_tried += 1
    assert n_tried > 30


def test_the_command_compares_two_files_or_one_with_the_data_folder(bare: Command, tmp_path: Path) -> None:
    raw = yaml.safe_load(FILE.read_text("utf-8"))
    raw["questions"]["max_chars"] = 4000
    other = tmp_path / "next.yaml"
    other.write_text(yaml.safe_dump(raw, allow_unicode=True), "utf-8")
    told = bare.json("policy", "diff", FILE, other)
    assert [(c["path"], c["old"], c["new"]) for c in told["changes"]] == [("questions.max_chars", 8000, 4000)]
    bare.data.mkdir()
    (bare.data / "policy.yaml").write_text(FILE.read_text("utf-8"), "utf-8")
    again = bare("policy", "diff", other, "--against-running")
    assert again.status == 0
    assert "questions.max_chars: 8000 → 4000\n    Longest message, code points." in again.out
    assert bare("policy", "diff", FILE).status == 2
    assert bare("policy", "diff", FILE, other, "--against-running").status == 2
    (tmp_path / "bad.yaml").write_text("format: 1\n", "utf-8")
    wrong = bare("policy", "diff", FILE, tmp_path / "bad.yaml")
    assert (wrong.status, wrong.err.split(":")[0]) == (1, "policy.invalid")


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(tmp_path / "data", monkeypatch, capsys)
