"""The content-gap report: what families ask and documents do not answer, for each document's owner, and whether a new version helped."""

import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.accounts.users import usernames
from assistant.compose import House
from eval.flow import SMALLEST_CELL
from eval.gaps import HEAVY_EDIT, Asked, Effect, GapKind, cluster, effect, keywords, measure_gaps, typical
from ingest.lexical import stems
from ingest.tables import DocumentRow, RevisionRow
from policies.permissions import Permission, may, require
from policies.words.items import DecisionKind, ReasonCode
from policies.words.measures import NEWSLETTER, Figure
from policies.words.people import Actor
from policies.words.questions import Outcome
from review_queue.tables import AnswerRow, DecisionRow, ItemRow

DAYS = 180
"""How far back questions are read: one school half-year."""

MOST_GAPS, MOST_READ = 400, 3000
"""Newest gaps that are put together, and newest questions that an effect is measured on."""

_WORD = re.compile(r"[^\W\d_]+")

N_PASSAGES = 3
"""Best passages of each question that count for likeness and for the suggested document."""

_SILENT = {Outcome.ABSTAINED_NO_SOURCE, Outcome.ABSTAINED_EXPIRED, Outcome.ABSTAINED_CONFLICT, Outcome.FAILED_CHECK}
_REASONS = {ReasonCode.WRONG_FACT, ReasonCode.WRONG_SOURCE, ReasonCode.OUT_OF_DATE, ReasonCode.INCOMPLETE}


@dataclass(frozen=True, slots=True)
class Gap:
    """Like questions that were not answered well. Words (`keywords`, `example`) only for the document's owner, of five or more.

    `document_id` is None when nothing near was found: then a new document is missing. `published_at`: the document's next version.
    """

    id: str
    topic: str | None
    n: int
    kinds: dict[str, int]
    languages: dict[str, int]
    first_at: dt.datetime
    latest_at: dt.datetime
    days_open: int
    document_id: str | None
    title: str | None
    section: str
    owner: str | None
    owner_ids: frozenset[str]
    keywords: tuple[str, ...]
    example: str | None
    published_at: dt.datetime | None
    effect: Effect | None

    @property
    def is_closed(self) -> bool:
        """Whether a new version came and no such question failed since."""
        return self.published_at is not None and self.latest_at < self.published_at

    @property
    def is_small(self) -> bool:
        """Whether fewer than five stand behind it: its count is not told."""
        return self.n < SMALLEST_CELL


@dataclass(frozen=True, slots=True)
class Read:
    """One question as it was asked, redacted, and what was found near it. `near`: document and section of the best passages."""

    asked: Asked
    text: str
    topic: str | None
    language: str
    outcome: str
    near: tuple[tuple[str, str], ...]


def report(house: House, actor: Actor) -> list[Gap]:
    """Gaps, largest first: owners see those of their documents, leaders and administrators all; leaders no words."""
    if not may(actor, Permission.DOCUMENT_APPROVE):
        require(actor, Permission.METRICS_READ)
    is_owner_only, with_words = not may(actor, Permission.METRICS_READ), may(actor, Permission.DOCUMENT_APPROVE)
    now = house.clock.now()
    with house.database.read() as session:
        read = read_questions(session, now - dt.timedelta(days=DAYS))
        documents = {row.id: row for row in session.scalars(select(DocumentRow))}
        published = _published(session)
        names = usernames(session, {row.owner_id for row in documents.values()})
    failed = [one for one in read if one.asked.kind is not None][:MOST_GAPS]
    every = [one.asked for one in read]
    found: list[Gap] = []
    for places in cluster([one.asked for one in failed]):
        members = [failed[place] for place in places]
        gap = _gap(members, every, documents, names, published, now)
        if not is_owner_only or actor.user_id in gap.owner_ids:
            found.append(gap if with_words else replace(gap, keywords=(), example=None))
    return found


def figures(house: House, actor: Actor) -> list[Figure]:
    """How many gaps are open, and how long closed ones took: the report of today in two figures."""
    require(actor, Permission.METRICS_READ)
    found = report(house, actor)
    return measure_gaps(sum(not gap.is_closed for gap in found), [gap.days_open for gap in found if gap.is_closed])


def _gap(
    members: Sequence[Read],
    every: Sequence[Asked],
    documents: dict[str, DocumentRow],
    names: dict[str, str],
    published: dict[str, list[dt.datetime]],
    now: dt.datetime,
) -> Gap:
    asked = [one.asked for one in members]
    first, latest = (dt.datetime.fromtimestamp(pick(one.at for one in asked), dt.UTC) for pick in (min, max))
    votes = Counter(document for one in members for document, _section in one.near[:1] if document in documents)
    document = documents[min(votes, key=lambda id_: (-votes[id_], id_))] if votes else None
    sections = Counter(section for one in members for id_, section in one.near if document and id_ == document.id)
    section = min(sections, key=lambda name: (-sections[name], name)) if sections else ""
    later = [at for at in published.get(document.id if document else "", []) if at > first]
    is_large = len(members) >= SMALLEST_CELL
    topics = Counter(one.topic for one in members if one.topic)
    return Gap(
        id="gap_" + hashlib.sha256(min(one.item_id for one in asked).encode()).hexdigest()[:12],
        topic=min(topics, key=lambda name: (-topics[name], name)) if topics else None,
        n=len(members),
        kinds=dict(sorted(Counter(one.kind.value for one in asked if one.kind).items())),
        languages=dict(sorted(Counter(one.language for one in members).items())),
        first_at=first,
        latest_at=latest,
        days_open=(next((at for at in later if at > latest), now) - first).days,
        document_id=document.id if document else None,
        title=document.title if document else None,
        section=section,
        owner=names.get(document.owner_id) if document else None,
        owner_ids=frozenset(id_ for id_ in (document.owner_id, document.backup_owner_id) if id_) if document else frozenset(),
        keywords=_as_written(members, keywords(asked, every)) if is_large else (),
        example=members[typical(asked)].text if is_large else None,
        published_at=later[-1] if later else None,
        effect=effect(asked, every, later[-1].timestamp()) if later else None,
    )


def _as_written(members: Sequence[Read], found: Sequence[str]) -> tuple[str, ...]:
    """Stems as the word that families wrote most often for each."""
    forms = {stem: Counter[str]() for stem in found}
    for one in members:
        for word in _WORD.findall(one.text.casefold()):
            for stem in stems(word, one.language):
                if stem in forms:
                    forms[stem][word] += 1
    return tuple(min(words, key=lambda word: (-words[word], word)) for words in forms.values() if words)


def read_questions(session: Session, since: dt.datetime) -> list[Read]:
    """The newest questions with what became of them, newest first; decoys and what the pilot kept back aside."""
    columns = (ItemRow.id, ItemRow.submitted_at, ItemRow.outcome, ItemRow.question, ItemRow.topic, ItemRow.language, ItemRow.evidence)
    query = (
        select(*columns)
        .where(ItemRow.submitted_at >= since, ItemRow.is_decoy.is_(False), ~ItemRow.flags.contains(NEWSLETTER))
        .where(ItemRow.outcome != Outcome.ABSTAINED_HELD_BACK.value, ~ItemRow.outcome.like("escalated%"))
        .order_by(ItemRow.submitted_at.desc(), ItemRow.id)
        .limit(MOST_READ)
    )
    rows = session.execute(query).all()
    ids = [row[0] for row in rows]
    decided, edits = _decided(session, ids), _edits(session, ids)
    return [_read(row, decided.get(row[0]), edits.get(row[0], 0.0)) for row in rows]


def _read(row: Any, decision: tuple[str, str | None] | None, edit_share: float) -> Read:
    id_, at, outcome, question, topic, language, evidence = row
    text = str(json.loads(question)["text"])
    notes: list[dict[str, Any]] = json.loads(evidence) if evidence else []
    near = tuple((str(note["document_id"]), str(note["section"])) for note in notes[:N_PASSAGES])
    places = frozenset(f"{document} {section}" for document, section in near)
    kind = _kind(outcome, decision, edit_share)
    return Read(Asked(id_, at.timestamp(), kind, frozenset(stems(text, language)), places), text, topic, language, outcome, near)


def _kind(outcome: str, decision: tuple[str, str | None] | None, edit_share: float) -> GapKind | None:
    if outcome in {silent.value for silent in _SILENT}:
        return GapKind.ABSTAINED
    if decision is None:
        return None
    made, reason = decision
    if made == DecisionKind.REJECT.value and reason in {code.value for code in _REASONS}:
        return GapKind.REJECTED
    return GapKind.EDITED if made == DecisionKind.APPROVE_WITH_EDITS.value and edit_share >= HEAVY_EDIT else None


def _decided(session: Session, ids: Sequence[str]) -> dict[str, tuple[str, str | None]]:
    """The latest final decision of each item: kind and reason."""
    found: dict[str, tuple[str, str | None]] = {}
    for part in _parts(ids):
        columns = (DecisionRow.item_id, DecisionRow.kind, DecisionRow.reason_code)
        standing = (DecisionRow.item_id.in_(part), DecisionRow.is_final.is_(True), DecisionRow.undone_at.is_(None))
        query = select(*columns).where(*standing).order_by(DecisionRow.number)
        found |= {id_: (kind, reason) for id_, kind, reason in session.execute(query)}
    return found


def _edits(session: Session, ids: Sequence[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in _parts(ids):
        standing = (AnswerRow.item_id.in_(part), AnswerRow.undone_at.is_(None))
        query = select(AnswerRow.item_id, AnswerRow.edit_share).where(*standing).order_by(AnswerRow.id)
        found |= {id_: float(share) for id_, share in session.execute(query)}
    return found


def _parts(ids: Sequence[str], size: int = 500) -> list[Collection[str]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]


def _published(session: Session) -> dict[str, list[dt.datetime]]:
    """When versions of each document were approved, in order."""
    found: dict[str, list[dt.datetime]] = {}
    query = select(RevisionRow.document_id, RevisionRow.approved_at).where(RevisionRow.approved_at.is_not(None))
    for document_id, at in session.execute(query.order_by(RevisionRow.approved_at)):
        found.setdefault(document_id, []).extend([at] if at else [])
    return found
