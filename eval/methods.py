"""By which method each metric's interval is made, so that a plan can fix it and a reader can look it up."""

from eval.beside import APPROVED_ERRORS, BESIDE, COST, FRESHNESS, INCIDENTS, PII_INCIDENTS, TRAINING, UPKEEP
from eval.definitions import METRICS
from eval.measuring import Metric, QuantileMetric, SavingMetric, SchoolGap, ShareDifference, ShareMetric

_OF_KINDS = ((QuantileMetric, "bootstrap"), (SavingMetric, "bootstrap"), (ShareDifference, "newcombe"), (SchoolGap, "newcombe"))
_RARE = {named.name for named in (APPROVED_ERRORS, PII_INCIDENTS, INCIDENTS)} | {"audited_errors"}
_SUMS = {named.name for named in (COST, UPKEEP, TRAINING)}


def _of_items(metric: Metric) -> str:
    if isinstance(metric, ShareMetric):
        return "clopper_pearson" if metric.is_rare else "wilson"
    return next(method for kind, method in _OF_KINDS if isinstance(metric, kind))


def _of_records(name: str) -> str:
    if name == "rater_kappa":
        return "normal"
    return "clopper_pearson" if name in _RARE else "none" if name in _SUMS else "wilson"


METHOD_OF: dict[str, str] = {
    **{metric.named.name: _of_items(metric) for metric in METRICS},
    **{named.name: _of_records(named.name) for named in BESIDE},
    FRESHNESS.name: "bootstrap",
}
"""Metric → wilson, clopper_pearson, bootstrap, newcombe, normal, or none for a sum. A figure's own `interval.method` says the variant.

Source: issue 8, 'Wilson for shares, Clopper-Pearson for rare events, bootstrap for medians and ratios, Newcombe for differences'.
"""
