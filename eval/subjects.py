"""What can be measured on golden cases: anything that answers a case with a trial. The assistant is one subject, baselines are others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from eval.cases import Case
from policies.words.drafts import Draft
from policies.words.questions import Outcome


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one case, with what the scorers need beside the draft.

    `kept` is the question as the subject would keep it; `ranked` the files it found, best first, each once; `sources` the words in force of
    what it may cite, headings and column heads too, by passage id. Unit: `total_ms` wall milliseconds.
    """

    outcome: Outcome
    draft: Draft | None
    language: str
    kept: str
    ranked: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict[str, str])
    total_ms: float = 0.0


class Subject(Protocol):
    """Whatever is measured."""

    @property
    def name(self) -> str:
        """`assistant`, or `baseline:` and a name."""
        ...

    def provenance(self) -> dict[str, str]:
        """What of it a repetition has to know."""
        ...

    def ask(self, case: Case) -> Trial:
        """Answer one case; nothing is queued or stored."""
        ...
