"""The ladder: what people say, official figures, targets."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table(
        "official_figure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ward_code", sa.String(length=5), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("people >= 0", name=op.f("ck_official_figure_people")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_official_figure_by_id")),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_official_figure_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_figure")),
    )
    with op.batch_alter_table("official_figure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_official_figure_ward_code"), ["ward_code"], unique=False)

    op.create_table(
        "step_said",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step", sa.String(length=24), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_step_said_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_step_said_person_id")),
        sa.PrimaryKeyConstraint("person_id", "step", name=op.f("pk_step_said")),
    )
    with op.batch_alter_table("step_said", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_said_at"), ["at"], unique=False)

    op.create_table(
        "target",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ward_code", sa.String(length=5), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("people > 0", name=op.f("ck_target_people")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_target_by_id")),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_target_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        sa.UniqueConstraint("ward_code", "year", name=op.f("uq_target_ward_code_year")),
    )


def downgrade() -> None:
    """Take this revision back."""
    op.drop_table("target")
    with op.batch_alter_table("step_said", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_said_at"))

    op.drop_table("step_said")
    with op.batch_alter_table("official_figure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_official_figure_ward_code"))

    op.drop_table("official_figure")
