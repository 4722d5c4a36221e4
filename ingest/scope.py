"""What may be used: asked of the registry at query time, never of an index."""

import datetime as dt
import json
from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ingest import store
from ingest.recall import still_says
from ingest.tables import DocumentRow, RevisionRow
from policies.words.documents import Audience, Passage, RevisionStatus, Scope


@dataclass(frozen=True, slots=True)
class Published:
    """A revision that was approved, with what decides whether it may be cited on a day."""

    revision_id: str
    document_id: str
    kind: str
    title: str
    audience: Audience
    schools: tuple[str, ...]
    school_year: str | None
    effective_from: dt.date
    expires_on: dt.date
    number: int


_revision, _document = RevisionRow.__table__.c, DocumentRow.__table__.c
_OF_ANY_STATUS = (
    select(
        _revision.id,
        _revision.document_id,
        _document.kind,
        _revision.title,
        _revision.audience,
        _revision.schools,
        _revision.school_year,
        _revision.effective_from,
        _revision.expires_on,
        _revision.number,
    )
    .join_from(RevisionRow.__table__, DocumentRow.__table__, _document.id == _revision.document_id)
    .order_by(_revision.document_id, _revision.number)
)
_PUBLISHED = _OF_ANY_STATUS.where(_revision.status == RevisionStatus.APPROVED.value)
"""Put together once: every question asks three times, and putting it together takes four times as long as the answer."""
_PUBLISHED_OF = _OF_ANY_STATUS.where(
    _revision.status.concat("") == RevisionStatus.APPROVED.value,  # hides the index of statuses: of 10,000 documents it finds 10,000
    _revision.document_id.in_(bindparam("document_ids", expanding=True)),
)


def published(session: Session, document_ids: Collection[str] | None = None) -> list[Published]:
    """Every revision (of these documents) that is approved, whatever its dates; not pending, rejected, revoked or superseded ones."""
    if document_ids is None:
        rows = session.execute(_PUBLISHED)
    else:
        rows = session.execute(_PUBLISHED_OF, {"document_ids": list(document_ids)})
    return [
        Published(id_, document_id, kind, title, Audience(audience), tuple(json.loads(schools)), year, start, end, number)
        for id_, document_id, kind, title, audience, schools, year, start, end, number in rows
        if start is not None and end is not None
    ]


def in_force(revisions: list[Published], on: dt.date) -> dict[str, Published]:
    """By revision id: those whose dates hold on the day and that no later one of the same document replaces on it.

    Unit: local dates, both ends inclusive. A later revision replaces from its `effective_from` on, even after it expired.
    """
    latest: dict[str, Published] = {}
    for revision in revisions:
        if revision.effective_from > on:
            continue
        other = latest.get(revision.document_id)
        if other is None or (revision.effective_from, revision.number) > (other.effective_from, other.number):
            latest[revision.document_id] = revision
    return {revision.revision_id: revision for revision in latest.values() if on <= revision.expires_on}


def expired(revisions: list[Published], on: dt.date) -> dict[str, Published]:
    """By revision id: those that were in force once and are not any more because their time ran out."""
    current = in_force(revisions, on)
    return {r.revision_id: r for r in revisions if r.expires_on < on and r.revision_id not in current}


def is_in_scope(passage: Passage, audience: Audience, scope: Scope) -> bool:
    """Whether a passage may speak to this question: audience, school and school year agree or are not stated, and it is not left out."""
    if audience is not scope.audience or passage.document_id in scope.without:
        return False
    if scope.school and passage.schools and scope.school not in passage.schools:
        return False
    return not (scope.school_year and passage.school_year and passage.school_year != scope.school_year)


def still_said(session: Session, revision_id: str, current: Collection[str]) -> Callable[[str, str], bool]:
    """Given a passage id and a quote of a revision out of force: whether its successor in force still says these words at their place.

    Never, unless the revision was superseded: what was revoked or ran out does not hold, wherever else its words stand.
    """
    row = session.get(RevisionRow, revision_id)
    successor = successor_of(session, revision_id, current)
    if row is None or row.status != RevisionStatus.SUPERSEDED.value or successor is None or successor.audience != row.audience:
        return lambda _passage_id, _quote: False
    before = {passage.id: passage for passage, _hash in store.load_passages(session, [revision_id])}
    after = [passage for passage, _hash in store.load_passages(session, [successor.id])]

    def holds(passage_id: str, quote: str) -> bool:
        old = before.get(passage_id)
        return old is not None and still_says(old, quote, after)

    return holds


def successor_of(session: Session, revision_id: str, current: Collection[str]) -> RevisionRow | None:
    """The revision of the same document that is in force."""
    row = session.get(RevisionRow, revision_id)
    if row is None:
        return None
    query = select(RevisionRow).where(RevisionRow.document_id == row.document_id, RevisionRow.id.in_(sorted(current)))
    return session.scalars(query).first()
