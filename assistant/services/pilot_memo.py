"""The one-page memo for a board: what it says, line by line, for HTML and PDF alike."""

from dataclasses import dataclass

from assistant.services.pilot_scorecard import Reading
from assistant.whiskers import Whisker, whisker
from eval.scorecard import Row
from eval.wording import NEXT, STANDINGS, sentence, written, written_day, written_interval


@dataclass(frozen=True, slots=True)
class Line:
    """One target in words, with its drawing."""

    label: str
    wanted: str
    found: str
    interval: str
    n: str
    standing: str
    drawn: Whisker | None


@dataclass(frozen=True, slots=True)
class Memo:
    """Everything that the memo says."""

    district: str
    title: str
    today: str
    verdict: str
    following: str
    changes: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]


def memo_of(reading: Reading, district: str) -> Memo:
    """The memo of a reading."""
    card, plan = reading.card, reading.plan.plan
    look = card.look
    when = f"Read at look {look.number} of {look.n_looks}, after {written_day(look.day)}." if look.day else "No look has passed yet."
    notes = (
        f"{when} Intervals are widened because the figures are read {look.n_looks} times (O'Brien-Fleming type spending).",
        f"{plan.hold_out.share:.0%} of the questions that could have a draft got none, drawn by lot (seed {plan.hold_out.seed}): "
        "time saved compares these two groups. Not measured: what families understood, and questions that were never asked.",
        f"Plan {reading.plan.number} of {written_day(reading.plan.locked_at.date())}, hash {reading.plan.hash[:16]}. "
        f"Owner: {plan.owner.name}, {plan.owner.role}. No figure ranks persons; groups of fewer than five are not shown.",
    )
    changes = tuple(f"{change.locked_by}: {change.reason} ({', '.join(change.changed)})" for change in reading.changes)
    return Memo(
        district, plan.name, written_day(reading.today), sentence(card), NEXT[card.verdict], changes, tuple(map(_line, card.rows)), notes
    )


def wanted(row: Row) -> str:
    """A target in words."""
    target, unit = row.target, row.figure.unit
    told = f"{'at least' if target.direction == 'higher' else 'at most'} {written(target.target, unit)}"
    if target.proof == "interval" and target.beat is not None:
        told += f", surely {'above' if target.direction == 'higher' else 'below'} {written(target.beat, unit)}"
    return told


def _line(row: Row) -> Line:
    figure = row.figure
    found = f"needs {figure.needs}" if figure.needs else written(figure.value, figure.unit)
    n = "" if figure.needs else f"{figure.n}"
    return Line(figure.label, wanted(row), found, written_interval(figure), n, STANDINGS[row.standing], whisker(row))
