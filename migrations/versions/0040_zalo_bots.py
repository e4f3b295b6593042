"""What Zalo hands over once is kept; what a bot sends and receives in a month is counted."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0040"
down_revision: str | None = "0039"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Make both tables, empty."""
    op.create_table(
        "kept_update",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_update")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_kept_update_channel"), "kept_update", ["channel"])
    op.create_table(
        "bot_month",
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("told_of_users", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "month", name=op.f("pk_bot_month")),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("bot_month")
    op.drop_table("kept_update")
