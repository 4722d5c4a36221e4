"""What learning needs of every case: the question as understood and the passages that the indexes found for it."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import steps
from assistant.compose import House
from assistant.drafting.choosing import Unit
from assistant.understanding import Understood
from assistant.way import Asked
from bench.answers.cases import Case, flat, read_cases
from bench.answers.district import OWN, open_district
from ingest.searches import Found
from policies.triage.triage import triage
from policies.words.documents import Passage
from policies.words.questions import VerdictKind


@dataclass(frozen=True, slots=True)
class Row:
    """One case that triage lets through, with what was found for it."""

    set: str
    case: Case
    understood: Understood
    found: Found

    @property
    def half(self) -> str:
        """`a` or `b`, so that no document's questions stand in both."""
        from bench.answers.run import half_of

        return half_of(self.case)

    def without_its_documents(self) -> "Row":
        """The same question where nothing that answers it is published: a near miss made without anybody's labels."""
        kept = [e for e in self.found.candidates if e.passage.file_name not in self.case.files]
        case = replace(self.case, expected=frozenset({"abstained"}), gold=(), kind="source removed")
        return replace(self, case=case, found=replace(self.found, candidates=kept))


def collect(house: House, name: str, folder: Path, questions: Path) -> list[Row]:
    """Every case of a set that triage lets through and for which anything was found."""
    rows: list[Row] = []
    with house.database.read() as session:
        texts: dict[str, str] = {}
        for passage in house.index.passages_in_force(session, house.clock.today()):
            texts[passage.file_name] = texts.get(passage.file_name, "") + "\n" + passage.text
        for case in read_cases(questions, texts):
            asked = Asked(case.question, "bench", case.language, case.school)
            redaction = house.redactor.redact(asked.text, asked.language)
            if triage(redaction.text, redaction.language, house.policy).kind is not VerdictKind.DRAFT:
                continue
            understood = steps.read_question(house.way, asked, redaction)
            found = house.index.search(session, understood.asked, understood.scope, house.policy.retrieval.n_candidates)
            if found.candidates:
                rows.append(Row(name, case, understood, found))
    return rows


def passage_grade(case: Case, passage: Passage) -> float:
    """3 for a passage that holds gold words, 1 for another of a right document, else 0."""
    held = [flat(gold) in flat(passage.readable) or flat(gold) in flat(passage.text) for gold in case.gold]
    is_right = passage.file_name in case.files
    if case.needs_all:
        return 3.0 if is_right and all(held) else float(is_right)
    return 3.0 if any(held) else float(is_right)


def unit_grade(case: Case, unit: Unit) -> float:
    """2 for a sentence that holds gold words or lies within them, 1 for one that nearly does, else 0."""
    said = flat(unit.text)
    words = set(said.split())
    if case.needs_all:
        return 2.0 * (unit.evidence.passage.file_name in case.files and any(flat(gold) in said for gold in case.gold))
    grade = 0.0
    for gold in map(flat, case.gold):
        if gold in said or (len(words) >= 3 and said in gold):
            return 2.0
        if len(words) >= 4 and len(words & set(gold.split())) >= 0.8 * len(words):
            grade = 1.0
    return grade


def sets_of(parser: argparse.ArgumentParser, options: argparse.Namespace) -> list[tuple[str, Path, Path]]:
    """(name, documents, questions) of `--learn` folders, each with `docs/` and `questions.jsonl`, and of the fictional district."""
    made = [(folder.name, folder / "docs", folder / "questions.jsonl") for folder in options.learn]
    for _, documents, questions in made:
        if not documents.is_dir() or not questions.is_file():
            parser.error(f"{documents.parent} needs docs/ and questions.jsonl")
    return [*made, ("own", OWN, OWN.parent / "questions.jsonl")]


def gather(sets: Sequence[tuple[str, Path, Path]], scratch: Path, use: Callable[[str, House], None]) -> list[Row]:
    """The rows of all sets; `use` is handed each open district."""
    rows: list[Row] = []
    for name, documents, questions in sets:
        house = open_district(documents, scratch)
        use(name, house)
        found = collect(house, name, documents, questions)
        print(f"{name}: {len(found)} cases", flush=True)
        rows += found
        if hasattr(house.encoder, "save"):
            house.encoder.save()  # type: ignore[attr-defined]
        house.close()
    return rows


Array = NDArray[np.float32]
