"""Content gaps: questions that the documents do not answer well, put together by what they ask, and what a new version changed.

Two questions are alike when they share rare words and when the same passages were found for them: the second half carries across
languages, for the dense index knows both. Average linkage over that likeness; the same questions always give the same groups.
"""

# Adapter of a library without type hints.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from eval.facts import Numbers
from eval.intervals import difference_interval, share_interval
from eval.measuring import Named
from eval.resampling import quantile_interval
from policies.ledger import Tag
from policies.words.measures import Figure, Interval

HEAVY_EDIT = 0.3
"""Share of changed words from which an approved draft counts as a gap: twice what counts as a light edit."""

LEAST_LIKENESS = 0.35
"""Mean likeness at which groups are no longer joined, 0…1; chosen by reading the groups of the fictional district's 91 questions."""

TELLING = 4.0
"""How many times likelier a word must be in a group than elsewhere to be named: ordinary words such as `you` reach three."""

_SOURCES = tuple(tag.value for tag in (Tag.ITEM_SUBMITTED, Tag.ITEM_DECIDED, Tag.REVISION_APPROVED))
OPEN_GAPS = Named(
    "open_gaps",
    "Content gaps that are open",
    "Groups of like questions of the last 180 days that documents do not answer well and no new version has closed. A count: no interval.",
    "gaps",
    1,
    _SOURCES,
)
GAP_DAYS = Named(
    "gap_days_to_close",
    "Days until a content gap closes",
    "Median days from the first question of a gap to the new version after which no such question failed, of the last 180 days' gaps.",
    "days",
    5,
    _SOURCES,
)
GAPS = (OPEN_GAPS, GAP_DAYS)


class GapKind(StrEnum):
    """How a gap showed."""

    ABSTAINED = "abstained"
    REJECTED = "rejected"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as clustering needs it. `kind` is None when it was answered well. `at` is epoch seconds."""

    item_id: str
    at: float
    kind: GapKind | None
    stems: frozenset[str]
    passages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Effect:
    """Share of like questions that were gaps before a new version and after it, and the difference's interval (after − before)."""

    before: float | None
    n_before: int
    after: float | None
    n_after: int
    interval: Interval | None
    after_interval: Interval | None

    @property
    def is_better(self) -> bool:
        """Whether the share fell beyond chance, on at least five questions on either side."""
        return min(self.n_before, self.n_after) >= 5 and self.interval is not None and self.interval.high < 0


def likeness(questions: Sequence[Asked]) -> Numbers:
    """Shape: float[n, n], 0…1: half the cosine of idf-weighted words, half the overlap of found passages (words alone without any)."""
    n = len(questions)
    counts = Counter(stem for question in questions for stem in question.stems)
    places = {stem: place for place, stem in enumerate(sorted(counts))}
    words = np.zeros((n, max(len(places), 1)))
    for row, question in enumerate(questions):
        for stem in question.stems:
            words[row, places[stem]] = math.log(1 + n / counts[stem])
    lengths = np.linalg.norm(words, axis=1, keepdims=True)
    by_words = (words / np.where(lengths > 0, lengths, 1)) @ (words / np.where(lengths > 0, lengths, 1)).T
    names = {name: place for place, name in enumerate(sorted({p for question in questions for p in question.passages}))}
    found = np.zeros((n, max(len(names), 1)))
    for row, question in enumerate(questions):
        found[row, [names[p] for p in question.passages]] = 1.0
    shared, sizes = found @ found.T, found.sum(axis=1)
    least = np.minimum(sizes[:, None], sizes[None, :])
    overlap = np.divide(shared, least, out=np.zeros_like(shared), where=least > 0)
    return np.where(least > 0, (by_words + overlap) / 2, by_words)


def cluster(questions: Sequence[Asked], least: float = LEAST_LIKENESS) -> list[list[int]]:
    """Places of like questions, largest group first, then by the earliest question. Deterministic: input is put in order first."""
    order = sorted(range(len(questions)), key=lambda place: (questions[place].at, questions[place].item_id))
    if len(order) < 2:
        return [order] if order else []
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    far = 1 - likeness([questions[place] for place in order])
    far = (far + far.T) / 2
    np.fill_diagonal(far, 0.0)
    labels = fcluster(linkage(squareform(np.clip(far, 0, 1), checks=False), method="average"), 1 - least, criterion="distance")
    groups: dict[int, list[int]] = {}
    for place, label in zip(order, labels, strict=True):
        groups.setdefault(int(label), []).append(place)
    return sorted(groups.values(), key=lambda group: (-len(group), questions[group[0]].at, questions[group[0]].item_id))


def typical(questions: Sequence[Asked]) -> int:
    """The place of the question that is most like the others of its group."""
    return int(np.argmax(likeness(questions).sum(axis=1)))


def keywords(questions: Sequence[Asked], beside: Sequence[Asked], most: int = 5, least: int = 3) -> list[str]:
    """Stems that at least `least` questions of a group share and that are `TELLING` times rarer in the others, telling ones first."""
    own = {question.item_id for question in questions}
    others = [question for question in beside if question.item_id not in own]
    inside, outside = (Counter(stem for question in asked for stem in question.stems) for asked in (questions, others))
    rarity = {stem: (len(others) + 1) / (outside[stem] + 0.25) for stem in inside}
    told = {
        stem: n * math.log(1 + rarity[stem]) for stem, n in inside.items() if n >= least and n / len(questions) * rarity[stem] >= TELLING
    }
    return sorted(told, key=lambda stem: (-told[stem], stem))[:most]


def effect(group: Sequence[Asked], every: Sequence[Asked], published_at: float, least: float = LEAST_LIKENESS) -> Effect:
    """What changed at a moment for questions like a group's: those whose mean likeness to it reaches `least`, answered ones included."""
    inside = {question.item_id for question in group}
    others = [question for question in every if question.item_id not in inside]
    joint = [*group, *others]
    near = likeness(joint)[len(group) :, : len(group)].mean(axis=1) if others else np.zeros(0)
    like = [*group, *(question for question, value in zip(others, near, strict=True) if value >= least)]
    before, after = [q for q in like if q.at < published_at], [q for q in like if q.at >= published_at]
    hits_before, hits_after = (sum(q.kind is not None for q in part) for part in (before, after))
    return Effect(
        hits_before / len(before) if before else None,
        len(before),
        hits_after / len(after) if after else None,
        len(after),
        difference_interval(hits_after, len(after), hits_before, len(before)),
        share_interval(hits_after, len(after)),
    )


def measure_gaps(n_open: int, days_to_close: Sequence[int], level: float = 0.95) -> list[Figure]:
    """The two figures of content gaps, from how many are open and how long each closed one was."""
    days = np.asarray(days_to_close, dtype=float)
    if not len(days):
        closed = GAP_DAYS.missing("a gap that a new version of its document closed")
    else:
        closed = GAP_DAYS.figure(float(np.median(days)), len(days), quantile_interval(days, 0.5, level))
    return [OPEN_GAPS.figure(float(n_open), n_open + len(days), None, has_enough=True), closed]
