"""Figures and verdicts in words, the same for pages, papers and the command line: never more precise than they are."""

import datetime as dt
from collections.abc import Callable

from eval.beside import BESIDE, FRESHNESS
from eval.definitions import METRICS
from eval.pilot import PilotPlan, change_values
from eval.scorecard import Row, Scorecard, Standing, Verdict
from policies.words.measures import Figure

Say = Callable[[str], str]
"""Gives the words of a language for English ones, `%(name)s` for what is filled in."""


def english(words: str) -> str:
    """English as it stands here."""
    return words


_FORMS = {
    "share": "{p:.0f}%",
    "share of words": "{p:.0f}%",
    "saving": "{p:.0f}%",
    "difference": "{p:+.0f} points",
    "hours": "{v:.1f} h",
    "seconds": "{v:.0f} s",
    "ms": "{v:.0f} ms",
    "days": "{v:.0f} days",
    "gaps": "{v:.0f}",
    "hours in all": "{v:.1f} h",
    "citations": "{v:.1f}",
    "kappa": "{v:.2f}",
    "dollars": "${v:.2f}",
    "per 1,000": "{v:.1f} per 1,000",
}

STANDINGS = {
    Standing.PASSED: "reached",
    Standing.FAILED: "missed",
    Standing.OPEN: "not sure enough",
    Standing.TOO_FEW: "too few to judge",
    Standing.UNMEASURED: "not measured yet",
}

VERDICTS = {
    Verdict.GO: "GO",
    Verdict.EXTEND: "EXTEND",
    Verdict.FIX: "FIX",
    Verdict.DECOMMISSION: "DECOMMISSION",
    Verdict.NOT_YET: "NO VERDICT YET",
}

MEANINGS = {
    Verdict.GO: "It does what the plan asked for: going on is justified.",
    Verdict.EXTEND: "It is not sure enough yet: measure longer before deciding.",
    Verdict.FIX: "Something must be mended before it goes on.",
    Verdict.DECOMMISSION: "It does not do what the plan asked for: end it.",
    Verdict.NOT_YET: "The day on which the plan allows a verdict has not come.",
}
"""Each verdict for somebody who reads it for the first time."""

_NAMED = (*(metric.named for metric in METRICS), *BESIDE, FRESHNESS)
LABELS = {named.name: named.label for named in _NAMED}
"""Name of a metric → what people call it."""

UNITS = {named.name: named.unit for named in _NAMED}
"""Name of a metric → its unit."""

NO_LOOK_LEFT = "The plan has no look left: lock a longer live phase with a further look (it is shown as a change), or end the pilot."
"""What follows EXTEND at the last look."""

NEXT = {
    Verdict.GO: "Decide whether to go on in regular use; keep measuring with the same gates.",
    Verdict.EXTEND: "Go on as planned and read again at the next look; add questions rather than looks.",
    Verdict.FIX: "Stop new drafts until what is named is mended; then read the gates again.",
    Verdict.DECOMMISSION: "Switch drafting off, tell the community why, and keep the records.",
    Verdict.NOT_YET: "Go on as planned; nothing can be concluded before the first look.",
}


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def written(value: float | None, unit: str, say: Say = english) -> str:
    """A value in its unit; a dash for none."""
    if value is None:
        return "–"
    form = "{m:.0f} min" if unit == "hours" and abs(value) < 0.95 else _FORMS.get(unit, "{v:.1f}")
    told = say(form).format(v=value, p=100 * value, m=60 * value).replace(".0 per", " per")
    return told[1:] if told.startswith("-0") and not any(c in told for c in "123456789") else told


def written_interval(figure: Figure, say: Say = english) -> str:
    """`12% to 30%, 97% sure`; a dash without an interval."""
    if figure.interval is None:
        return "–"
    low, high = written(figure.interval.low, figure.unit, say), written(figure.interval.high, figure.unit, say)
    level = figure.interval.level
    sure = say("more than 99.9%%") % {} if level > 0.999 else f"{100 * level:.1f}%".replace(".0%", "%")
    return say("%(low)s to %(high)s, %(sure)s sure") % {"low": low, "high": high, "sure": sure}


def written_day(day: dt.date, say: Say = english) -> str:
    """A day as people in the United States write it, in either language."""
    return say("%(month)s %(day)s, %(year)s") % {"month": say(MONTHS[day.month - 1]), "day": day.day, "year": day.year}


def next_step(card: Scorecard, say: Say = english) -> str:
    """What to do after a verdict."""
    has_no_look = card.verdict is Verdict.EXTEND and card.look.following is None
    return say(NO_LOOK_LEFT if has_no_look else NEXT[card.verdict])


def sentence(card: Scorecard, say: Say = english) -> str:
    """The verdict in one sentence, with how sure it is."""
    return f"{say(VERDICTS[card.verdict])}: {reason(card, say)}"


def reason(card: Scorecard, say: Say = english) -> str:
    """Why the verdict is what it is: the sentence without its first word."""
    look = card.look
    facts = {"told": _joined([_found(row, say) for row in card.why], say)}
    following = written_day(look.following, say) if look.following else ""
    if card.verdict is Verdict.NOT_YET:
        when = say("the first look is after %(day)s") % {"day": following} if following else say("no look is planned")
        return say("%(when)s; what is shown so far decides nothing.") % {**facts, "when": when}
    if card.verdict is Verdict.GO:
        return say("%(told)s, and every gate, equity and staff target is reached.") % facts
    if card.verdict is Verdict.EXTEND:
        after = say("the next look is after %(day)s") % {"day": following} if following else say("the plan has no further look")
        return say("not sure enough yet (%(told)s); %(after)s.") % {**facts, "after": after}
    if card.verdict is Verdict.FIX:
        return say("%(told)s; what is named must be mended before the pilot goes on.") % facts
    return say("%(told)s; going on is not worth it by the plan's own lines.") % facts


def _found(row: Row, say: Say) -> str:
    figure, target = row.figure, row.target
    label = say(figure.label)
    label = label[:1].lower() + label[1:]
    if row.standing is Standing.UNMEASURED:
        return say("%(label)s is not measured yet") % {"label": label}
    if row.standing is Standing.TOO_FEW:
        return say("%(label)s rests on %(n)s of the %(planned)s that were planned") % {
            "label": label,
            "n": figure.n,
            "planned": target.min_n,
        }
    between = f" ({written_interval(figure, say)}, n = {figure.n})" if figure.interval else f" (n = {figure.n})"
    wanted = bound(target.direction == "higher", written(target.target, figure.unit, say), say)
    facts = {"label": label, "value": written(figure.value, figure.unit, say), "between": between, "wanted": wanted}
    return say("%(label)s is %(value)s%(between)s against %(wanted)s") % facts


def change_words(before: PilotPlan, after: PilotPlan, say: Say = english) -> list[str]:
    """What a later version of a plan changed, each with its value before and after."""
    told: list[str] = []
    for field, old, new in change_values(before, after):
        name, _, rest = field.partition(": ")
        what = f"{say(LABELS[name])}, {rest}" if rest and name in LABELS else field.replace("_", " ")
        told.append(say("%(what)s was %(old)s, is now %(new)s") % {"what": what, "old": old, "new": new})
    return told


def bound(is_least: bool, value: str, say: Say = english) -> str:
    """A target's side and value."""
    return (say("at least %(value)s") if is_least else say("at most %(value)s")) % {"value": value}


def _joined(parts: list[str], say: Say) -> str:
    if len(parts) < 2:
        return parts[0] if parts else say("nothing is named")
    return say("%(several)s and %(last)s") % {"several": ", ".join(parts[:-1]), "last": parts[-1]}
