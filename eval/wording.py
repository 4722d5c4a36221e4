"""Figures and verdicts in words, the same for pages, papers and the command line: never more precise than they are."""

import datetime as dt

from eval.scorecard import Row, Scorecard, Standing, Verdict
from policies.words.measures import Figure

_FORMS = {
    "share": "{p:.0f}%",
    "share of words": "{p:.0f}%",
    "saving": "{p:.0f}%",
    "difference": "{p:+.0f} points",
    "hours": "{v:.1f} h",
    "seconds": "{v:.0f} s",
    "ms": "{v:.0f} ms",
    "days": "{v:.0f} days",
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

NEXT = {
    Verdict.GO: "Decide whether to go on in regular use; keep measuring with the same gates.",
    Verdict.EXTEND: "Go on as planned and read again at the next look; add questions rather than looks.",
    Verdict.FIX: "Stop new drafts until what is named is mended; then read the gates again.",
    Verdict.DECOMMISSION: "Switch drafting off, tell the community why, and keep the records.",
    Verdict.NOT_YET: "Go on as planned; nothing can be concluded before the first look.",
}


def written(value: float | None, unit: str) -> str:
    """A value in its unit; a dash for none."""
    if value is None:
        return "–"
    told = _FORMS.get(unit, "{v:.1f}").format(v=value, p=100 * value)
    return told[1:] if told.startswith("-0") and not any(c in told for c in "123456789") else told


def written_interval(figure: Figure) -> str:
    """`12% to 30%, 97% sure`; a dash without an interval."""
    if figure.interval is None:
        return "–"
    low, high = written(figure.interval.low, figure.unit), written(figure.interval.high, figure.unit)
    return f"{low} to {high}, {_sure(figure.interval.level)} sure"


def _sure(level: float) -> str:
    return "more than 99.9%" if level > 0.999 else f"{100 * level:.1f}%".replace(".0%", "%")


def written_day(day: dt.date) -> str:
    """A day as people in the United States write it."""
    return day.strftime("%B %-d, %Y")


def sentence(card: Scorecard) -> str:
    """The verdict in one sentence, with how sure it is."""
    head, look = VERDICTS[card.verdict], card.look
    if card.verdict is Verdict.NOT_YET:
        when = f"the first look is after {written_day(look.following)}" if look.following else "no look is planned"
        return f"{head}: {when}; what is shown so far decides nothing."
    if card.verdict is Verdict.GO:
        return f"{head}: {_joined([_found(row) for row in card.why])}, and every gate, equity and staff target is reached."
    told = _joined([_found(row) for row in card.why])
    if card.verdict is Verdict.EXTEND:
        after = f"the next look is after {written_day(look.following)}" if look.following else "the plan has no further look"
        return f"{head}: not sure enough yet ({told}); {after}."
    if card.verdict is Verdict.FIX:
        return f"{head}: {told}; what is named must be mended before the pilot goes on."
    return f"{head}: {told}; going on is not worth it by the plan's own lines."


def _found(row: Row) -> str:
    figure, target = row.figure, row.target
    label = figure.label[:1].lower() + figure.label[1:]
    if row.standing is Standing.UNMEASURED:
        return f"{label} is not measured yet"
    if row.standing is Standing.TOO_FEW:
        return f"{label} rests on {figure.n} of the {target.min_n} that were planned"
    between = f" ({written_interval(figure)}, n = {figure.n})" if figure.interval else f" (n = {figure.n})"
    line = "at least" if target.direction == "higher" else "at most"
    return f"{label} is {written(figure.value, figure.unit)}{between} against {line} {written(target.target, figure.unit)}"


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else "nothing is named"
