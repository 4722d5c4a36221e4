"""The first start: what it makes, and what it leaves alone."""

import json
from pathlib import Path

import pytest
import yaml

from assistant import founding
from assistant.founding import found
from assistant.services import documents, governance
from assistant.settings import Settings
from policies.errors import WrongConfiguration
from policies.words.people import Role
from tests.demo_house import Demo, copy_of_the_district, demo, founded

__all__ = ["demo"]
pytestmark = pytest.mark.timeout(600)  # the first test founds the district

LISTED = yaml.safe_load((founding.DEMO / "documents.yaml").read_text("utf-8"))


def test_every_document_of_the_demonstration_stands_in_the_state_that_its_list_says(demo: Demo) -> None:
    today = demo.house.clock.today()
    stands = {
        revision.file_name: (revision.status.value, revision.state_on(today))
        for _document, revisions in documents.list_all(demo.house, demo.people["staff"])
        for revision in revisions
    }
    assert len(stands) == len(LISTED)
    told = {"superseded": "superseded", "pending": "pending", "rejected": "rejected", "revoked": "revoked"}
    for entry in LISTED:
        status, state = stands[entry["file"]]
        assert status == told.get(entry["state"], "approved"), entry["file"]
        if entry["state"] in {"approved", "expired"}:
            assert state == _state(entry, today), entry["file"]
    assert sum(state == "in_force" for _status, state in stands.values()) >= 25


def _state(entry: dict[str, object], today: object) -> str:
    if entry["effective_from"] > today:  # type: ignore[operator]
        return "not_yet_effective"
    return "expired" if entry["expires_on"] < today else "in_force"  # type: ignore[operator]


def test_the_demonstration_has_a_person_and_a_token_for_every_role(demo: Demo) -> None:
    assert set(founded().tokens) == set(Role)
    assert {"staff", "reviewer", "leader", "owner", "admin"} <= set(founded().passwords)
    held = frozenset().union(*(actor.roles for actor in demo.people.values()))
    assert held == set(Role)


def test_a_second_founding_changes_nothing(tmp_path: Path) -> None:
    data = copy_of_the_district(tmp_path)
    before = (data / "policy.yaml").read_bytes(), (data / founding.SIGN_IN_FILE).read_bytes()
    again = found(is_demo=True, settings=Settings(data=data))
    assert not again.is_new
    assert (again.tokens, again.passwords) == (founded().tokens, founded().passwords)
    assert ((data / "policy.yaml").read_bytes(), (data / founding.SIGN_IN_FILE).read_bytes()) == before


def test_an_interrupted_founding_is_finished_by_the_next(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")

    def stop(done: int, _all: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        found(is_demo=True, settings=settings, progress=stop)
    counts: list[tuple[int, int]] = []

    def stop_again(done: int, whole: int) -> None:
        counts.append((done, whole))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        found(is_demo=True, settings=settings, progress=stop_again)
    assert counts == [(1, len(LISTED) - 1)]


def test_the_file_with_passwords_is_for_its_owner_only(tmp_path: Path) -> None:
    kept = founded().data / founding.SIGN_IN_FILE
    assert kept.stat().st_mode & 0o077 == 0
    assert set(json.loads(kept.read_text("utf-8"))) == {"tokens", "passwords"}
    assert founded().data.stat().st_mode & 0o077 == 0


def test_no_password_or_token_stands_in_the_database() -> None:
    stored = b"".join(path.read_bytes() for path in founded().data.glob("countersign.db*"))
    secrets = [*founded().tokens.values(), *(password for _name, password in founded().passwords.values())]
    assert len(secrets) >= 12
    assert [secret for secret in secrets if secret.encode() in stored] == []


def test_the_founding_is_on_the_ledger(demo: Demo) -> None:
    verification = governance.verify_ledger(demo.house, demo.people["admin"])
    assert verification.is_ok
    assert verification.n_events > 2 * len(LISTED)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WrongConfiguration, match=r"data\.unwritable"):
        found(is_demo=False, settings=Settings(data=tmp_path / "file" / "data"))
