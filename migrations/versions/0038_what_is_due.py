"""What is looked for again and again has an index of its own, which holds hardly anything else."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0038"
down_revision: str | None = "0040"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_INDEXES = {
    "ix_outbox_expires": ("outbox", "expires_at", "status = 'queued'"),
    "ix_outbox_kept": ("outbox", "person_id", "obstacle IS NOT NULL"),
    "ix_outbox_file": ("outbox", "file_id", "file_id IS NOT NULL"),
    "ix_conversation_flow": ("conversation", "updated_at", "flow IS NOT NULL"),
    "ix_address_forget": ("address", "cut_off_at", "cut_off_at IS NOT NULL AND forgotten_at IS NULL"),
}


def upgrade() -> None:
    """Make them."""
    for name, (table, column, which) in _INDEXES.items():
        op.create_index(name, table, [column], sqlite_where=sa.text(which), postgresql_where=sa.text(which))


def downgrade() -> None:
    """Drop them."""
    for name, (table, _column, _which) in _INDEXES.items():
        op.drop_index(name, table)
