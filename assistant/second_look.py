"""A second look after the rules of triage: a message that is like known reports of danger is escalated though no rule knew its words.

The rules decide first and always win; this look can only take questions away from drafting, or lift a message to safety. It weighs
the encoder's vector of the redacted message (fixed weights, no draw of chance: the same message gets the same verdict) and names its
rule (`like_danger`, `like_sensitive`, `like_record`). The weights belong to one encoder; with another one it is silent.
Card: `assistant/models/README.md`. Made and measured by `python -m bench.triage.train`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.understanding import spoken
from policies.policy import Policy
from policies.triage.triage import verdict_of
from policies.words.questions import Outcome, RedactedText, Verdict, VerdictKind

FILE = Path(__file__).parent / "models" / "likeness.npz"
CLASSES = ("draft", "life", "sensitive", "record")
RULES = {"life": "like_danger", "sensitive": "like_sensitive", "record": "like_record"}
LEAST = {"life": 0.6, "sensitive": 0.8, "record": 0.95}
"""Probability from which a message is taken from drafting. Source: `python -m bench.triage.train`, five folds; see BENCHMARKS.md."""
LEAST_TO_LIFT = 0.8
"""Probability from which a message that another rule took is lifted to safety. Source: the same."""
CHUNK_WORDS = 40
"""A long message is read in pieces of about so many words, or one sentence of danger would drown in it."""
MAX_CHUNKS = 6
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")


@dataclass(frozen=True)
class Likeness:
    """Weights of a softmax over `CLASSES`. Shape: `weights float32[4, n_dimensions]`, `bias float32[4]`, `middle float32[n_dimensions]`."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    middle: NDArray[np.float32]

    def of(self, vector: NDArray[np.float32]) -> dict[str, float]:
        """Probability of each class, 0…1, together 1."""
        logits = self.weights @ (vector - self.middle) + self.bias
        grown = np.exp(logits - logits.max())
        return dict(zip(CLASSES, (grown / grown.sum()).tolist(), strict=True))


@lru_cache(maxsize=4)
def load_likeness(model: str) -> Likeness | None:
    """The weights that were learned on the vectors of this encoder; None for any other."""
    if not FILE.exists():
        return None
    with np.load(FILE, allow_pickle=False) as data:
        if str(data["model"]) != model:
            return None
        return Likeness(data["weights"], data["bias"], data["middle"])


def second_look(
    verdict: Verdict,
    text: RedactedText,
    language: str,
    likeness: Likeness | None,
    encode: Callable[[str], NDArray[np.float32]],
    policy: Policy,
) -> Verdict:
    """The verdict, or a stricter one where the message is like those that must never be drafted."""
    if likeness is None or verdict.outcome is Outcome.ESCALATED_SAFETY or language not in ("en", "es"):
        return verdict
    found = [likeness.of(encode(piece)) for piece in pieces(spoken(text, language))]
    if not found:
        return verdict
    highest = {name: max(one[name] for one in found) for name in RULES}
    if highest["life"] >= (LEAST["life"] if verdict.kind is VerdictKind.DRAFT else LEAST_TO_LIFT):
        return verdict_of(RULES["life"], language, policy, verdict.flags)
    if verdict.kind is VerdictKind.DRAFT:
        for name in ("sensitive", "record"):
            if highest[name] >= LEAST[name]:
                return verdict_of(RULES[name], language, policy, verdict.flags)
    return verdict


def pieces(text: str) -> list[str]:
    """A short message whole; a long one in runs of whole sentences."""
    if len(text.split()) <= CHUNK_WORDS:
        return [text] if text.strip() else []
    runs: list[str] = [""]
    for match in _SENTENCE.finditer(text):
        if runs[-1] and len(runs[-1].split()) + len(match.group().split()) > CHUNK_WORDS:
            runs.append("")
        runs[-1] = f"{runs[-1]} {match.group().strip()}".strip()
    return [run for run in runs if run][:MAX_CHUNKS]
