"""Answers on any folder of documents and questions, through the whole real way, beside named baselines in the same run.

    python -m bench.answers.run --own
    python -m bench.answers.run --documents FOLDER --questions FILE.jsonl [--half a|b] [--scratch FOLDER] [--fresh] [--cases OUT.jsonl]

A question's half follows from its right document (or its id): errors are read in half `a` only, figures are told for both. Documents are
loaded once into a scratch district; question vectors are remembered there, so times leave encoding out unless `--fresh` is given.
"""

import argparse
import hashlib
import json
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

warnings.simplefilter("ignore")

from assistant import baselines, steps  # noqa: E402
from assistant.compose import House  # noqa: E402
from assistant.flow import answer  # noqa: E402
from assistant.retrieval import rank  # noqa: E402
from assistant.way import Asked  # noqa: E402
from bench.answers.cases import Case, read_cases, says  # noqa: E402
from bench.answers.district import OWN, open_district  # noqa: E402
from eval.intervals import share_interval  # noqa: E402


@dataclass(frozen=True, slots=True)
class Read:
    """What came of one case."""

    case: Case
    outcome: str
    order: tuple[str, ...]
    """Files of the ranked passages, best first, each once."""
    said: str
    cited: tuple[str, ...]
    quotes: str
    ms: float
    found: dict[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)
    """By baseline: files in order, and the words of its two best."""


def half_of(case: Case) -> str:
    """`a` or `b`, by the right document, so that no document's questions stand in both."""
    key = min(case.files) if case.files else case.id
    return "ab"[hashlib.sha256(key.encode()).digest()[0] % 2]


def walk(house: House, case: Case, others: dict[str, baselines.Baseline]) -> Read:
    """One case through the real way."""
    asked = Asked(case.question, "bench", case.language, case.school)
    with house.database.read() as session:
        began = time.perf_counter()
        made = answer(house.way, session, asked)
        ms = (time.perf_counter() - began) * 1000
        understood = steps.read_question(house.way, asked, house.redactor.redact(asked.text, asked.language))
        found_here = house.index.search(session, understood.asked, understood.scope, house.policy.retrieval.n_candidates)
        order = tuple(dict.fromkeys(e.passage.file_name for e in rank(found_here, understood, house.policy.retrieval)))
    sentences = made.draft.sentences if made.draft else ()
    citations = [c for s in sentences for c in s.citations]
    found = {name: ask(case.question) for name, ask in others.items()}
    return Read(
        case=case,
        outcome=made.outcome.value,
        order=order,
        said=" ".join(s.text for s in sentences),
        cited=tuple(dict.fromkeys(c.file_name for c in citations)),
        quotes=" ".join(c.quote for c in citations),
        ms=ms,
        found={name: (tuple(dict.fromkeys(f for f, _ in rows)), " ".join(w for _, w in rows[:2])) for name, rows in found.items()},
    )


Measure = tuple[str, Callable[[Read], bool | None]]


def first(order: Sequence[str], case: Case, n: int) -> bool | None:
    """Whether a right document stands among the first n."""
    return bool(case.files & set(order[:n])) if case.is_answerable else None


MEASURES: tuple[Measure, ...] = (
    *((f"document in top {n}", lambda r, n=n: first(r.order, r.case, n)) for n in (1, 5, 10)),
    ("right document cited", lambda r: bool(r.case.files & set(r.cited)) if r.case.is_answerable else None),
    ("gold words in the draft", lambda r: says(r.case, r.said) if r.case.is_answerable else None),
    ("gold words in draft or quotes", lambda r: says(r.case, r.said) or says(r.case, r.quotes) if r.case.is_answerable else None),
    ("right outcome", lambda r: r.case.accepts(r.outcome)),
    ("drafted where silence was due", lambda r: r.outcome == "drafted" if r.case.must_stay_silent else None),
    ("silent where an answer was due", lambda r: r.outcome != "drafted" if r.case.is_answerable else None),
    ("of drafted answers: right document", lambda r: bool(r.case.files & set(r.cited)) if r.case.is_answerable and r.said else None),
    ("of drafted answers: gold words", lambda r: says(r.case, r.said) if r.case.is_answerable and r.said else None),
)


def share(reads: Sequence[Read], of: Callable[[Read], bool | None]) -> dict[str, Any]:
    """A share with its Wilson interval."""
    values = [v for r in reads if (v := of(r)) is not None]
    interval = share_interval(sum(values), len(values))
    return {
        "value": round(sum(values) / len(values), 3) if values else None,
        "n": len(values),
        "low": round(interval.low, 3) if interval else None,
        "high": round(interval.high, 3) if interval else None,
    }


def figures(reads: Sequence[Read]) -> dict[str, Any]:
    """All figures of some cases."""
    made: dict[str, Any] = {name: share(reads, of) for name, of in MEASURES}
    kinds = sorted({r.case.kind for r in reads if r.case.must_stay_silent})
    for kind in kinds if len(kinds) > 1 else ():
        made[f"drafted where silence was due: {kind}"] = share([r for r in reads if r.case.kind == kind], MEASURES[7][1])
    for name in reads[0].found if reads else ():
        for n in (1, 5, 10):
            made[f"{name}: document in top {n}"] = share(reads, lambda r, n=n, name=name: first(r.found[name][0], r.case, n))
        made[f"{name}: gold words in its two best"] = share(
            reads, lambda r, name=name: says(r.case, r.found[name][1]) if r.case.is_answerable else None
        )
        made[f"{name}: words"] = statistics.median([len(r.found[name][1].split()) for r in reads])
    said = [len(r.said.split()) for r in reads if r.said]
    made["median words"] = statistics.median(said) if said else None
    made["median ms of the way"] = round(statistics.median([r.ms for r in reads]), 1) if reads else None
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--own", action="store_true", help="the fictional district and its golden cases")
    parser.add_argument("--documents", type=Path, help="folder of documents")
    parser.add_argument("--questions", type=Path, help="questions as JSON lines")
    parser.add_argument("--half", choices=["a", "b"], help="only this half, and list its errors (a only)")
    parser.add_argument(
        "--scratch", type=Path, default=Path(tempfile.gettempdir()) / "countersign-answers", help="where districts are kept"
    )
    parser.add_argument("--fresh", action="store_true", help="remember no vectors: true times")
    parser.add_argument("--always", action="store_true", help="no abstention: thresholds at zero, to measure finding and drafting alone")
    parser.add_argument("--baselines", action="store_true", help="also BM25, dense only and llama-index's quick start")
    parser.add_argument("--cases", type=Path, help="write every case as JSON lines")
    options = parser.parse_args()
    folder = OWN if options.own else options.documents
    file = OWN.parent / "questions.jsonl" if options.own else options.questions
    if folder is None or file is None:
        parser.error("give --own, or --documents and --questions")
    house = open_district(folder, options.scratch, is_fresh=options.fresh)
    if options.always:
        none = house.policy.abstention.model_copy(update={"min_dense": -1.0, "min_confidence": 0.0, "min_sentence_score": 0.0})
        house.policy = house.policy.model_copy(update={"abstention": none})
    with house.database.read() as session:
        passages = house.index.passages_in_force(session, house.clock.today())
    texts = baselines.texts_by_file(passages)
    others: dict[str, baselines.Baseline] = {}
    if options.baselines:
        others = {
            "BM25": baselines.bm25(passages),
            "dense only": baselines.dense(passages, house.encoder),
            "llama-index quick start": baselines.llama_index(texts, house.encoder),
        }
    cases = [c for c in read_cases(file, texts) if options.half in (None, half_of(c))]
    reads = [walk(house, case, others) for case in cases]
    if hasattr(house.encoder, "save"):
        house.encoder.save()  # type: ignore[attr-defined]
    for language in ("all", *sorted({r.case.language for r in reads})):
        for half in ("a", "b") if options.half is None else (options.half,):
            chosen = [r for r in reads if half_of(r.case) == half and language in ("all", r.case.language)]
            if chosen:
                print_figures(f"{file.parent.name}, {language}, half {half}, n={len(chosen)}", figures(chosen))
    if options.half == "a":
        print_errors(reads)
    if options.cases:
        options.cases.write_text("".join(json.dumps(asdict(r), ensure_ascii=False, default=sorted) + "\n" for r in reads))
    house.close()


def print_figures(head: str, made: dict[str, Any]) -> None:
    print(f"\n{head}")
    for name, value in made.items():
        if isinstance(value, dict):
            if value["n"]:
                print(f"  {name:44}{value['value']:6.2f}  [{value['low']:.2f}, {value['high']:.2f}]  n={value['n']}")
        else:
            print(f"  {name:44}{value}")


def print_errors(reads: Sequence[Read]) -> None:
    print("\nerrors of half a (never read those of half b):")
    for r in reads:
        is_wrong = not r.case.accepts(r.outcome) or (r.case.is_answerable and not (says(r.case, r.said) or says(r.case, r.quotes)))
        if is_wrong:
            place = next((i + 1 for i, f in enumerate(r.order) if f in r.case.files), None)
            print(f"- {r.case.id} {r.case.language} {r.outcome} (expected {'/'.join(sorted(r.case.expected))}; document at {place})")
            print(f"    asked: {r.case.question}\n    said: {r.said}\n    gold: {' | '.join(r.case.gold)}")


if __name__ == "__main__":
    main()
