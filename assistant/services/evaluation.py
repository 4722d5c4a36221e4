"""Golden cases through the real way. Nothing is queued or stored: the way only reads."""

import hashlib
import json
import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.compose import House
from assistant.flow import answer
from assistant.way import Asked
from eval.cases import Case, read_cases
from eval.scoring import Score, score, summarise
from ingest import scope
from policies.permissions import Permission, require
from policies.words.items import Item, ItemStatus
from policies.words.measures import Figure
from policies.words.people import Actor


@dataclass(frozen=True, slots=True)
class Report:
    """Scores and figures of one run, with what is needed to repeat it. `fallen` names figures below the policy's threshold."""

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
        lines: list[str] = []
        for figure in self.figures:
            told = "–" if figure.value is None else f"{figure.value:.3f}"
            between = f"  [{figure.interval.low:.3f}, {figure.interval.high:.3f}]" if figure.interval else ""
            lines.append(f"{figure.group or 'all':4} {figure.name:16} {told}{between}  n={figure.n}")
        failed = [s for s in self.scores if s.explanation]
        lines += ["", f"{len(failed)} of {len(self.scores)} cases with a remark:"] if failed else []
        return lines + [f"  {s.case_id}: {s.outcome}; {s.explanation}" for s in failed]


def evaluate(house: House, actor: Actor, files: Sequence[Path], progress: Callable[[int, int], None] = lambda _done, _all: None) -> Report:
    """Run every case of every file. Raises: BadInput case.*."""
    require(actor, Permission.QUESTION_ASK)
    cases = [case for file in files for case in read_cases(file)]
    scores: list[Score] = []
    for number, case in enumerate(cases, start=1):
        scores.append(score(case, _ask(house, actor, case)))
        progress(number, len(cases))
    figures = summarise(scores)
    least = house.policy.evaluation.model_dump()
    fallen = tuple(f.name for f in figures if f.group is None and f.value is not None and f.value < least.get(f"min_{f.name}", 0.0))
    return Report(tuple(scores), tuple(figures), fallen, _provenance(house, files, len(cases)))


def _provenance(house: House, files: Sequence[Path], n: int) -> dict[str, str]:
    """All that a run leans on: rules, code, models, the documents in force, the very cases, the machine's versions."""
    with house.database.read() as session:
        published = scope.in_force(scope.published(session), house.clock.today())
        house.index.refresh(session)
        build = house.index.build
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    drafting = house.policy.drafting
    return {
        "policy_version": house.policy.version,
        "code_version": house.code_version,
        "encoder": house.encoder.model,
        "drafter": drafting.drafter,
        "provider": drafting.provider or "none",
        "index_build": build,
        "documents": hashlib.sha256("\n".join(sorted(published)).encode()).hexdigest(),
        "n_documents": str(len(published)),
        "cases": digest.hexdigest(),
        "n_cases": str(n),
        "thresholds": house.policy.evaluation.model_dump_json(),
        "today": house.clock.today().isoformat(),
        "at": house.clock.now().isoformat(timespec="seconds"),
        "python": platform.python_version(),
    }


def _ask(house: House, actor: Actor, case: Case) -> Item:
    with house.database.read() as session:
        made = answer(house.way, session, Asked(case.question, actor.user_id, case.language, case.school))
    now = house.clock.now()
    return Item(
        "evaluation",
        ItemStatus.QUEUED,
        made.outcome,
        made.outcome_detail,
        made.contact,
        made.question,
        made.draft,
        "",
        made.provenance,
        made.timings,
        actor.user_id,
        now,
        rule=made.rule,
    )
