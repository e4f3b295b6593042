"""When a day begins and ends on which a ward is closed, and when it was opened again."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0057"
down_revision: str | None = "0056"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """No ward has closed a day yet."""
    for name in ("begins_at", "ends_at", "reopened_at"):
        op.add_column("closed_day", sa.Column(name, sa.DateTime(), nullable=True))
    op.create_index("ix_closed_day_ward", "closed_day", ["ward_code", "begins_at"])


def downgrade() -> None:
    """Keep the days."""
    op.drop_index("ix_closed_day_ward", "closed_day")
    for name in ("reopened_at", "ends_at", "begins_at"):
        op.drop_column("closed_day", name)
