"""Review: what the countersignature keeps beside an item."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
ORDER = ["rank", "due_hour", "risk_rank", "submitted_at", "id"]


def upgrade() -> None:
    """New columns of items, decisions and answers; tables of versions, decoys, re-readings, corrections and tasks."""
    _items()
    _decisions_and_answers()
    _vigilance()
    _tasks()


def _items() -> None:
    added = [
        sa.Column("claimed_at", MOMENT, nullable=True),
        sa.Column("opened_policy", sa.String(length=64), nullable=True),
        sa.Column("is_closed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_recalled", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_decoy", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("due_at", MOMENT, server_default=sa.text("'2000-01-01 00:00:00+00:00'"), nullable=False),
        sa.Column("due_hour", sa.Integer(), server_default="0", nullable=False),
        sa.Column("risk_rank", sa.Integer(), server_default="0", nullable=False),
        sa.Column("proposal", sa.Text(), nullable=True),
        sa.Column("proposed_by", sa.String(length=64), nullable=True),
        sa.Column("told_asker", sa.String(length=64), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=True),
    ]
    for column in added:
        op.add_column("items", column)
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    hour = (
        "CAST(strftime('%s', submitted_at) AS INTEGER) / 3600" if is_sqlite else "CAST(extract(epoch FROM submitted_at) AS INTEGER) / 3600"
    )
    op.execute(f"UPDATE items SET due_at = submitted_at, due_hour = {hour}")  # noqa: S608 - two constants
    op.execute(
        sa.text("UPDATE items SET is_closed = :yes WHERE status IN ('approved', 'rejected', 'escalated', 'withdrawn')").bindparams(yes=True)
    )
    op.execute(sa.text("UPDATE items SET is_recalled = :yes WHERE status = 'recalled' OR rank = 1").bindparams(yes=True))
    op.drop_index("ix_items_status_rank", table_name="items")
    op.create_index("ix_items_order", "items", ["is_closed", *ORDER], unique=False)
    op.create_index("ix_items_status_order", "items", ["status", *ORDER], unique=False)
    op.create_table(
        "item_versions",
        sa.Column("item_id", sa.String(length=40), nullable=False),
        sa.Column("seen_hash", sa.String(length=64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_item_versions_item_id_items")),
        sa.PrimaryKeyConstraint("item_id", "seen_hash", name=op.f("pk_item_versions")),
    )


def _decisions_and_answers() -> None:
    op.add_column("decisions", sa.Column("office", sa.String(length=40), nullable=True))
    op.add_column("decisions", sa.Column("is_final", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("decisions", sa.Column("held_seconds", sa.Float(), nullable=True))
    op.add_column("decisions", sa.Column("bound", sa.Text(), nullable=True))
    op.add_column("decisions", sa.Column("words", sa.Text(), nullable=True))
    op.add_column("answers", sa.Column("countersigned_by", sa.String(length=64), nullable=True))
    op.add_column("answers", sa.Column("bound", sa.Text(), nullable=True))
    op.add_column("answers", sa.Column("attested", sa.Text(), server_default="[]", nullable=False))


def _vigilance() -> None:
    op.create_table(
        "decoys",
        sa.Column("item_id", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=40), nullable=False),
        sa.Column("error_class", sa.String(length=24), nullable=False),
        sa.Column("planted", sa.Text(), nullable=False),
        sa.Column("planted_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("is_caught", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_decoys_item_id_items")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_decoys")),
    )
    for column in ("source_id", "error_class", "decided_at"):
        op.create_index(op.f(f"ix_decoys_{column}"), "decoys", [column], unique=False)
    op.create_table(
        "rereads",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("item_id", sa.String(length=40), nullable=False),
        sa.Column("answer_id", NUMBER, nullable=False),
        sa.Column("approved_by", sa.String(length=64), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("read_by", sa.String(length=64), nullable=True),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.Column("agrees", sa.Boolean(), nullable=True),
        sa.Column("reason_code", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_rereads_item_id_items")),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name=op.f("fk_rereads_answer_id_answers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rereads")),
    )
    op.create_index(op.f("ix_rereads_item_id"), "rereads", ["item_id"], unique=False)
    op.create_index(op.f("ix_rereads_read_at"), "rereads", ["read_at"], unique=False)


def _tasks() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("item_id", sa.String(length=40), nullable=False),
        sa.Column("document_id", sa.String(length=40), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_corrections_item_id_items")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_key"), "corrections", ["key"], unique=False)
    op.create_index(op.f("ix_corrections_document_id"), "corrections", ["document_id"], unique=False)
    op.create_table(
        "review_tasks",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("document_id", sa.String(length=40), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_tasks")),
    )
    for column in ("kind", "subject", "document_id", "closed_at"):
        op.create_index(op.f(f"ix_review_tasks_{column}"), "review_tasks", [column], unique=False)
