"""Who goes along to a home is asked with a deadline; who stands by is on record."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table(
        "stand_by",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_stand_by_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stand_by")),
        sa.UniqueConstraint("person_id", "first", name=op.f("uq_stand_by_person_id_first")),
    )
    op.add_column(
        "appointment", sa.Column("refusals", sa.JSON(none_as_null=True), nullable=False, server_default=sa.text("'[]'"))
    )
    op.add_column("appointment", sa.Column("companion_until", sa.DateTime(), nullable=True))
    op.add_column("appointment", sa.Column("companion_agreed_at", sa.DateTime(), nullable=True))
    # Until now only who had agreed was written down.
    op.execute("UPDATE appointment SET companion_agreed_at = answered_at WHERE companion_id IS NOT NULL")


def downgrade() -> None:
    """Take this revision back."""
    op.execute("UPDATE appointment SET companion_id = NULL WHERE companion_agreed_at IS NULL")
    with op.batch_alter_table("appointment") as table:
        table.drop_column("companion_agreed_at")
        table.drop_column("companion_until")
        table.drop_column("refusals")
    op.drop_table("stand_by")
