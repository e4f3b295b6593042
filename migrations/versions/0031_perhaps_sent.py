"""A message that may have arrived is sent at most once more."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0031"
down_revision: str | None = "0030"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Add the mark, unset."""
    op.add_column("outbox", sa.Column("perhaps_sent", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Drop the mark."""
    op.drop_column("outbox", "perhaps_sent")
