"""Runs `countersign …` as an operator does, in this process: exit status, standard output and standard error."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main


@dataclass(frozen=True)
class Done:
    """What a command left."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The last line of the output, read as JSON."""
        return json.loads(self.out.strip().splitlines()[-1])


class Command:
    """The command line on one data folder."""

    def __init__(self, data: Path, patch: pytest.MonkeyPatch, captured: pytest.CaptureFixture[str]) -> None:
        self.data = data
        self._patch = patch
        self._captured = captured
        patch.setenv("COUNTERSIGN_DATA", str(data))

    def __call__(self, *words: str | Path) -> Done:
        self._captured.readouterr()
        self._patch.setattr(sys, "argv", ["countersign", *map(str, words)])
        status = 0
        try:
            main.run()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
        out, err = self._captured.readouterr()
        return Done(status, out, err)

    def json(self, *words: str | Path) -> Any:
        """A command that succeeds, with `--json`."""
        done = self(*words, "--json")
        assert done.status == 0, done.err
        return done.json
