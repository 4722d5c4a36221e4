"""Who may decide on an item: not the one who asked or wrote it, in the reply's language, in the topic's department."""

from policies.errors import Refused
from policies.policy import Policy
from policies.words.items import Item
from policies.words.people import Actor


def needed_language(language: str, policy: Policy) -> str | None:
    """The language that an approver must have for a reply to a question in this one; None for English or where the policy asks none."""
    reply = "es" if language == "es" and "es" in policy.replies else "en"
    return reply if policy.review.needs_language and reply != "en" else None


def require_may_decide(item: Item, actor: Actor, user_name: str, policy: Policy) -> None:
    """Raises: Refused decision.self, decision.own_words, decision.department."""
    if item.asked_by == actor.user_id:
        raise Refused("decision.self", "Nobody decides on what they asked themselves.", "Another reviewer must decide.")
    if item.proposal is not None and item.proposal.by == actor.user_id:
        raise Refused(
            "decision.own_words", "You wrote or approved these words; a second person countersigns them.", "Leave it to another reviewer."
        )
    members = policy.review.departments.get(item.question.topic or "")
    if members is not None and user_name not in members:
        raise Refused(
            "decision.department",
            f"The policy leaves “{item.question.topic}” to its department.",
            "Release the item; the policy's review.departments names who decides.",
        )


def require_may_approve(item: Item, actor: Actor, policy: Policy) -> None:
    """Raises: Refused decision.language."""
    language = needed_language(item.question.language, policy)
    if language is not None and language not in actor.languages:
        raise Refused(
            "decision.language",
            f"This reply is in another language ({language}) than you are listed for.",
            "Release it to a bilingual reviewer, or escalate it.",
        )
