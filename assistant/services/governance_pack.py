"""The governance pack: what a board, an auditor or a technology officer asks, answered from the configuration in force.

An answer comes from a fact that the product can read, with where it stands. What no configuration can answer says so, and who must.
The areas are those of NIST AI RMF 1.0 (its four functions) and of the CoSN/CGCS readiness checklist (its six headings); their own questions
are not reproduced.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.compose import House
from assistant.services.governance_facts import Facts, read_facts
from policies.permissions import Permission, require
from policies.words.people import Actor


@dataclass(frozen=True, slots=True)
class Answer:
    """One row. `answer` is None when no configuration can say it; `evidence` is then who must answer."""

    question: str
    answer: str | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with its rows."""

    framework: str
    area: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything, as of a moment."""

    district: str
    made_at: str
    facts: Facts
    sections: tuple[Section, ...]

    @property
    def n_open(self) -> int:
        """How many rows people must still answer."""
        return sum(answer.answer is None for section in self.sections for answer in section.answers)

    def shape(self) -> dict[str, Any]:
        """As data."""
        facts = asdict(self.facts) | {"plan": self.facts.plan.model_dump(mode="json") if self.facts.plan else None}
        sections = [asdict(section) for section in self.sections]
        return {"district": self.district, "made_at": self.made_at, "n_open": self.n_open, "facts": facts, "sections": sections}


def make_pack(house: House, actor: Actor) -> Pack:
    """The pack as of now; for leaders and administrators."""
    require(actor, Permission.METRICS_READ)
    with house.database.read() as session:
        facts = read_facts(house, session, house.clock.today())
    made_at = house.clock.now().isoformat(timespec="seconds")
    return Pack(house.policy.district.name, made_at, facts, (*_nist(house, facts), *_cosn(house, facts)))


def _by(who: str) -> str:
    return f"The configuration cannot say this; {who} must."


def _joined(words: Sequence[str], none: str = "none") -> str:
    return ", ".join(words) if words else none


def _models(facts: Facts) -> str:
    listed = [f"{name} ({model} at {host})" for name, host, model in facts.providers]
    return f"Encoder {facts.encoder}; drafter {facts.drafter}; language-model providers allowed: {_joined(listed)}."


def _happened(facts: Facts, tag: str, what: str) -> str:
    at = facts.last.get(tag)
    return f"{what}: last on {at[:10]}." if at else f"{what}: never."


def _nist(house: House, facts: Facts) -> list[Section]:
    policy, plan = house.policy, facts.plan
    vigilance = policy.review.vigilance
    incidents = f"{facts.counts['incident_pii']} of personal data, {facts.counts['incident_other']} others recorded"
    govern = (
        Answer("Which policy is in force?", f"Version {facts.policy_version}.", "`countersign policy explain`, GET /api/v1/policy"),
        Answer("Who may do what?", f"{len(facts.roles)} roles; each act names a permission.", "the list of roles below"),
        Answer(
            "Who answers for the system?",
            f"{plan.owner.name}, {plan.owner.role}." if plan else None,
            f"pilot plan {(facts.plan_hash or '')[:16]}" if plan else _by("whoever locks the pilot plan"),
        ),
        Answer("Is every act on record?", f"{facts.n_events} events, each chained to the one before.", "`countersign ledger verify`"),
        Answer("Has the board adopted a policy on AI?", None, _by("the board")),
    )
    mapped = (
        Answer(
            "What is it used for?",
            f"{plan.workflow.name}." if plan else "Replies to families' questions, drafted for a person's decision.",
            "pilot plan" if plan else "product; no pilot plan is locked",
        ),
        Answer("Which models and providers are used?", _models(facts), "policy, drafting.providers"),
        Answer("Which hosts may be called?", f"{_joined(facts.hosts, 'none: nothing leaves the machine')}.", "policy and settings"),
        Answer("What does it answer from?", f"{facts.n_in_force} versions in force of {facts.n_documents} documents.", "registry"),
        Answer("Which harms did the community name?", _priorities(facts), "pilot plan" if plan else _by("the task force")),
    )
    measured = (
        Answer(
            "Were targets fixed before the start?",
            f"{len(plan.metrics)} targets, hash {(facts.plan_hash or '')[:16]}." if plan else "No plan is locked.",
            "`countersign pilot scorecard`",
        ),
        Answer(
            "How are wrong answers found?", _happened(facts, "reread.done", "Blind second readings"), f"share {vigilance.reread_share:.0%}"
        ),
        Answer("Are reviewers awake?", _happened(facts, "decoy.revealed", "Planted errors"), f"share {vigilance.decoy_share:.0%}"),
        Answer("Was quality audited by two raters?", _happened(facts, "audit.recorded", "Audits"), "`countersign pilot audit`"),
        Answer(
            "Below which quality does a release fail?",
            f"Right outcome {policy.evaluation.min_right_outcome:.0%}, right silence {policy.evaluation.min_right_silence:.0%}.",
            "policy, evaluation; `countersign eval run --gate`",
        ),
    )
    managed = (
        Answer("Can a person always stop it?", _stopping(facts), "policy, drafting.is_enabled"),
        Answer("Does anything reach a family without a person?", "No: nothing is sent by the product.", "product; house rule"),
        Answer(
            "What happened so far?",
            f"{incidents}."
            if facts.counts["incidents_checked"] or facts.counts["incident_pii"] or facts.counts["incident_other"]
            else None,
            "ledger, observation.recorded" if facts.counts["incidents_checked"] else _by("whoever watches for incidents"),
        ),
        Answer("When does the pilot stop?", _stop_rules(facts), "pilot plan" if plan else _by("the task force")),
    )
    named = (("GOVERN", govern), ("MAP", mapped), ("MEASURE", measured), ("MANAGE", managed))
    return [Section("NIST AI RMF 1.0", area, answers) for area, answers in named]


def _priorities(facts: Facts) -> str | None:
    plan = facts.plan
    if plan is None or not plan.community_priorities:
        return None
    n_tied = sum(priority.metric is not None for priority in plan.community_priorities)
    return f"{len(plan.community_priorities)} priorities, {n_tied} tied to a metric, the others openly not measured."


def _stop_rules(facts: Facts) -> str | None:
    if facts.plan is None:
        return None
    told = [f"{rule.metric} {rule.when} {rule.value:g}: {rule.then}" for rule in facts.plan.stop_rules]
    return f"{_joined(told, 'no stop rule')}."


def _stopping(facts: Facts) -> str:
    if not facts.is_drafting:
        return "Drafting is switched off by the policy now."
    where = f" It is off now for: {', '.join(facts.switched_off)}." if facts.switched_off else ""
    return f"Yes: drafting is on and can be switched off.{where}"


def _cosn(house: House, facts: Facts) -> list[Section]:
    policy, plan = house.policy, facts.plan
    with_words = [table.name for table in facts.tables if table.holds_words]
    leadership = (
        Answer(
            "Who steers the pilot?",
            f"{_joined([f'{person.name} ({person.role})' for person in plan.task_force])}." if plan and plan.task_force else None,
            "pilot plan" if plan and plan.task_force else _by("the superintendent"),
        ),
        Answer(
            "Who approved it?",
            f"{_joined([f'{one.by} on {one.on}' for one in plan.approvals])}." if plan and plan.approvals else None,
            "pilot plan" if plan and plan.approvals else _by("the board"),
        ),
        Answer("Is there a budget beyond the pilot?", None, _by("the business office")),
    )
    operations = (
        Answer("Does every document have an owner?", f"Yes; {facts.n_ownerless} of {facts.n_documents} have no backup owner.", "registry"),
        Answer("How fast must a question be answered?", f"{policy.review.service_level_hours:g} business hours.", "policy, review"),
        Answer(
            "Were staff trained?",
            f"The short training was taken {facts.n_trained} times." if facts.n_trained else None,
            "ledger, training.taken" if facts.n_trained else _by("the pilot's owner"),
        ),
    )
    data = (
        Answer("What is stored?", f"{len(facts.tables)} tables, {len(with_words)} of them with words or files.", "the data map below"),
        Answer(
            "Is personal information stored?",
            "Messages are stored only after redaction; a message that cannot be redacted is refused.",
            f"policy, redaction; refused after {policy.redaction.timeout_seconds:g} s",
        ),
        Answer(
            "How long is it kept?",
            None,
            "The policy holds no retention schedule and nothing is deleted by itself; the records officer must set one.",
        ),
        Answer("Can a document be erased?", "Yes, with a certificate in the ledger.", "`countersign documents erase`"),
        Answer("Are data used to train models?", "No training happens in the product.", "product; a provider's contract must say the same"),
    )
    technical = (
        Answer("Which languages are drafted in?", f"{_joined(policy.drafting.languages)}.", "policy, drafting.languages"),
        Answer("Is it backed up?", _happened(facts, "backup.created", "Backups"), "`countersign backup create`"),
        Answer("Is it watched?", f"Counts at /metrics; traces {'to a collector' if facts.traces else 'off'}.", "settings; deploy/"),
        Answer("Is it accessible (WCAG 2.1 AA)?", None, _by("people who use assistive technology, beside the automated tests")),
    )
    security = (
        Answer("How do people sign in?", _sign_in(house, facts), "settings, policy sign_in"),
        Answer(
            "Is traffic encrypted?",
            "Yes, by the address in settings." if facts.is_https else None,
            "settings, public_url" if facts.is_https else _by("whoever runs the proxy"),
        ),
        Answer("Is the ledger anchored outside?", _happened(facts, "ledger.anchored", "Anchors"), "`countersign ledger anchor`"),
        Answer("Was it tested by outsiders?", None, _by("an independent tester")),
    )
    legal = (
        Answer(
            "Are contracts on student data signed with every provider?",
            None if facts.hosts else "No provider is called.",
            _by("counsel") if facts.hosts else "policy and settings",
        ),
        Answer("May a reply be a public record?", None, _by("the records officer")),
        Answer("Which state's law applies?", f"{policy.district.state}.", "policy, district.state; counsel says what follows"),
    )
    named = (
        ("Leadership", leadership),
        ("Operations", operations),
        ("Data", data),
        ("Technical", technical),
        ("Security", security),
        ("Legal", legal),
    )
    return [Section("CoSN/CGCS readiness", area, answers) for area, answers in named]


def _sign_in(house: House, facts: Facts) -> str:
    rules = house.policy.sign_in
    own = f"local accounts with passwords of at least {rules.min_password_chars} characters, sessions of at most {rules.session_hours} h"
    return f"{'Single sign-on and ' if facts.has_single_sign_on else 'Only '}{own}."
