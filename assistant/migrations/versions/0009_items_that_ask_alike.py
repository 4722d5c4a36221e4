"""Items: what those that ask alike have in common, so that a page of the queue says how often something is asked."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """One column of items with its index, filled in for the drafts that are there."""
    op.add_column("items", sa.Column("alike", sa.String(64), nullable=True))
    kept = sa.String
    items = sa.table("items", sa.column("id", kept), sa.column("question", kept), sa.column("draft", kept), sa.column("alike", kept))
    bind = op.get_bind()
    for row in bind.execute(sa.select(items.c.id, items.c.question, items.c.draft).where(items.c.draft.is_not(None))).fetchall():
        key = _key(json.loads(row.question), json.loads(row.draft))
        if key is not None:
            bind.execute(sa.update(items).where(items.c.id == row.id).values(alike=key))
    op.create_index("ix_items_alike_status", "items", ["alike", "status"], unique=False)


def downgrade() -> None:
    """Without it nothing says which items ask alike."""
    op.drop_index("ix_items_alike_status", "items")
    op.drop_column("items", "alike")


def _key(question: dict[str, Any], draft: dict[str, Any]) -> str | None:
    """As `review_queue.alike.key_of` was when this step was written."""
    cited = [c for sentence in draft["sentences"] for c in sentence["citations"]]
    if not cited:
        return None
    lead = [cited[0]["document_id"], " ".join(cited[0]["quote"].split())]
    parts = [question["language"], question.get("school"), question.get("school_year"), *lead]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()
