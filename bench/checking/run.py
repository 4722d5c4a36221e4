"""Measures the checks of a draft: altered sentences caught, true sentences wrongly dropped, time per draft.

Run: `.venv/bin/python -m bench.checking.run [--pairs bench/checking/pairs_held.yaml] [--show]`. Prints one JSON object; needs no
network, no model and no data outside the repository.
"""

import argparse
import datetime as dt
import itertools
import json
import random
import re
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.checking.check import check_draft
from assistant.checking.figure_reading import read_figures
from assistant.checking.support import NEUTRAL_WORDS
from assistant.checking.word_forms import STOPWORDS, fold, sentences_of
from bench.checking.altering import alterations
from policies.policy import Policy, load_policy
from policies.words.documents import Evidence, Passage, PassageKind, Scope, TableCell
from policies.words.drafts import Citation, Draft, Sentence, Support
from policies.words.questions import Question, RedactedText

HERE = Path(__file__).parent
DEMO_POLICY = HERE.parent.parent / "assistant/demo/district/policy.yaml"
SCOPE = Scope(on=dt.date(2026, 9, 1))


@dataclass(frozen=True)
class Pair:
    """One passage and the sentences that are true of it."""

    passage: Passage
    true: tuple[str, ...]


def passage_of(raw: dict[str, Any], number: int) -> Passage:
    """A passage from its written form: running text, or one table row as header → cell."""
    cells: list[TableCell] = []
    text = raw.get("text", "")
    for header, cell in raw.get("row", {}).items():
        start = len(text) + (3 if text else 0)
        text = f"{text} | {cell}" if text else cell
        cells.append(TableCell(header, cell, start, len(text)))
    return Passage(
        id=f"p{number}",
        revision_id=f"r{number}",
        document_id=f"d{number}",
        ordinal=0,
        kind=PassageKind.TABLE_ROW if cells else PassageKind.PARAGRAPH,
        text=text,
        page=None,
        section=tuple(raw.get("section", ())),
        start=100,
        end=100 + len(text),
        title=raw["title"],
        file_name="written-for-the-bench.md",
        language=raw.get("language", "en"),
        schools=(),
        school_year=raw.get("school_year"),
        caption=raw.get("caption"),
        cells=tuple(cells),
    )


def load_pairs(path: Path) -> list[Pair]:
    """Every pair of a file."""
    return [Pair(passage_of(raw, number), tuple(raw["holds"])) for number, raw in enumerate(yaml.safe_load(path.read_text("utf-8")))]


def best_quote(text: str, passage: Passage) -> Citation:
    """A citation of the source sentence that shares most words with a sentence, or of two in a row: what an honest drafter would quote."""
    one = [(0, len(passage.text))] if passage.cells else list(sentences_of(passage.text))
    two = [(first[0], second[1]) for first, second in itertools.pairwise(one)]
    wanted = _words(text)
    start, end = max((*one, *two), key=lambda span: (len(wanted & _words(passage.text[slice(*span)])), span[0] - span[1]))
    return citation_of(passage, start, end)


def _words(text: str) -> set[str]:
    return set(text.casefold().replace(".", "").split())


def citation_of(passage: Passage, start: int, end: int) -> Citation:
    """A citation of passage text at offsets inside the passage."""
    return Citation(
        document_id=passage.document_id,
        revision=passage.revision_id,
        passage_id=passage.id,
        title=passage.title,
        file_name=passage.file_name,
        page=passage.page,
        section=" > ".join(passage.section),
        quote=passage.text[start:end],
        start=passage.start + start,
        end=passage.start + end,
    )


def draft_of(texts: list[tuple[str, Citation]], language: str) -> Draft:
    """A draft of cited sentences."""
    return Draft("bench", "", tuple(Sentence(text, Support.ENTAILED, (citation,)) for text, citation in texts), "", language)


def faults_of(text: str, citation: Citation, passage: Passage, policy: Policy, language: str) -> list[str]:
    """The names of the checks that drop a sentence, with their details; empty when it passes."""
    question = Question(RedactedText("bench"), language, dt.datetime(2026, 9, 1, tzinfo=dt.UTC))
    checked = check_draft(
        draft_of([(text, citation)], language), question, [Evidence(passage, 1, 1, 1)], SCOPE, policy, finds_pii=lambda _: False
    )
    return [f"{check.name}: {check.detail}" for check in checked.draft.checks if check.is_blocking and not check.passed]


def interval(hits: int, n: int) -> list[float]:
    """Wilson interval of a share, 95 %."""
    if not n:
        return [0.0, 1.0]
    z, share = 1.96, hits / n
    middle, half = share + z * z / (2 * n), z * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    return [round((middle - half) / (1 + z * z / n), 3), round((middle + half) / (1 + z * z / n), 3)]


def share(hits: int, n: int) -> dict[str, object]:
    """A share with its count and interval."""
    return {"value": round(hits / n, 3) if n else None, "hits": hits, "n": n, "interval": interval(hits, n)}


def _reads_alike(one: str, other: str, language: str) -> bool:
    """Whether two sentences hold the same figures: 9:00 am for 9:00 a.m. is no alteration."""
    read = [[(figure.kind, figure.value) for figure in read_figures(fold(text), language)] for text in (one, other)]
    return read[0] == read[1]


def measure(pairs: list[Pair], policy: Policy, *, show: bool) -> dict[str, object]:
    """Catch rates by family, wrong drops by language, sentences against words of another passage."""
    caught: dict[str, list[bool]] = defaultdict(list)
    wrong: dict[str, list[bool]] = defaultdict(list)
    for place, pair in enumerate(pairs):
        for text in pair.true:
            language, citation = pair.passage.language, best_quote(text, pair.passage)
            faults = faults_of(text, citation, pair.passage, policy, language)
            wrong[language].append(bool(faults))
            if faults and show:
                print("WRONGLY DROPPED", text, "|", faults)
            source = pair.passage.readable
            elsewhere = " ".join(other.passage.text for other in pairs if other.passage.language == language and other is not pair)
            strange = sorted(set(re.findall(r"\b[a-záéíóúñ]{5,}\b", elsewhere)) - set(re.findall(r"\w+", source)))
            strange = [word for word in strange if fold(word) not in STOPWORDS | NEUTRAL_WORDS]
            for altered in alterations(text, source, language, strange, random.Random(text)):
                if altered.text in pair.true or (altered.family in ("figures", "swaps") and _reads_alike(altered.text, text, language)):
                    continue
                found = faults_of(altered.text, citation, pair.passage, policy, language)
                caught[altered.family].append(bool(found))
                if not found and show:
                    print("MISSED", altered.family, altered.kind, "|", altered.text)
            other = pairs[(place + 1) % len(pairs)].passage
            if other.language == language:
                found = faults_of(text, best_quote(text, other), other, policy, language)
                caught["other_passage"].append(bool(found))
                if not found and show:
                    print("MISSED other passage |", text, "|", other.text)
    return {
        "caught": {family: share(sum(hits), len(hits)) for family, hits in sorted(caught.items())},
        "wrongly_dropped": {
            **{language: share(sum(hits), len(hits)) for language, hits in sorted(wrong.items())},
            "all": share(sum(map(sum, wrong.values())), sum(map(len, wrong.values()))),
        },
    }


def timing(pairs: list[Pair], policy: Policy) -> dict[str, object]:
    """Milliseconds of `check_draft` on drafts of four sentences, each citing its own passage, among six passages of evidence."""
    question = Question(RedactedText("bench"), "en", dt.datetime(2026, 9, 1, tzinfo=dt.UTC))
    english = [pair for pair in pairs if pair.passage.language == "en"]
    took: list[float] = []
    for start in range(len(english) * 20):
        six = [english[(start + k) % len(english)] for k in range(6)]
        draft = draft_of([(pair.true[0], best_quote(pair.true[0], pair.passage)) for pair in six[:4]], "en")
        evidence = [Evidence(pair.passage, 1, 1, 1) for pair in six]
        begun = time.perf_counter()
        check_draft(draft, question, evidence, SCOPE, policy, finds_pii=lambda _: False)
        took.append((time.perf_counter() - begun) * 1000)
    return {"median_ms": round(statistics.median(took), 3), "p95_ms": round(sorted(took)[int(len(took) * 0.95)], 3), "n": len(took)}


def main() -> None:
    """Measure every file of pairs and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, nargs="*", default=[HERE / "pairs_dev.yaml", HERE / "pairs_held.yaml"])
    parser.add_argument("--show", action="store_true", help="print what was missed and what was wrongly dropped")
    chosen = parser.parse_args()
    policy = load_policy(DEMO_POLICY)
    report: dict[str, object] = {}
    for path in chosen.pairs:
        pairs = load_pairs(path)
        report[path.stem] = {**measure(pairs, policy, show=chosen.show), "time_of_four_sentences": timing(pairs, policy)}
    print(json.dumps(report, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
