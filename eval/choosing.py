"""Which items a metric looks at: choosers and readers, put together from one another."""

import numpy as np

from eval.facts import Facts, Mask, Numbers
from eval.measuring import Chooser, Reader
from policies.words.items import DecisionKind
from policies.words.measures import Arm
from policies.words.questions import Outcome

LIGHT_EDIT = 0.15
"""Share of changed words below which an edit counts as light. Source: pilot metric 5."""


def is_one_of(name: str, *values: str) -> Chooser:
    """Items whose column is one of the values."""

    def choose(facts: Facts) -> Mask:
        found = np.zeros(len(facts), dtype=bool)
        for value in values:
            found |= facts.text[name] == value  # many times faster than np.isin on Python strings
        return found

    return choose


def column(name: str) -> Reader:
    """One column of numbers, nan where there is none."""
    return lambda facts: facts.number[name]


def both(first: Chooser, second: Chooser) -> Chooser:
    """What both choose."""
    return lambda facts: first(facts) & second(facts)


def everything(facts: Facts) -> Mask:
    """Every item."""
    return np.ones(len(facts), dtype=bool)


def of_group(prefix: str) -> Chooser:
    """Outcomes of one group of the taxonomy: the prefix."""
    members = [outcome.value for outcome in Outcome if outcome.value.startswith(prefix)]
    return is_one_of("outcome", *members)


drafted = is_one_of("outcome", Outcome.DRAFTED.value)
approved = is_one_of("decision", DecisionKind.APPROVE.value, DecisionKind.APPROVE_WITH_EDITS.value)
_kept_back = is_one_of("arm", Arm.HOLDOUT.value, Arm.BASELINE.value)
treated, held_out = is_one_of("arm", Arm.DRAFT.value), is_one_of("arm", Arm.HOLDOUT.value)
in_english, in_spanish = is_one_of("language", "en"), is_one_of("language", "es")


def decided(facts: Facts) -> Mask:
    """Items with a final decision."""
    return facts.text["decision"] != ""


def draftable(facts: Facts) -> Mask:
    """Items that a draft was made for, shown or kept back by the pilot's design: leaving the latter out would bias every share of them."""
    return drafted(facts) | _kept_back(facts)


def not_kept_back(facts: Facts) -> Mask:
    """Items that the design kept nothing back from."""
    return ~_kept_back(facts)


def lightly_edited(facts: Facts) -> Mask:
    """Items with under 15 % of words changed."""
    return facts.number["edit_share"] < LIGHT_EDIT


def unchanged(facts: Facts) -> Mask:
    """Items approved word for word."""
    return facts.number["edit_share"] == 0


def silence_was_due(facts: Facts) -> Mask:
    """Items that a reviewer passed on or rejected because they should have been."""
    return is_one_of("decision", DecisionKind.ESCALATE.value)(facts) | is_one_of("reason", "should_escalate")(facts)


def edits_of_drafts(facts: Facts) -> Numbers:
    """Share of words changed of approved drafts; nan for all others."""
    return np.where(drafted(facts) & approved(facts), facts.number["edit_share"], np.nan)


drafts_decided = both(drafted, decided)
drafts_approved = both(drafted, approved)
drafts_rejected = both(drafted, is_one_of("decision", DecisionKind.REJECT.value))
silences_decided = both(both(of_group("abstained_"), not_kept_back), decided)
