"""`countersign eval threshold`: the district's own threshold of abstention."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.door import As, Json, Progress, acting, emit, open_house

if TYPE_CHECKING:
    from assistant.services.threshold import Fitted
    from eval.threshold import Point, Share

TOLD_STEP = 5
"""Every so many hundredths a line is printed; --json holds them all."""


def register(group: typer.Typer) -> None:
    """Add the command to `countersign eval`."""
    group.command()(threshold)


def threshold(
    cases: Annotated[
        list[Path], typer.Argument(help="JSONL files of golden cases; `eval from-decisions` makes some of the district's own.")
    ],
    most_wrong: Annotated[float, typer.Option(min=0.005, max=0.5, help="Largest share answered of the cases where silence is due.")] = 0.05,
    write: Annotated[bool, typer.Option("--write", help="Put the threshold into the district's policy file; comments stay.")] = False,
    as_: As = None,
    json: Json = False,
) -> None:
    """Fit the threshold below which nothing is drafted to the district's own documents and questions.

    Walks every case as it is, and every answerable one again as if its right documents had never been published. Changes nothing
    without --write. --json holds the confidence of every walk by the case's id.

    Example: countersign eval threshold golden.jsonl decided.jsonl --most-wrong 0.05
    """
    from assistant.services.threshold import fit_threshold, write_threshold
    from policies.permissions import Permission

    with open_house() as house:
        actor = acting(house, as_, Permission.OPERATIONS_MANAGE)
        fitted = fit_threshold(house, actor, cases, most_wrong, Progress("cases"))
        written = write_threshold(house, actor, fitted) if write else None
    lines = [*_lines(fitted), *([f"Written. The policy is version {written.version}; restart the server."] if written else [])]
    emit(_shape(fitted, is_written=written is not None), as_json=json, lines=lines)


def _shape(fitted: "Fitted", *, is_written: bool) -> dict[str, Any]:
    from eval.threshold import warnings_of

    proposal = fitted.proposal
    return {
        "threshold": proposal.threshold,
        "now": fitted.now,
        "most_wrong": proposal.most_wrong,
        "has_enough": proposal.has_enough,
        "n_least": proposal.n_least,
        "warnings": warnings_of(proposal),
        "counted": fitted.counted,
        "curves": proposal.curves,
        "walks": fitted.walks,
        "is_written": is_written,
        "provenance": fitted.provenance,
    }


def _lines(fitted: "Fitted") -> list[str]:
    from eval.threshold import warnings_of

    proposal, counted = fitted.proposal, fitted.counted
    first = proposal.whole.points[0]
    lines = [
        f"{counted.n_cases} cases: {first.answered.n} should be answered. Silence is due in {first.wrongly_answered.n} walks: cases that "
        "say so, and answerable ones once more without their documents.",
        f"Left aside: {counted.n_by_rules} stopped by rules, which no threshold touches; {counted.n_without_document} that name no "
        f"document; {counted.n_said_elsewhere} whose words another document says too.",
        "",
        _row("threshold", *(f"{curve.language or 'all'}: {kind}" for curve in proposal.curves for kind in ("answered", "wrongly"))),
        *(_point_row(point, fitted) for point in proposal.whole.points if _is_told(point.threshold, fitted)),
        "",
        *(f"Warning: {warning}" for warning in warnings_of(proposal)),
    ]
    if proposal.threshold is None:
        return lines
    now, then = proposal.whole.at(fitted.now), proposal.whole.at(proposal.threshold)
    return [
        *lines,
        f"Proposed; {fitted.now:g} is in force. The lines for policy.yaml:",
        "abstention:",
        f"  min_confidence: {proposal.threshold:g}",
        f"Answered {_told(now.answered)} → {_told(then.answered)}; wrongly answered {_told(now.wrongly_answered)} → "
        f"{_told(then.wrongly_answered)}{_between(then.wrongly_answered)}.",
    ]


def _is_told(threshold: float, fitted: "Fitted") -> bool:
    hundredths = round(threshold * 100, 6)
    return hundredths % TOLD_STEP == 0 or threshold in (fitted.now, fitted.proposal.threshold)


def _point_row(point: "Point", fitted: "Fitted") -> str:
    marks = [name for name, at in (("now", fitted.now), ("proposed", fitted.proposal.threshold)) if at == point.threshold]
    shares = [share for curve in fitted.proposal.curves for share in _pair(curve.at(point.threshold))]
    return _row(f"{point.threshold:.2f}", *map(_told, shares)) + (f"  ← {', '.join(marks)}" if marks else "")


def _pair(point: "Point") -> "tuple[Share, Share]":
    return point.answered, point.wrongly_answered


def _row(first: str, *cells: str) -> str:
    return f"{first:10}" + "".join(f"{cell:>16}" for cell in cells)


def _told(share: "Share") -> str:
    return "–" if share.value is None else f"{share.value:.3f} ({share.n_hits}/{share.n})"


def _between(share: "Share") -> str:
    interval = share.interval
    return f" (between {interval.low:.3f} and {interval.high:.3f} with {interval.level:.0%} confidence)" if interval else ""
