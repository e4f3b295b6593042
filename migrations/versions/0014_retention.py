"""Who was told that they will be forgotten, who would rather stay, and how far old words have been taken out."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table(
        "swept",
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("upto", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_swept")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("warned_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("kept_at", sa.DateTime(), nullable=True))
        batch_op.create_index(batch_op.f("ix_person_warned_at"), ["warned_at"], unique=False)


def downgrade() -> None:
    """Take this revision back."""
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_warned_at"))
        batch_op.drop_column("kept_at")
        batch_op.drop_column("warned_at")

    op.drop_table("swept")
