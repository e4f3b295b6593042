"""Calls are taken, tried again and closed by one caller at a time; changes know when to be told by voice."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    with op.batch_alter_table("call") as table:
        table.add_column(sa.Column("held_until", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("card_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        table.add_column(sa.Column("tries", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("again_at", sa.DateTime(), nullable=True))
        table.create_foreign_key(op.f("fk_call_card_id"), "outbox", ["card_id"], ["id"])
    op.create_index(
        "ix_call_open",
        "call",
        ["session_id", "person_id"],
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.add_column("notice", sa.Column("call_at", sa.DateTime(), nullable=True))
    op.create_index(op.f("ix_notice_call_at"), "notice", ["call_at"])


def downgrade() -> None:
    """Take this revision back."""
    op.drop_index(op.f("ix_notice_call_at"), "notice")
    with op.batch_alter_table("notice") as table:
        table.drop_column("call_at")
    op.drop_index("ix_call_open", "call")
    with op.batch_alter_table("call") as table:
        table.drop_constraint(op.f("fk_call_card_id"), type_="foreignkey")
        table.drop_column("again_at")
        table.drop_column("tries")
        table.drop_column("card_id")
        table.drop_column("held_until")
