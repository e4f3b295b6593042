"""A message says by which id the log knows the turn or tick that wrote it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0044"
down_revision: str | None = "0032"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Add an empty column: what was written before has none."""
    op.add_column("outbox", sa.Column("trace", sa.String(12), nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("outbox", "trace")
