"""The one-page memo for a board: what it says, line by line, for HTML and PDF alike."""

from dataclasses import dataclass

from assistant.services.pilot_scorecard import Reading
from assistant.whiskers import Whisker, whisker
from eval.scorecard import Row
from eval.wording import STANDINGS, Say, bound, english, next_step, sentence, written, written_day, written_interval


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


def memo_of(reading: Reading, district: str, say: Say = english) -> Memo:
    """The memo of a reading, in the language of `say`."""
    card, plan = reading.card, reading.plan.plan
    look = card.look
    when = say("No look has passed yet.")
    if look.day:
        when = say("Read at look %(n)s of %(all)s, after %(day)s.") % {
            "n": look.number,
            "all": look.n_looks,
            "day": written_day(look.day, say),
        }
    facts = {
        **{"when": when, "n_looks": look.n_looks, "share": f"{plan.hold_out.share:.0%}", "seed": plan.hold_out.seed},
        **{"n": reading.plan.number, "day": written_day(reading.plan.locked_at.date(), say), "hash": reading.plan.hash[:16]},
        **{"owner": plan.owner.name, "role": plan.owner.role},
    }
    notes = (
        say(
            "How to read the drawings: the dot is what was found, the bar is where the true value very probably lies, green is where "
            "the target is reached, the upright line is the target."
        ),
        say("%(when)s Intervals are widened because the figures are read %(n_looks)s times (O'Brien-Fleming type spending).") % facts,
        say(
            "%(share)s of the questions that could have a draft got none, drawn by lot (seed %(seed)s): time saved compares these two "
            "groups. Not measured: what families understood, and questions that were never asked."
        )
        % facts,
        say(
            "Plan %(n)s of %(day)s, hash %(hash)s. Owner: %(owner)s, %(role)s. No figure ranks persons; groups of fewer than five are "
            "not shown."
        )
        % facts,
    )
    changes = tuple(f"{change.locked_by}: {change.reason} ({'; '.join(what)})" for change, what in reading.changed(say))
    lines = tuple(_line(row, say) for row in card.rows)
    today = written_day(reading.today, say)
    return Memo(district, plan.name, today, sentence(card, say), next_step(card, say), changes, lines, notes)


def wanted(row: Row, say: Say = english) -> str:
    """A target in words."""
    target, unit = row.target, row.figure.unit
    is_least = target.direction == "higher"
    told = bound(is_least, written(target.target, unit, say), say)
    if target.proof == "interval" and target.beat is not None:
        beat = written(target.beat, unit, say)
        told += (say(", surely above %(value)s") if is_least else say(", surely below %(value)s")) % {"value": beat}
    return told


def _line(row: Row, say: Say) -> Line:
    figure = row.figure
    found = say("needs %(what)s") % {"what": say(figure.needs)} if figure.needs else written(figure.value, figure.unit, say)
    n = "" if figure.needs else f"{figure.n}"
    interval, standing = written_interval(figure, say), say(STANDINGS[row.standing])
    return Line(say(figure.label), wanted(row, say), found, interval, n, standing, whisker(row))
