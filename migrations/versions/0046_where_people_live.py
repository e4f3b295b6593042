"""People who have only a ward: what they called their residential group, and who has left the book of one."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0046"
down_revision: str | None = "0044"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Add both; until now, whoever had a ward and no group had been taken out of a book."""
    op.add_column("person", sa.Column("said_group", sa.Text(), nullable=True))
    op.add_column("person", sa.Column("left_book_at", sa.DateTime(), nullable=True))
    op.execute(
        "UPDATE person SET left_book_at = coalesce(reminders_stopped_at, created_at)"
        " WHERE group_id IS NULL AND ward_code IS NOT NULL"
    )


def downgrade() -> None:
    """Forget both."""
    op.drop_column("person", "left_book_at")
    op.drop_column("person", "said_group")
