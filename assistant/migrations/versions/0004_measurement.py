"""Measurement: what the pilot keeps beside the ledger. `measured_items` can be thrown away and read from the ledger again."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STEPS = ("redact", "triage", "retrieve", "draft", "check", "total")
FLOATS = ("decided", "decided_hours", "response_hours", "handling_seconds", "edit_share", "n_opened", "on_time", "held_since", "held_until")


def upgrade() -> None:
    """Tables of pilot plans, of measured items and of how far the ledger was read."""
    op.create_table(
        "measured_items",
        sa.Column("item_id", sa.String(length=40), nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("is_decoy", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("school", sa.String(length=40), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("arm", sa.String(length=12), nullable=False),
        sa.Column("decision", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("decider", sa.String(length=64), nullable=False),
        sa.Column("submitted", sa.Float(), nullable=False),
        *(sa.Column(name, sa.Float(), nullable=True) for name in FLOATS),
        *(sa.Column(f"ms_{step}", sa.Float(), nullable=True) for step in STEPS),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_measured_items")),
    )
    op.create_index(op.f("ix_measured_items_seq"), "measured_items", ["seq"], unique=False)
    op.create_table(
        "measured_until",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("rules", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_measured_until")),
    )
    op.create_table(
        "pilot_plans",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_by", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_pilot_plans")),
    )
