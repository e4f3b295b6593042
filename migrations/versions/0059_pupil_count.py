"""How many pupils under 16 learned in a month, as their school tells."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0059"
down_revision: str | None = "0055"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "pupil_count",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("organisation_id", _ID, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("course_id", _ID, sa.ForeignKey("course.id")),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("pupils", sa.Integer(), nullable=False),
        sa.Column("by_id", _ID, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("pupils > 0", name="pupils"),
        sqlite_autoincrement=True,
    )
    for column in ("organisation_id", "course_id"):
        op.create_index(f"ix_pupil_count_{column}", "pupil_count", [column])


def downgrade() -> None:
    """Forget them."""
    op.drop_table("pupil_count")
