"""A registry for tests: real rows, real Markdown reader, the tests' own encoder."""

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache

from sqlalchemy.orm import Session

from ingest import documents, store
from ingest.documents import DocumentFacts, PreparedRevision
from ingest.embedding.encoder import Encoder
from ingest.reading.blocks import ReadDocument, ReadLimits
from ingest.reading.composing import Composer
from ingest.reading.formats import markdown
from ingest.store import Revision
from policies.policy import Policy
from policies.words.people import Actor, Role
from tests.contracts.evidence_at_hand import demo_policy
from tests.hash_encoder import HashEncoder

NOW = dt.datetime(2026, 9, 1, 12, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 9, 1)
CLERK = Actor("u_clerk", frozenset({Role.OWNER}))
"""Uploads."""
OWNER = Actor("u_owner", frozenset({Role.OWNER}))
"""Owns what the clerk uploads."""
BACKUP = Actor("u_backup", frozenset({Role.OWNER}))
STRANGER = Actor("u_stranger", frozenset({Role.OWNER, Role.REVIEWER, Role.LEADER, Role.STAFF, Role.SERVICE}))
ADMIN = Actor("u_admin", frozenset({Role.ADMIN}))


@lru_cache(maxsize=1)
def policy() -> Policy:
    """The fictional district's policy."""
    return demo_policy()


def read_here(data: bytes, _file_name: str, limits: ReadLimits) -> ReadDocument:
    """The product's Markdown reader, without a process of its own for each document."""
    return markdown.read(data, Composer(limits.max_chars), limits)


def no_notes(_document: ReadDocument, _passages: object) -> tuple[()]:
    return ()


@dataclass
class Registry:
    """Puts documents into a session."""

    session: Session
    encoder: Encoder = field(default_factory=HashEncoder)

    def prepare(self, text: str, facts: DocumentFacts, file_name: str = "page.md") -> PreparedRevision:
        return documents.prepare_revision(
            text.encode(),
            file_name,
            facts,
            policy(),
            read=read_here,
            encoder=self.encoder,
            examine=no_notes,
            known=lambda hashes, model: store.known_hashes(self.session, hashes, model),
        )

    def add(self, text: str, title: str = "Lunch prices", *, actor: Actor = CLERK, kind: str = "", **facts: object) -> Revision:
        """A pending revision; owned by OWNER with BACKUP behind."""
        kind = kind or next(iter(policy().documents.kinds))
        about = DocumentFacts(title, kind, OWNER.user_id, backup_owner_id=BACKUP.user_id, **facts)  # type: ignore[arg-type]
        return documents.add_revision(self.session, NOW, actor, self.prepare(text, about))
