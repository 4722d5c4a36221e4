"""Measuring: figures from the ledger, each with n and interval, and the items behind a figure."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace

from assistant.compose import House
from assistant.services import gaps
from assistant.services.measuring import facts_of
from eval.beside import BESIDE, FRESHNESS, KINDS_OF, OBSERVED
from eval.definitions import METRICS
from eval.facts import Facts
from eval.flow import SMALLEST_CELL, Measured, measure
from eval.measuring import Named
from ingest import scope
from policies import ledger
from policies.errors import NotFound
from policies.ledger import Tag
from policies.permissions import Permission, require
from policies.words.people import Actor

MOST_BEHIND = 200
"""Items listed behind a figure, newest first."""


_BESIDE_TAGS = {Tag.REREAD_DONE.value, Tag.DECOY_REVEALED.value, Tag.OBSERVATION_RECORDED.value, Tag.AUDIT_RECORDED.value}


@dataclass(frozen=True, slots=True)
class Record:
    """One record behind a figure. `n` is a count where equal ones are added up; `at` is then empty."""

    at: str
    what: str
    n: int | None


def read_metrics(
    house: House, actor: Actor, since: dt.datetime | None = None, until: dt.datetime | None = None, by: str | None = None
) -> Measured:
    """Figures of the items submitted in [since, until); those of content gaps are of today. Raises: BadInput metrics.by."""
    require(actor, Permission.METRICS_READ)
    measured = measure(_within(facts_of(house), since, until), by)
    return measured if by else replace(measured, figures=(*measured.figures, *gaps.figures(house, actor)))


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


def records_behind(house: House, actor: Actor, name: str) -> tuple[Named, int, list[Record]]:
    """What stands behind a figure of records beside items: when and what, never who; one survey reply is nobody's.

    Replies are counted by value, and a value that fewer than five gave is left out. Raises: NotFound metric.unknown.
    """
    require(actor, Permission.METRICS_READ)
    if name == FRESHNESS.name:
        return FRESHNESS, *_sources_behind(house)
    named = next((known for known in BESIDE if known.name == name), None)
    if named is None:
        raise NotFound("metric.unknown", "Nothing stands behind a figure of this name.", "`countersign metrics show` lists the names.")
    tags = [Tag(tag) for tag in named.sources if tag in _BESIDE_TAGS]
    kinds = KINDS_OF.get(name)
    with house.database.read() as session:
        events = [e for e in ledger.events(session, tags=tags) if kinds is None or e.subject in kinds] if tags else []
    if name.endswith("_survey"):
        counted = Counter(float(e.payload["value"]) for e in events)
        shown = [Record("", f"{value:g} of 5", n) for value, n in sorted(counted.items()) if n >= SMALLEST_CELL]
        return named, len(events), shown
    told = [Record(e.at, _said(e), None) for e in reversed(events)]
    return named, len(events), told[:MOST_BEHIND]


def _sources_behind(house: House) -> tuple[int, list[Record]]:
    """The revisions in force, by when they expire, the nearest first."""
    with house.database.read() as session:
        found = sorted(scope.in_force(scope.published(session), house.clock.today()).values(), key=lambda one: (one.expires_on, one.title))
    return len(found), [Record(one.expires_on.isoformat(), one.title, None) for one in found[:MOST_BEHIND]]


def _said(event: ledger.Event) -> str:
    payload = event.payload
    if event.tag == Tag.REREAD_DONE.value:
        return "agrees" if payload["agrees"] else f"does not agree: {str(payload.get('reason_code') or 'no reason').replace('_', ' ')}"
    if event.tag == Tag.DECOY_REVEALED.value:
        return "caught" if payload["is_caught"] else "missed"
    if event.tag == Tag.AUDIT_RECORDED.value:
        return f"{event.subject}, {str(payload['aspect']).replace('_', ' ')}: {'holds' if payload['holds'] else 'does not hold'}"
    return f"{OBSERVED.get(event.subject, event.subject)}: {float(payload['value']):g}"


def _numbers_of(facts: Facts, i: int) -> dict[str, str | float | None]:
    names = ("submitted", "response_hours", "handling_seconds", "edit_share")
    values = {name: float(facts.number[name][i]) for name in names}
    return {name: None if value != value else value for name, value in values.items()}


def _within(facts: Facts, since: dt.datetime | None, until: dt.datetime | None) -> Facts:
    return facts.within(since.timestamp() if since else None, until.timestamp() if until else None)
