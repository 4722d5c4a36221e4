"""What the item's machine is played with: places, people, edits, policies, and what a long run must have met."""

from hypothesis import strategies as st

from policies.policy import Policy
from policies.review_rules import VigilanceRules
from policies.words.items import DecisionKind
from tests.review_queue.desk import ANNE, BEN, policy

PLACES = st.integers(0, 7)
KINDS = st.one_of(st.sampled_from([DecisionKind.APPROVE, DecisionKind.APPROVE_WITH_EDITS]), st.sampled_from(DecisionKind))
CLOCK = st.one_of(st.integers(0, 20), st.integers(-30, -1), st.just(3 * 24 * 60))
"""Minutes: forward, back as a server's clock is set, or some days."""
PEOPLE = st.sampled_from([ANNE, BEN])
LINE = "The side door is shut this week."
LAST_DAYS = 2
EDITS = {
    "none": ("", ""),
    "small": ("counter", "kiosk"),
    "figure": ("$2.75", "$2.85"),
    "long": ("online or by check at the front office of the school.", "in whichever of the usual ways is easiest, as " + "so often " * 20),
    "attested": ("Kind regards", f"{LINE}\n\nKind regards"),
}
POLICIES: dict[str, dict[str, object]] = {
    "plain": {},
    "two approvals": {"two_approval_topics": ("meals",)},
    "no own words": {"max_own_edit_share": 0},
    "department": {"departments": {"meals": ("anne",)}},
    "unread": {"must_open_citations": False},
    "no undo": {"undo_minutes": 0},
}
MUST_HAPPEN = {
    *("submit", "claim", "claim_next", "release", "recall", "reopen", "give_out", "plant", "decoy decided"),
    *("approve", "approve_with_edits", "reject", "escalate", "return", "proposed", "countersigned", "own words alone"),
    *("undone decision", "undone proposal"),
    *("item.changed", "item.closed", "item.claimed", "item.not_claimed", "decision.self", "decision.own_words", "decision.department"),
    *("decision.citations_unopened", "undo.not_yours", "undo.too_late", "undo.given_out", "undo.not_possible"),
    *("answer.not_approved", "answer.recalled", "answer.changed", "answer.expired"),
}
"""What a long run must have met: acts that succeeded, and codes of refusals."""


def policy_with(name: str) -> Policy:
    """The rules of a name; in all of them decoys are on, and every citation must be opened where nothing else is said."""
    rules = {"must_open_citations": True, "vigilance": VigilanceRules(decoy_share=0.2), **POLICIES[name]}
    return policy().model_copy(update={"review": policy().review.model_copy(update=rules)})
