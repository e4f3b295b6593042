"""Addresses at which calendar programs read, and how often a session was changed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0052"
down_revision: str | None = "0048"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make them."""
    op.add_column("class_session", sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "calendar_feed",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("made_by_id", _ID, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("role_id", _ID, sa.ForeignKey("role.id")),
        sa.Column("group_id", _ID, sa.ForeignKey("residential_group.id")),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime()),
    )
    for column in ("made_by_id", "role_id", "group_id"):
        op.create_index(f"ix_calendar_feed_{column}", "calendar_feed", [column])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("calendar_feed")
    op.drop_column("class_session", "revision")
