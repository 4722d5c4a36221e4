"""Golden cases through the real way. Nothing is queued or stored: the way only reads."""

import hashlib
import json
import math
import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from assistant.baselines import NAMES, BaselineSubject
from assistant.compose import House
from assistant.flow import answer
from assistant.way import Asked
from eval.cases import Case, read_cases
from eval.scoring import Score, score, summarise
from eval.subjects import Subject, Trial
from ingest import scope
from ingest.passages import embedded_text
from policies.errors import BadInput
from policies.permissions import Permission, require
from policies.words.measures import Figure
from policies.words.people import Actor

LIBRARIES = ("numpy", "torch", "openvino", "sentence-transformers", "chromadb", "bm25s", "llama-index-core", "presidio-analyzer", "spacy")
"""Whose versions can change a figure."""


@dataclass(frozen=True, slots=True)
class Report:
    """Scores and figures of one run, with what is needed to repeat it. `fallen` names figures beyond the policy's lines."""

    scores: tuple[Score, ...]
    figures: tuple[Figure, ...]
    fallen: tuple[str, ...]
    provenance: dict[str, str]

    def write(self, file: Path) -> None:
        """Every score, one JSON line each, after a line of provenance."""
        rows = [json.dumps(self.provenance), *(json.dumps(asdict(s), ensure_ascii=False) for s in self.scores)]
        file.write_text("\n".join(rows) + "\n", "utf-8")

    def shape(self) -> dict[str, Any]:
        """The figures as data."""
        return {"provenance": self.provenance, "n": len(self.scores), "figures": self.figures, "fallen": self.fallen}

    def lines(self) -> list[str]:
        """The figures and every case that failed, for a person."""
        lines = [f"{self.provenance['subject']}, {len(self.scores)} cases"]
        for figure in self.figures:
            told = "–" if figure.value is None else f"{figure.value:.3f}"
            between = f"  [{figure.interval.low:.3f}, {figure.interval.high:.3f}]" if figure.interval else ""
            lines.append(f"{figure.group or 'all':4} {figure.name:18} {told}{between}  n={figure.n}")
        failed = [s for s in self.scores if s.remarks]
        lines += ["", f"{len(failed)} of {len(self.scores)} cases with a remark:"] if failed else []
        return lines + [f"  {s.case_id}: {s.outcome}; {s.remarks}" for s in failed]


ASSISTANT, BASELINE = "assistant", "baseline:"


class AssistantSubject:
    """The question's way itself. Implements `eval.subjects.Subject`."""

    name = ASSISTANT

    def __init__(self, house: House, actor: Actor) -> None:
        self._house, self._actor = house, actor
        with house.database.read() as session:
            passages = house.index.passages_in_force(session, house.clock.today())
        self._files = {passage.id: passage.file_name for passage in passages}
        self._sources = {passage.id: f"{passage.text}\n{embedded_text(passage)}" for passage in passages}

    def provenance(self) -> dict[str, str]:
        """Which drafter and which provider."""
        drafting = self._house.policy.drafting
        return {"drafter": drafting.drafter, "provider": drafting.provider or "none"}

    def ask(self, case: Case) -> Trial:
        """Walk the whole way for one case."""
        with self._house.database.read() as session:
            made = answer(self._house.way, session, Asked(case.question, self._actor.user_id, case.language, case.school))
        ranked = (self._files[note.passage_id] for note in made.evidence if note.passage_id in self._files)
        return Trial(
            outcome=made.outcome,
            draft=made.draft,
            language=made.question.language,
            kept=str(made.question.text),
            ranked=tuple(dict.fromkeys(ranked)),
            sources=self._sources,
            total_ms=made.timings.total,
        )


def subject_of(house: House, actor: Actor, name: str) -> Subject:
    """`assistant`, or `baseline:NAME` over the same documents in force. Raises: BadInput eval.subject."""
    if name == ASSISTANT:
        return AssistantSubject(house, actor)
    if name.startswith(BASELINE):
        return BaselineSubject(house, name.removeprefix(BASELINE))
    wanted = f"assistant, {', '.join(BASELINE + one for one in NAMES)}"
    raise BadInput("eval.subject", "This cannot be measured.", f"Use one of: {wanted}.")


def evaluate(
    house: House,
    actor: Actor,
    files: Sequence[Path],
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    subject: str = ASSISTANT,
) -> Report:
    """Run every case of every file through a subject. Raises: BadInput case.*, eval.subject."""
    require(actor, Permission.QUESTION_ASK)
    cases = [case for file in files for case in read_cases(file)]
    measured = subject_of(house, actor, subject)
    scores: list[Score] = []
    if cases:
        measured.ask(cases[0])  # whoever asks first waits for the models to load, which is nobody's latency
    for number, case in enumerate(cases, start=1):
        scores.append(score(case, measured.ask(case)))
        progress(number, len(cases))
    figures = summarise(scores)
    return Report(tuple(scores), tuple(figures), _fallen(house, figures), provenance_of(house, measured, files, len(cases)))


def _fallen(house: House, figures: Sequence[Figure]) -> tuple[str, ...]:
    """Figures over all cases that lie beyond the policy's line: below a `min_`, above a `max_`."""
    lines = house.policy.evaluation.model_dump()
    whole = [figure for figure in figures if figure.group is None and figure.value is not None]
    return tuple(
        figure.name
        for figure in whole
        if figure.value is not None
        and (figure.value < lines.get(f"min_{figure.name}", -math.inf) or figure.value > lines.get(f"max_{figure.name}", math.inf))
    )


def provenance_of(house: House, subject: Subject, files: Sequence[Path], n: int) -> dict[str, str]:
    """All that a run leans on: the subject, rules, code, models, the documents in force, the very cases, the machine's versions."""
    with house.database.read() as session:
        published = scope.in_force(scope.published(session), house.clock.today())
        house.index.refresh(session)
        build = house.index.build
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return {
        "subject": subject.name,
        "policy_version": house.policy.version,
        "code_version": house.code_version,
        "encoder": house.encoder.model,
        **subject.provenance(),
        "index_build": build,
        "documents": hashlib.sha256("\n".join(sorted(published)).encode()).hexdigest(),
        "n_documents": str(len(published)),
        "cases": digest.hexdigest(),
        "n_cases": str(n),
        "thresholds": house.policy.evaluation.model_dump_json(),
        "today": house.clock.today().isoformat(),
        "at": house.clock.now().isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "libraries": ", ".join(f"{name} {_version(name)}" for name in LIBRARIES),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
    }


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "absent"
