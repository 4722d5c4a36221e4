"""`questions`, `review`, `metrics` and `trace`."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from tests.assistant.cli.command import Command
from tests.demo_house import HOURS_FILE, START_QUESTION

pytestmark = pytest.mark.timeout(600)  # the first test founds the district

ITEM = {
    *("id", "status", "outcome", "outcome_detail", "contact", "question", "draft", "seen_hash", "provenance", "claim", "decision"),
    "timings_ms",
}
QUESTION = {"text", "language", "topic", "school", "school_year", "channel", "received_at"}
DRAFT = {"id", "greeting", "sentences", "unanswered_parts", "closing", "language", "checks"}
CITATION = {"document_id", "revision", "title", "file_name", "page", "section", "quote", "start", "end"}
PROVENANCE = {"policy_version", "drafter", "model", "prompt_hash", "index_build", "code_version"}


def test_a_question_as_an_argument_prints_the_item_of_the_contract(district: Command) -> None:
    item = district.json("questions", "ask", START_QUESTION)
    assert set(item) >= ITEM
    assert (item["status"], item["outcome"], item["claim"], item["decision"]) == ("queued", "drafted", None, None)
    assert set(item["contact"]) >= {"office", "phone", "email"}
    assert set(item["question"]) == QUESTION
    assert item["question"]["channel"] == "cli"
    assert item["question"]["received_at"].endswith("Z")
    assert set(item["draft"]) == DRAFT
    sentence = item["draft"]["sentences"][0]
    assert set(sentence) == {"text", "support", "citations"}
    assert set(sentence["citations"][0]) >= CITATION
    assert sentence["citations"][0]["file_name"] == HOURS_FILE
    assert set(item["draft"]["checks"][0]) >= {"name", "passed", "detail"}
    assert set(item["provenance"]) == PROVENANCE
    assert set(item["timings_ms"]) == {"redact", "triage", "retrieve", "draft", "check", "total"}


def test_a_question_comes_from_a_file_or_from_standard_input_and_from_one_of_them(
    district: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "question.txt"
    file.write_text("\ufeffHow much is lunch?\n", "utf-8")
    asked = district("questions", "ask", "--file", file, "--school", "whitcomb", "--as", "staff2")
    assert asked.status == 0
    assert "Question: " in asked.out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("¿A qué hora empiezan las clases?".encode())))
    assert district.json("questions", "ask", "--stdin", "--school", "whitcomb", "--language", "es")["question"]["language"] == "es"
    assert district("questions", "ask").status == 2
    assert district("questions", "ask", "words", "--stdin").status == 2
    assert district("questions", "ask", "--no-such-option").status == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["", "--school", "whitcomb"], "question.empty"),
        (["...", "--school", "whitcomb"], "question.not_text"),
        (["x" * 8001], "question.too_long"),
        (["When?", "--school", "nowhere"], "question.school"),
        (["When?", "--school-year", "1066-1067"], "question.school_year"),
        (["When?", "--language", "english"], "question.language"),
        (["When?", "--as", "nobody"], "user.unknown"),
        (["When?", "--as", "leader"], "role.missing"),
        (["--file", "no-such-file.txt"], "question.unreadable"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_with_code_and_remedy(district: Command, words: list[str], code: str) -> None:
    done = district("questions", "ask", *words, "--json")
    assert (done.status, done.out) == (1, "")
    lines = [line for line in done.err.strip().splitlines() if not line.startswith("(acting as")]
    assert lines[0].startswith(f"{code}: ")
    assert len(lines[1]) > 10
    assert "Traceback" not in done.err
    assert district.json("review", "list")["items"] == []


def test_a_message_is_imported_once_however_often_its_file_is(district: Command, tmp_path: Path) -> None:
    file = tmp_path / "inbox.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([["id", "question", "school"], ["1", START_QUESTION, ""], ["2", "When?", "nowhere"]])
    first = district.json("questions", "import", file)
    assert first["outcomes"] == {"drafted": 1}
    assert [(r["number"], r["code"]) for r in first["refused"]] == [(2, "question.school")]
    assert district.json("questions", "import", file)["items"] == first["items"]
    wrong = district("questions", "import", tmp_path / "inbox.docx")
    assert wrong.status == 1
    assert wrong.err.startswith("import.format: ")


def test_an_item_is_listed_claimed_decided_answered_and_measured(district: Command, tmp_path: Path) -> None:
    item = district.json("questions", "ask", START_QUESTION, "--as", "staff")
    listed = district.json("review", "list", "--status", "queued", "--outcome", "drafted")
    assert [i["id"] for i in listed["items"]] == [item["id"]]
    assert listed["next_cursor"] is None
    assert district.json("review", "show", item["id"])["seen_hash"] == item["seen_hash"]

    early = district("review", "answer", item["id"])
    assert (early.status, early.err.splitlines()[-2].split(":")[0]) == (1, "answer.not_approved")
    unclaimed = district("review", "decide", item["id"], "--decision", "approve", "--as", "reviewer")
    assert (unclaimed.status, unclaimed.err.split(":")[0]) == (1, "item.not_claimed")
    assert district.json("review", "claim", item["id"], "--as", "reviewer")["claim"]["by"]
    taken = district("review", "claim", item["id"], "--as", "reviewer2")
    assert (taken.status, taken.err.split(":")[0]) == (1, "item.claimed")
    assert district("review", "decide", item["id"], "--decision", "maybe", "--as", "reviewer").status == 2
    stale = district("review", "decide", item["id"], "--decision", "approve", "--seen-hash", "0" * 64, "--as", "reviewer")
    assert (stale.status, stale.err.split(":")[0]) == (1, "item.changed")
    assert district.json("review", "decide", item["id"], "--decision", "approve", "--as", "reviewer")["status"] == "approved"
    answer = district.json("review", "answer", item["id"])
    assert "7:55 a.m." in answer["text"]
    assert answer["citations"][0]["file_name"] == HOURS_FILE

    shown = district.json("metrics", "show")
    assert (shown["n_items"], shown["outcomes"]) == (1, {"too_few_to_show": 1})  # under five nobody is told which
    approval = next(f for f in shown["figures"] if f["name"] == "approval_rate")
    assert (approval["value"], approval["n"]) == (1.0, 1)
    assert set(approval["interval"]) == {"low", "high", "method", "level"}
    out = tmp_path / "figures"
    n = district.json("metrics", "export", "--format", "csv", "--out", out)["n"]
    assert len(list(csv.DictReader(out.read_text("utf-8").splitlines()))) == n > 5
    assert district.json("metrics", "export", "--format", "json", "--out", out)["n"] == len(json.loads(out.read_text("utf-8")))
    assert district("metrics", "export", "--format", "xml", "--out", out).status == 2
    assert district("metrics", "show", "--by", "shoe_size").status == 1

    trace = district("trace", item["id"])
    assert trace.status == 0
    for word in ("retrieve", HOURS_FILE.split("-")[0].capitalize(), "item.submitted", "item.claimed", "item.decided", "policy "):
        assert word in trace.out
    assert district("trace", "item_none").status == 1
