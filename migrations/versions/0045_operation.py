"""An administrator stops all sending, and sees what others see: who, when, why."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0045"
down_revision: str | None = "0042"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make both tables, empty, and mark no message as one that leaves all the same."""
    op.create_table(
        "sending_stop",
        sa.Column("id", _ID, nullable=False),
        sa.Column("by_id", _ID, nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_sending_stop_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name=op.f("fk_sending_stop_ended_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sending_stop")),
        sqlite_autoincrement=True,
    )
    in_force = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_sending_stop_in_force", "sending_stop", ["id"], sqlite_where=in_force, postgresql_where=in_force
    )
    op.create_table(
        "viewing",
        sa.Column("id", _ID, nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("role_kind", sa.String(24), nullable=False),
        sa.Column("group_id", _ID, nullable=True),
        sa.Column("ward_code", sa.String(5), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_viewing_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_viewing_person_id")),
        sa.ForeignKeyConstraint(["group_id"], ["residential_group.id"], name=op.f("fk_viewing_group_id")),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_viewing_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_viewing")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_viewing_by_id"), "viewing", ["by_id"])
    op.add_column("outbox", sa.Column("through_stop", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("outbox", "through_stop")
    op.drop_table("viewing")
    op.drop_table("sending_stop")
