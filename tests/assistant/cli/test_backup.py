"""`countersign backup` on the demonstration district: what was restored answers as before."""

from pathlib import Path

import pytest

from tests.assistant.cli.command import Command
from tests.demo_house import HOURS_FILE, START_QUESTION

pytestmark = pytest.mark.timeout(600)  # the first test founds the district


def test_a_restored_district_answers_from_a_rebuilt_index_and_its_ledger_holds(
    district: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = district.json("questions", "ask", START_QUESTION)
    kept = tmp_path / "kept"
    made = district.json("backup", "create", kept)
    assert district.json("backup", "verify", kept, "--expect", made["hash"])["n_events"] == made["ledger_events"] > 10
    other = district("backup", "verify", kept, "--expect", "0" * 64)
    assert (other.status, other.err.split(":")[0]) == (1, "backup.other")
    taken = district("backup", "restore", kept)
    assert (taken.status, taken.err.splitlines()[-2].split(":")[0]) == (1, "backup.not_empty")
    monkeypatch.setenv("COUNTERSIGN_DATA", str(tmp_path / "new"))
    assert district.json("backup", "restore", kept)["n_passages"] > 100
    assert district.json("ledger", "verify")["ok"] is True
    assert district("documents", "check-index").status == 0
    assert district.json("review", "show", item["id"])["seen_hash"] == item["seen_hash"]
    again = district.json("questions", "ask", START_QUESTION)
    assert again["draft"]["sentences"][0]["citations"][0]["file_name"] == HOURS_FILE
