"""`countersign metrics`: figures with their uncertainty."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.cli.door import As, Json, acting, emit, group, open_house

if TYPE_CHECKING:
    from eval.flow import Measured

app = group("Metrics: does it help, and how sure are we?")
_DAY = ["%Y-%m-%d"]
Since = Annotated[dt.datetime | None, typer.Option("--from", formats=_DAY, help="First day (UTC).")]
Until = Annotated[dt.datetime | None, typer.Option("--to", formats=_DAY, help="Day after the last one (UTC).")]
By = Annotated[str | None, typer.Option(help="Group by language, school, topic or week.")]


@app.command()
def show(since: Since = None, until: Until = None, by: By = None, as_: As = None, json: Json = False) -> None:
    """Print every figure with its n and its 95 % interval.

    Example: countersign metrics show --by language
    """
    from assistant.measure_shapes import figure_shape

    measured = _measure(since, until, by, as_)
    lines = [f"{measured.n_items} items"] + [f"{n:6d}  {outcome}" for outcome, n in sorted(measured.outcomes.items())]
    for f in measured.figures:
        told = "–" if f.value is None else f"{f.value:.3g}"
        between = f" [{f.interval.low:.3g}, {f.interval.high:.3g}]" if f.interval else ""
        few = "" if f.has_enough else f"  (too few to tell: needs {f.least_n})"
        if f.needs:
            lines.append(f"{f.name:20} not measured yet: needs {f.needs}")
            continue
        lines.append(f"{f'{f.group}: ' if f.group else ''}{f.name:20} {told}{between} {f.unit}, n={f.n}{few}")
    shape = {"n_items": measured.n_items, "outcomes": measured.outcomes, "reasons": measured.reasons}
    emit({**shape, "figures": [figure_shape(f) for f in measured.figures]}, as_json=json, lines=lines)


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="File to write.")],
    format_: Annotated[Literal["csv", "json", "parquet"], typer.Option("--format", help="What to write.")] = "csv",
    of: Annotated[str, typer.Option(help="figures, or items: what the figures are read from, without text or person.")] = "figures",
    since: Since = None,
    until: Until = None,
    by: By = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Write figures or items to a file, and their data dictionary beside it.

    Example: countersign metrics export --format parquet --out metrics.parquet
    """
    from assistant.exports import FORMATS, dictionary_bytes
    from assistant.services.metric_exports import table
    from policies.permissions import Permission

    start, end = _moments(since, until)
    with open_house() as house:
        rows, columns = table(house, acting(house, as_, Permission.METRICS_READ), of, start, end, by)
    out.write_bytes(FORMATS[format_](rows, columns))
    dictionary = out.with_name(f"{out.stem}.dictionary.json")
    dictionary.write_bytes(dictionary_bytes(columns))
    lines = [f"{len(rows)} {of} in {out}", f"What the columns mean: {dictionary}"]
    emit({"file": str(out), "n": len(rows), "dictionary": str(dictionary)}, as_json=json, lines=lines)


@app.command()
def gaps(as_: As = None, json: Json = False) -> None:
    """What families ask and documents do not answer well: size, suggested document and section, owner, days open, effect.

    Example: countersign metrics gaps --as owner
    """
    from assistant.improving_shapes import gap_shape
    from assistant.services.gaps import report
    from policies.permissions import Permission

    with open_house() as house:
        found = report(house, acting(house, as_, Permission.DOCUMENT_APPROVE))
    lines: list[str] = []
    for gap in found:
        size = "<5" if gap.is_small else str(gap.n)
        place = f"{gap.title} > {gap.section}" if gap.title else "no document near: a new one is needed"
        state = f"closed after {gap.days_open} days" if gap.is_closed else f"open {gap.days_open} days"
        lines.append(f"{size:>4}  {gap.topic or '-'}  {place}  {gap.owner or 'nobody yet'}  {state}")
    emit({"gaps": [gap_shape(gap) for gap in found]}, as_json=json, lines=lines or ["No gaps."])


@app.command()
def recurring(
    week: Annotated[dt.datetime | None, typer.Option(formats=_DAY, help="The Monday that it begins on; default: the last week.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """What was asked again and again in a week, in groups of at least five, with the approved answer to reuse.

    Example: countersign metrics recurring --week 2026-08-31
    """
    from assistant.improving_shapes import digest_shape
    from assistant.services.recurring import digest
    from policies.permissions import Permission

    with open_house() as house:
        found = digest(house, acting(house, as_, Permission.ANSWER_FIND), week.date() if week else None)
    lines = [f"Week from {found.monday}: {found.n} questions, {found.n_week_before} in the week before"]
    lines += [f"{n:5d}  {topic}" for topic, n in found.topics.items()]
    lines += [f"{group.n:5d}  like: {group.example or group.topic}  answer: {group.answer_item_id or 'none'}" for group in found.groups]
    emit(digest_shape(found), as_json=json, lines=lines)


def _moments(since: dt.datetime | None, until: dt.datetime | None) -> tuple[dt.datetime | None, dt.datetime | None]:
    return since.replace(tzinfo=dt.UTC) if since else None, until.replace(tzinfo=dt.UTC) if until else None


def _measure(since: dt.datetime | None, until: dt.datetime | None, by: str | None, as_: str | None) -> "Measured":
    from assistant.services.metrics import read_metrics
    from policies.permissions import Permission

    start, end = _moments(since, until)
    with open_house() as house:
        return read_metrics(house, acting(house, as_, Permission.METRICS_READ), start, end, by)
