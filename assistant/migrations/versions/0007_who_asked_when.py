"""Questions of one person by time: the pace at the door and "My questions" read no other rows."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """One index in place of the one by person alone."""
    op.drop_index(op.f("ix_items_asked_by"), "items")
    op.create_index("ix_items_asked_by_submitted_at", "items", ["asked_by", "submitted_at"], unique=False)


def downgrade() -> None:
    """Back to the index by person alone."""
    op.drop_index("ix_items_asked_by_submitted_at", "items")
    op.create_index(op.f("ix_items_asked_by"), "items", ["asked_by"], unique=False)
