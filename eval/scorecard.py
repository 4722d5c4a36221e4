"""The reading against the plan: gates first, then benefit, equity, staff; one verdict in one sentence, and how sure it is.

A verdict is read only at the plan's looks, from what was known on that day, with intervals widened for the looks before it. What comes in
between looks decides nothing, with one exception: gates that fail and stop rules are looked at every day.
"""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from eval.beside import measure_beside
from eval.choosing import decided, held_out, treated
from eval.definitions import METRICS
from eval.facts import Facts
from eval.looks import level_at
from eval.pilot import Part, PilotPlan, StopRule, Target
from policies.words.measures import Figure, Interval


class Verdict(StrEnum):
    """What a board can decide."""

    GO = "go"
    EXTEND = "extend"
    FIX = "fix"
    DECOMMISSION = "decommission"
    NOT_YET = "not_yet"


class Standing(StrEnum):
    """Where one metric stands against its target."""

    PASSED = "passed"
    FAILED = "failed"
    OPEN = "open"
    """Measured, but not sure enough either way."""
    TOO_FEW = "too_few"
    UNMEASURED = "unmeasured"


@dataclass(frozen=True, slots=True)
class Row:
    """One target with its figure at the look, where it stands, and the later half of the time beside the equal earlier one."""

    target: Target
    figure: Figure
    standing: Standing
    earlier: Figure | None = None
    later: Figure | None = None

    @property
    def change(self) -> float | None:
        """Later half − earlier half; None when either rests on less than a tenth of the least n."""
        if self.earlier is None or self.later is None or self.earlier.value is None or self.later.value is None:
            return None
        if min(self.earlier.n, self.later.n) < max(5, self.target.min_n / 10):
            return None
        return self.later.value - self.earlier.value


@dataclass(frozen=True, slots=True)
class Look:
    """Which reading this is. `day` is None before the first look; `level` is what intervals need here, 0…1."""

    number: int
    n_looks: int
    day: dt.date | None
    following: dt.date | None
    level: float
    information: float

    @property
    def is_last(self) -> bool:
        """Whether the plan has no further look."""
        return self.number == self.n_looks


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The verdict with its reasons. `why` names the metrics that decided; `stopped` the stop rules that were reached."""

    verdict: Verdict
    why: tuple[Row, ...]
    stopped: tuple[StopRule, ...]
    rows: tuple[Row, ...]
    look: Look


def read_scorecard(plan: PilotPlan, facts: Facts, today: dt.date, start_of: Callable[[dt.date], float]) -> Scorecard:
    """The scorecard as of a day. `start_of` gives a local day's first moment, epoch seconds."""
    live = facts.within(start_of(plan.live.first), None)
    look = which_look(plan, live, today, start_of)
    at_look = live.within(None, start_of(look.day + dt.timedelta(days=1))) if look.day else live
    if look.day:
        at_look = _as_known(at_look, start_of(look.day + dt.timedelta(days=1)))
    names = {target.metric for target in plan.metrics} | {rule.metric for rule in plan.stop_rules}
    figures = _figures(at_look, look.level, names)
    earlier, later = _halves(plan, at_look, look.day or today, names, start_of)
    rows = tuple(_row(target, figures, earlier, later) for part in Part for target in plan.metrics if target.part is part)
    watched = {target.metric for target in plan.metrics if target.part is Part.GATE} | {rule.metric for rule in plan.stop_rules}
    now = _figures(live, look.level, watched)
    gates = tuple(_row(target, now, {}, {}) for target in plan.metrics if target.part is Part.GATE)
    stopped = tuple(rule for rule in plan.stop_rules if _is_reached(rule, now.get(rule.metric)))
    verdict, why = _verdict(rows, gates, stopped, look)
    return Scorecard(verdict, why, stopped, rows, look)


def which_look(plan: PilotPlan, live: Facts, today: dt.date, start_of: Callable[[dt.date], float]) -> Look:
    """The last look whose day is over, with the level it needs. Information is the number of handled questions over `planned_n`."""
    past = [day for day in plan.looks if day < today]
    following = next((day for day in plan.looks if day >= today), None)
    if not past:
        return Look(0, len(plan.looks), None, following, 0.95, 0.0)
    information: list[float] = []
    for number, day in enumerate(past, start=1):
        n = _n_handled(_as_known(live.within(None, start_of(day + dt.timedelta(days=1))), start_of(day + dt.timedelta(days=1))))
        at_least = (information[-1] if information else 0.0) + 0.01
        share = 1.0 if number == len(plan.looks) else min(max(n / plan.planned_n, at_least), 1 - 0.01 * (len(plan.looks) - number))
        information.append(share)
    return Look(len(past), len(plan.looks), past[-1], following, level_at(tuple(round(t, 4) for t in information)), information[-1])


def _n_handled(facts: Facts) -> int:
    return int(((treated(facts) | held_out(facts)) & decided(facts)).sum())


def _as_known(facts: Facts, until: float) -> Facts:
    """The facts as they were known at a moment: what was decided later is not decided yet."""
    later = facts.number["decided"] >= until
    if not later.any():
        return facts
    text, number = dict(facts.text), dict(facts.number)
    for name in ("decision", "reason", "decider"):
        text[name] = text[name].copy()
        text[name][later] = ""
    for name in ("decided", "decided_hours", "response_hours", "handling_seconds", "edit_share", "n_opened", "on_time"):
        number[name] = number[name].copy()
        number[name][later] = float("nan")
    return Facts(text, number, facts.beside)


def _figures(facts: Facts, level: float, names: Collection[str]) -> dict[str, Figure]:
    found = [metric.measure(facts, level) for metric in METRICS if metric.named.name in names]
    return {figure.name: figure for figure in (*found, *measure_beside(facts, level))}


def _halves(
    plan: PilotPlan, facts: Facts, end: dt.date, names: Collection[str], start_of: Callable[[dt.date], float]
) -> tuple[dict[str, Figure], dict[str, Figure]]:
    """The figures of the first and of the second half of the days since the start; nothing in the first fortnight."""
    days = (end - plan.live.first).days + 1
    if days < 14:
        return {}, {}
    middle = start_of(plan.live.first + dt.timedelta(days=days // 2))
    last = start_of(plan.live.first + dt.timedelta(days=2 * (days // 2)))
    return _figures(facts.within(None, middle), 0.95, names), _figures(facts.within(middle, last), 0.95, names)


def _row(target: Target, figures: dict[str, Figure], earlier: dict[str, Figure], later: dict[str, Figure]) -> Row:
    figure = figures[target.metric]
    return Row(target, figure, standing(target, figure), earlier.get(target.metric), later.get(target.metric))


def standing(target: Target, figure: Figure) -> Standing:
    """Where a figure stands. Only a figure on enough n passes or fails; a gate by value fails at once, whatever the n."""
    if figure.needs is not None:
        return Standing.UNMEASURED
    if figure.value is None:
        return Standing.TOO_FEW
    is_higher = target.direction == "higher"
    reaches = figure.value >= target.target if is_higher else figure.value <= target.target
    if target.proof == "value":
        if not reaches and target.part is Part.GATE:
            return Standing.FAILED
        return Standing.TOO_FEW if figure.n < target.min_n else Standing.PASSED if reaches else Standing.FAILED
    if figure.n < target.min_n or figure.interval is None:
        return Standing.TOO_FEW
    if _clears(figure.interval, target.line, is_higher) and reaches:
        return Standing.PASSED
    return Standing.FAILED if _clears(figure.interval, target.target, not is_higher) else Standing.OPEN


def _clears(interval: Interval, line: float, is_higher: bool) -> bool:
    """Whether the whole interval lies beyond a line."""
    return interval.low > line if is_higher else interval.high < line


def _is_reached(rule: StopRule, figure: Figure | None) -> bool:
    if figure is None or figure.value is None or figure.n < rule.min_n:
        return False
    return figure.value > rule.value if rule.when == "above" else figure.value < rule.value


def _verdict(rows: Sequence[Row], gates_now: Sequence[Row], stopped: Sequence[StopRule], look: Look) -> tuple[Verdict, tuple[Row, ...]]:
    """Stop rules and gates first; GO only when every gate, benefit, equity and staff target is passed."""
    if any(rule.then == "decommission" for rule in stopped):
        return Verdict.DECOMMISSION, _named(gates_now, rows, {r.metric for r in stopped if r.then == "decommission"})
    failed = tuple(row for row in gates_now if row.standing is Standing.FAILED)
    if failed or stopped:
        return Verdict.FIX, failed or _named(gates_now, rows, {r.metric for r in stopped})
    if look.day is None:
        return Verdict.NOT_YET, ()
    benefit = [row for row in rows if row.target.part is Part.BENEFIT]
    if any(row.standing is Standing.FAILED for row in benefit):
        lost = tuple(row for row in benefit if row.standing is Standing.FAILED)
        return (Verdict.DECOMMISSION if look.is_last else Verdict.EXTEND), lost
    worse = tuple(row for row in rows if row.target.part in {Part.EQUITY, Part.STAFF} and row.standing is Standing.FAILED)
    if worse:
        return Verdict.FIX, worse
    unsure = tuple(row for row in rows if row.standing is not Standing.PASSED)
    return (Verdict.EXTEND, unsure) if unsure else (Verdict.GO, tuple(benefit))


def _named(gates: Sequence[Row], rows: Sequence[Row], names: set[str]) -> tuple[Row, ...]:
    found = {row.target.metric: row for row in (*rows, *gates) if row.target.metric in names}
    return tuple(found.values())
