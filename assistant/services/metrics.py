"""Measuring: figures from the ledger, each with n and interval, and the items behind a figure."""

import datetime as dt

from assistant.compose import House
from assistant.services.measuring import facts_of
from eval.definitions import METRICS
from eval.facts import Facts
from eval.flow import Measured, measure
from policies.errors import NotFound
from policies.permissions import Permission, require
from policies.words.people import Actor

MOST_BEHIND = 200
"""Items listed behind a figure, newest first."""


def read_metrics(
    house: House, actor: Actor, since: dt.datetime | None = None, until: dt.datetime | None = None, by: str | None = None
) -> Measured:
    """Figures of the items submitted in [since, until). Raises: BadInput metrics.by."""
    require(actor, Permission.METRICS_READ)
    return measure(_within(facts_of(house), since, until), by)


def items_behind(
    house: House, actor: Actor, name: str, since: dt.datetime | None = None, until: dt.datetime | None = None
) -> tuple[int, list[dict[str, str | float | None]]]:
    """How many items stand behind a figure, and the newest of them without any text or person. Raises: NotFound metric.unknown."""
    require(actor, Permission.METRICS_READ)
    metric = next((m for m in METRICS if m.named.name == name), None)
    if metric is None:
        raise NotFound("metric.unknown", "No items stand behind a figure of this name.", "`countersign metrics show` lists the names.")
    facts = _within(facts_of(house), since, until)
    chosen = facts.where(metric.behind(facts))
    order = chosen.number["submitted"].argsort()[::-1][:MOST_BEHIND]
    shown = ("item_id", "outcome", "topic", "language", "school", "decision", "reason")
    return len(chosen), [{name: str(chosen.text[name][i]) for name in shown} | _numbers_of(chosen, int(i)) for i in order]


def _numbers_of(facts: Facts, i: int) -> dict[str, str | float | None]:
    names = ("submitted", "response_hours", "handling_seconds", "edit_share")
    values = {name: float(facts.number[name][i]) for name in names}
    return {name: None if value != value else value for name, value in values.items()}


def _within(facts: Facts, since: dt.datetime | None, until: dt.datetime | None) -> Facts:
    return facts.within(since.timestamp() if since else None, until.timestamp() if until else None)
