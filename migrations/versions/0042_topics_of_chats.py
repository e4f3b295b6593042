"""The chat of a group has topics: what is posted stands in the one where it was linked."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0042"
down_revision: str | None = "0041"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Add it; until linked anew, everything stands in the chat itself."""
    op.add_column("group_chat", sa.Column("thread", sa.String(32), server_default="", nullable=False))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("group_chat", "thread")
