"""What two blind raters found who read the same sample, aspect by aspect, and how far they agree."""

# Adapter of a library without type hints.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false, reportAttributeAccessIssue=false

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from eval.intervals import rare_interval, share_interval
from eval.measuring import Named
from policies.ledger import Tag
from policies.words.measures import Figure, Interval

_AUDIT = (Tag.AUDIT_RECORDED.value,)
NEEDS = "an audit by two raters: `countersign pilot audit FILE.csv`"


@dataclass(frozen=True, slots=True)
class Audit:
    """One rater's word on one aspect of one item. `holds`: it is as it should be. `at` is epoch seconds.

    `part` counts the parts of the question from 1; 0: the item as a whole.
    """

    item_id: str
    aspect: str
    rater: str
    holds: bool
    at: float
    part: int = 0


ASPECTS: dict[str, tuple[Named, bool]] = {
    "facts": (
        Named(
            "audited_errors",
            "Wrong facts in approved answers, by two raters",
            "Audited answers in which any blind rater found a wrong fact, of answers audited. How far raters agree stands beside it.",
            "share",
            60,
            _AUDIT,
        ),
        True,
    ),
    "citation": (
        Named(
            "citation_correctness",
            "Citations that hold up",
            "Audited answers whose every citation says what the answer says, by every rater who read them, of answers audited.",
            "share",
            60,
            _AUDIT,
        ),
        False,
    ),
    "grounded": (
        Named(
            "groundedness",
            "Answers that the source holds up",
            "Audited answers in which every sentence follows from its source, by every rater, of answers audited.",
            "share",
            60,
            _AUDIT,
        ),
        False,
    ),
    "complete": (
        Named(
            "completeness",
            "Parts of questions that were answered",
            "Parts of questions that the audited answer answers, or says openly that it cannot, by every rater, of parts audited.",
            "share",
            60,
            _AUDIT,
        ),
        False,
    ),
    "escalate_due": (
        Named(
            "escalation_recall",
            "Sensitive questions that were passed on",
            "Questions that were passed on, of those in a labelled sample that should have been.",
            "share",
            30,
            _AUDIT,
        ),
        False,
    ),
    "over_redacted": (
        Named(
            "over_redaction",
            "Words hidden without need",
            "Audited messages in which any rater saw a word hidden without need, of messages audited.",
            "share",
            60,
            _AUDIT,
        ),
        True,
    ),
}
"""Aspect → its metric, and whether the metric counts what does not hold."""

AGREEMENT = Named(
    "rater_agreement", "How far two auditors agree", "Pairs of ratings of the same that agree, of all pairs.", "share", 30, _AUDIT
)
KAPPA = Named(
    "rater_kappa",
    "How far they agree beyond chance",
    "Cohen's kappa over all pairs of ratings: 1 is full agreement, 0 is what chance would give.",
    "kappa",
    30,
    _AUDIT,
)
AUDITED = (*(named for named, _is_fault in ASPECTS.values()), AGREEMENT, KAPPA)


def measure_audits(audits: Sequence[Audit], level: float = 0.95) -> list[Figure]:
    """Figures of the latest word of each rater on each aspect of each item."""
    latest: dict[tuple[str, str, int], dict[str, bool]] = defaultdict(dict)
    for audit in sorted(audits, key=lambda audit: audit.at):
        latest[audit.aspect, audit.item_id, audit.part][audit.rater] = audit.holds
    found: list[Figure] = []
    for aspect, (named, is_fault) in ASPECTS.items():
        flags = [all(words.values()) != is_fault for (of, _item, _part), words in latest.items() if of == aspect]
        found.append(_share(named, flags, level, is_rare=aspect == "facts"))
    pairs = [tuple(words[rater] for rater in sorted(words)[:2]) for words in latest.values() if len(words) >= 2]
    found.append(_share(AGREEMENT, [a == b for a, b in pairs], level))
    found.append(_kappa(pairs, level))
    return found


def _share(named: Named, flags: list[bool], level: float, *, is_rare: bool = False) -> Figure:
    if not flags:
        return named.missing(NEEDS)
    interval = (rare_interval if is_rare else share_interval)(sum(flags), len(flags), level)
    return named.figure(sum(flags) / len(flags), len(flags), interval)


def _kappa(pairs: Sequence[tuple[bool, ...]], level: float) -> Figure:
    """Cohen's kappa by statsmodels. None when one rater always said the same."""
    if not pairs:
        return KAPPA.missing(NEEDS)
    table = [[sum(pair == (a, b) for pair in pairs) for b in (True, False)] for a in (True, False)]
    if 0 in {sum(table[0]), sum(table[1]), table[0][0] + table[1][0], table[0][1] + table[1][1]}:
        return KAPPA.figure(None, len(pairs), None)  # somebody always said the same: nothing is left that chance could not give
    from scipy.stats import norm
    from statsmodels.stats.inter_rater import cohens_kappa

    made = cohens_kappa(table)
    reach = float(norm.ppf((1 + level) / 2)) * float(made.std_kappa)
    value = float(made.kappa)
    return KAPPA.figure(value, len(pairs), Interval(max(-1.0, value - reach), min(1.0, value + reach), "normal", level))
