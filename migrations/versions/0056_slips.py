"""Printed invitations: who each is for, and the role that was asked for by it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0056"
down_revision: str | None = "0061"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """No invitation was printed until now."""
    op.create_table(
        "slip",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("for_name", sa.Text(), nullable=True),
        sa.Column("role_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(["code"], ["code.text"]),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"]),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index("ix_slip_role_id", "slip", ["role_id"])
    open_ones = sa.text("purpose = 'role' AND uses_left > 0")
    op.create_index("ix_code_invitations", "code", ["expires_at"], sqlite_where=open_ones, postgresql_where=open_ones)


def downgrade() -> None:
    """Leave the codes."""
    op.drop_index("ix_code_invitations", "code")
    op.drop_table("slip")
