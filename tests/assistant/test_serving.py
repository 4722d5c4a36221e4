"""What stops a server from starting, and what it says."""

import socket
import sqlite3
from pathlib import Path

import pytest

from tests.demo_house import copy_of_the_district
from tests.way.running_server import countersign, free_port

pytestmark = pytest.mark.timeout(600)  # the first test founds the district


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return copy_of_the_district(tmp_path)


def test_a_port_in_use_is_refused_by_its_number(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = countersign(data, "serve", "--port", port)
    assert (done.returncode, done.stderr.split(":")[0]) == (1, "server.port")
    assert port in done.stderr
    assert "--port" in done.stderr


def test_a_missing_model_names_the_command_that_brings_it(data: Path, tmp_path: Path) -> None:
    done = countersign(data, "serve", "--port", str(free_port()), COUNTERSIGN_MODELS=str(tmp_path / "empty"))
    assert done.returncode == 1
    assert "model.missing: " in done.stderr
    assert "countersign models prepare" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "path", "allowed"),
    [
        ("per_user_per_minute: 600", "per_user_per_minute: many", "questions.per_user_per_minute", "integer"),
        ("drafter: extractive", "drafter: creative", "drafting.drafter", "'extractive' or 'generative'"),
        ("questions:\n", "questions:\n  colour: red\n", "questions.colour", "not"),
        ("custody: enrollment", "custody: nowhere", "triage.offices.custody", "whitcomb_office"),
        ("custody: enrollment", "custdy: enrollment", "triage.offices.custdy", "custody"),
    ],
)
def test_a_wrong_policy_stops_the_start_with_the_fields_path_and_what_is_allowed(
    data: Path, old: str, new: str, path: str, allowed: str
) -> None:
    file = data / "policy.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    done = countersign(data, "serve", "--port", str(free_port()))
    assert done.returncode == 1
    assert done.stderr.startswith("policy.")
    assert path in done.stderr
    assert allowed in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_of_a_newer_version_is_refused(data: Path) -> None:
    connection = sqlite3.connect(data / "countersign.db")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    for words in (["serve", "--port", str(free_port())], ["documents", "list"], ["db", "upgrade"]):
        done = countersign(data, *words)
        assert (done.returncode, done.stderr.split(":")[0]) == (1, "schema.newer")
