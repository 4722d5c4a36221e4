"""The metrics that are read from items, each with its formula, unit, least n and the events it rests on.

Source of n and formulas: the district's pilot plan, metrics 1 to 6, and issue 8. `eval.beside` holds those of records beside items and
names what cannot be measured yet.
"""

import numpy as np

from eval import choosing as pick
from eval.facts import STEPS
from eval.measuring import Metric, Named, QuantileMetric, SavingMetric, SchoolGap, ShareDifference, ShareMetric
from policies.ledger import Tag
from policies.words.items import DecisionKind

_SUBMITTED: tuple[str, ...] = (Tag.ITEM_SUBMITTED.value,)
_DECIDED = (*_SUBMITTED, Tag.ITEM_DECIDED.value)
_HANDLED = (*_DECIDED, *(t.value for t in (Tag.ITEM_CLAIMED, Tag.ITEM_RELEASED, Tag.ITEM_TAKEN_OVER, Tag.ITEM_PROPOSED)))


SHARES: tuple[ShareMetric, ...] = (
    ShareMetric(
        Named(
            "draft_coverage",
            "Questions that a draft can be made for",
            "Items that a draft was made for, those kept back by the pilot's lot included, of all items.",
            "share",
            200,
            _SUBMITTED,
        ),
        pick.everything,
        pick.draftable,
    ),
    ShareMetric(
        Named(
            "approval_rate",
            "Drafts that reviewers approved",
            "Drafts approved, with or without edits, of drafts decided.",
            "share",
            200,
            _DECIDED,
        ),
        pick.drafts_decided,
        pick.approved,
    ),
    ShareMetric(
        Named(
            "light_edit_share",
            "Approved with few or no edits",
            "Approved drafts with under 15 % of words changed, of approved drafts.",
            "share",
            200,
            _DECIDED,
        ),
        pick.drafts_approved,
        pick.lightly_edited,
    ),
    ShareMetric(
        Named(
            "zero_edit_share",
            "Approved without any edit",
            "Approved drafts without any change, of approved drafts. Above .85 reviewers may be approving without reading.",
            "share",
            200,
            _DECIDED,
        ),
        pick.drafts_approved,
        pick.unchanged,
    ),
    ShareMetric(
        Named(
            "escalation_share",
            "Passed on to a person by policy",
            "Items escalated by policy, of all items.",
            "share",
            200,
            _SUBMITTED,
        ),
        pick.everything,
        pick.of_group("escalated_"),
    ),
    ShareMetric(
        Named(
            "wrong_abstention",
            "Silence that a reviewer could fill",
            "Abstentions that a reviewer answered in own words, of abstentions decided. An upper bound: people know more than documents.",
            "share",
            100,
            _DECIDED,
        ),
        pick.silences_decided,
        pick.is_one_of("decision", DecisionKind.APPROVE_WITH_EDITS.value),
    ),
    ShareMetric(
        Named(
            "wrong_answer",
            "Drafts where silence was due",
            "Drafts that a reviewer passed on or rejected as should_escalate, of drafts decided.",
            "share",
            200,
            _DECIDED,
        ),
        pick.drafts_decided,
        pick.silence_was_due,
        is_rare=True,
    ),
    ShareMetric(
        Named(
            "privacy_rejections",
            "Drafts rejected for privacy",
            "Drafts rejected with the reason privacy, of drafts decided.",
            "share",
            200,
            _DECIDED,
        ),
        pick.drafts_decided,
        pick.is_one_of("reason", "privacy"),
        is_rare=True,
    ),
    ShareMetric(
        Named(
            "within_service_level",
            "Decided within the service level",
            "Items decided before they were due by the policy's service level, of items decided. Business hours.",
            "share",
            200,
            _DECIDED,
        ),
        pick.decided,
        lambda facts: facts.number["on_time"] == 1,
    ),
)

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

METRICS: tuple[Metric, ...] = (*SHARES, *QUANTILES, *SAVINGS, *GAPS, *STEP_TIMES)
GROUPED: tuple[Metric, ...] = (*SHARES, *QUANTILES)
"""What is shown for a school, a language, a topic or a week."""
