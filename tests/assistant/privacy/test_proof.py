"""The proof on a real server: it holds for the product, and it fails for a server that leaks."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.compose import House
from assistant.privacy.proof import prove
from assistant.privacy.scratch import ServerProcess
from assistant.settings import Settings
from tests.demo_house import founded

pytestmark = [pytest.mark.drill, pytest.mark.timeout(600)]  # a real server is started; a loaded machine takes long

ROOT = Path(__file__).parents[3]


class LeakyServer(ServerProcess):
    """A server that tests made leak."""

    def command(self) -> Sequence[str]:
        """The same server, overheard."""
        return (sys.executable, "-m", "tests.assistant.privacy.leaky_server", "serve", "--port", str(self.port))


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    made = House(Settings(data=founded().data, log_level="error"))
    yield made
    made.close()


def test_the_proof_fails_and_names_the_place_the_kind_and_the_door_when_a_server_leaks(house: House) -> None:
    report = prove(house, server=LeakyServer, only=["redaction preview over HTTP"])
    assert not report.is_ok
    places = {leak.place for leak in report.leaks}
    assert {"server.log", "tmp/crash-dump.txt", "data/traces.bin"} <= places
    assert {leak.door for leak in report.leaks if leak.kind == "STUDENT"} == {1}
    assert {leak.kind for leak in report.leaks if leak.place == "server.log"} == set(report.kinds)


def test_the_proof_holds_for_the_product_and_leaves_the_district_as_it_was(house: House) -> None:
    before = {path: path.stat().st_mtime_ns for path in house.settings.data.glob("*.db")}
    report = prove(house, only=["question over HTTP", "reviewer's note and edit", "failing request: address and headers", "owner's reason"])
    assert report.leaks == ()
    assert report.faults == ()
    assert report.n_model_requests >= 3
    assert {"data/countersign.db", "server.log", "backup/countersign.db", "ledger.jsonl"} <= set(report.places)
    assert {path: path.stat().st_mtime_ns for path in house.settings.data.glob("*.db")} == before
