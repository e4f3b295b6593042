"""Who stands in for a leader, and from when until when."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    with op.batch_alter_table("code", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("stands_in_for_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("alone", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("role_starts_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("role_ends_at", sa.DateTime(), nullable=True))
        batch_op.create_index(batch_op.f("ix_code_stands_in_for_id"), ["stands_in_for_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_code_stands_in_for_id"), "role", ["stands_in_for_id"], ["id"])

    with op.batch_alter_table("role", schema=None) as batch_op:
        batch_op.add_column(sa.Column("starts_at", sa.DateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("stands_in_for_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("alone", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index(batch_op.f("ix_role_stands_in_for_id"), ["stands_in_for_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_role_stands_in_for_id"), "role", ["stands_in_for_id"], ["id"])


def downgrade() -> None:
    """Take this revision back."""
    with op.batch_alter_table("role", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_role_stands_in_for_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_role_stands_in_for_id"))
        batch_op.drop_column("alone")
        batch_op.drop_column("stands_in_for_id")
        batch_op.drop_column("starts_at")

    with op.batch_alter_table("code", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_code_stands_in_for_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_code_stands_in_for_id"))
        batch_op.drop_column("role_ends_at")
        batch_op.drop_column("role_starts_at")
        batch_op.drop_column("alone")
        batch_op.drop_column("stands_in_for_id")
