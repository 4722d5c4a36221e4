"""Rows ↔ words of the registry. Takes the session, never commits."""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from ingest.passages import text_hash
from ingest.reading.blocks import ReadingNote
from ingest.tables import DocumentRow, PassageRow, PassageVectorRow, RegistryStateRow, RevisionRow
from policies.words.documents import Audience, Passage, PassageKind, RevisionStatus, TableCell


@dataclass(frozen=True, slots=True)
class Document:
    """What all revisions of a document share."""

    id: str
    title: str
    kind: str
    owner_id: str
    backup_owner_id: str | None


@dataclass(frozen=True, slots=True)
class Revision:
    """One immutable version of a document and where it stands. Dates are the district's local dates."""

    id: str
    document_id: str
    number: int
    title: str
    content_hash: str
    file_name: str
    media_type: str
    n_bytes: int
    n_pages: int | None
    n_passages: int
    language: str
    audience: Audience
    schools: tuple[str, ...]
    school_year: str | None
    status: RevisionStatus
    uploaded_by: str
    uploaded_at: dt.datetime
    approved_by: str | None
    approved_at: dt.datetime | None
    effective_from: dt.date | None
    expires_on: dt.date | None
    close_reason: str | None
    findings: tuple[ReadingNote, ...]

    @property
    def has_page_images(self) -> bool:
        """Whether its pages can be shown as they look."""
        return self.media_type == "application/pdf"

    def state_on(self, day: dt.date) -> str:
        """The status as a person says it on a day: an approved revision may be `expired` or `not_yet_effective`."""
        if self.status is RevisionStatus.APPROVED and self.effective_from and self.expires_on:
            if day < self.effective_from:
                return "not_yet_effective"
            if day > self.expires_on:
                return "expired"
            return "in_force"
        return self.status.value


def document_of(row: DocumentRow) -> Document:
    """A document from its row."""
    return Document(row.id, row.title, row.kind, row.owner_id, row.backup_owner_id)


def revision_of(row: RevisionRow) -> Revision:
    """A revision from its row."""
    return Revision(
        id=row.id,
        document_id=row.document_id,
        number=row.number,
        title=row.title,
        content_hash=row.content_hash,
        file_name=row.file_name,
        media_type=row.media_type,
        n_bytes=row.n_bytes,
        n_pages=row.n_pages,
        n_passages=row.n_passages,
        language=row.language,
        audience=Audience(row.audience),
        schools=tuple(json.loads(row.schools)),
        school_year=row.school_year,
        status=RevisionStatus(row.status),
        uploaded_by=row.uploaded_by,
        uploaded_at=row.uploaded_at,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        effective_from=row.effective_from,
        expires_on=row.expires_on,
        close_reason=row.close_reason,
        findings=tuple(ReadingNote(**note) for note in json.loads(row.findings)),
    )


def passage_row(passage: Passage) -> PassageRow:
    """A passage as a row."""
    return PassageRow(
        id=passage.id,
        revision_id=passage.revision_id,
        ordinal=passage.ordinal,
        kind=passage.kind.value,
        text=passage.text,
        page=passage.page,
        section=json.dumps(passage.section, ensure_ascii=False),
        start=passage.start,
        end=passage.end,
        caption=passage.caption,
        cells=json.dumps([[c.header, c.text, c.start, c.end] for c in passage.cells], ensure_ascii=False),
        schools=json.dumps(passage.schools),
        school_year=passage.school_year,
        language=passage.language,
        text_hash=text_hash(passage),
    )


def documents_named(session: Session, file_names: Collection[str]) -> frozenset[str]:
    """Ids of the documents of which any revision, whatever its status, came in a file of one of these names."""
    if not file_names:
        return frozenset()
    return frozenset(session.scalars(select(RevisionRow.document_id).where(RevisionRow.file_name.in_(sorted(file_names)))))


def load_passages(session: Session, revision_ids: Iterable[str]) -> list[tuple[Passage, str]]:
    """The passages of revisions in order, each with its text hash."""
    result: list[tuple[Passage, str]] = []
    for revision_id in revision_ids:
        head = session.execute(
            select(RevisionRow.file_name, RevisionRow.document_id, RevisionRow.title).where(RevisionRow.id == revision_id)
        ).one_or_none()
        if head is None:
            continue
        file_name, document_id, title = head
        columns = (
            PassageRow.id,
            PassageRow.ordinal,
            PassageRow.kind,
            PassageRow.text,
            PassageRow.page,
            PassageRow.section,
            PassageRow.start,
            PassageRow.end,
            PassageRow.language,
            PassageRow.schools,
            PassageRow.school_year,
            PassageRow.caption,
            PassageRow.cells,
            PassageRow.text_hash,
        )
        for row in session.execute(select(*columns).where(PassageRow.revision_id == revision_id).order_by(PassageRow.ordinal)):
            passage = Passage(
                id=row.id,
                revision_id=revision_id,
                document_id=document_id,
                ordinal=row.ordinal,
                kind=PassageKind(row.kind),
                text=row.text,
                page=row.page,
                section=tuple(json.loads(row.section)),
                start=row.start,
                end=row.end,
                title=title,
                file_name=file_name,
                language=row.language,
                schools=tuple(json.loads(row.schools)),
                school_year=row.school_year,
                caption=row.caption,
                cells=tuple(TableCell(*cell) for cell in json.loads(row.cells)),
            )
            result.append((passage, row.text_hash))
    return result


def known_hashes(session: Session, hashes: Sequence[str], model: str) -> set[str]:
    """Which of these texts already have a vector under the model."""
    known: set[str] = set()
    for first in range(0, len(hashes), 500):
        portion = hashes[first : first + 500]
        query = select(PassageVectorRow.text_hash).where(PassageVectorRow.model == model, PassageVectorRow.text_hash.in_(portion))
        known.update(session.scalars(query))
    return known


def save_vectors(session: Session, model: str, vectors: dict[str, NDArray[np.float32]]) -> None:
    """Keep vectors by text hash; the same words under the same model are kept once."""
    for hash_, vector in vectors.items():
        session.add(PassageVectorRow(text_hash=hash_, model=model, vector=vector.astype("<f4").tobytes()))


_vector = PassageVectorRow.__table__.c
_VECTORS = select(_vector.text_hash, _vector.vector).where(
    _vector.model == bindparam("model"), _vector.text_hash.in_(bindparam("hashes", expanding=True))
)


def load_vectors(session: Session, hashes: Sequence[str], model: str) -> dict[str, NDArray[np.float32]]:
    """Vectors by text hash; a hash without one is left out."""
    found: dict[str, NDArray[np.float32]] = {}
    for first in range(0, len(hashes), 500):
        portion = hashes[first : first + 500]
        for hash_, data in session.execute(_VECTORS, {"model": model, "hashes": list(portion)}):
            found[hash_] = np.frombuffer(data, dtype="<f4").astype(np.float32)
    return found


_GENERATION = select(RegistryStateRow.__table__.c.generation).where(RegistryStateRow.__table__.c.id == 1)


def generation(session: Session) -> int:
    """How often what is published has changed."""
    return session.scalar(_GENERATION) or 0


def raise_generation(session: Session) -> int:
    """Tell every cache that what is published has changed."""
    row = session.get(RegistryStateRow, 1)
    if row is None:
        row = RegistryStateRow(id=1, generation=0)
        session.add(row)
    row.generation += 1
    session.flush()
    return row.generation


def next_number(session: Session, document_id: str) -> int:
    """The number of the next revision of a document."""
    return (session.scalar(select(func.max(RevisionRow.number)).where(RevisionRow.document_id == document_id)) or 0) + 1
