"""The evidence packet: whole, without texts for leaders, and verified by the published script far from the product."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from assistant.services import governance
from assistant.services.evidence import as_html, as_html_file, as_pdf_file
from policies.ledger import canonical
from policies.review_rules import VigilanceRules
from tests.assistant.review.test_review_calls import claimed, words_of
from tests.assistant.web.test_calls import decide
from tests.assistant.web.whole import Whole

SCRIPT = Path(__file__).resolve().parents[3] / "docs" / "verify_packet.py"


@pytest.fixture(scope="module")
def packet(whole: Whole) -> dict:
    """Of an item that one person edited and another countersigned."""
    item = claimed(whole, "What time is the first bell at Oak School?")
    decide(whole, item, decision="approve_with_edits", answer_text=words_of(item).replace("7:55", "8:05"), note="The bell moved.")
    second = whole.api("reviewer2").post(f"/api/v1/items/{item['id']}/claim").json()
    assert decide(whole, second, "reviewer2").json()["status"] == "approved"
    return whole.api("reviewer").get(f"/api/v1/items/{item['id']}/evidence").json()


def verified(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """The script alone in a folder, isolated from the product and its libraries."""
    script = shutil.copy(SCRIPT, folder / "verify_packet.py")
    command = [sys.executable, "-I", "-S", str(script), *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={})


def test_the_packet_holds_everything_the_decision_leaned_on(packet: dict) -> None:
    assert packet["item"]["question"]["text"]
    assert packet["evidence"]
    assert {"score", "dense", "lexical", "text", "revision"} <= set(packet["evidence"][0])
    assert packet["item"]["draft"]["checks"]
    assert [(d["kind"], d["is_final"], d["note"]) for d in packet["decisions"]] == [
        ("approve_with_edits", False, "The bell moved."),
        ("approve", True, None),
    ]
    assert [(e["was"], e["now"]) for e in packet["edits"]] == [("7:55", "8:05")]
    assert packet["policy_version"]
    assert packet["item"]["provenance"]["model"]
    tags = [e["tag"] for e in packet["ledger"]["events"]]
    assert tags == ["item.submitted", "item.claimed", "item.proposed", "item.claimed", "item.decided"]
    assert packet["answers"][0]["bound"]["revisions"]


def test_the_published_script_verifies_it_without_the_product(packet: dict, whole: Whole, tmp_path: Path) -> None:
    (tmp_path / "packet.json").write_text(canonical(packet), "utf-8")
    page = whole.api("reviewer").get(f"/api/v1/items/{packet['item']['id']}/evidence?format=html")
    assert page.headers["content-type"].startswith("text/html")
    (tmp_path / "packet.html").write_bytes(page.content)
    paper = whole.api("reviewer").get(f"/api/v1/items/{packet['item']['id']}/evidence?format=pdf")
    assert (paper.headers["content-type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    (tmp_path / "packet.pdf").write_bytes(paper.content)
    admin = whole.users["admin"].actor
    anchor = governance.anchor_ledger(whole.house, admin, tmp_path / "head.json")
    governance.export_ledger(whole.house, admin, tmp_path / "ledger.jsonl", None)
    assert anchor.seq > 0
    key = whole.house.settings.data / "anchor.key"
    for name in ("packet.json", "packet.html", "packet.pdf"):
        done = verified(tmp_path, name, "--events", "ledger.jsonl", "--anchor", "head.json", "--key", key)
        assert (done.returncode, done.stdout[:2]) == (0, "OK"), done.stdout + done.stderr
    told = verified(tmp_path, "packet.pdf", "--show").stdout
    assert "8:05" in told
    assert "decision 2: approve by reviewer2" in told
    assert verified(tmp_path, "nothing.json").returncode == 2
    lines = (tmp_path / "ledger.jsonl").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "cut.jsonl").write_text("".join(lines[:-1]), "utf-8")
    assert verified(tmp_path, "packet.json", "--events", "cut.jsonl", "--anchor", "head.json").returncode == 1
    forged = json.loads((tmp_path / "head.json").read_text("utf-8")) | {"seq": anchor.seq - 1}
    (tmp_path / "forged.json").write_text(json.dumps(forged), "utf-8")
    assert verified(tmp_path, "packet.json", "--anchor", "forged.json", "--key", key).returncode == 1


FORGERIES = {
    "question": lambda p: p["item"]["question"].update(text="Something else?"),
    "answer": lambda p: p["answers"][0].update(text=p["answers"][0]["text"].replace("8:05", "8:15")),
    "decision's words": lambda p: p["decisions"][1].update(words="Other words."),
    "who decided": lambda p: p["decisions"][1].update(by="u_other"),
    "what was decided": lambda p: p["decisions"][1].update(kind="reject"),
    "a dropped decision": lambda p: p["decisions"].pop(0),
    "a dropped event": lambda p: p["ledger"]["events"].pop(2),
    "an event's actor": lambda p: p["ledger"]["events"][4].update(actor="u_other"),
    "events of another item": lambda p: p["ledger"]["events"][4].update(subject="item_other"),
    "the bound revision": lambda p: p["decisions"][1]["bound"]["revisions"].update({"rev_x": "0"}),
    "citations of the answer": lambda p: p["answers"][0].update(citations=[]),
    "a decision taken back": lambda p: p["decisions"][1].update(undone_at="2026-09-01T00:00:00Z"),
    "a second person that never was": lambda p: p["decisions"][0].update(is_final=True),
}


@pytest.mark.parametrize("kind", FORGERIES)
@pytest.mark.parametrize("is_rehashed", [False, True], ids=["as it is", "packet hashed anew"])
def test_a_forged_packet_does_not_verify(packet: dict, tmp_path: Path, kind: str, is_rehashed: bool) -> None:
    forged = json.loads(json.dumps(packet))
    FORGERIES[kind](forged)
    if is_rehashed:
        body = {key: value for key, value in forged.items() if key != "packet_hash"}
        forged["packet_hash"] = hashlib.sha256(canonical(body).encode()).hexdigest()
    (tmp_path / "packet.json").write_text(canonical(forged), "utf-8")
    done = verified(tmp_path, "packet.json")
    if kind == "question" and is_rehashed:  # the ledger never holds words: only the packet's own hash covers the question
        assert done.returncode == 0
        return
    assert (done.returncode, done.stdout[:5]) == (1, "FAULT"), done.stdout


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_a_page_for_people_whose_words_were_changed_or_whose_seal_is_gone_does_not_verify(packet: dict, tmp_path: Path, kind: str) -> None:
    whole_file = as_html_file(packet) if kind == "html" else as_pdf_file(packet)
    name = f"packet.{kind}"
    (tmp_path / name).write_bytes(whole_file)
    assert verified(tmp_path, name).returncode == 0
    place = whole_file.index(b"<h1>Evidence" if kind == "html" else b"/MediaBox") + 6
    for forged in (
        whole_file[:place] + bytes([whole_file[place] ^ 1]) + whole_file[place + 1 :],
        whole_file[: whole_file.rindex(b"countersign-sha256")],
        whole_file + b"more",
    ):
        (tmp_path / name).write_bytes(forged)
        done = verified(tmp_path, name)
        assert done.returncode in {1, 2}, done.stdout


def test_the_pdf_shows_the_packet_to_people_page_by_page(packet: dict) -> None:
    document = pypdfium2.PdfDocument(as_pdf_file(packet))
    words = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    for told in (packet["item"]["question"]["text"], "The bell moved.", "7:55 » 8:05", "approve_with_edits", packet["policy_version"]):
        assert " ".join(told.split()) in words
    assert packet["ledger"]["events"][-1]["hash"] in words.replace(" ", "")
    assert document.count_attachments() == 1
    document.close()


def test_leaders_get_it_without_a_word_and_it_still_verifies(packet: dict, whole: Whole, tmp_path: Path) -> None:
    path = f"/api/v1/items/{packet['item']['id']}/evidence"
    told = whole.api("leader").get(path)
    for words in ("first bell", "8:05", "The bell moved", "Oak School"):
        assert words not in told.text
        assert words not in whole.api("leader").get(f"{path}?format=html").text
    (tmp_path / "packet.json").write_text(canonical(told.json()), "utf-8")
    assert verified(tmp_path, "packet.json").returncode == 0


def test_hostile_words_stay_words_on_the_page(whole: Whole) -> None:
    item = claimed(whole)
    note = "</script><img src=x onerror=alert(1)> & more"
    decide(whole, item, decision="escalate", note=note)
    packet = whole.api("admin").get(f"/api/v1/items/{item['id']}/evidence").json()
    page = as_html(packet)
    assert "<img" not in page
    assert page.count("<script") == page.count("</script>") == 1


def test_while_decoys_are_about_an_undecided_item_s_ledger_is_for_administrators(whole: Whole) -> None:
    house = whole.house
    before = house.policy
    rules = before.review.model_copy(update={"vigilance": VigilanceRules(decoy_share=0.1)})
    item = claimed(whole)
    path = f"/api/v1/items/{item['id']}/evidence"
    try:
        house.policy = before.model_copy(update={"review": rules})
        assert whole.api("reviewer").get(path).json()["ledger"]["events"] == []
        assert len(whole.api("admin").get(path).json()["ledger"]["events"]) == 2
    finally:
        house.policy = before
    assert len(whole.api("reviewer").get(path).json()["ledger"]["events"]) == 2
