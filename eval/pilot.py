"""The pilot plan: targets fixed before the start, as data. YAML read into frozen types; its content hash is its identity."""

import datetime as dt
import hashlib
import json
from collections.abc import Collection
from enum import StrEnum
from typing import Any, Literal, Self, cast

import yaml
from pydantic import Field, ValidationError, model_validator

from eval.methods import METHOD_OF
from policies.district import Slug, Strict
from policies.errors import BadInput

MEASURABLE = frozenset(METHOD_OF)
"""What a plan may set a target for. Source: `eval.definitions`, `eval.beside`."""


class Part(StrEnum):
    """What a metric is there for. Gates come first: all must pass. Benefit decides; equity and staff can stop."""

    GATE = "gate"
    BENEFIT = "benefit"
    EQUITY = "equity"
    STAFF = "staff"


class Criterion(Strict):
    """One of the four criteria that a workflow is chosen by."""

    holds: bool = Field(description="Whether the workflow meets it.")
    evidence: str = Field(min_length=3, max_length=600, description="What shows it: a count, a date, a source.")


class Criteria(Strict):
    """Why this workflow. Source: issue 8, 'the four criteria it was chosen by'."""

    common: Criterion = Field(description="It comes up often.")
    measurable: Criterion = Field(description="A better result can be counted.")
    low_risk: Criterion = Field(description="A mistake is caught before it harms a family.")
    painful: Criterion = Field(description="It costs people time or patience today.")


class Workflow(Strict):
    """What is piloted."""

    name: str = Field(min_length=3, max_length=120, description="The workflow, in a few words.")
    criteria: Criteria = Field(description="The four criteria, each with evidence.")


class Person(Strict):
    """Somebody with a part in the pilot, by role; no student or parent."""

    name: str = Field(min_length=2, max_length=120, description="Name as the board knows it.")
    role: str = Field(min_length=2, max_length=120, description="Role in the pilot.")


class Approved(Strict):
    """Somebody's approval of the plan."""

    by: str = Field(min_length=2, max_length=120, description="Who approved.")
    on: dt.date = Field(description="When (local date).")


class Phase(Strict):
    """A span of days, both included."""

    first: dt.date = Field(description="First day (local date).")
    last: dt.date = Field(description="Last day (local date).")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError("last lies before first")
        return self


class HoldOut(Strict):
    """The randomised share of draftable questions that get no draft during the live phase."""

    share: float = Field(default=0.2, ge=0, le=0.5, description="Share held back, 0…0.5. 0 means no comparison by lot.")
    seed: int = Field(ge=0, le=2**31, description="Recorded seed of the lot: anyone can draw it again.")


class Priority(Strict):
    """What the community said matters, tied to a metric or openly not measured."""

    text: str = Field(min_length=2, max_length=300, description="The priority in the survey's words (personal details hidden).")
    votes: int = Field(default=0, ge=0, description="How many named it; 0 when not counted.")
    metric: Slug | None = Field(default=None, description="The metric that stands for it; null means: not measured.")


class Principle(Strict):
    """An ethical principle and how it is watched."""

    name: str = Field(min_length=2, max_length=120, description="The principle.")
    measure: Slug | None = Field(default=None, description="The metric that watches it; null means: not measured.")


class Baseline(Strict):
    """What was measured before the start, by other means than this product."""

    metric: Slug = Field(description="The metric.")
    value: float = Field(description="Its value in the metric's unit.")
    n: int = Field(ge=1, description="What it rests on.")
    source: str = Field(min_length=3, max_length=300, description="Where it comes from.")


class Target(Strict):
    """One metric with its target, fixed before the start."""

    metric: Slug = Field(description="The metric.")
    part: Part = Field(description="gate, benefit, equity or staff.")
    direction: Literal["higher", "lower"] = Field(description="Which way is better.")
    target: float = Field(description="The line to reach, in the metric's unit (shares and savings 0…1).")
    beat: float | None = Field(default=None, description="The line that the whole interval must clear; null: the target itself.")
    min_n: int = Field(ge=1, description="Fewer than this decides nothing.")
    proof: Literal["interval", "value"] = Field(
        default="interval", description="interval: the whole interval must clear the line; value: the value itself must reach the target."
    )
    method: Literal["wilson", "clopper_pearson", "bootstrap", "newcombe", "normal", "none"] | None = Field(
        default=None, description="Method of the interval, which must be the metric's own; null: whatever the metric's is."
    )

    @property
    def line(self) -> float:
        """What the interval must clear."""
        return self.target if self.beat is None else self.beat

    @model_validator(mode="after")
    def _beat_is_easier(self) -> Self:
        if self.beat is not None and (self.beat > self.target) == (self.direction == "higher") and self.beat != self.target:
            raise ValueError("beat must be easier to reach than target")
        return self

    @model_validator(mode="after")
    def _method_is_the_metrics(self) -> Self:
        own = METHOD_OF.get(self.metric)
        if self.method is not None and own is not None and self.method != own:
            raise ValueError(f"method: the interval of {self.metric} is made by {own}")
        return self


class StopRule(Strict):
    """When the pilot must not go on as it is; looked at on every day, whatever the looks."""

    metric: Slug = Field(description="The metric.")
    when: Literal["above", "below"] = Field(description="On which side of the value it stops.")
    value: float = Field(description="The line, in the metric's unit.")
    min_n: int = Field(default=1, ge=1, description="From which n on the rule holds.")
    then: Literal["fix", "decommission"] = Field(description="What the verdict becomes.")


class PilotPlan(Strict):
    """Everything that was fixed before the start."""

    format: Literal[1] = Field(description="Version of this file's form.")
    name: str = Field(min_length=3, max_length=120, description="Name of the pilot.")
    workflow: Workflow = Field(description="What is piloted and why.")
    owner: Person = Field(description="Who answers for the pilot.")
    task_force: tuple[Person, ...] = Field(default=(), description="Who steers it.")
    approvals: tuple[Approved, ...] = Field(default=(), description="Who approved the plan, and when.")
    schools: tuple[Slug, ...] = Field(min_length=1, description="Schools of the policy that take part.")
    baseline: Phase = Field(description="Phase in which every question is answered without a draft.")
    live: Phase = Field(description="Phase with drafts and the hold-out.")
    looks: tuple[dt.date, ...] = Field(min_length=1, max_length=10, description="Days on which the figures are read for a verdict, rising.")
    hold_out: HoldOut = Field(description="The lot.")
    planned_n: int = Field(ge=50, description="Questions with a draft or held back expected by the last look: how information is counted.")
    community_priorities: tuple[Priority, ...] = Field(default=(), description="What the community asked for.")
    principles: tuple[Principle, ...] = Field(default=(), description="Ethical principles, each with its measure.")
    baselines: tuple[Baseline, ...] = Field(default=(), description="Earlier measurements.")
    metrics: tuple[Target, ...] = Field(min_length=1, description="The targets.")
    stop_rules: tuple[StopRule, ...] = Field(default=(), description="When to stop.")

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.live.first <= self.baseline.last:
            raise ValueError("live.first must lie after baseline.last")
        if list(self.looks) != sorted(set(self.looks)):
            raise ValueError("looks must rise, each day once")
        if not self.live.first < self.looks[0] or self.looks[-1] < self.live.last:
            raise ValueError("looks: the first lies within the live phase, the last on its last day or after it")
        names = [target.metric for target in self.metrics]
        if len(names) != len(set(names)):
            raise ValueError("metrics: each metric may have one target")
        for part in (Part.GATE, Part.BENEFIT):
            if not any(target.part is part for target in self.metrics):
                raise ValueError(f"metrics: at least one {part.value} is needed")
        named = [*names, *(r.metric for r in self.stop_rules), *(b.metric for b in self.baselines)]
        named += [p.metric for p in self.community_priorities if p.metric] + [p.measure for p in self.principles if p.measure]
        for name in named:
            if name not in MEASURABLE:
                raise ValueError(f"'{name}' is no metric; allowed: {', '.join(sorted(MEASURABLE))}")
        return self

    @property
    def hash(self) -> str:
        """SHA-256 hex of the plan's canonical JSON."""
        return hashlib.sha256(self.json_words().encode()).hexdigest()

    def json_words(self) -> str:
        """The plan as canonical JSON. A method that was not named is left out: plans locked before it could be keep their hash."""
        data = self.model_dump(mode="json")
        for target in data["metrics"]:
            if target["method"] is None:
                del target["method"]
        return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def read_plan(words: str, schools: Collection[str]) -> PilotPlan:
    """A plan from YAML. Raises: BadInput pilot.not_yaml, pilot.invalid naming each wrong field, pilot.school naming the allowed ones,
    pilot.proof for a sum that is to be proven by its interval.
    """
    try:
        raw: Any = yaml.safe_load(words)
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        where = f" at line {place.line + 1}" if place else ""
        raise BadInput("pilot.not_yaml", f"The plan is not valid YAML{where}.", "Mend that line.") from None
    plan = parse_plan(raw)
    sums = [target.metric for target in plan.metrics if METHOD_OF[target.metric] == "none" and target.proof == "interval"]
    if sums:
        raise BadInput("pilot.proof", f"{', '.join(sums)} is a sum and has no interval.", "Write `proof: value` for it.")
    unknown = sorted(set(plan.schools) - set(schools))
    if unknown:
        raise BadInput("pilot.school", f"schools names {', '.join(unknown)}.", f"Use schools of the policy: {', '.join(sorted(schools))}.")
    return plan


def parse_plan(raw: object) -> PilotPlan:
    """A plan from data. Raises: BadInput pilot.invalid with every wrong field's path and what is allowed."""
    try:
        return PilotPlan.model_validate(raw)
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'the plan'}: {e['msg']}" for e in error.errors(include_url=False, include_input=False)
        )
        raise BadInput(
            "pilot.invalid", f"The plan is wrong: {problems}.", "Mend the named fields; `countersign pilot init` shows one that holds."
        ) from None


def changed_fields(before: PilotPlan, after: PilotPlan) -> list[str]:
    """Paths of the fields that differ, like `metrics.2.target`; fields that came or went are named too."""
    old, new = (_leaves(plan.model_dump(mode="json")) for plan in (before, after))
    return sorted(path for path in {*old, *new} if old.get(path, "absent") != new.get(path, "absent"))


def change_values(before: PilotPlan, after: PilotPlan) -> list[tuple[str, str, str]]:
    """What differs as (field, value before, value after); a metric's field is named by its metric, an absent value is "none"."""
    old, new = (_leaves(plan.model_dump(mode="json")) for plan in (before, after))
    return [(_named(path, after, before), old.get(path, "none"), new.get(path, "none")) for path in changed_fields(before, after)]


def _named(path: str, *plans: PilotPlan) -> str:
    """`metrics.3.target` as `handling_saving: target`."""
    first, _, rest = path.partition(".")
    place, _, field = rest.partition(".")
    for plan in plans:
        if first == "metrics" and place.isdigit() and int(place) < len(plan.metrics) and field:
            return f"{plan.metrics[int(place)].metric}: {field}"
    return path


def _leaves(value: object, path: str = "") -> dict[str, str]:
    """Every plain value of nested data under its path, as JSON."""
    inner: list[tuple[str, object]]
    if isinstance(value, dict):
        inner = [(str(key), part) for key, part in cast("dict[str, object]", value).items()]
    elif isinstance(value, list):
        inner = [(str(place), part) for place, part in enumerate(cast("list[object]", value))]
    else:
        return {path: json.dumps(value)}
    found: dict[str, str] = {}
    for key, part in inner:
        found |= _leaves(part, f"{path}.{key}" if path else key)
    return found
