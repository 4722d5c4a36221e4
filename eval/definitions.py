"""The metrics that are read from items, each with its formula, unit, least n and the events it rests on.

Source of n and formulas: the district's pilot plan, metrics 1 to 6, and issue 8. `eval.beside` holds those of records beside items and
names what cannot be measured yet.
"""

import numpy as np

from eval import choosing as pick
from eval.facts import STEPS
from eval.measuring import Metric, Named, QuantileMetric, SavingMetric, SchoolGap, ShareDifference
from eval.share_metrics import REJECTIONS, SHARES
from policies.ledger import Tag

_SUBMITTED: tuple[str, ...] = (Tag.ITEM_SUBMITTED.value,)
_DECIDED = (*_SUBMITTED, Tag.ITEM_DECIDED.value)
_HANDLED = (*_DECIDED, *(t.value for t in (Tag.ITEM_CLAIMED, Tag.ITEM_RELEASED, Tag.ITEM_TAKEN_OVER, Tag.ITEM_PROPOSED)))


QUANTILES: tuple[QuantileMetric, ...] = (
    QuantileMetric(
        Named(
            "response_hours", "Time to an answer", "Median business hours from submission to the first approval.", "hours", 100, _DECIDED
        ),
        pick.column("response_hours"),
    ),
    QuantileMetric(
        Named(
            "response_hours_p90",
            "Time to an answer, slowest tenth",
            "90th percentile of business hours from submission to the first approval.",
            "hours",
            100,
            _DECIDED,
        ),
        pick.column("response_hours"),
        q=0.9,
    ),
    QuantileMetric(
        Named(
            "hours_to_decision",
            "Time to a decision",
            "Median business hours from submission to the first final decision.",
            "hours",
            100,
            _DECIDED,
        ),
        pick.column("decided_hours"),
    ),
    QuantileMetric(
        Named(
            "handling_seconds",
            "A person's time for one question",
            "Median active seconds in which a person held an item, rejected drafts and second readings included; each spell is cut at the "
            "policy's idle limit. By member of staff.",
            "seconds",
            100,
            _HANDLED,
        ),
        pick.column("handling_seconds"),
        is_by_staff=True,
    ),
    QuantileMetric(
        Named(
            "edit_share",
            "Words changed in approved drafts",
            "Median share of words changed, of approved drafts.",
            "share of words",
            100,
            _DECIDED,
        ),
        pick.edits_of_drafts,
    ),
    QuantileMetric(
        Named(
            "review_depth",
            "Sources opened before approving",
            "Median number of citations opened, of approved drafts.",
            "citations",
            100,
            _DECIDED,
        ),
        lambda facts: np.where(pick.drafts_approved(facts), facts.number["n_opened"], np.nan),
    ),
)

SAVINGS: tuple[SavingMetric, ...] = (
    SavingMetric(
        Named(
            "handling_saving",
            "A person's time saved by drafts",
            "1 − median handling seconds with a draft / median without one, among questions that a draft could be made for, drawn by lot. "
            "n is the smaller side.",
            "saving",
            100,
            _HANDLED,
        ),
        pick.column("handling_seconds"),
        pick.treated,
        pick.held_out,
    ),
    SavingMetric(
        Named(
            "response_saving",
            "Waiting time saved by drafts",
            "1 − median business hours to an answer with a draft / median without one, among questions that could have one, drawn by lot. "
            " n is the smaller side.",
            "saving",
            100,
            _DECIDED,
        ),
        pick.column("response_hours"),
        pick.treated,
        pick.held_out,
    ),
)

GAPS: tuple[ShareDifference | SchoolGap, ...] = (
    ShareDifference(
        Named(
            "coverage_gap_es",
            "Drafts for Spanish beside English",
            "Draft coverage of Spanish questions − of English ones. n is the smaller side.",
            "difference",
            50,
            _SUBMITTED,
        ),
        pick.everything,
        pick.draftable,
        pick.in_spanish,
        pick.in_english,
    ),
    ShareDifference(
        Named(
            "approval_gap_es",
            "Approvals for Spanish beside English",
            "Approval rate of Spanish drafts − of English ones. n is the smaller side.",
            "difference",
            50,
            _DECIDED,
        ),
        pick.drafts_decided,
        pick.approved,
        pick.in_spanish,
        pick.in_english,
    ),
    SchoolGap(
        Named(
            "approval_gap_school",
            "Approvals at the school worst off",
            "Approval rate at the lowest school − at all others together. n is that school's drafts.",
            "difference",
            30,
            _DECIDED,
        ),
        pick.drafts_decided,
        pick.approved,
    ),
)

STEP_TIMES: tuple[QuantileMetric, ...] = tuple(
    QuantileMetric(
        Named(f"ms_{step}", label, f"Median wall time of the step '{step}' of a question's way.", "ms", 30, _SUBMITTED),
        pick.column(f"ms_{step}"),
    )
    for step, label in zip(
        STEPS, ("Hiding personal details", "Applying the policy", "Finding sources", "Drafting", "Checking", "The whole way"), strict=True
    )
)

METRICS: tuple[Metric, ...] = (*SHARES, *REJECTIONS, *QUANTILES, *SAVINGS, *GAPS, *STEP_TIMES)
GROUPED: tuple[Metric, ...] = (*SHARES, *QUANTILES)
"""What is shown for a school, a language, a topic or a week."""
