"""Volunteers are marked like learners, a session has its length, and a printed roll its numbers."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0036"
down_revision: str | None = "0038"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Add them; who counted until now, having accepted a session that was held, is marked as having come."""
    op.add_column("class_session", sa.Column("minutes", sa.Integer(), server_default="60", nullable=False))
    op.add_column("class_session", sa.Column("printed", sa.JSON(), nullable=True))
    with op.batch_alter_table("assignment", table_kwargs={"sqlite_autoincrement": True}) as change:
        change.add_column(sa.Column("mark", sa.String(24), nullable=True))
        change.add_column(
            sa.Column("marked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        change.add_column(sa.Column("marked_at", sa.DateTime(), nullable=True))
        change.create_foreign_key("fk_assignment_marked_by_id", "person", ["marked_by_id"], ["id"])
    op.execute(
        "UPDATE assignment SET mark = 'present' WHERE status = 'accepted' AND shift_id IN"
        " (SELECT shift.id FROM shift JOIN class_session ON class_session.id = shift.session_id"
        " WHERE class_session.status = 'held')"
    )


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("assignment", table_kwargs={"sqlite_autoincrement": True}) as change:
        change.drop_constraint("fk_assignment_marked_by_id", type_="foreignkey")
        for column in ("marked_at", "marked_by_id", "mark"):
            change.drop_column(column)
    op.drop_column("class_session", "printed")
    op.drop_column("class_session", "minutes")
