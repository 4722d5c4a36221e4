"""The metrics that are a share of items, each with its formula, unit, least n and the events it rests on."""

from eval import choosing as pick
from eval.measuring import MixMetric, Named, ShareMetric
from policies.ledger import Tag
from policies.words.items import DecisionKind, ReasonCode

_SUBMITTED: tuple[str, ...] = (Tag.ITEM_SUBMITTED.value,)
_DECIDED = (*_SUBMITTED, Tag.ITEM_DECIDED.value)

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
            "drafts_used",
            "Questions answered with a draft",
            "Drafts that a reviewer approved, of all items that the pilot kept nothing back from. Adoption, not benefit.",
            "share",
            200,
            _DECIDED,
        ),
        pick.not_kept_back,
        pick.drafts_approved,
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
            "Drafts that a reviewer passed on or rejected because a person had to answer, of drafts decided.",
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

_REASONS = {
    ReasonCode.WRONG_FACT: "Rejected for a wrong fact",
    ReasonCode.WRONG_SOURCE: "Rejected for a wrong source",
    ReasonCode.OUT_OF_DATE: "Rejected as out of date",
    ReasonCode.INCOMPLETE: "Rejected as incomplete",
    ReasonCode.TONE: "Rejected for its tone",
    ReasonCode.TOO_LONG: "Rejected as too long",
    ReasonCode.PRIVACY: "Rejected for privacy",
    ReasonCode.SHOULD_ESCALATE: "Rejected because a person had to answer",
    ReasonCode.LANGUAGE: "Rejected for its language",
}

REJECTIONS: tuple[MixMetric, ...] = tuple(
    MixMetric(
        Named(f"rejected_{reason.value}", label, "Drafts rejected for this reason, of drafts rejected.", "share", 30, _DECIDED),
        pick.drafts_rejected,
        pick.is_one_of("reason", reason.value),
    )
    for reason, label in _REASONS.items()
)
"""How the rejections of drafts fall into their reasons."""
