"""Scores the product's support check on public claim-support sets, beside two plain baselines, as the sets' papers score.

Run: `.venv/bin/python -m bench.checking.claims --wice FOLDER --attribution FOLDER [--most N] [--models FOLDER]`. The data stays outside of
the repository: WiCE (GitHub ryokamoi/wice, folder `code_and_resources/entailment_inputs/oracle_chunks/claim`, dev and test) and
AttributionBench (GitHub OSU-NLP-Group/AttributionBench, folder `data`). Thresholds of the graded scores are chosen on dev alone.
"""

import argparse
import ast
import json
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np

from assistant.checking.sources import cited_sentence
from assistant.checking.support import best_recall
from assistant.checking.word_forms import content_words, fold
from assistant.settings import Settings
from bench.checking.run import DEMO_POLICY, citation_of, faults_of, interval, passage_of
from ingest.embedding import prepare
from ingest.embedding.openvino_encoder import OpenVinoEncoder
from policies.policy import load_policy
from policies.words.documents import Evidence
from policies.words.drafts import Sentence, Support

WICE = {"dev": "dev.jsonl", "test": "test.jsonl"}
ATTRIBUTION = {
    "dev": "dev_all_subset_balanced.jsonl",
    "test": "test_all_subset_balanced_sampled500.jsonl",
    "test of other sources": "test_ood_all_subset_balanced.jsonl",
}
POLICY = load_policy(DEMO_POLICY)


@dataclass(frozen=True)
class Case:
    """One claim with evidence. Several cases of one `id` are one claim with evidence of several readers: the best one counts."""

    id: str
    claim: str
    evidence: tuple[str, ...]
    is_held: bool


def read_wice(path: Path) -> list[Case]:
    """Held is `supported`; in part is not held, as published comparisons count."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [Case(row["meta"]["id"], row["claim"], tuple(row["evidence"]), row["label"] == "supported") for row in rows]


def read_attribution(path: Path) -> list[Case]:
    """Held is `attributable`."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [Case(row["id"], row["claim"], tuple(_listed(row["references"])), row["attribution_label"] == "attributable") for row in rows]


def _listed(references: object) -> list[str]:
    found: object = ast.literal_eval(references) if isinstance(references, str) else references
    return [str(one) for one in cast("list[object]", found)] if isinstance(found, list) else [str(found)]


def is_kept(case: Case) -> float:
    """The product's decision: 1 when a sentence that says the claim and cites all of the evidence passes every blocking check."""
    passage = passage_of({"title": "Source", "text": "\n".join(case.evidence)}, 1)
    return float(not faults_of(case.claim, citation_of(passage, 0, len(passage.text)), passage, POLICY, "en"))


def meaning_held(case: Case) -> float:
    """The product's graded reading: the share of the claim's meaning that one cited sentence holds, part by part."""
    passage = passage_of({"title": "Source", "text": "\n".join(case.evidence)}, 1)
    said = Sentence(case.claim, Support.ENTAILED, (citation_of(passage, 0, len(passage.text)),))
    cited, _ = cited_sentence(said, "en", [Evidence(passage, 1, 1, 1)], POLICY.district, {})
    return best_recall(cited).held if cited.cited else 0.0


def words_held(case: Case) -> float:
    """Baseline: share of the claim's content words that stand anywhere in the evidence."""
    words, there = content_words(fold(case.claim)), set(content_words(fold(" ".join(case.evidence))))
    return sum(word in there for word in words) / len(words) if words else 0.0


def cosine_by(encoder: OpenVinoEncoder) -> Callable[[Case], float]:
    """Baseline: cosine of claim and evidence in the product's encoder."""

    def score(case: Case) -> float:
        return float(encoder.encode_query(case.claim) @ encoder.encode_passages([" ".join(case.evidence)])[0])

    return score


def scored(cases: Sequence[Case], score: Callable[[Case], float]) -> tuple[np.ndarray, np.ndarray]:
    """Score and truth of each claim, the best of its cases."""
    best: dict[str, float] = defaultdict(lambda: -1.0)
    truth: dict[str, bool] = {}
    for case in cases:
        best[case.id] = max(best[case.id], score(case))
        truth[case.id] = truth.get(case.id, False) or case.is_held
    return np.array([best[one] for one in truth]), np.array(list(truth.values()))


def balanced_accuracy(said: np.ndarray, truth: np.ndarray) -> float:
    """Mean of the shares found right among the held and among the others."""
    return float((said[truth].mean() + (~said[~truth]).mean()) / 2)


def macro_f1(said: np.ndarray, truth: np.ndarray) -> float:
    """Mean of the F1 of both answers."""

    def f1(one: np.ndarray, other: np.ndarray) -> float:
        return 2 * float((one & other).sum()) / max(1, int(one.sum() + other.sum()))

    return (f1(said, truth) + f1(~said, ~truth)) / 2


def threshold(scores: np.ndarray, truth: np.ndarray) -> float:
    """The cut that gives the best balanced accuracy on dev."""
    return max(np.unique(scores), key=lambda cut: balanced_accuracy(scores >= cut, truth))


def measure(
    files: dict[str, Path], read: Callable[[Path], list[Case]], ways: dict[str, Callable[[Case], float]], most: int
) -> dict[str, object]:
    """Every way on every file; `most` claims a file are drawn with a fixed seed."""
    report: dict[str, object] = {}
    cuts: dict[str, float] = {}
    for part, path in files.items():
        cases = read(path)
        ids = sorted({case.id for case in cases})
        chosen = set(random.Random(5).sample(ids, min(most, len(ids))))
        cases = [case for case in cases if case.id in chosen]
        found: dict[str, object] = {}
        for name, score in ways.items():
            scores, truth = scored(cases, score)
            if name not in cuts:
                cuts[name] = 0.5 if name == "checks" else threshold(scores, truth)
            said = scores >= cuts[name]
            found[name] = {
                "balanced_accuracy": round(balanced_accuracy(said, truth), 3),
                "macro_f1": round(macro_f1(said, truth), 3),
                "held_found": {
                    "value": round(float(said[truth].mean()), 3),
                    "interval": interval(int(said[truth].sum()), int(truth.sum())),
                },
                "not_held_passed": {
                    "value": round(float(said[~truth].mean()), 3),
                    "interval": interval(int(said[~truth].sum()), int((~truth).sum())),
                },
                "cut": round(float(cuts[name]), 4),
                "n": len(truth),
                "n_held": int(truth.sum()),
            }
        report[part] = found
    return report


def main() -> None:
    """Measure what is given and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wice", type=Path)
    parser.add_argument("--attribution", type=Path)
    parser.add_argument("--models", type=Path, help="the product's prepared models; without them no cosine is measured")
    parser.add_argument("--most", type=int, default=1_000_000, help="claims of each file")
    chosen = parser.parse_args()
    ways: dict[str, Callable[[Case], float]] = {"checks": is_kept, "meaning held": meaning_held, "words held (baseline)": words_held}
    if chosen.models:
        ways["cosine (baseline)"] = cosine_by(OpenVinoEncoder(prepare.folder_of(chosen.models), Settings().threads))
    report: dict[str, object] = {}
    if chosen.wice:
        report["wice"] = measure({part: chosen.wice / name for part, name in WICE.items()}, read_wice, ways, chosen.most)
    if chosen.attribution:
        report["attribution"] = measure(
            {part: chosen.attribution / name for part, name in ATTRIBUTION.items()}, read_attribution, ways, chosen.most
        )
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
