from pathlib import Path

import pytest

from assistant.compose import House
from tests.assistant.cli.command import Command
from tests.demo_house import copy_of_the_district, lending_house


@pytest.fixture
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command line on one's own copy of the demonstration district, with the session's models: each command would load them anew."""
    lender = lending_house()
    monkeypatch.setattr(House, "_encoder", lender.encoder)
    monkeypatch.setattr(House, "_redactor", lender.redactor)
    return Command(copy_of_the_district(tmp_path), monkeypatch, capsys)


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command line where nothing was set up yet."""
    return Command(tmp_path / "data", monkeypatch, capsys)
