"""Channels have longer names, and a message that a channel does not take is tried another way."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0039"
down_revision: str | None = "0034"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# With what SQLite builds each of them anew.
_CHANNELS = {
    "address": {"sqlite_autoincrement": True},
    "consent": {"sqlite_autoincrement": True},
    "seen_update": {},
    "uploaded_file": {},
}


def upgrade() -> None:
    """Widen the names; add the count and the obstacle, unset."""
    _make(16, 40)
    op.add_column("outbox", sa.Column("turned_away", sa.Integer(), server_default="0", nullable=False))
    op.add_column("outbox", sa.Column("obstacle", sa.String(24), nullable=True))


def downgrade() -> None:
    """Drop them; longer names remain, as SQLite lets them, or stop it."""
    op.drop_column("outbox", "obstacle")
    op.drop_column("outbox", "turned_away")
    _make(40, 16)


def _make(was: int, wanted: int) -> None:
    for table, made_with in _CHANNELS.items():
        with op.batch_alter_table(table, table_kwargs=made_with) as change:
            change.alter_column(
                "channel", existing_type=sa.String(was), type_=sa.String(wanted), existing_nullable=False
            )
