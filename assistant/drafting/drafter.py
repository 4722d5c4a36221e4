"""The protocol every drafter follows. Contract suite: `tests/contracts/drafter_suite.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from policies.words.documents import Evidence
from policies.words.drafts import Sentence
from policies.words.questions import Question


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a drafter gives: cited sentences in reading order, never greeting or closing.

    `sentences` empty means the drafter found nothing that answers. `drafter` and `model` name what really wrote (after
    a fall back, the fall back). `prompt_hash` is SHA-256 hex of the prompt, None without one. `notes` are for the
    reviewer: why it fell back, what was dropped.
    """

    sentences: tuple[Sentence, ...]
    drafter: str
    model: str
    unanswered_parts: tuple[str, ...] = ()
    prompt_hash: str | None = None
    notes: tuple[str, ...] = ()
    score: float = 0.0
    """Best sentence's score, 0…1: how well the drafter thinks the question is answered."""


class Drafter(Protocol):
    """Writes a draft from evidence and from nothing else."""

    def draft(self, question: Question, evidence: Sequence[Evidence]) -> Drafted:
        """Draft from the evidence alone. Faults of a provider are answered by a fall back, never raised."""
        ...
