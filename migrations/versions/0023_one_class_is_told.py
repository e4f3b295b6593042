"""one class is told something."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("course_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_foreign_key(op.f("fk_announcement_course_id"), "course", ["course_id"], ["id"])


def downgrade() -> None:
    """Take this revision back."""
    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_announcement_course_id"), type_="foreignkey")
        batch_op.drop_column("course_id")
