"""Learns and measures the second look of triage (`assistant/second_look.py`).

Run: `COUNTERSIGN_DATA=… .venv/bin/python -m bench.triage.train [--hold fresh_6] [--benign FILE.jsonl …] [--write]`. Prints one JSON object: five folds
over the cases it learns from, then the held batch with the rules alone and with both. Needs the shipped encoder of a data folder; learns
from `tests/policies/triage/cases` and, as further ordinary questions, from `--benign` files (JSON lines with `question`).
"""

import argparse
import importlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.cli.door import open_house
from assistant.second_look import CLASSES, FILE, LEAST, Likeness, second_look
from policies.policy import Policy
from policies.triage.triage import triage
from policies.words.questions import Outcome, RedactedText

CASES = Path(__file__).parents[2] / "tests" / "policies" / "triage" / "cases"
STRENGTH = 20.0
"""Inverse regularisation of the logistic regression; 10 to 100 differ by less than a case in a hundred."""


@dataclass(frozen=True, slots=True)
class Row:
    """One message with its class of `CLASSES`."""

    text: str
    language: str
    kind: str
    batch: str


def read_rows(benign: Sequence[Path] = ()) -> list[Row]:
    """Every case; look-alikes that are to be abstained from count as ordinary here."""
    rows: list[Row] = []
    for name in ("life_safety", "must_escalate", "look_alikes"):
        for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines():
            case = json.loads(line)
            kind = {"life_safety": "life", "look_alikes": "draft"}.get(name) or (
                "record" if case["expect"] == "student_record" else "sensitive"
            )
            rows.append(Row(case["text"], case["lang"], kind, case["batch"]))
    for file in benign:
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        rows += [Row(case["question"], "en", "draft", file.stem) for case in lines]
    return rows


def learn(vectors: NDArray[np.float32], kinds: NDArray[np.str_]) -> Likeness:
    """Multinomial logistic regression, classes balanced."""
    middle = vectors.mean(axis=0)
    made: Any = importlib.import_module("sklearn.linear_model").LogisticRegression(C=STRENGTH, max_iter=4000, class_weight="balanced")
    made.fit(vectors - middle, kinds)
    order = [list(made.classes_).index(name) for name in CLASSES]
    return Likeness(made.coef_[order].astype(np.float32), made.intercept_[order].astype(np.float32), middle.astype(np.float32))


def folds(vectors: NDArray[np.float32], kinds: NDArray[np.str_]) -> dict[str, dict[str, float]]:
    """Five folds: per least probability the share of each kind that one of the three classes takes."""
    place = np.random.default_rng(5).permutation(len(kinds)) % 5
    found: list[dict[str, float]] = [{}] * len(kinds)
    for fold in range(5):
        likeness = learn(vectors[place != fold], kinds[place != fold])
        for i in np.flatnonzero(place == fold):
            found[int(i)] = likeness.of(vectors[i])
    report: dict[str, dict[str, float]] = {}
    for least in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        taken = {name: np.array([one[name] >= least for one in found]) for name in ("life", "sensitive", "record")}
        report[str(least)] = {
            f"{name} taken from {kind}": round(float(hit[kinds == kind].mean()), 4) for name, hit in taken.items() for kind in CLASSES
        }
    return report


def measure(rows: Sequence[Row], vectors: NDArray[np.float32], likeness: Likeness | None, policy: Policy) -> dict[str, dict[str, Any]]:
    """What becomes of each kind, by language: right outcome, any escalation, stopped."""
    counts: dict[str, dict[str, Any]] = {}
    for row, vector in zip(rows, vectors, strict=True):
        text = RedactedText(row.text)
        verdict = triage(text, row.language, policy)
        verdict = second_look(verdict, text, row.language, likeness, lambda _text, v=vector: v, policy)
        one = counts.setdefault(f"{row.kind} {row.language}", {"n": 0, "safety": 0, "escalated": 0, "stopped": 0})
        one["n"] += 1
        one["safety"] += verdict.outcome is Outcome.ESCALATED_SAFETY
        one["escalated"] += verdict.outcome is not None and verdict.outcome.value.startswith("escalated")
        one["stopped"] += verdict.outcome is not None
    return counts


def main() -> None:
    """Learn, measure, print, and write the weights when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hold", default="", help="a batch that is not learned from but measured")
    parser.add_argument("--benign", type=Path, nargs="*", default=[], help="further ordinary questions, JSON lines")
    parser.add_argument("--write", action="store_true", help="write assistant/models/likeness.npz")
    chosen = parser.parse_args()
    rows = read_rows(chosen.benign)
    with open_house() as house:
        encoder, policy = house.encoder, house.policy
        vectors = np.array([encoder.encode_query(row.text) for row in rows], dtype=np.float32)
    kinds = np.array([row.kind for row in rows])
    is_held = np.array([row.batch == chosen.hold for row in rows])
    likeness = learn(vectors[~is_held], kinds[~is_held])
    report: dict[str, Any] = {"n_learned": int((~is_held).sum()), "least": LEAST, "five_folds": folds(vectors[~is_held], kinds[~is_held])}
    if chosen.hold:
        held = [row for row in rows if row.batch == chosen.hold]
        report["held"] = {
            "rules": measure(held, vectors[is_held], None, policy),
            "rules and likeness": measure(held, vectors[is_held], likeness, policy),
        }
    if chosen.write:
        np.savez(FILE, weights=likeness.weights, bias=likeness.bias, middle=likeness.middle, model=np.array(encoder.model))
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
