"""Measuring: figures from the items, each with n and interval."""

import datetime as dt

from assistant.compose import House
from eval.flow import Measured, measure
from policies.permissions import Permission, require
from policies.words.people import Actor
from review_queue.facts import item_facts


def read_metrics(
    house: House, actor: Actor, since: dt.datetime | None = None, until: dt.datetime | None = None, by: str | None = None
) -> Measured:
    """Figures of the items submitted in [since, until). Raises: BadInput metrics.by."""
    require(actor, Permission.METRICS_READ)
    with house.database.read() as session:
        facts = item_facts(session, since, until)
    return measure(facts, by)
