"""Learns what the product ships in `assistant/models/`: the order of passages, the choice of sentences, and the weights of confidence.

    python -m bench.answers.train --learn FOLDER [--learn FOLDER …] [--unseen FOLDER] [--scratch FOLDER] [--write]

Each FOLDER holds `docs/` and `questions.jsonl` with `gold_spans`. Every figure told is of questions whose documents were not learned from:
halves by document, each by the trees of the other; the fictional district and `--unseen` by the trees of both halves. Only `--write` changes
files. Negative questions for confidence are made from every answerable one by taking its own documents away.
"""

import argparse
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from assistant import abstaining, ranking
from assistant.compose import House
from assistant.drafting import choosing
from assistant.drafting.extractive import ExtractiveDrafter
from assistant.learned import MODELS, Trees
from assistant.retrieval import FUSED_WEIGHT, capped, fused_scores, rank, wording_of
from assistant.understanding import name_stems, parts_of, spoken
from bench.answers.boosting import lambda_mart, save
from bench.answers.cases import says
from bench.answers.collect import Row, gather, passage_grade, unit_grade
from bench.answers.district import OWN
from policies.policy import Policy
from policies.words.documents import Evidence

warnings.simplefilter("ignore")
SHAPE = {"n_trees": 220, "rate": 0.08, "depth": 2, "least_leaf": 60}
"""Shallow on purpose: with some 200 questions a half, deeper trees learned the questions (BENCHMARKS.md)."""


class Learner:
    """The rows of all sets and the models of each half."""

    def __init__(self, learned: Sequence[str]) -> None:
        self.learned = frozenset(learned)
        self.policies: dict[str, Policy] = {}
        self.rankers: dict[str, Trees] = {}
        self.choosers: dict[str, Trees] = {}

    def keep(self, name: str, house: House) -> None:
        self.policies[name] = house.policy

    def may_learn(self, row: Row) -> bool:
        return row.set in self.learned and row.case.is_answerable

    def unseen_by(self, row: Row) -> str:
        """The models that never saw this row's document."""
        return "ba"["ab".index(row.half)] if row.set in self.learned else "ab"

    def fit_rankers(self, rows: Sequence[Row]) -> None:
        made = {}
        for half in ("a", "b", "ab"):
            chosen = [r for r in rows if self.may_learn(r) and r.half in half]
            pools = [self.pool(r) for r in chosen]
            grades = [
                np.array([passage_grade(r.case, e.passage) for e in pool], np.float32) for r, (pool, _x) in zip(chosen, pools, strict=True)
            ]
            made[half] = lambda_mart(ranking.FEATURES, [x for _pool, x in pools], grades, **SHAPE).plain()
        self.rankers = made

    def pool(self, row: Row) -> tuple[list[Evidence], np.ndarray]:
        order, fused = fused_scores(row.found, row.understood, self.policies[row.set].retrieval)
        pool = [row.found.candidates[i] for i in order[: ranking.POOL]]
        u = row.understood
        return pool, ranking.features(wording_of(u, row.found.idf), pool, fused[order][: ranking.POOL])

    def evidence(self, row: Row) -> tuple[Evidence, ...]:
        rules = self.policies[row.set].retrieval
        return tuple(capped(rank(row.found, row.understood, rules, self.rankers[self.unseen_by(row)]), rules))

    def drafter(self, row: Row, *, is_shipped: bool = False) -> ExtractiveDrafter:
        policy = self.policies[row.set]
        names = {school.id: name_stems(school) for school in policy.district.schools}
        chooser = None if is_shipped else self.choosers[self.unseen_by(row)]
        return ExtractiveDrafter(policy.drafting, row.found.idf, 0.0, lambda school: names.get(school or "", frozenset()), chooser)

    def fit_choosers(self, rows: Sequence[Row]) -> None:
        chosen = [r for r in rows if self.may_learn(r)]
        read = []
        for row in chosen:
            question = row.understood.question
            part = " ".join(parts_of(spoken(question.text, question.language)))
            blank = ExtractiveDrafter(self.policies[row.set].drafting, row.found.idf)
            units, x = blank.read(part, question, self.evidence(row))
            read.append((row, x, np.array([unit_grade(row.case, unit) for unit in units], np.float32)))
        for half in ("a", "b", "ab"):
            own = [(x, g) for row, x, g in read if row.half in half and len(g)]
            self.choosers[half] = lambda_mart(choosing.FEATURES, [x for x, _ in own], [g for _, g in own], **SHAPE).plain()
        spreads = [float(self.choosers["ab"].score(x).std()) for _row, x, _g in read if len(x)]
        tops = [
            (float(s.max()), float(g[int(s.argmax())] >= 1))
            for row, x, g in read
            if len(g)
            for s in [self.choosers[self.unseen_by(row)].score(x)]
        ]
        fit = LogisticRegression(C=100).fit([[top] for top, _ in tops], [hit for _, hit in tops])
        slope = float(fit.coef_[0][0])
        print(f"chooser: median spread {np.median(spreads):.2f}; CERTAINTY = ({slope:.3f}, {-float(fit.intercept_[0]) / slope:.3f})")


def tell(learner: Learner, rows: Sequence[Row]) -> None:
    """Figures of finding and drafting, nothing withheld."""
    for name in dict.fromkeys(r.set for r in rows):
        for half in ("a", "b") if name in learner.learned else ("ab",):
            for language in ("en", "es"):
                chosen = [r for r in rows if r.set == name and r.half in half and r.case.language == language and r.case.is_answerable]
                if len(chosen) < 5:
                    continue
                figures = np.array([_figures(learner, r) for r in chosen])
                d1, d5, p1, p5, cited, gold = figures[:, :6].mean(axis=0)
                print(
                    f"{name} {language} half {half} n={len(chosen)}: document top 1/5 {d1:.2f}/{d5:.2f}, passage {p1:.2f}/{p5:.2f}, "
                    f"cited {cited:.2f}, gold words {gold:.2f} in {np.median(figures[:, 6]):.0f} words"
                )


def _figures(learner: Learner, row: Row) -> tuple[float, ...]:
    evidence = learner.evidence(row)
    files = list(dict.fromkeys(e.passage.file_name for e in evidence))
    right = [passage_grade(row.case, e.passage) >= 3 for e in evidence]
    drafted = learner.drafter(row).draft(row.understood.question, evidence)
    said = " ".join(s.text for s in drafted.sentences)
    cited = {c.file_name for s in drafted.sentences for c in s.citations}
    return (
        bool(row.case.files & set(files[:1])),
        bool(row.case.files & set(files[:5])),
        any(right[:1]),
        any(right[:5]),
        bool(row.case.files & cited),
        says(row.case, said),
        len(said.split()),
    )


def fit_confidence(learner: Learner, rows: Sequence[Row]) -> None:
    """Weights of confidence, and the curve of answered against wrongly answered on sets not learned from."""
    made: list[tuple[Row, tuple[float, ...], bool]] = []
    for row in rows:
        variants = [row, row.without_its_documents()] if row.case.is_answerable else [row]
        for variant in variants:
            seen_as = replace(variant, case=row.case) if variant is not row else row
            evidence = learner.evidence(replace(variant, case=seen_as.case))
            if not evidence:
                continue
            drafted = learner.drafter(seen_as).draft(row.understood.question, evidence)
            cited = {c.file_name for s in drafted.sentences for c in s.citations}
            is_right = variant.case.is_answerable and bool(row.case.files & cited)
            made.append((variant, abstaining.signals(row.understood, evidence, row.found.idf, drafted.score), is_right))

    def table(keep: Sequence[tuple[Row, tuple[float, ...], bool]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Signals, whether a draft is right, and weights: every set counts the same, and in each set both answers."""
        groups = [(r.set, right) for r, _s, right in keep]
        weight = np.array([1 / groups.count(group) for group in groups])
        return np.array([s for _r, s, _ in keep]), np.array([right for _r, _s, right in keep]), weight * len(keep) / weight.sum()

    fitted = [m for m in made if m[0].set != "unseen"]
    for tried, test in (("a", "b"), ("b", "a")):
        _tell_curve(
            f"confidence learned on half {tried}, told on {test}",
            *_fit(table([m for m in fitted if _half(m[0]) in tried])),
            [m for m in fitted if _half(m[0]) in test],
        )
    scaler, model = _fit(table(fitted))
    if any(m[0].set == "unseen" for m in made):
        _tell_curve("confidence learned on both halves, told on unseen", scaler, model, [m for m in made if m[0].set == "unseen"])
    weights = model.coef_[0] / scaler.scale_
    constant = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    print("WEIGHTS =", tuple(round(float(w), 3) for w in weights), "\nCONSTANT =", round(constant, 3))
    x, y, _weight = table(fitted)
    for i, name in enumerate(abstaining.SIGNALS):
        print(f"  alone {name:12} AUROC {roc_auc_score(y, x[:, i]):.3f}")


def _half(row: Row) -> str:
    return row.half


def _fit(data: tuple[np.ndarray, np.ndarray, np.ndarray]) -> tuple[StandardScaler, LogisticRegression]:
    x, y, weight = data
    scaler = StandardScaler().fit(x)
    return scaler, LogisticRegression(C=0.3).fit(scaler.transform(x), y, sample_weight=weight)


def _tell_curve(head: str, scaler: StandardScaler, model: LogisticRegression, made: Sequence[tuple[Row, tuple[float, ...], bool]]) -> None:
    sure = model.predict_proba(scaler.transform(np.array([s for _r, s, _ in made])))[:, 1]
    due = np.array([r.case.is_answerable for r, _s, _ in made])
    silent = np.array([r.case.must_stay_silent for r, _s, _ in made])
    right = np.array([right for _r, _s, right in made])
    print(f"{head}: n={due.sum()} answerable, {silent.sum()} not; AUROC {roc_auc_score(due[due | silent], sure[due | silent]):.3f}")
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        is_said = sure >= least
        kinds = sorted({r.case.kind for r, _s, _ in made if r.case.must_stay_silent})
        wrong = ", ".join(f"{k} {is_said[[r.case.kind == k and r.case.must_stay_silent for r, _s, _ in made]].mean():.2f}" for k in kinds)
        print(
            f"  at {least}: answered {is_said[due].mean():.2f} (right document {right[due & is_said].mean():.2f}); wrongly answered: {wrong}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learn", type=Path, action="append", required=True, help="folder with docs/ and questions.jsonl; may be repeated")
    parser.add_argument("--unseen", type=Path, help="a folder that is only told, never learned from")
    parser.add_argument(
        "--scratch", type=Path, default=Path(tempfile.gettempdir()) / "countersign-answers", help="where districts are kept"
    )
    parser.add_argument("--write", action="store_true", help="write assistant/models/")
    options = parser.parse_args()
    sets = [(f.name, f / "docs", f / "questions.jsonl") for f in options.learn] + [("own", OWN, OWN.parent / "questions.jsonl")]
    if options.unseen:
        sets.append(("unseen", options.unseen / "docs", options.unseen / "questions.jsonl"))
    learner = Learner([f.name for f in options.learn])
    rows = gather(sets, options.scratch, learner.keep)
    learner.fit_rankers(rows)
    spread = np.median([learner.rankers["ab"].score(learner.pool(r)[1]).std() for r in rows if learner.may_learn(r)])
    print(f"ranker: LEARNED_SPREAD = {spread:.2f}, FUSED_WEIGHT = {FUSED_WEIGHT}")
    learner.fit_choosers(rows)
    tell(learner, rows)
    fit_confidence(learner, rows)
    if options.write:
        MODELS.mkdir(exist_ok=True)
        save(learner.rankers["ab"], MODELS / "ranker.npz")
        save(learner.choosers["ab"], MODELS / "chooser.npz")


if __name__ == "__main__":
    main()
