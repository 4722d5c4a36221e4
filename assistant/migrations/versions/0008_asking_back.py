"""Items: what is asked back before anything can be drafted, with its choices."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """One column of items."""
    op.add_column("items", sa.Column("ask_for", sa.Text(), nullable=True))


def downgrade() -> None:
    """Without it the choices stand in the outcome's words only."""
    op.drop_column("items", "ask_for")
