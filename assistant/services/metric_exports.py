"""What measurement gives out as tables: figures, or the items that they are read from; no message and no person in either."""

import datetime as dt
from typing import Any

from assistant.compose import House
from assistant.exports import FORMATS, Column
from assistant.measure_shapes import figure_shape
from assistant.services.measuring import facts_of
from assistant.services.metrics import read_metrics
from eval.facts import NUMBER_COLUMNS, STEPS, TEXT_COLUMNS
from policies.errors import BadInput
from policies.permissions import Permission, require
from policies.words.people import Actor

FIGURES = (
    Column("name", "text", "Name of the metric; the same in every release."),
    Column("label", "text", "The metric as people call it."),
    Column("group", "text", "School, language, topic or week that the figure is of; empty: all items."),
    Column("value", "number", "The figure; empty: nothing was counted, or fewer than five stand behind it.", "as the column unit says"),
    Column("n", "whole", "What it rests on: items, replies or records, as the definition says.", "count"),
    Column("unit", "text", "Unit of value and interval; share and saving are 0 to 1, difference -1 to 1."),
    Column("interval.low", "number", "Lower end of the interval.", "as the column unit says"),
    Column("interval.high", "number", "Upper end of the interval.", "as the column unit says"),
    Column("interval.method", "text", "How the interval was computed."),
    Column("interval.level", "number", "How sure the interval is.", "0 to 1"),
    Column("interval", "text", "Empty; the interval's parts stand in the columns that begin with interval and a dot."),
    Column("definition", "text", "The metric's formula in words."),
    Column("has_enough", "flag", "False: fewer than least_n, not to be read as a result."),
    Column("least_n", "whole", "Fewer than this decides nothing.", "count"),
    Column("sources", "list", "Kinds of ledger events that it is read from."),
    Column("needs", "text", "Why there is no value: what would have to be recorded first."),
    Column("is_suppressed", "flag", "True: fewer than five stand behind it, neither value nor n is given out."),
)

_TEXTS = {
    "item_id": "Id of the item.",
    "language": "Language of the question.",
    "school": "School that the question names; empty: none.",
    "topic": "Topic that the evidence gave the question.",
    "outcome": "How the question's way ended.",
    "arm": "Arm of the pilot's design: draft, holdout, baseline or none.",
    "decision": "The first final decision; empty: none yet.",
    "reason": "Reason code of that decision.",
}
_NUMBERS = {
    "submitted": ("When it was submitted.", "epoch seconds UTC"),
    "decided": ("When it was decided first.", "epoch seconds UTC"),
    "decided_hours": ("From submission to the first final decision.", "business hours"),
    "response_hours": ("From submission to the first approval.", "business hours"),
    "handling_seconds": ("How long somebody held it, each spell cut at the idle limit.", "seconds"),
    "edit_share": ("Share of words changed at approval.", "0 to 1"),
    "n_opened": ("Citations opened before the approval.", "count"),
    "on_time": ("1: decided within the service level.", "0 or 1"),
    **{f"ms_{step}": (f"Wall time of the step {step}.", "milliseconds") for step in STEPS},
}
ITEMS = (
    *(Column(name, "text", _TEXTS[name]) for name in TEXT_COLUMNS if name in _TEXTS),
    *(Column(name, "number", *_NUMBERS[name]) for name in NUMBER_COLUMNS if name in _NUMBERS),
)
"""Who decided is left out: nothing here ranks persons."""

TABLES = {"figures": FIGURES, "items": ITEMS}


def table(
    house: House,
    actor: Actor,
    of: str,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    by: str | None = None,
) -> tuple[list[dict[str, Any]], tuple[Column, ...]]:
    """Rows and their columns. Raises: BadInput export.table, metrics.by."""
    require(actor, Permission.METRICS_READ)
    if of not in TABLES:
        raise BadInput("export.table", "There is no such table.", f"Use one of: {', '.join(TABLES)}.")
    if of == "figures":
        return [figure_shape(figure) for figure in read_metrics(house, actor, since, until, by).figures], FIGURES
    facts = facts_of(house).within(since.timestamp() if since else None, until.timestamp() if until else None)
    texts, numbers = [c.name for c in ITEMS if c.kind == "text"], [c.name for c in ITEMS if c.kind == "number"]
    rows: list[dict[str, Any]] = []
    for place in range(len(facts)):
        told: dict[str, Any] = {name: str(facts.text[name][place]) or None for name in texts}
        for name in numbers:
            value = float(facts.number[name][place])
            told[name] = None if value != value else value
        rows.append(told)
    return rows, ITEMS


def checked_format(name: str) -> str:
    """A format that exports know. Raises: BadInput export.format."""
    if name not in FORMATS:
        raise BadInput("export.format", "Exports are not written in that format.", f"Use one of: {', '.join(FORMATS)}.")
    return name
