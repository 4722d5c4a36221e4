"""LambdaMART on scikit-learn's regression trees: learns an order within each question from graded candidates."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.tree import DecisionTreeRegressor

from assistant.learned import Trees

Array = NDArray[np.float32]


@dataclass(slots=True)
class Boosted:
    """Trees as they grow; `depth` is the same for all."""

    names: tuple[str, ...]
    rate: float
    depth: int
    trees: list[DecisionTreeRegressor] = field(default_factory=list)
    leaves: list[NDArray[np.float64]] = field(default_factory=list)

    def plain(self) -> Trees:
        """As the arrays that the product reads."""
        most = max(tree.tree_.node_count for tree in self.trees)
        shape = (len(self.trees), most)
        feature, threshold = np.zeros(shape, np.int16), np.zeros(shape, np.float32)
        left, right, value = np.zeros(shape, np.int16), np.zeros(shape, np.int16), np.zeros(shape, np.float32)
        for t, (tree, leaf) in enumerate(zip(self.trees, self.leaves, strict=True)):
            inner, n = tree.tree_, tree.tree_.node_count
            is_leaf = inner.children_left < 0
            own = np.arange(n)
            feature[t, :n] = np.where(is_leaf, 0, inner.feature)
            # scikit-learn compares in float32 against a float64 threshold; rounding down keeps every decision
            low = inner.threshold.astype(np.float32)
            threshold[t, :n] = np.where(low > inner.threshold, np.nextafter(low, np.float32(-np.inf)), low)
            left[t, :n] = np.where(is_leaf, own, inner.children_left)
            right[t, :n] = np.where(is_leaf, own, inner.children_right)
            value[t, :n] = leaf * self.rate
        return Trees(self.names, feature, threshold, left, right, value, self.depth)


def save(trees: Trees, file: Path) -> None:
    """Write the arrays."""
    np.savez_compressed(
        file,
        names=np.array(trees.names),
        feature=trees.feature,
        threshold=trees.threshold,
        left=trees.left,
        right=trees.right,
        value=trees.value,
        depth=trees.depth,
    )


def lambda_mart(
    names: tuple[str, ...],
    rows: Sequence[Array],
    grades: Sequence[Array],
    *,
    n_trees: int = 150,
    rate: float = 0.1,
    depth: int = 4,
    least_leaf: int = 40,
    share: float = 0.7,
    seed: int = 1,
) -> Boosted:
    """Learn from one array of rows and one of grades (0 = wrong, higher is better) per question; nDCG weighs each pair."""
    rng = np.random.default_rng(seed)
    made = Boosted(names, rate, depth)
    used = [i for i in range(len(rows)) if grades[i].max() > grades[i].min()]
    x = np.concatenate([rows[i] for i in used])
    ends = np.cumsum([len(rows[i]) for i in used])
    spans = [(int(end) - len(rows[i]), int(end)) for i, end in zip(used, ends, strict=True)]
    score = np.zeros(len(x))
    for _ in range(n_trees):
        gradient, hessian = np.zeros(len(x)), np.zeros(len(x))
        for i, (a, b) in zip(used, spans, strict=True):
            _pairwise(score[a:b], grades[i], gradient[a:b], hessian[a:b])
        chosen_questions = rng.random(len(spans)) < share
        chosen = np.concatenate([np.arange(a, b) for (a, b), is_in in zip(spans, chosen_questions, strict=True) if is_in])
        tree = DecisionTreeRegressor(
            max_depth=depth, min_samples_leaf=least_leaf, max_features=0.6, random_state=int(rng.integers(1 << 30))
        ).fit(x[chosen], gradient[chosen])
        place = tree.apply(x[chosen])
        n = tree.tree_.node_count
        leaf = np.bincount(place, gradient[chosen], n) / (np.bincount(place, hessian[chosen], n) + 1.0)
        made.trees.append(tree)
        made.leaves.append(leaf)
        score += rate * leaf[tree.apply(x)]
    return made


def _pairwise(score: NDArray[np.float64], grade: Array, gradient: NDArray[np.float64], hessian: NDArray[np.float64]) -> None:
    """Adds each pair's pull; source: Burges 2010, 'From RankNet to LambdaRank to LambdaMART'."""
    place = np.empty(len(score))
    place[np.argsort(-score, kind="stable")] = np.arange(len(score))
    gain, discount = 2.0**grade - 1, 1 / np.log2(place + 2)
    ideal = float((np.sort(gain)[::-1] / np.log2(np.arange(len(gain)) + 2)).sum()) or 1.0
    better = np.flatnonzero(grade > 0)
    for i in better:
        worse = np.flatnonzero(grade < grade[i])
        weight = np.abs((gain[i] - gain[worse]) * (discount[i] - discount[worse])) / ideal
        rho = 1 / (1 + np.exp(np.clip(score[i] - score[worse], -30, 30)))
        pull, curve = rho * weight, rho * (1 - rho) * weight
        gradient[i] += pull.sum()
        gradient[worse] -= pull
        hessian[i] += curve.sum()
        hessian[worse] += curve
