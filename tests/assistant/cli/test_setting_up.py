"""`init`, `users`, `policy`, `ledger`, `db`: the operator's care."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.assistant.cli.command import Command
from tests.demo_house import founded

pytestmark = pytest.mark.timeout(600)  # the first test founds the district


def test_the_first_start_makes_one_administrator_and_the_second_changes_nothing(bare: Command) -> None:
    first = bare("init", "--json")
    assert first.status == 0, first.err
    told, tokens = (json.loads(line) for line in first.out.strip().splitlines())
    assert told["is_new"]
    assert set(tokens["tokens"]) == {"admin"}
    kept = {path.name: path.read_bytes() for path in bare.data.glob("*.yaml")}
    n = bare.json("ledger", "verify")["n_events"]
    second = bare("init")
    assert second.status == 0
    assert "password" not in second.out.replace("keep their passwords", "")
    assert {path.name: path.read_bytes() for path in bare.data.glob("*.yaml")} == kept
    assert bare.json("ledger", "verify")["n_events"] == n
    assert [u["username"] for u in bare.json("users", "list")["users"]] == ["admin"]
    assert oct(bare.data.stat().st_mode & 0o777) == "0o700"
    refused = bare("init", "--demo")
    assert (refused.status, refused.err.split(":")[0]) == (1, "data.not_demo")


def test_what_is_written_is_for_the_operator_alone(bare: Command) -> None:
    before = os.umask(0o022)
    try:
        assert bare("init").status == 0
        assert bare("ledger", "export", "--out", bare.data / "ledger.jsonl").status == 0
    finally:
        os.umask(before)
    written = {path.name: path.stat().st_mode & 0o077 for path in bare.data.rglob("*")}
    assert {"countersign.db", "policy.yaml", "ledger.jsonl"} <= written.keys()
    assert set(written.values()) == {0}


def test_the_demonstration_ends_its_output_with_a_token_for_every_role(district: Command) -> None:
    done = district("init", "--demo", "--json")
    assert done.status == 0
    assert done.json == {"tokens": founded().tokens}
    assert set(founded().tokens) == {"staff", "reviewer", "leader", "owner", "admin", "service"}


def test_nothing_runs_before_the_data_folder_is_set_up(bare: Command) -> None:
    for words in (["questions", "ask", "When?"], ["documents", "list"], ["serve"], ["db", "check"]):
        done = bare(*words)
        assert (done.status, done.err.split(":")[0]) == (1, "data.missing")
        assert "countersign init" in done.err
    assert not (bare.data / "countersign.db").exists()


def test_users_are_added_given_tokens_and_closed(district: Command) -> None:
    added = district.json("users", "add", "pfell", "--role", "staff", "--language", "es")
    assert len(added["password"]) >= 12
    row = next(u for u in district.json("users", "list")["users"] if u["username"] == "pfell")
    assert (row["roles"], row["languages"], row["is_disabled"]) == (["staff"], ["es"], False)
    assert district.json("users", "token", "pfell", "--label", "test")["token"].startswith("cs_")
    twice = district("users", "add", "pfell", "--role", "staff")
    assert (twice.status, twice.err.splitlines()[-2].split(".")[0]) == (1, "user")
    assert district("users", "add", "x", "--role", "king").status == 2
    assert district("users", "add", "x").status == 2
    district.json("users", "disable", "pfell")
    assert next(u for u in district.json("users", "list")["users"] if u["username"] == "pfell")["is_disabled"]
    for word in ("token", "disable"):
        unknown = district("users", word, "nobody")
        assert (unknown.status, "user.unknown: " in unknown.err) == (1, True)
    closed = district("questions", "ask", "When?", "--as", "pfell")
    assert (closed.status, closed.err.split(":")[0]) == (1, "user.disabled")


def test_a_policy_is_checked_and_explained(district: Command, tmp_path: Path) -> None:
    good = district.json("policy", "check")
    assert len(good["version"]) == 16
    rows = district.json("policy", "explain")
    assert len(rows) > 40
    assert [row["field"] for row in rows if not row["meaning"]] == []
    fields = {row["field"] for row in rows}
    assert fields >= {"questions.max_chars", "district.schools[].phone", "documents.kinds.*.freshness_days", "replies.*.holding"}
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text((district.data / "policy.yaml").read_text("utf-8").replace("max_chars: 8000", "max_chars: -3"), "utf-8")
    done = district("policy", "check", wrong)
    assert done.status == 1
    assert done.err.startswith("policy.")
    assert "questions.max_chars" in done.err
    assert "greater than" in done.err
    assert district("policy", "check", tmp_path / "none.yaml").status == 1


def test_the_ledger_is_verified_exported_and_a_change_is_found(district: Command, tmp_path: Path) -> None:
    events, anchor = tmp_path / "events.jsonl", tmp_path / "head.json"
    n = district.json("ledger", "export", "--out", events, "--anchor", anchor)["n_events"]
    assert n == len(events.read_text("utf-8").splitlines()) > 80
    assert district.json("ledger", "verify", "--anchor", anchor)["ok"]
    assert district("ledger", "verify", "--anchor", events).status == 1
    with sqlite3.connect(district.data / "countersign.db") as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE ledger_events SET actor = 'someone' WHERE seq = 7")
    connection.close()
    done = district("ledger", "verify", "--json")
    assert (done.status, done.json["ok"], done.json["first_bad"]) == (1, False, 7)


def test_the_ledger_refuses_to_be_changed(district: Command) -> None:
    connection = sqlite3.connect(district.data / "countersign.db")
    for statement in ("UPDATE ledger_events SET actor = 'x' WHERE seq = 2", "DELETE FROM ledger_events WHERE seq = 2"):
        with pytest.raises(sqlite3.DatabaseError):
            connection.execute(statement)
    connection.close()


def test_the_database_says_that_it_is_durable(district: Command) -> None:
    done = district("db", "check")
    assert done.status == 0
    assert "synchronous" in done.out.lower() or "durable" in done.out.lower()
    assert district.json("db", "upgrade")["schema"]


def test_a_wrong_setting_is_named_and_ends_with_1(district: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERSIGN_PORT", "99999")
    done = district("documents", "list")
    assert done.status == 1
    assert done.err.startswith("settings.invalid: ")
    assert "COUNTERSIGN_PORT" in done.err
    assert "65535" in done.err


def test_the_installed_command_exits_as_promised(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "assistant.cli.main"]
    environment = {**os.environ, "COUNTERSIGN_DATA": str(tmp_path / "none")}
    for words, status in ((["--version"], 0), (["documents", "list"], 1), (["documents", "lisst"], 2)):
        done = subprocess.run([*program, *words], capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == status, done.stderr
        assert "Traceback" not in done.stderr
