"""Bots on Zalo that coordinators have added, each for one place."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0062"
down_revision: str | None = "0058"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "added_bot",
        sa.Column("number", sa.String(32), primary_key=True),
        sa.Column("bot_key", sa.Text(), nullable=False),
        sa.Column("given", sa.String(16), nullable=False),
        sa.Column("refused_at", sa.DateTime()),
        sa.Column("name", sa.String(120)),
        sa.Column("link", sa.String(200)),
        sa.Column("group_id", _ID, sa.ForeignKey("residential_group.id")),
        sa.Column("ward_code", sa.String(5), sa.ForeignKey("ward.code")),
        sa.Column("organisation_id", _ID, sa.ForeignKey("organisation.id")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("added_bot")
