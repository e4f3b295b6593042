"""Every target that was set is kept, the newest counts; proposals of leaders to their ward, and the answers."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0061"
down_revision: str | None = "0060"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """A target that is taken back gives way to the one before it."""
    with op.batch_alter_table("target", table_kwargs={"sqlite_autoincrement": True}) as target:
        target.drop_constraint("uq_target_ward_code_year", type_="unique")
    op.create_table(
        "proposal",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("group_id", _ID, sa.ForeignKey("residential_group.id"), nullable=False),
        sa.Column("by_id", _ID, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime()),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_by_id", _ID, sa.ForeignKey("person.id")),
        sa.Column("answered_at", sa.DateTime()),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_proposal_group_id", "proposal", ["group_id"])


def downgrade() -> None:
    """Keep of each year the newest target."""
    op.drop_table("proposal")
    op.execute(
        "DELETE FROM target WHERE id NOT IN (SELECT newest FROM"
        " (SELECT max(id) AS newest FROM target GROUP BY ward_code, year) AS kept)"
    )
    with op.batch_alter_table("target", table_kwargs={"sqlite_autoincrement": True}) as target:
        target.create_unique_constraint("uq_target_ward_code_year", ["ward_code", "year"])
