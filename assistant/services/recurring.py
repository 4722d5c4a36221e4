"""What families asked again and again in a week: topics, counts, a typical wording of large groups, and the approved answer to reuse."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from assistant.compose import House
from assistant.services.gaps import Read, read_questions
from assistant.services.grounds import in_force
from eval.flow import SMALLEST_CELL
from eval.gaps import cluster, typical
from policies.errors import BadInput, CountersignError
from policies.permissions import Permission, may, require
from policies.words.items import Answer, ItemStatus
from policies.words.people import Actor
from policies.words.questions import Outcome
from review_queue import answers, store
from review_queue.tables import ItemRow

MOST_ASKED = 600
"""Newest questions of the week that are put together."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """Like questions of one week, at least five. `example` is redacted wording, only for who may read questions; `answer` holds today."""

    topic: str | None
    n: int
    n_week_before: int
    n_drafted: int
    languages: dict[str, int]
    example: str | None
    answer_item_id: str | None
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Digest:
    """One week. `n_single` questions belonged to no group of five; topics with fewer than five are added up as `n_other_topics`."""

    monday: dt.date
    n: int
    n_week_before: int
    topics: dict[str, int]
    n_other_topics: int
    groups: tuple[Recurring, ...]
    n_single: int


def digest(house: House, actor: Actor, monday: dt.date | None = None) -> Digest:
    """The digest of the week that begins on a Monday; default: the last whole week. Raises: BadInput recurring.monday."""
    if not may(actor, Permission.ANSWER_FIND):
        require(actor, Permission.METRICS_READ)
    today, zone = house.clock.today(), ZoneInfo(house.clock.timezone)
    start = monday or today - dt.timedelta(days=today.weekday() + 7)
    if start.weekday() != 0 or not 2000 <= start.year <= 2100:
        raise BadInput("recurring.monday", "A week begins on a Monday.", "Give the date of a Monday.")
    edges = [dt.datetime.combine(start + dt.timedelta(days=days), dt.time(), zone) for days in (-7, 0, 7)]
    with house.database.read() as session:
        read = read_questions(session, edges[0])
    week = [one for one in read if edges[1].timestamp() <= one.asked.at < edges[2].timestamp()][:MOST_ASKED]
    before = [one for one in read if one.asked.at < edges[1].timestamp()][:MOST_ASKED]
    both = [*week, *before]
    found: list[Recurring] = []
    n_grouped = 0
    for places in cluster([one.asked for one in both]):
        members, earlier = [both[p] for p in places if p < len(week)], sum(p >= len(week) for p in places)
        if len(members) >= SMALLEST_CELL:
            n_grouped += len(members)
            found.append(_told(house, actor, members, earlier if earlier >= SMALLEST_CELL else 0))
    topics = Counter(one.topic or "not stated" for one in week)
    shown = {topic: n for topic, n in sorted(topics.items(), key=lambda told: (-told[1], told[0])) if n >= SMALLEST_CELL}
    found.sort(key=lambda one: (-one.n, one.topic or ""))
    return Digest(start, len(week), len(before), shown, len(week) - sum(shown.values()), tuple(found), len(week) - n_grouped)


def _told(house: House, actor: Actor, members: list[Read], n_before: int) -> Recurring:
    topics = Counter(one.topic for one in members if one.topic)
    item_id, answer = _answer(house, members) if may(actor, Permission.ANSWER_FIND) else (None, None)
    return Recurring(
        min(topics, key=lambda name: (-topics[name], name)) if topics else None,
        len(members),
        n_before,
        sum(one.outcome == Outcome.DRAFTED.value for one in members),
        dict(sorted(Counter(one.language for one in members).items())),
        members[typical([one.asked for one in members])].text if may(actor, Permission.ANSWER_FIND) else None,
        item_id,
        answer,
    )


def _answer(house: House, members: list[Read]) -> tuple[str | None, Answer | None]:
    """The newest approved answer of the group that still holds; never one with a line that staff attested."""
    with house.database.read() as session:
        for one in members:
            row = session.get(ItemRow, one.asked.item_id)
            if row is None or row.status != ItemStatus.APPROVED.value or row.outcome != Outcome.DRAFTED.value:
                continue
            item = store.get_item(session, row.id)
            try:
                answer = answers.get_answer(session, row.id, house.policy, in_force(house, session, item), house.clock.today())
            except CountersignError:
                continue
            if not answer.attested:
                return row.id, answer
    return None, None
