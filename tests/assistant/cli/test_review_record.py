"""`review next|check|diff|undo|evidence|answers|reuse|tasks|vigilance|reread|reopen` and `ledger anchor`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.assistant.cli.command import Command
from tests.demo_house import START_QUESTION

pytestmark = pytest.mark.timeout(600)  # the first test founds the district

SCRIPT = Path(__file__).resolve().parents[3] / "docs" / "verify_packet.py"


def words_of(item: dict) -> str:
    body = " ".join(sentence["text"] for sentence in item["draft"]["sentences"])
    return "\n\n".join((item["draft"]["greeting"], body, item["draft"]["closing"]))


def test_an_edit_is_checked_countersigned_told_word_by_word_and_proved(district: Command, tmp_path: Path) -> None:
    asked = district.json("questions", "ask", START_QUESTION, "--as", "staff")
    item = district.json("review", "next", "--as", "reviewer")
    assert (item["id"], item["status"]) == (asked["id"], "claimed")
    assert district.json("review", "next", "--as", "reviewer2") == {}
    edited = words_of(item).replace("7:55", "8:05")
    checked = district("review", "check", item["id"], "--answer", edited, "--as", "reviewer")
    assert checked.status == 1
    assert "No source holds the time “8:05" in checked.out
    assert district("review", "check", item["id"], "--answer", words_of(item), "--as", "reviewer").status == 0
    first = district("review", "decide", item["id"], "--decision", "approve_with_edits", "--answer", edited, "--as", "reviewer")
    assert "A second person countersigns: own_facts" in first.out
    assert "- 7:55\n+ 8:05" in district("review", "diff", item["id"]).out
    own = district("review", "decide", item["id"], "--decision", "approve", "--as", "reviewer")
    assert (own.status, own.err.split(":")[0]) == (1, "decision.own_words")
    district.json("review", "claim", item["id"], "--as", "reviewer2")
    assert district.json("review", "decide", item["id"], "--decision", "approve", "--as", "reviewer2")["status"] == "approved"

    packet, head, ledger = tmp_path / "packet.html", tmp_path / "head.json", tmp_path / "ledger.jsonl"
    assert district.json("review", "evidence", item["id"], "--out", packet)["n_events"] == 5
    assert district("review", "evidence", item["id"], "--out", tmp_path / "packet.docx").status == 2
    for other in ("packet.pdf", "packet.json"):
        district.json("review", "evidence", item["id"], "--out", tmp_path / other)
        told = subprocess.run([sys.executable, "-I", "-S", str(SCRIPT), str(tmp_path / other)], check=False, capture_output=True)
        assert told.returncode == 0, told.stdout
    anchor = district.json("ledger", "anchor", "--out", head)
    assert district.json("ledger", "verify", "--anchor", head)["ok"]
    district.json("ledger", "export", "--out", ledger)
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(packet), "--events", str(ledger), "--anchor", str(head)], check=False, capture_output=True
    )
    assert done.returncode == 0, done.stdout
    head.write_text(json.dumps(json.loads(head.read_text("utf-8")) | {"hash": "0" * 64}), "utf-8")
    forged = district("ledger", "verify", "--anchor", head)
    assert (forged.status, forged.err.splitlines()[-2].split(":")[0]) == (1, "anchor.forged")
    assert anchor["seq"] > 0

    early = district("review", "undo", item["id"], "--as", "reviewer")
    assert (early.status, early.err.splitlines()[0].split(":")[0]) == (1, "undo.not_yours")
    back = district.json("review", "undo", item["id"], "--as", "reviewer2")
    assert (back["status"], back["proposal"]["answer_text"]) == ("claimed", edited)
    assert district("review", "answer", item["id"]).status == 1
    assert district.json("review", "decide", item["id"], "--decision", "approve", "--as", "reviewer2")["status"] == "approved"
    told = district("review", "undo", item["id"], "--as", "reviewer2")
    assert (told.status, "the decision is taken back; the item is yours until" in told.out) == (0, True)
    assert district("review", "decide", item["id"], "--decision", "approve", "--as", "reviewer2").status == 0

    found = district.json("review", "answers", "school start Whitcomb", "--as", "staff")["answers"]
    assert [one["item_id"] for one in found] == [item["id"]]
    late = district("review", "undo", item["id"], "--as", "reviewer2")
    assert (late.status, late.err.splitlines()[0].split(":")[0]) == (1, "undo.given_out")
    assert district("review", "undo", "item_none", "--as", "reviewer2").status == 1
    again = district.json("review", "reuse", item["id"], "When do classes begin at Whitcomb Elementary?", "--as", "staff")
    assert (again["status"], again["origin"]) == ("queued", {"kind": "reuse", "item_id": item["id"]})
    assert district.json("review", "tasks") == {"tasks": []}
    figures = district.json("review", "vigilance")["figures"]
    assert {f["name"] for f in figures} >= {"decoy_catch_rate", "reread_agreement", "fast_approvals"}
    assert district.json("review", "reread", "--as", "reviewer") == {}
    assert district("review", "reread", "reread_x", "--as", "reviewer").status == 2
    assert district("review", "reread", "reread_x", "--agree", "--as", "reviewer").status == 1
    assert district("review", "close-task", "task_x", "--as", "admin").status == 1
    assert district.json("review", "reopen", item["id"], "--reason", "mistake", "--as", "reviewer")["status"] == "recalled"
    assert district("review", "answer", item["id"]).status == 1
