"""What a provider's calls of a day cost, so that the policy's budget holds for all workers together."""

import sqlalchemy as sa
from alembic import op

from policies.records import UtcDateTime

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """One table, a row for each day and provider."""
    op.create_table(
        "provider_spending",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("provider", sa.String(40), nullable=False),
        sa.Column("n_calls", sa.Integer(), nullable=False),
        sa.Column("n_input_tokens", sa.BigInteger(), nullable=False),
        sa.Column("n_output_tokens", sa.BigInteger(), nullable=False),
        sa.Column("millionths", sa.BigInteger(), nullable=False),
        sa.Column("n_refused", sa.Integer(), nullable=False),
        sa.Column("refused_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("day", "provider"),
    )


def downgrade() -> None:
    """Without it no budget can be kept."""
    op.drop_table("provider_spending")
