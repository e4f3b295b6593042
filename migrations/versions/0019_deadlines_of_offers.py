"""Offers are found by their deadline: an index that began with the status made each count walk through everybody."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_TABLES = ("enrolment", "seat")
_HAS_DEADLINE = sa.text("offered_until IS NOT NULL")


def upgrade() -> None:
    """Bring the tables up to this revision."""
    for table in _TABLES:
        op.drop_index(f"ix_{table}_offer", table)
        op.create_index(
            f"ix_{table}_offer",
            table,
            ["offered_until"],
            sqlite_where=_HAS_DEADLINE,
            postgresql_where=_HAS_DEADLINE,
        )


def downgrade() -> None:
    """Take this revision back."""
    for table in _TABLES:
        op.drop_index(f"ix_{table}_offer", table)
        op.create_index(f"ix_{table}_offer", table, ["status", "offered_until"])
