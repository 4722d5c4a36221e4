"""The registry at rest: documents, revisions with their bytes and text, passages, and the vectors of passages."""

import datetime as dt

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from policies.records import Record, UtcDateTime


class DocumentRow(Record):
    """An official document: what its revisions have in common."""

    __tablename__ = "documents"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(40), index=True)
    owner_id: Mapped[str] = mapped_column(String(64), index=True)
    backup_owner_id: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class RevisionRow(Record):
    """One immutable version of a document. Only the columns of its life (status, dates, who) ever change."""

    __tablename__ = "revisions"
    __table_args__ = (Index("ix_revisions_content", "content_hash"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(300))
    content_hash: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(120))
    n_bytes: Mapped[int] = mapped_column(BigInteger)
    n_pages: Mapped[int | None] = mapped_column(Integer)
    n_passages: Mapped[int] = mapped_column(Integer)
    language: Mapped[str] = mapped_column(String(8))
    audience: Mapped[str] = mapped_column(String(16))
    schools: Mapped[str] = mapped_column(Text)
    school_year: Mapped[str | None] = mapped_column(String(9))
    status: Mapped[str] = mapped_column(String(16), index=True)
    uploaded_by: Mapped[str] = mapped_column(String(64))
    uploaded_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    approved_by: Mapped[str | None] = mapped_column(String(64))
    approved_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    effective_from: Mapped[dt.date | None] = mapped_column(Date)
    expires_on: Mapped[dt.date | None] = mapped_column(Date)
    closed_by: Mapped[str | None] = mapped_column(String(64))
    closed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    close_reason: Mapped[str | None] = mapped_column(Text)
    findings: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


class RevisionFileRow(Record):
    """The file as it was uploaded."""

    __tablename__ = "revision_files"

    revision_id: Mapped[str] = mapped_column(ForeignKey("revisions.id"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class PassageRow(Record):
    """One passage. `seq` orders all passages of the registry; `text_hash` finds its vector."""

    __tablename__ = "passages"

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(48), unique=True)
    revision_id: Mapped[str] = mapped_column(ForeignKey("revisions.id"), index=True)
    ordinal: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    page: Mapped[int | None] = mapped_column(Integer)
    section: Mapped[str] = mapped_column(Text)
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    caption: Mapped[str | None] = mapped_column(Text)
    cells: Mapped[str] = mapped_column(Text)
    schools: Mapped[str] = mapped_column(Text)
    school_year: Mapped[str | None] = mapped_column(String(9))
    language: Mapped[str] = mapped_column(String(8))
    text_hash: Mapped[str] = mapped_column(String(64), index=True)


class PassageVectorRow(Record):
    """The vector of a passage's words under one model; the same words are embedded once. Shape: float32, little-endian."""

    __tablename__ = "passage_vectors"

    text_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    model: Mapped[str] = mapped_column(String(120), primary_key=True)
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class WatchedFileRow(Record):
    """What was last seen of a file in the watched folder. `size` and `modified_ns` tell whether to look again, the hash what was read."""

    __tablename__ = "watched_files"

    path: Mapped[str] = mapped_column(String(400), primary_key=True)
    """Relative to the folder."""
    size: Mapped[int] = mapped_column(BigInteger)
    modified_ns: Mapped[int] = mapped_column(BigInteger)
    content_hash: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    """registered, quarantined or removed."""
    reason: Mapped[str | None] = mapped_column(String(64))
    """Code of the error that put it into quarantine."""
    document_id: Mapped[str | None] = mapped_column(String(40))
    revision_id: Mapped[str | None] = mapped_column(String(40))
    seen_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class RegistryStateRow(Record):
    """One row. `generation` rises with every change of what is published: caches compare it before they serve."""

    __tablename__ = "registry_state"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    generation: Mapped[int] = mapped_column(Integer)
