"""A server killed in the middle of its work loses nothing that it acknowledged and leaves nothing half done."""

import hashlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from assistant.services import governance, questions
from policies.ledger import events
from review_queue.items import Filter
from review_queue.tables import DecisionRow, ItemRow, SubmissionKeyRow
from tests.demo_house import copy_of_the_district, founded, open_demo
from tests.way.running_server import Server, ask, countersign

pytestmark = pytest.mark.timeout(900)  # three starts of a real server

TEXTS = (
    "What time does school start at Odessa Whitcomb Elementary?",
    "How much is lunch at Ferry Landing?",
    "When is spring break?",
    "My son has a rash, can he come to school?",
)
CYCLES = 3
CANARY = "zephyrine quillstone-abernakke"


def _at_rest(key: str) -> str:
    """How the product keeps a sender's key."""
    return hashlib.sha256(key.encode()).hexdigest()


class Clients:
    """Clients that ask and decide until the server goes away; what was acknowledged is kept."""

    def __init__(self, server: Server, cycle: int) -> None:
        self.server = server
        self.cycle = cycle
        self.sent: set[str] = set()
        self.acknowledged: dict[str, str] = {}
        self.decided: set[str] = set()
        self.faults: list[str] = []
        self._threads = [threading.Thread(target=self._ask, args=(number,)) for number in range(3)]
        self._threads.append(threading.Thread(target=self._decide))

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join(60)

    def _ask(self, number: int) -> None:
        with self.server.client(founded().tokens["staff"]) as client:
            for turn in range(1000):
                key = f"{self.cycle}-{number}-{turn}"
                self.sent.add(key)
                try:
                    self.acknowledged[key] = ask(client, TEXTS[(turn + number) % len(TEXTS)], key)["id"]
                except httpx.HTTPStatusError as error:
                    if error.response.status_code == 429:
                        time.sleep(0.2)
                        continue
                    self.faults.append(error.response.text)
                    return
                except httpx.HTTPError:
                    return

    def _decide(self) -> None:
        with self.server.client(founded().tokens["reviewer"]) as client:
            while True:
                for item_id in [i for i in list(self.acknowledged.values()) if i not in self.decided][:5]:
                    try:
                        item = client.post(f"/api/v1/items/{item_id}/claim").json()
                        body = {"decision": "reject", "reason_code": "incomplete", "seen_hash": item["seen_hash"]}
                        if client.post(f"/api/v1/items/{item_id}/decision", json=body).status_code == 200:
                            self.decided.add(item_id)
                    except httpx.HTTPError:
                        return
                time.sleep(0.02)
                if self.server.process.poll() is not None:
                    return


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_the_district(tmp_path_factory.mktemp("crash"))


@pytest.fixture(scope="module")
def first(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The first server on the folder; whoever kills it ends its use."""
    server = Server.start(data, tmp_path_factory.mktemp("log") / "server.log")
    yield server
    server.kill()


def test_a_second_server_on_the_same_data_folder_is_refused(first: Server) -> None:
    done = countersign(first.data, "serve", "--port", "8177")
    assert (done.returncode, done.stderr.split(":")[0]) == (1, "server.running")
    ready = httpx.get(f"{first.address}/readyz", timeout=30)
    assert (ready.status_code, ready.json()["status"]) == (200, "ready")


def test_what_was_acknowledged_outlives_a_kill(first: Server) -> None:
    server, everyone = first, []
    for cycle in range(CYCLES):
        if cycle:
            server = Server.start(first.data, first.log)
            _gives_the_same_items_again(server, everyone[-1])
            _is_asked_about_a_child(server, f"canary-{cycle}")
        clients = Clients(server, cycle)
        clients.start()
        end = time.monotonic() + 60
        while time.monotonic() < end and (len(clients.acknowledged) < 12 + 3 * cycle or len(clients.decided) < 3):
            time.sleep(0.01)
        server.kill()
        clients.join()
        assert clients.faults == []
        assert len(clients.acknowledged) >= 12
        assert len(clients.decided) >= 3
        everyone.append(clients)
        _holds(first.data, everyone)
    whole = b"".join(path.read_bytes() for path in (*first.data.rglob("*"), first.log) if path.is_file())
    assert len(whole) > 3_000_000
    assert [word for word in CANARY.replace("-", " ").split() if word.encode() in whole.lower()] == []


def _gives_the_same_items_again(server: Server, before: Clients) -> None:
    """What was acknowledged before the kill is found by its key after it."""
    with server.client(founded().tokens["staff"]) as client:
        for key, item_id in list(before.acknowledged.items())[-3:]:
            number, turn = (int(part) for part in key.split("-")[1:])
            assert ask(client, TEXTS[(turn + number) % len(TEXTS)], key)["id"] == item_id


def _is_asked_about_a_child(server: Server, key: str) -> None:
    """A name in a question, in a search's address and in a refused message."""
    with server.client(founded().tokens["staff"]) as client:
        ask(client, f"When is spring break? It is for my son {CANARY}.", key)
        assert client.get("/api/v1/search", params={"q": f"lunch for my son {CANARY}"}).status_code == 200
        assert client.post("/api/v1/questions", json={"text": f"my son {CANARY} " * 900}).status_code == 413


def _holds(data: Path, everyone: list[Clients]) -> None:
    """Every acknowledged item stands there once and whole; an unacknowledged key stands there once or not at all."""
    with sqlite3.connect(data / "countersign.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    demo = open_demo(data)
    try:
        with demo.house.database.read() as session:
            keys = [(row.key, row.item_id) for row in session.scalars(select(SubmissionKeyRow))]
            items = {row.id: row for row in session.scalars(select(ItemRow))}
            decided = list(session.scalars(select(DecisionRow.item_id)))
            told = [(event.tag, event.subject) for event in events(session) if event.tag in {"item.submitted", "item.decided"}]
        kept = dict(keys)
        assert len(keys) == len(kept) == len(set(kept.values()))
        for clients in everyone:
            assert {key: kept.get(_at_rest(key)) for key in clients.acknowledged} == clients.acknowledged
            assert clients.decided <= set(decided)
        sent = set().union(*(clients.sent for clients in everyone))
        assert set(kept) <= {_at_rest(key) for key in (*sent, *(f"canary-{cycle}" for cycle in range(CYCLES)))}
        assert set(items) == set(kept.values())
        assert len(decided) == len(set(decided))
        assert sorted(told) == sorted([*(("item.submitted", id_) for id_ in items), *(("item.decided", id_) for id_ in decided)])
        for item_id in items:
            item = questions.get_item(demo.house, demo.people["reviewer"], item_id)
            assert (item.draft is not None) is (item.outcome.value == "drafted")
            assert (item.decision is not None) is (item_id in set(decided))
        assert len(questions.list_items(demo.house, demo.people["reviewer"], Filter(), limit=200).items) == min(len(items), 200)
        assert governance.verify_ledger(demo.house, demo.people["admin"]).is_ok
    finally:
        demo.house.close()
