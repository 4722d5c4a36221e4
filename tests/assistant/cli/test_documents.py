"""`documents`: from a file to a revision in force, and out of force again."""

from pathlib import Path

import pytest

from tests.assistant.cli.command import Command
from tests.demo_house import HOURS_FILE, START_QUESTION

pytestmark = pytest.mark.timeout(600)  # the first test founds the district

TEXT = "# Lantern walk\n\nThe lantern walk of Ferry Landing begins at 5:20 p.m. at the landing.\n"


def test_a_document_is_added_shown_approved_and_revoked(district: Command, tmp_path: Path) -> None:
    file = tmp_path / "lantern-walk.md"
    file.write_text(TEXT, "utf-8")
    words = ("documents", "add", file, "--kind", "activities", "--title", "Lantern walk", "--owner", "owner", "--as", "owner2")
    added = district.json(*words)
    assert added["n_refused"] == 0
    document, revision = added["added"][0]["document_id"], added["added"][0]["revision"]
    assert added["added"][0]["status"] == "pending"
    assert [r["document_id"] for r in district.json("documents", "list", "--state", "pending")["documents"]].count(document) == 1

    shown = district.json("documents", "show", document)
    assert shown["state"] == "pending"
    assert any("5:20 p.m." in passage["text"] for passage in shown["passages"])
    alone = district("documents", "approve", document, "--as", "owner2")
    assert (alone.status, alone.err.split(":")[0].split(".")[0]) != (0, "")
    approved = district.json("documents", "approve", document, "--expires-on", "2031-01-01", "--as", "owner")
    assert (approved["status"], approved["expires_on"], approved["revision"]) == ("approved", "2031-01-01", revision)
    assert district.json("documents", "check-index")["is_ok"]
    revoked = district.json("documents", "revoke", document, "--reason", "It was called off.", "--as", "owner")
    assert (revoked["status"], revoked["recalled"]) == ("revoked", [])
    again = district("documents", "revoke", document, "--reason", "Once more.", "--as", "owner")
    assert again.status == 1
    assert again.err.split(":")[0].startswith("revision.")


def test_a_document_that_nobody_described_describes_itself(district: Command, tmp_path: Path) -> None:
    file = tmp_path / "hoja-17.md"
    file.write_text("# Guía de natación\n\nLos niños nadan los martes por la tarde en la alberca de la escuela.\n", "utf-8")
    added = district.json("documents", "add", file, "--owner", "owner", "--as", "owner2")["added"][0]
    assert (added["title"], added["language"], added["kind"]) == ("Guía de natación", "es", "handbook")
    file.write_text("# Guía de natación\n\nLos niños nadan los jueves.\n", "utf-8")
    words = ("--title", "Swimming", "--language", "en", "--kind", "activities", "--school-year", "2026-2027")
    told = district.json("documents", "add", file, *words, "--owner", "owner", "--as", "owner2")["added"][0]
    assert (told["title"], told["language"], told["kind"], told["school_year"]) == ("Swimming", "en", "activities", "2026-2027")


def test_revoking_names_the_items_that_it_called_back(district: Command) -> None:
    item = district.json("questions", "ask", START_QUESTION)
    cited = item["draft"]["sentences"][0]["citations"][0]
    assert cited["file_name"] == HOURS_FILE
    told = district("documents", "revoke", cited["document_id"], "--reason", "The bells changed.", "--as", "owner")
    assert told.status == 0
    assert f"recalled {item['id']}" in told.out
    assert [i["id"] for i in district.json("review", "list", "--status", "recalled")["items"]] == [item["id"]]


def test_a_pending_document_can_be_rejected(district: Command) -> None:
    pending = district.json("documents", "list", "--state", "pending")["documents"][0]["document_id"]
    owner = "owner"
    done = district("documents", "reject", pending, "--reason", "Not adopted by the board.", "--as", owner, "--json")
    if done.status:
        done = district("documents", "reject", pending, "--reason", "Not adopted by the board.", "--as", "owner2", "--json")
    assert done.json["status"] == "rejected"
    assert district("documents", "approve", pending, "--as", "admin").status == 1


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.pdf", b"", "document."),
        ("broken.docx", b"PK\x03\x04 not a zip at all", "document."),
        ("program.exe", b"MZ\x90\x00" + b"\x00" * 200, "document."),
        ("text.md", None, "document.unreadable"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_leaves_nothing(
    district: Command, tmp_path: Path, name: str, data: bytes | None, code: str
) -> None:
    file = tmp_path / name
    if data is not None:
        file.write_bytes(data)
    before = district.json("documents", "list")["documents"]
    events = district.json("ledger", "verify")["n_events"]
    done = district("documents", "add", file, "--json")
    told = [line for line in done.err.splitlines() if not line.startswith("(acting")]
    assert (done.status, done.out) == (1, "")
    assert told[0].startswith(code)
    assert len(told) == 2
    assert district.json("documents", "list")["documents"] == before
    assert district.json("ledger", "verify")["n_events"] == events


def test_of_several_files_the_good_ones_are_added_and_the_bad_ones_told(district: Command, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.md").write_text(TEXT, "utf-8")
    (folder / "b.pdf").write_bytes(b"%PDF-1.7 broken")
    done = district("documents", "add", folder, "--kind", "activities", "--json")
    assert done.status == 1
    assert (len(done.json["added"]), done.json["n_refused"]) == (1, 1)
    assert "b.pdf: document." in done.err


def test_the_index_is_rebuilt_from_the_registry(district: Command) -> None:
    before = district.json("documents", "check-index")
    assert before["is_ok"]
    n = before["health"]["n_passages"]
    assert n > 300
    assert district.json("documents", "rebuild-index")["n_passages"] == n
    assert district.json("documents", "check-index")["is_ok"]


def test_usage_errors_end_with_2(district: Command) -> None:
    assert district("documents", "revoke", "doc_1").status == 2
    assert district("documents", "approve", "doc_1", "--expires-on", "soon").status == 2
    assert district("documents", "add", "x.md", "--audience", "everyone").status == 2
    assert district("documents", "show", "doc_none").status == 1
