"""What the question's way is made of: its parts, put together once in `compose`, and what comes in at its start."""

import datetime as dt
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant import counting, tracing
from assistant.drafting.drafter import Drafter
from assistant.drafting.translating import Translator
from assistant.second_look import Likeness
from ingest.index import PassageIndex
from policies.clock import Clock
from policies.policy import Policy
from policies.redaction.marks import Marks
from policies.redaction.redactor import Redactor
from policies.words.drafts import Timings


@dataclass(frozen=True, slots=True)
class Way:
    """The parts of the way. `drafter` is given the weights of words among what is published and makes the policy's drafter."""

    policy: Policy
    clock: Clock
    redactor: Redactor
    index: PassageIndex
    drafter: Callable[[Callable[[str, str], float]], Drafter]
    code_version: str
    likeness: Likeness | None = None
    """The second look of triage, where the encoder is the one it was learned on."""
    encode: Callable[[str], NDArray[np.float32]] | None = None
    translator: Translator | None = None
    """Where the policy lets a provider propose translations."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came through a door, before the redactor: the only place where raw text lives."""

    text: str
    asked_by: str
    language: str | None = None
    school: str | None = None
    school_year: str | None = None
    channel: str = "web"
    received_at: dt.datetime | None = None
    marks: Marks | None = None

    def __repr__(self) -> str:
        """Never the text: a traceback or a log line may print this."""
        return f"Asked(by {self.asked_by}, {len(self.text)} characters)"


class Stopwatch:
    """Wall time of named steps. Unit: milliseconds."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._steps: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Generator[None]:
        """Time one step; one that is taken up again adds to itself."""
        began = time.perf_counter()
        try:
            with tracing.span(f"way.{name}", step=name):
                yield
        finally:
            seconds = time.perf_counter() - began
            self._steps[name] = round(self._steps.get(name, 0.0) + seconds * 1000, 3)
            counting.note_step(name, seconds)

    def timings(self) -> Timings:
        """All steps so far, and the whole."""
        return Timings(**self._steps, total=round((time.perf_counter() - self._began) * 1000, 3))
