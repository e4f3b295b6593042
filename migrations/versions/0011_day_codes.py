"""Codes of a day, said at doors."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table(
        "day_code",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_day_code_person_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_day_code")),
    )
    with op.batch_alter_table("day_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_day_code_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    """Take this revision back."""
    with op.batch_alter_table("day_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_day_code_person_id"))

    op.drop_table("day_code")
