"""Groups' chats: an address and a message may be without a person."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table(
        "group_chat",
        sa.Column("address_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(length=128), nullable=False),
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("linked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("next_week_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_group_chat_address_id")),
        sa.ForeignKeyConstraint(["group_id"], ["residential_group.id"], name=op.f("fk_group_chat_group_id")),
        sa.ForeignKeyConstraint(["linked_by_id"], ["person.id"], name=op.f("fk_group_chat_linked_by_id")),
        sa.PrimaryKeyConstraint("address_id", name=op.f("pk_group_chat")),
        sa.UniqueConstraint("group_id", name=op.f("uq_group_chat_group_id")),
    )
    op.create_index(op.f("ix_group_chat_next_week_at"), "group_chat", ["next_week_at"])

    op.create_table(
        "group_post",
        sa.Column("outbox_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("course_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("full", sa.Boolean(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_group_post_course_id")),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_group_post_outbox_id")),
        sa.PrimaryKeyConstraint("outbox_id", name=op.f("pk_group_post")),
    )
    op.create_index(op.f("ix_group_post_course_id"), "group_post", ["course_id"])
    op.create_index("ix_group_post_until", "group_post", ["until"])

    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.alter_column("person_id", existing_type=sa.BigInteger(), nullable=True)

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.alter_column("person_id", existing_type=sa.BigInteger(), nullable=True)


def downgrade() -> None:
    """Take this revision back; what was said in the chats of groups goes with them."""
    op.drop_table("group_post")
    op.drop_table("group_chat")
    op.execute("DELETE FROM outbox WHERE person_id IS NULL")
    op.execute("DELETE FROM address WHERE person_id IS NULL")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.alter_column("person_id", existing_type=sa.BigInteger(), nullable=False)
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.alter_column("person_id", existing_type=sa.BigInteger(), nullable=False)
