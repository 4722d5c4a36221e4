"""The governance pack: what a board, an auditor or a technology officer asks, answered from the configuration in force.

An answer comes from a fact that the product can read, with where it stands. What no configuration can answer says so, and who must.
The areas are those of NIST AI RMF 1.0 (its four functions) and of the CoSN/CGCS readiness checklist (its six headings); their own questions
are not reproduced.
"""

from dataclasses import asdict, dataclass
from typing import Any

from assistant.compose import House
from assistant.services.governance_facts import Facts, read_facts
from assistant.services.governance_readiness import Answer, Section, happened, joined, left_to, readiness
from eval.scorecard import Verdict
from eval.wording import LABELS, UNITS, VERDICTS, Say, english, written, written_day
from policies.permissions import Permission, require
from policies.words.people import Actor


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything, as of a moment."""

    district: str
    made_at: str
    made_on: str
    """The day in words, for people."""
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


def make_pack(house: House, actor: Actor, say: Say = english) -> Pack:
    """The pack as of now, in the language of `say`; for leaders and administrators."""
    require(actor, Permission.METRICS_READ)
    with house.database.read() as session:
        facts = read_facts(house, session, house.clock.today())
    made_at = house.clock.now().isoformat(timespec="seconds")
    sections = (*_nist(house, facts, say), *readiness(house, facts, say))
    return Pack(house.policy.district.name, made_at, written_day(house.clock.today(), say), facts, sections)


def _models(facts: Facts, say: Say) -> str:
    listed = [say("%(name)s (%(model)s at %(host)s)") % {"name": n, "host": host, "model": model} for n, host, model in facts.providers]
    told = {"encoder": facts.encoder, "drafter": facts.drafter, "providers": ", ".join(listed)}
    if not listed:
        return say("Encoder %(encoder)s; drafter %(drafter)s; no language-model provider is allowed.") % told
    return say("Encoder %(encoder)s; drafter %(drafter)s; language-model providers allowed: %(providers)s.") % told


def _nist(house: House, facts: Facts, say: Say) -> list[Section]:
    plan = facts.plan
    of_plan = say("pilot plan %(hash)s") % {"hash": (facts.plan_hash or "")[:16]}
    policy_at = say("`countersign policy explain`, GET /api/v1/policy")
    recorded = say("%(n)s events, each chained to the one before.") % {"n": f"{facts.n_events:,}"}
    govern = (
        Answer(say("Which policy is in force?"), say("Version %(version)s.") % {"version": facts.policy_version}, policy_at),
        Answer(
            say("Who may do what?"),
            say("%(n)s roles; each act names a permission.") % {"n": len(facts.roles)},
            say("the list of roles below"),
        ),
        Answer(
            say("Who answers for the system?"),
            f"{plan.owner.name}, {plan.owner.role}." if plan else None,
            of_plan if plan else left_to(say("whoever locks the pilot plan"), say),
        ),
        Answer(say("Is every act on record?"), recorded, "`countersign ledger verify`"),
        Answer(say("Has the board adopted a policy on AI?"), None, left_to(say("the board"), say)),
    )
    used_for = say("Replies to families' questions, drafted for a person's decision.")
    in_force = say("%(n)s versions in force of %(all)s documents.") % {"n": facts.n_in_force, "all": facts.n_documents}
    mapped = (
        Answer(
            say("What is it used for?"),
            f"{plan.workflow.name}." if plan else used_for,
            say("pilot plan") if plan else say("product; no pilot plan is locked"),
        ),
        Answer(say("Which models and providers are used?"), _models(facts, say), say("policy, drafting.providers")),
        Answer(
            say("Which hosts may be called?"),
            f"{joined(facts.hosts, say('none: nothing leaves the machine'))}.",
            say("policy and settings"),
        ),
        Answer(say("What does it answer from?"), in_force, say("registry")),
        Answer(
            say("Which harms did the community name?"),
            _priorities(facts, say),
            say("pilot plan") if plan else left_to(say("the task force"), say),
        ),
    )
    named = (("GOVERN", govern), ("MAP", mapped), ("MEASURE", _measured(house, facts, say)), ("MANAGE", _managed(facts, say)))
    return [Section("NIST AI RMF 1.0", area, answers) for area, answers in named]


def _measured(house: House, facts: Facts, say: Say) -> tuple[Answer, ...]:
    policy, plan = house.policy, facts.plan
    vigilance, gate = policy.review.vigilance, policy.evaluation
    fixed = say("No plan is locked.")
    if plan:
        fixed = say("%(n)s targets, hash %(hash)s.") % {"n": len(plan.metrics), "hash": (facts.plan_hash or "")[:16]}
    second = happened(facts, "reread.done", say("Blind second readings"), say)
    limits = {"right": f"{gate.min_right_outcome:.0%}", "silent": f"{gate.min_right_silence:.0%}"}
    return (
        Answer(say("Were targets fixed before the start?"), fixed, "`countersign pilot scorecard`"),
        Answer(
            say("How are wrong answers found?"),
            second,
            say("policy, review.vigilance.reread_share: now %(share)s") % {"share": f"{vigilance.reread_share:.0%}"},
        ),
        Answer(
            say("Are reviewers awake?"),
            happened(facts, "decoy.revealed", say("Planted errors"), say),
            say("policy, review.vigilance.decoy_share: now %(share)s") % {"share": f"{vigilance.decoy_share:.0%}"},
        ),
        Answer(
            say("Was quality audited by two raters?"),
            happened(facts, "audit.recorded", say("Audits"), say),
            "`countersign pilot audit`",
        ),
        Answer(
            say("Below which quality does a release fail?"),
            say("Right outcome %(right)s, right silence %(silent)s.") % limits,
            say("policy, evaluation; `countersign eval run --gate`"),
        ),
    )


def _managed(facts: Facts, say: Say) -> tuple[Answer, ...]:
    plan, counts = facts.plan, facts.counts
    n_pii, n_other, is_watched = counts["incident_pii"], counts["incident_other"], bool(counts["incidents_checked"])
    incidents = say("%(pii)s of personal data, %(other)s others recorded.") % {"pii": n_pii, "other": n_other}
    return (
        Answer(say("Can a person always stop it?"), _stopping(facts, say), say("policy, drafting.is_enabled")),
        Answer(
            say("Does anything reach a family without a person?"),
            say("No: nothing is sent by the product."),
            say("product; house rule"),
        ),
        Answer(
            say("What happened so far?"),
            incidents if is_watched or n_pii or n_other else None,
            say("ledger, observation.recorded") if is_watched else left_to(say("whoever watches for incidents"), say),
        ),
        Answer(
            say("When does the pilot stop?"),
            _stop_rules(facts, say),
            say("pilot plan") if plan else left_to(say("the task force"), say),
        ),
    )


def _priorities(facts: Facts, say: Say) -> str | None:
    plan = facts.plan
    if plan is None or not plan.community_priorities:
        return None
    n_tied = sum(priority.metric is not None for priority in plan.community_priorities)
    told = {"n": len(plan.community_priorities), "tied": n_tied}
    return say("%(n)s priorities, %(tied)s tied to a metric, the others openly not measured.") % told


def _stop_rules(facts: Facts, say: Say) -> str | None:
    if facts.plan is None:
        return None
    told: list[str] = []
    for rule in facts.plan.stop_rules:
        words = say("%(figure)s above %(value)s: %(then)s") if rule.when == "above" else say("%(figure)s below %(value)s: %(then)s")
        what = {
            "figure": say(LABELS[rule.metric]),
            "value": written(rule.value, UNITS[rule.metric], say),
            "then": say(VERDICTS[Verdict(rule.then)]),
        }
        told.append(words % what)
    return f"{joined(told, say('no stop rule'))}."


def _stopping(facts: Facts, say: Say) -> str:
    if not facts.is_drafting:
        return say("Drafting is switched off by the policy now.")
    told = say("Yes: drafting is on and can be switched off.")
    where = say("It is off now for: %(places)s.") % {"places": ", ".join(facts.switched_off)}
    return f"{told} {where}" if facts.switched_off else told
