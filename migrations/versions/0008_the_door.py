"""The door: check-in codes, and helpers who have arrived."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("arrived_at", sa.DateTime(), nullable=True))

    with op.batch_alter_table("code", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_code_session_id"), ["session_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_code_session_id"), "class_session", ["session_id"], ["id"])


def downgrade() -> None:
    """Take this revision back."""
    with op.batch_alter_table("code", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_code_session_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_code_session_id"))
        batch_op.drop_column("session_id")

    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_column("arrived_at")
