"""The governance pack's rows: what one is, and those of the CoSN/CGCS readiness checklist (its six headings)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.compose import House
from assistant.services.governance_facts import Facts
from eval.wording import Say, written_day


@dataclass(frozen=True, slots=True)
class Answer:
    """One row, in the pack's language. `answer` is None when no configuration can say it; `evidence` is then who must answer."""

    question: str
    answer: str | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with its rows."""

    framework: str
    area: str
    answers: tuple[Answer, ...]


def left_to(who: str, say: Say) -> str:
    """What stands where nobody but a person can answer."""
    return say("The configuration cannot say this; %(who)s must.") % {"who": who}


def joined(words: Sequence[str], none: str) -> str:
    """Words in a row, or `none`."""
    return ", ".join(words) if words else none


def happened(facts: Facts, tag: str, what: str, say: Say) -> str:
    """When something of the ledger happened last."""
    at = facts.last.get(tag)
    return (
        say("%(what)s: last on %(day)s.") % {"what": what, "day": written_day(dt.date.fromisoformat(at[:10]), say)}
        if at
        else say("%(what)s: never.") % {"what": what}
    )


def readiness(house: House, facts: Facts, say: Say) -> list[Section]:
    """The sections of the readiness checklist."""
    named = (
        (say("Leadership"), _leadership(facts, say)),
        (say("Operations"), _operations(house, facts, say)),
        (say("Data"), _data(house, facts, say)),
        (say("Technical"), _technical(house, facts, say)),
        (say("Security"), _security(house, facts, say)),
        (say("Legal"), _legal(house, facts, say)),
    )
    return [Section(say("CoSN/CGCS readiness"), area, answers) for area, answers in named]


def _leadership(facts: Facts, say: Say) -> tuple[Answer, ...]:
    plan = facts.plan
    force = [f"{person.name} ({person.role})" for person in plan.task_force] if plan else []
    approved = [say("%(by)s on %(day)s") % {"by": one.by, "day": written_day(one.on, say)} for one in plan.approvals] if plan else []
    return (
        Answer(
            say("Who steers the pilot?"),
            f"{', '.join(force)}." if force else None,
            say("pilot plan") if force else left_to(say("the superintendent"), say),
        ),
        Answer(
            say("Who approved it?"),
            f"{', '.join(approved)}." if approved else None,
            say("pilot plan") if approved else left_to(say("the board"), say),
        ),
        Answer(say("Is there a budget beyond the pilot?"), None, left_to(say("the business office"), say)),
    )


def _operations(house: House, facts: Facts, say: Say) -> tuple[Answer, ...]:
    owned = say("Yes; %(n)s of %(all)s have no backup owner.") % {"n": facts.n_ownerless, "all": facts.n_documents}
    hours = say("%(n)s business hours.") % {"n": f"{house.policy.review.service_level_hours:g}"}
    trained = say("The short training was taken %(n)s times.") % {"n": facts.n_trained}
    return (
        Answer(say("Does every document have an owner?"), owned, say("registry")),
        Answer(say("How fast must a question be answered?"), hours, say("policy, review")),
        Answer(
            say("Were staff trained?"),
            trained if facts.n_trained else None,
            say("ledger, training.taken") if facts.n_trained else left_to(say("the pilot's owner"), say),
        ),
    )


def _data(house: House, facts: Facts, say: Say) -> tuple[Answer, ...]:
    n_words = sum(table.holds_words for table in facts.tables)
    stored = say("%(n)s tables, %(words)s of them with words or files.") % {"n": len(facts.tables), "words": n_words}
    seconds = f"{house.policy.redaction.timeout_seconds:g}"
    return (
        Answer(say("What is stored?"), stored, say("the data map below")),
        Answer(
            say("Is personal information stored?"),
            say("Messages are stored only after redaction; a message that cannot be redacted is refused."),
            say("policy, redaction; refused after %(n)s s") % {"n": seconds},
        ),
        Answer(
            say("How long is it kept?"),
            None,
            say("The policy holds no retention schedule and nothing is deleted by itself; the records officer must set one."),
        ),
        Answer(say("Can a document be erased?"), say("Yes, with a certificate in the ledger."), "`countersign documents erase`"),
        Answer(
            say("Are data used to train models?"),
            say("No training happens in the product."),
            say("product; a provider's contract must say the same"),
        ),
    )


def _technical(house: House, facts: Facts, say: Say) -> tuple[Answer, ...]:
    traced = say("Counts at /metrics; traces to a collector.") if facts.traces else say("Counts at /metrics; traces off.")
    usable = left_to(say("people who use assistive technology, beside the automated tests"), say)
    return (
        Answer(
            say("Which languages are drafted in?"),
            f"{', '.join(house.policy.drafting.languages)}.",
            say("policy, drafting.languages"),
        ),
        Answer(say("Is it backed up?"), happened(facts, "backup.created", say("Backups"), say), "`countersign backup create`"),
        Answer(say("Is it watched?"), traced, say("settings; deploy/")),
        Answer(say("Is it accessible (WCAG 2.1 AA)?"), None, usable),
    )


def _security(house: House, facts: Facts, say: Say) -> tuple[Answer, ...]:
    return (
        Answer(say("How do people sign in?"), _sign_in(house, facts, say), say("settings, policy sign_in")),
        Answer(
            say("Is traffic encrypted?"),
            say("Yes, by the address in settings.") if facts.is_https else None,
            say("settings, public_url") if facts.is_https else left_to(say("whoever runs the proxy"), say),
        ),
        Answer(
            say("Is the ledger anchored outside?"),
            happened(facts, "ledger.anchored", say("Anchors"), say),
            "`countersign ledger anchor`",
        ),
        Answer(say("Was it tested by outsiders?"), None, left_to(say("an independent tester"), say)),
    )


def _legal(house: House, facts: Facts, say: Say) -> tuple[Answer, ...]:
    return (
        Answer(
            say("Are contracts on student data signed with every provider?"),
            None if facts.hosts else say("No provider is called."),
            left_to(say("counsel"), say) if facts.hosts else say("policy and settings"),
        ),
        Answer(say("May a reply be a public record?"), None, left_to(say("the records officer"), say)),
        Answer(
            say("Which state's law applies?"),
            f"{house.policy.district.state}.",
            say("policy, district.state; counsel says what follows"),
        ),
    )


def _sign_in(house: House, facts: Facts, say: Say) -> str:
    rules = house.policy.sign_in
    told = {"n": rules.min_password_chars, "hours": f"{rules.session_hours}"}
    if facts.has_single_sign_on:
        return say("Single sign-on and local accounts with passwords of at least %(n)s characters, sessions of at most %(hours)s h.") % told
    return say("Only local accounts with passwords of at least %(n)s characters, sessions of at most %(hours)s h.") % told
