"""Putting a document in: check what is said about it, read it, embed it, and only then write it, all or nothing."""

import datetime as dt
import hashlib
import json
import secrets
import unicodedata
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest import store
from ingest.embedding.encoder import Encoder
from ingest.passages import RevisionFacts, embedded_text, make_passages, text_hash
from ingest.reading.blocks import ReadDocument, ReadingNote, ReadLimits
from ingest.store import Document, Revision
from ingest.tables import DocumentRow, RevisionFileRow, RevisionRow
from policies.errors import BadInput, Conflict, NotFound, TooLarge, Unreadable
from policies.ledger import Tag, append
from policies.policy import Policy
from policies.words.documents import Audience, Passage, RevisionStatus
from policies.words.people import Actor

LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the uploader says about a document. Empty `schools` means the whole district."""

    title: str
    kind: str
    owner_id: str
    schools: tuple[str, ...] = ()
    audience: Audience = Audience.FAMILIES
    school_year: str | None = None
    language: str = "en"
    backup_owner_id: str | None = None
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class PreparedRevision:
    """A document that was read and embedded, not yet written anywhere."""

    facts: DocumentFacts
    file_name: str
    content_hash: str
    data: bytes
    read: ReadDocument
    revision_id: str
    passages: tuple[Passage, ...]
    findings: tuple[ReadingNote, ...]
    model: str
    vectors: dict[str, NDArray[np.float32]] = field(default_factory=dict[str, NDArray[np.float32]])


Reader = Callable[[bytes, str, ReadLimits], ReadDocument]
Examiner = Callable[[ReadDocument, Sequence[Passage]], tuple[ReadingNote, ...]]


def limits_of(policy: Policy) -> ReadLimits:
    """The policy's limits as the readers take them."""
    rules = policy.documents
    return ReadLimits(rules.max_bytes, rules.max_pages, rules.max_chars, rules.parse_seconds, rules.parse_megabytes)


def check_facts(facts: DocumentFacts, policy: Policy) -> None:
    """Raises: BadInput document.title / document.kind / document.school / document.year / document.language, naming what is allowed."""
    if not 1 <= len(facts.title.strip()) <= 300:
        raise BadInput("document.title", "A document needs a title of 1 to 300 characters.", "Give the title families know it by.")
    if facts.kind not in policy.documents.kinds:
        raise BadInput("document.kind", "This kind of document is not in the policy.", f"Use one of: {', '.join(policy.documents.kinds)}.")
    schools = [school.id for school in policy.district.schools]
    if set(facts.schools) - set(schools):
        raise BadInput("document.school", "A school named here is not in the policy.", f"Use any of: {', '.join(schools)}.")
    years = [year.name for year in policy.district.school_years]
    if facts.school_year is not None and facts.school_year not in years:
        raise BadInput("document.year", "This school year is not in the policy.", f"Use one of: {', '.join(years)}.")
    if facts.language not in LANGUAGES:
        raise BadInput("document.language", "Documents are kept in English or Spanish.", "Use en or es.")


def clean_file_name(name: str) -> str:
    """The last part of a path without control characters, at most 200 code points. Raises: BadInput document.file_name."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(c for c in name if c.isprintable()).strip()
    stem, dot, suffix = name.rpartition(".")
    if not name or name in {".", ".."} or not dot:
        raise BadInput("document.file_name", "The file has no usable name.", "Give it a name with an ending such as .pdf or .docx.")
    return f"{stem[: 199 - len(suffix)]}.{suffix}" if len(name) > 200 else name


def prepare_revision(
    data: bytes,
    file_name: str,
    facts: DocumentFacts,
    policy: Policy,
    *,
    read: Reader,
    encoder: Encoder,
    examine: Examiner,
    known: Callable[[list[str], str], set[str]],
) -> PreparedRevision:
    """Read and embed outside any transaction. `known` says which text hashes already have a vector under a model.

    Raises: BadInput, TooLarge, Unreadable; nothing was written anywhere.
    """
    name = clean_file_name(file_name)
    check_facts(facts, policy)
    if len(data) > policy.documents.max_bytes:
        limit = policy.documents.max_bytes // 1_000_000
        raise TooLarge("document.too_large", f"The file is larger than the policy's {limit} MB.", "Split it, or raise documents.max_bytes.")
    document = read(data, name, limits_of(policy))
    revision_id = f"rev_{secrets.token_hex(8)}"
    about = RevisionFacts(
        revision_id=revision_id,
        document_id=facts.document_id or "",
        title=facts.title.strip(),
        file_name=name,
        language=facts.language,
        schools=facts.schools,
        school_year=facts.school_year,
    )
    passages = tuple(make_passages(document, about, policy.district))
    if not passages:
        raise Unreadable("document.no_text", "The file holds no text that can be quoted.", "Upload a version with text in it.")
    by_hash = {text_hash(passage): embedded_text(passage) for passage in passages}
    missing = sorted(by_hash.keys() - known(list(by_hash), encoder.model))
    with ThreadPoolExecutor(max_workers=1) as aside:  # the encoder leaves the interpreter alone: the findings are looked for meanwhile
        encoding = aside.submit(encoder.encode_passages, [by_hash[hash_] for hash_ in missing])
        findings = document.notes + examine(document, passages)
        vectors = encoding.result()
    return PreparedRevision(
        facts=facts,
        file_name=name,
        content_hash=hashlib.sha256(data).hexdigest(),
        data=data,
        read=document,
        revision_id=revision_id,
        passages=passages,
        findings=findings,
        model=encoder.model,
        vectors=dict(zip(missing, vectors, strict=True)),
    )


def add_revision(session: Session, now: dt.datetime, actor: Actor, prepared: PreparedRevision) -> Revision:
    """Write a prepared revision as pending. The same content of the same document is one revision: that one is given back.

    Raises: NotFound document.unknown; Conflict document.same_content when another document holds the very same file.
    """
    existing = session.scalars(
        select(RevisionRow)
        .where(RevisionRow.content_hash == prepared.content_hash)
        .where(RevisionRow.status.in_([RevisionStatus.PENDING.value, RevisionStatus.APPROVED.value]))
        .order_by(RevisionRow.uploaded_at.desc())
    ).first()
    document = _document_for(session, now, actor, prepared.facts)
    if existing is not None:
        if existing.document_id != document.id:
            raise Conflict(
                "document.same_content",
                "Another document already holds exactly this file.",
                "Use that document, or withdraw its revision first.",
                document_id=existing.document_id,
            )
        return store.revision_of(existing)
    read, facts = prepared.read, prepared.facts
    row = RevisionRow(
        id=prepared.revision_id,
        document_id=document.id,
        number=store.next_number(session, document.id),
        title=facts.title.strip(),
        content_hash=prepared.content_hash,
        file_name=prepared.file_name,
        media_type=read.media_type,
        n_bytes=len(prepared.data),
        n_pages=read.n_pages,
        n_passages=len(prepared.passages),
        language=facts.language,
        audience=facts.audience.value,
        schools=json.dumps(facts.schools),
        school_year=facts.school_year,
        status=RevisionStatus.PENDING.value,
        uploaded_by=actor.user_id,
        uploaded_at=now,
        findings=json.dumps([asdict(note) for note in prepared.findings], ensure_ascii=False),
        text=read.text,
    )
    session.add(row)
    session.flush()
    session.add(RevisionFileRow(revision_id=row.id, data=prepared.data))
    session.add_all(store.passage_row(passage) for passage in prepared.passages)
    known = store.known_hashes(session, list(prepared.vectors), prepared.model)
    store.save_vectors(session, prepared.model, {h: v for h, v in prepared.vectors.items() if h not in known})
    payload = {
        "document_id": document.id,
        "content_hash": row.content_hash,
        "n_passages": row.n_passages,
        "n_findings": len(prepared.findings),
    }
    append(session, now, actor, Tag.REVISION_ADDED, row.id, payload)
    return store.revision_of(row)


def find_document(session: Session, facts: DocumentFacts) -> str | None:
    """The id of the named document, else of the one of the same title, kind, language and schools; None for a new one.

    Raises: NotFound document.unknown for a name that is none.
    """
    if facts.document_id:
        if session.get(DocumentRow, facts.document_id) is None:
            raise NotFound("document.unknown", "There is no such document.", "List the documents for their ids.")
        return facts.document_id
    query = (
        select(DocumentRow.id, RevisionRow.schools)
        .join(RevisionRow, RevisionRow.document_id == DocumentRow.id)
        .where(DocumentRow.title == facts.title.strip(), DocumentRow.kind == facts.kind, RevisionRow.language == facts.language)
        .order_by(DocumentRow.created_at, DocumentRow.id)
    )
    return next((id_ for id_, schools in session.execute(query) if set(json.loads(schools)) == set(facts.schools)), None)


def find_same(session: Session, document_id: str | None, data: bytes) -> tuple[Document, Revision] | None:
    """The pending or approved revision of a document that holds this very file: it need not be read again."""
    if document_id is None:
        return None
    row = session.scalars(
        select(RevisionRow)
        .where(RevisionRow.document_id == document_id, RevisionRow.content_hash == hashlib.sha256(data).hexdigest())
        .where(RevisionRow.status.in_([RevisionStatus.PENDING.value, RevisionStatus.APPROVED.value]))
    ).first()
    return (store.document_of(session.get_one(DocumentRow, document_id)), store.revision_of(row)) if row is not None else None


def _document_for(session: Session, now: dt.datetime, actor: Actor, facts: DocumentFacts) -> DocumentRow:
    """The document that a revision belongs to, made when there is none yet."""
    known = find_document(session, facts)
    if known is not None:
        return session.get_one(DocumentRow, known)
    row = DocumentRow(
        id=f"doc_{secrets.token_hex(8)}",
        title=facts.title.strip(),
        kind=facts.kind,
        owner_id=facts.owner_id,
        backup_owner_id=facts.backup_owner_id,
        created_at=now,
    )
    session.add(row)
    session.flush()
    append(session, now, actor, Tag.DOCUMENT_ADDED, row.id, {"kind": facts.kind, "owner": facts.owner_id})
    return row


def get_revision(session: Session, document_id: str, revision_id: str) -> tuple[Document, Revision]:
    """Raises: NotFound revision.unknown."""
    row = session.get(RevisionRow, revision_id)
    document = session.get(DocumentRow, document_id)
    if row is None or document is None or row.document_id != document_id:
        raise NotFound("revision.unknown", "There is no such revision.", "List the document's revisions for their ids.")
    return store.document_of(document), store.revision_of(row)


def list_documents(session: Session) -> list[tuple[Document, list[Revision]]]:
    """Every document by title, each with its revisions, newest first."""
    by_document: dict[str, list[Revision]] = {}
    for row in session.scalars(select(RevisionRow).order_by(RevisionRow.number.desc())):
        by_document.setdefault(row.document_id, []).append(store.revision_of(row))
    documents = session.scalars(select(DocumentRow).order_by(DocumentRow.title, DocumentRow.id))
    return [(store.document_of(row), by_document.get(row.id, [])) for row in documents]


def get_file(session: Session, revision_id: str) -> bytes:
    """The file as it was uploaded. Raises: NotFound revision.unknown."""
    row = session.get(RevisionFileRow, revision_id)
    if row is None:
        raise NotFound("revision.unknown", "There is no such revision.", "List the document's revisions for their ids.")
    return row.data
