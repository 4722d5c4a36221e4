"""Documents: add, read, approve, reject, revoke, search, and the care of the index."""

import datetime as dt
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from sqlalchemy.orm import Session

from assistant.accounts import users
from assistant.compose import House
from assistant.examining.alike import Alike, contradictions, near_duplicates
from assistant.examining.examine import examine
from assistant.examining.past import past_dates
from assistant.retrieval import Retrieved, retrieve
from assistant.services import index_care, recalls
from assistant.understanding import understand
from ingest import approval, documents, scope, store
from ingest.documents import DocumentFacts, PreparedRevision
from ingest.lexical import stems
from ingest.reading.blocks import ReadDocument, ReadingNote
from ingest.reading.reader import draw_page
from ingest.recall import Difference, differences
from ingest.store import Document, Revision
from policies.errors import BadInput, NotFound
from policies.permissions import Permission, require
from policies.words.documents import Audience, Passage
from policies.words.people import Actor

N_ALIKE = 12
"""Passages in force that a new passage is compared with."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A revision after a change, and the items that the change called back."""

    document: Document
    revision: Revision
    recalled: tuple[str, ...] = ()


def add(house: House, actor: Actor, data: bytes, file_name: str, facts: DocumentFacts, already_read: ReadDocument | None = None) -> Changed:
    """Read (unless that was done), embed and register a document as pending. `facts.owner_id` may be a user name.

    Raises: BadInput document.*; TooLarge; Unreadable; Conflict document.same_content; NotFound document.unknown. Then nothing is kept.
    """
    return register(house, actor, prepare(house, actor, data, file_name, facts, already_read))


def prepare(
    house: House, actor: Actor, data: bytes, file_name: str, facts: DocumentFacts, already_read: ReadDocument | None = None
) -> PreparedRevision | Changed:
    """What of `add` writes nothing, or the revision that holds this very file already. Raises: as `add`."""
    require(actor, Permission.DOCUMENT_ADD)
    with house.database.read() as session:
        facts = replace(facts, owner_id=_user_id(session, facts.owner_id))
        if facts.backup_owner_id:
            facts = replace(facts, backup_owner_id=_user_id(session, facts.backup_owner_id))
        facts = replace(facts, document_id=documents.find_document(session, facts))
        same = documents.find_same(session, facts.document_id, data)
        if same is not None:
            return Changed(*same)
    return documents.prepare_revision(
        data,
        file_name,
        facts,
        house.policy,
        read=lambda given, name, limits: already_read or house.read_document(given, name, limits),
        encoder=house.encoder,
        examine=lambda document, passages: findings_of(house, document, passages, facts.audience),
        known=lambda hashes, model: _known(house, hashes, model),
    )


def register(house: House, actor: Actor, prepared: PreparedRevision | Changed) -> Changed:
    """Write what was prepared, as pending. Raises: Conflict document.same_content; NotFound document.unknown."""
    require(actor, Permission.DOCUMENT_ADD)
    if isinstance(prepared, Changed):
        return prepared
    with house.database.write() as session:
        revision = documents.add_revision(session, house.clock.now(), actor, prepared)
        document, revision = documents.get_revision(session, revision.document_id, revision.id)
    return Changed(document, revision)


def findings_of(house: House, document: ReadDocument, passages: Sequence[Passage], audience: Audience) -> tuple[ReadingNote, ...]:
    """Everything an owner must see of a document that was read, beside what is in force now."""
    return examine(document, passages, audience, house.policy, house.clock.today(), lambda: house.redactor, alike_in_force(house))


def alike_in_force(house: House) -> Alike:
    """Passages in force that are most like some words, by keywords; nothing is embedded for it."""
    today = house.clock.today()
    with house.database.read() as session:
        snapshot = house.index.refresh(session)
    allowed = scope.in_force(snapshot.revisions, today)

    @lru_cache(maxsize=2000)
    def alike(words: str, language: str) -> tuple[Passage, ...]:
        if language not in snapshot.lexical:
            return ()
        positions, index = snapshot.lexical[language]
        scores = index.scores(stems(words, language))
        best = [int(positions[i]) for i in np.argsort(-scores)[:N_ALIKE] if scores[i] > 0]
        return tuple(snapshot.passages[i] for i in best if snapshot.passages[i].revision_id in allowed)

    return alike


def _known(house: House, hashes: list[str], model: str) -> set[str]:
    with house.database.read() as session:
        return store.known_hashes(session, hashes, model)


def _user_id(session: Session, owner: str) -> str:
    user = users.find_user(session, owner)
    if user is not None:
        return user.id
    with suppress(NotFound):
        return users.get_user(session, owner).id
    raise BadInput("document.owner", "The owner is not a user of this installation.", "Name a user; `countersign users list` shows them.")


def list_all(house: House, actor: Actor) -> list[tuple[Document, list[Revision]]]:
    """Every document with its revisions, newest first."""
    require(actor, Permission.DOCUMENT_READ)
    with house.database.read() as session:
        return documents.list_documents(session)


def show(house: House, actor: Actor, document_id: str) -> tuple[Document, list[Revision]]:
    """One document. Raises: NotFound document.unknown."""
    for document, revisions in list_all(house, actor):
        if document.id == document_id:
            return document, revisions
    raise NotFound("document.unknown", "There is no such document.", "List the documents for their ids.")


def show_revision(house: House, actor: Actor, document_id: str, revision_id: str) -> tuple[Document, Revision, list[Passage]]:
    """One revision with its passages. Raises: NotFound revision.unknown."""
    require(actor, Permission.DOCUMENT_READ)
    with house.database.read() as session:
        document, revision = documents.get_revision(session, document_id, revision_id)
        return document, revision, [passage for passage, _hash in store.load_passages(session, [revision_id])]


def compare(house: House, actor: Actor, document_id: str, before_id: str, after_id: str) -> tuple[Revision, Revision, list[Difference]]:
    """What changed from one revision of a document to another. Raises: NotFound revision.unknown."""
    require(actor, Permission.DOCUMENT_READ)
    with house.database.read() as session:
        _document, before = documents.get_revision(session, document_id, before_id)
        _document, after = documents.get_revision(session, document_id, after_id)
        old, new = ([passage for passage, _hash in store.load_passages(session, [id_])] for id_ in (before_id, after_id))
    return before, after, differences(old, new)


def page_image(house: House, actor: Actor, document_id: str, revision_id: str, page: int, passage_id: str | None = None) -> bytes:
    """A page of a PDF as a PNG, the words of one of its passages marked. Raises: NotFound revision.unknown, page.unknown."""
    require(actor, Permission.DOCUMENT_READ)
    with house.database.read() as session:
        _document, revision = documents.get_revision(session, document_id, revision_id)
        data = documents.get_file(session, revision_id) if revision.has_page_images and 1 <= page <= (revision.n_pages or 0) else b""
        read = store.load_passages(session, [revision_id]) if passage_id and data else []
    marked = tuple(passage.text for passage, _hash in read if passage.id == passage_id and passage.page == page)
    image = draw_page(data, page, documents.limits_of(house.policy), marked) if data else None
    if image is None:
        raise NotFound("page.unknown", "There is no picture of this page.", "Only PDF files have pages that can be shown.")
    return image


def approve(
    house: House,
    actor: Actor,
    document_id: str,
    revision_id: str,
    effective_from: dt.date | None = None,
    expires_on: dt.date | None = None,
    accepted: Collection[str] = (),
) -> Changed:
    """Put a revision in force; what it replaces is closed, what leaned on changed words is called back.

    Raises: as `approval.approve`.
    """
    require(actor, Permission.DOCUMENT_APPROVE)
    now = house.clock.now()
    fresh = _found_now(house, document_id, revision_id)
    with house.database.write() as session:
        documents.get_revision(session, document_id, revision_id)
        done = approval.approve(
            session, now, house.clock.today(), actor, revision_id, house.policy, effective_from, expires_on, fresh, accepted
        )
        recalled = recalls.call_back(session, now, house.clock.today(), actor, document_id) if done.superseded else []
        document, revision = documents.get_revision(session, document_id, revision_id)
    index_care.refresh_index(house)
    return Changed(document, revision, tuple(recalled))


def _found_now(house: House, document_id: str, revision_id: str) -> set[str]:
    """Codes of findings that depend on the day and on what is in force, made anew where the policy lets them block."""
    if not set(house.policy.documents.blocking_findings) & {"contradiction", "near_duplicate", "past_date"}:
        return set()
    with house.database.read() as session:
        documents.get_revision(session, document_id, revision_id)
        passages = [passage for passage, _hash in store.load_passages(session, [revision_id])]
    alike = alike_in_force(house)
    notes = (
        *past_dates(passages, house.policy.district, house.clock.today()),
        *contradictions(passages, alike),
        *near_duplicates(passages, alike),
    )
    return {note.code for note in notes}


def reject(house: House, actor: Actor, document_id: str, revision_id: str, reason: str) -> Changed:
    """Refuse a pending revision. The reason passes the redactor. Raises: as `approval.reject`; RedactionFailed."""
    require(actor, Permission.DOCUMENT_APPROVE)
    words = _redacted(house, reason)
    with house.database.write() as session:
        documents.get_revision(session, document_id, revision_id)
        approval.reject(session, house.clock.now(), actor, revision_id, words)
        document, revision = documents.get_revision(session, document_id, revision_id)
    return Changed(document, revision)


def revoke(house: House, actor: Actor, document_id: str, revision_id: str, reason: str) -> Changed:
    """Take a revision out of force at once and call back every item that cites it. Raises: as `approval.revoke`."""
    require(actor, Permission.DOCUMENT_APPROVE)
    words = _redacted(house, reason)
    now = house.clock.now()
    with house.database.write() as session:
        documents.get_revision(session, document_id, revision_id)
        approval.revoke(session, now, actor, revision_id, words)
        recalled = recalls.call_back(session, now, house.clock.today(), actor, document_id)
        document, revision = documents.get_revision(session, document_id, revision_id)
    index_care.refresh_index(house)
    return Changed(document, revision, tuple(recalled))


def _redacted(house: House, reason: str) -> str:
    """A person's reason as it is kept: it may name a family."""
    return str(house.redactor.redact(reason).text) if reason.strip() else reason


def search(house: House, actor: Actor, text: str, school: str | None = None, school_year: str | None = None) -> Retrieved:
    """The knowledge search: passages in force for some words. The words pass the redactor first. Raises: BadInput question.*."""
    from assistant.services.questions import checked_text

    require(actor, Permission.KNOWLEDGE_SEARCH)
    redaction = house.redactor.redact(checked_text(house, text))
    understood = understand(redaction, house.policy.district, house.clock.now(), house.clock.today(), school, school_year, "web")
    rules = house.policy.retrieval.model_copy(update={"n_evidence": 20, "max_per_document": 5})
    with house.database.read() as session:
        return retrieve(session, house.index, understood, rules)
