"""Review: decisions that are taken back, answers that were given out, and who has an item open now."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Columns of decisions and answers; the table of presence. Answers that are there count as given out."""
    op.add_column("decisions", sa.Column("was_recalled", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("decisions", sa.Column("proposal_before", sa.Text(), nullable=True))
    op.add_column("decisions", sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("answers", sa.Column("given_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("answers", sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE answers SET given_at = approved_at")
    op.create_table(
        "item_presence",
        sa.Column("item_id", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_item_presence_item_id_items")),
        sa.PrimaryKeyConstraint("item_id", "user_id", name=op.f("pk_item_presence")),
    )
    op.create_index(op.f("ix_item_presence_seen_at"), "item_presence", ["seen_at"], unique=False)
