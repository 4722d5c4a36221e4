"""Documents: what governing them keeps beside a revision."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nothing yet."""
