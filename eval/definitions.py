"""The metrics, each with its formula, unit and least n. Source of n and formulas: the district's pilot plan, metrics 1 to 5."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from eval.intervals import median_interval, share_interval
from policies.words.items import DecisionKind
from policies.words.measures import Figure, ItemFact
from policies.words.questions import Outcome

LIGHT_EDIT = 0.15
"""Share of changed words below which an edit counts as light. Source: pilot metric 5."""

_APPROVALS = {DecisionKind.APPROVE.value, DecisionKind.APPROVE_WITH_EDITS.value}
STEPS = ("redact", "triage", "retrieve", "draft", "check", "total")


@dataclass(frozen=True, slots=True)
class ShareMetric:
    """A share of items: `hits` of `base`. Both look at one fact."""

    name: str
    definition: str
    least_n: int
    is_base: Callable[[ItemFact], bool]
    is_hit: Callable[[ItemFact], bool]

    def measure(self, facts: Sequence[ItemFact]) -> Figure:
        """The share with its Wilson interval."""
        base = [fact for fact in facts if self.is_base(fact)]
        n_hits = sum(self.is_hit(fact) for fact in base)
        value = n_hits / len(base) if base else None
        enough = len(base) >= self.least_n
        return Figure(self.name, value, len(base), "share", self.definition, share_interval(n_hits, len(base)), has_enough=enough)


@dataclass(frozen=True, slots=True)
class MedianMetric:
    """A median over items that have the value."""

    name: str
    definition: str
    unit: str
    least_n: int
    value_of: Callable[[ItemFact], float | None]

    def measure(self, facts: Sequence[ItemFact]) -> Figure:
        """The median with its bootstrap interval."""
        values = [value for value in map(self.value_of, facts) if value is not None]
        result = median(values) if values else None
        return Figure(
            self.name, result, len(values), self.unit, self.definition, median_interval(values), has_enough=len(values) >= self.least_n
        )


def _is_decided(fact: ItemFact) -> bool:
    return fact.decision is not None


def _was_drafted(fact: ItemFact) -> bool:
    return fact.outcome == Outcome.DRAFTED.value


def _hours_to_decision(fact: ItemFact) -> float | None:
    return (fact.decided_at - fact.submitted_at).total_seconds() / 3600 if fact.decided_at else None


SHARES: tuple[ShareMetric, ...] = (
    ShareMetric("draft_coverage", "Items with a draft, of all items.", 200, lambda f: True, _was_drafted),
    ShareMetric(
        "approval_rate",
        "Drafts approved, with or without edits, of drafts decided.",
        200,
        lambda f: _was_drafted(f) and _is_decided(f),
        lambda f: f.decision in _APPROVALS,
    ),
    ShareMetric(
        "light_edit_share",
        "Approved drafts with under 15 % of words changed, of approved drafts.",
        200,
        lambda f: _was_drafted(f) and f.decision in _APPROVALS and f.edit_share is not None,
        lambda f: f.edit_share is not None and f.edit_share < LIGHT_EDIT,
    ),
    ShareMetric(
        "zero_edit_share",
        "Approved drafts without any change, of approved drafts. Above .85 reviewers may be approving without reading.",
        200,
        lambda f: _was_drafted(f) and f.decision in _APPROVALS and f.edit_share is not None,
        lambda f: f.edit_share == 0,
    ),
    ShareMetric(
        "escalation_share", "Items escalated by policy, of all items.", 200, lambda f: True, lambda f: f.outcome.startswith("escalated_")
    ),
)

MEDIANS: tuple[MedianMetric, ...] = (
    MedianMetric("hours_to_decision", "Median hours from submission to decision, of decided items.", "hours", 100, _hours_to_decision),
    MedianMetric("edit_share", "Median share of words changed, of approved items.", "share of words", 100, lambda f: f.edit_share),
)


def step_time(step: str) -> MedianMetric:
    """Median wall time of one step of the question's way."""
    return MedianMetric(
        f"ms_{step}", f"Median wall time of the step '{step}' of a question's way.", "ms", 30, lambda f: f.timings_ms.get(step)
    )
