"""Nothing personal that a family or a reviewer wrote stands in any file, log line or model request: every byte is searched."""

import base64
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.services import questions
from assistant.web.app import make_app
from policies.policy import Policy, load_policy
from policies.words.items import Item
from tests.demo_house import Demo, copy_of_the_district, open_demo, opened
from tests.scripted_provider.drafters import rules_for
from tests.scripted_provider.server import ScriptedProvider

pytestmark = pytest.mark.timeout(600)  # the first test founds the district

QUESTIONS: tuple[tuple[dict[str, str], int, tuple[str, ...]], ...] = (
    (
        {"text": "My son Zephyrine Quillstone-Abernakke starts at Whitcomb Elementary. What time does school start?"},
        201,
        ("Zephyrine", "Quillstone", "Abernakke"),
    ),
    ({"text": "how much is lunch at whitcomb? my daughter ottoselka brindlewhit is in grade 3"}, 201, ("ottoselka", "brindlewhit")),
    ({"text": "Do you need her social security number 219-09-9137 to enroll at QFHS?"}, 201, ("219-09-9137", "219099137")),
    ({"text": "When is spring break? Call me back at (217) 664-8391 please."}, 201, ("664-8391", "6648391")),
    ({"text": "What are the bus rules? Write to plumthistle.vex@mailbox.example"}, 201, ("plumthistle.vex", "plumthistle")),
    ({"text": "We moved to 8842 Wrenhollow Terrace, is there a bus to Ferry Landing?"}, 201, ("8842 Wrenhollow", "Wrenhollow Terrace")),
    ({"text": "Student ID 77401932, date of birth 04/17/2014. When do report cards come out?"}, 201, ("77401932", "04/17/2014")),
    (
        {"text": "Mi hijo Tezcalino Ubarrengoa está enfermo, ¿cuándo puede volver a la escuela?", "language": "es"},
        201,
        ("Tezcalino", "Ubarrengoa"),
    ),
    ({"text": "My daughter Marisquette Oldenfarrow wants to kill herself, please help"}, 201, ("Marisquette", "Oldenfarrow")),
    ({"text": "my son Corvantes Pellingwick " + "is late and " * 900}, 413, ("Corvantes", "Pellingwick")),
    (
        {"text": "When is lunch? My son is Hadrielle Snowcastle.", "school": "Vantrellis School"},
        422,
        ("Hadrielle", "Snowcastle", "Vantrellis"),
    ),
    (
        {"text": "Mój syn Gwidonek Przemyslewicz jest chory, telefon 664-7213. Kiedy może wrócić do szkoły?"},
        201,
        ("Przemyslewicz", "664-7213"),
    ),
    (
        {"text": "Mon fils Barthoulin Desquerrieux est malade. Quand peut-il revenir?", "child": "Wexholme"},
        422,
        ("Desquerrieux", "Wexholme"),
    ),
)
SEARCH = "lunch price for my son Fenwarden Lockspire"
NOTE = "Called the mother of Ysoldine Marchbarrow at (217) 664-5527."
EDIT = "\n\nP.S. This is about your son Quennell Thistlegard."
WRITTEN_BY_STAFF = ("Fenwarden", "Lockspire", "Ysoldine", "Marchbarrow", "664-5527", "Quennell", "Thistlegard")
CANARIES = tuple(word for _body, _status, words in QUESTIONS for word in words) + WRITTEN_BY_STAFF


def encoded_forms(canary: str) -> set[bytes]:
    """A canary as base64 may hold it: three places a word can fall on, four ways to write it, both alphabets."""
    found: set[bytes] = set()
    for word in (canary, canary.lower(), canary.upper(), canary.title()):
        raw = word.encode()
        for shift in range(3):
            whole = base64.b64encode(b"\x00" * shift + raw)
            inner = whole[(shift * 8 + 5) // 6 : (shift + len(raw)) * 8 // 6]
            found |= {inner, inner.replace(b"+", b"-").replace(b"/", b"_")}
    return found


def leaks(data: Path, extra: dict[str, bytes]) -> list[str]:
    """Every canary that stands in a file under a folder or in what else was written, as `where: canary`.

    Looked for in UTF-8 and UTF-16 whatever the case of its letters, and in base64.
    """
    files = {str(path.relative_to(data)): path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()}
    found: list[str] = []
    for where, content in (files | extra).items():
        lowered = content.lower()
        for canary in CANARIES:
            plain = {canary.lower().encode(form) for form in ("utf-8", "utf-16-le", "utf-16-be")}
            if any(form in lowered for form in plain) or any(form in content for form in encoded_forms(canary)):
                found.append(f"{where}: {canary}")
    return found


def _log_of_the_product(records: list[logging.LogRecord]) -> str:
    """Every log line but the test client's own, which tells the address it calls."""
    lines = [f"{record.name} {record.getMessage()} {record.exc_text or ''}" for record in records]
    return "\n".join(line for line in lines if not (line.startswith("httpx") and "http://127.0.0.1:8000/" in line))


@dataclass
class Driven:
    """A house through whose every path canaries went, and what it said and sent."""

    demo: Demo
    said: dict[str, bytes]
    n_requests: int


def _with_provider(policy: Policy, provider: ScriptedProvider) -> Policy:
    return policy.model_copy(update={"drafting": rules_for(provider)})


@pytest.fixture
def driven(tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Iterator[Driven]:
    data = copy_of_the_district(tmp_path)
    caplog.set_level("DEBUG")
    answers: list[str] = []
    with ScriptedProvider("good") as provider:
        demo = open_demo(data, _with_provider(load_policy(data / "policy.yaml"), provider))
        app = make_app(demo.house)

        def client(role: str) -> TestClient:
            headers = {"Authorization": f"Bearer {demo.token(role)}"}
            return TestClient(app, base_url="http://127.0.0.1:8000", headers=headers, raise_server_exceptions=False)

        drafted = None
        for body, status, _words in QUESTIONS:
            answer = client("staff").post("/api/v1/questions", json=body)
            assert (answer.status_code, body["text"][:20]) == (status, body["text"][:20])
            answers.append(answer.text)
            if drafted is None and answer.json().get("outcome") == "drafted":
                drafted = answer.json()
        assert drafted is not None
        assert client("staff").get("/api/v1/search", params={"q": SEARCH}).status_code == 200
        answers.append(client("reviewer").post(f"/api/v1/items/{drafted['id']}/claim").text)
        item = demo_item(demo, drafted["id"])
        words = {"decision": "approve_with_edits", "note": NOTE, "answer_text": item.draft.words + EDIT}  # type: ignore[union-attr]
        body = {**words, "seen_hash": item.seen_hash, "opened_citations": list(opened(item))}
        answers.append(client("reviewer").post(f"/api/v1/items/{drafted['id']}/decision", json=body).text)
        rejected = {"decision": "reject", "reason_code": "tone", "note": NOTE, "seen_hash": item.seen_hash}
        answers.append(client("reviewer").post(f"/api/v1/items/{drafted['id']}/decision", json=rejected).text)
        answers.append(client("staff").get(f"/api/v1/items/{drafted['id']}").text)
        answers.append(client("admin").get(f"/api/v1/items/{drafted['id']}/evidence").text)
        sent = [f"{r.line}\n{r.headers}\n{r.body}" for r in provider.requests]
    out, err = capfd.readouterr()
    said = {
        "stdout": out,
        "stderr": err,
        "log": _log_of_the_product(caplog.records),
        "model requests": "\n".join(sent),
        "answers": "\n".join(answers),
    }
    yield Driven(demo, {name: text.encode("utf-8", "replace") for name, text in said.items()}, len(sent))
    demo.house.close()


def demo_item(demo: Demo, item_id: str) -> Item:
    """An item as a reviewer reads it."""
    return questions.get_item(demo.house, demo.people["reviewer"], item_id)


def test_no_canary_stands_in_any_byte_that_the_product_wrote_or_sent(driven: Driven) -> None:
    names = {path.name for path in driven.demo.data.rglob("*")}
    assert {"countersign.db", "countersign.db-wal"} <= names
    assert driven.n_requests >= 4
    assert driven.said["stderr"] + driven.said["stdout"] + driven.said["log"]
    assert b"<STUDENT_1>" in driven.said["model requests"]
    assert leaks(driven.demo.data, driven.said) == []
    driven.demo.house.close()
    assert leaks(driven.demo.data, {}) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "base64", "base64 shifted", "capitals"])
def test_the_search_finds_a_canary_that_was_planted(tmp_path: Path, encoding: str) -> None:
    word = "Quillstone"
    planted = {
        "utf-8": b"x" * 70_000 + word.encode(),
        "utf-16-le": word.encode("utf-16-le"),
        "base64": base64.b64encode(f"my son {word} is".encode()),
        "base64 shifted": base64.b64encode(f"my  son {word} is".encode()),
        "capitals": word.upper().encode(),
    }[encoding]
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "data.bin").write_bytes(b"\x00\x01" + planted + b"\xff")
    assert leaks(tmp_path, {}) == ["index/data.bin: Quillstone"]
    assert leaks(tmp_path / "none", {"log": planted}) == ["log: Quillstone"]
