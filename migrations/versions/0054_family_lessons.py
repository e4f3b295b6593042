"""Who was taught at home by one of the own family."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0054"
down_revision: str | None = "0053"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Until now only what was taught in classes and alone was told."""
    op.create_table(
        "family_lesson",
        sa.Column("id", _ID, nullable=False),
        sa.Column("teacher_id", _ID, nullable=False),
        sa.Column("learner_id", _ID, nullable=True),
        sa.Column("topic", sa.String(length=24), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=True),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["person.id"], name=op.f("fk_family_lesson_teacher_id")),
        sa.ForeignKeyConstraint(["learner_id"], ["person.id"], name=op.f("fk_family_lesson_learner_id")),
        sa.ForeignKeyConstraint(["code"], ["code.text"], name=op.f("fk_family_lesson_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_lesson")),
        sa.UniqueConstraint(
            "teacher_id", "learner_id", "topic", name=op.f("uq_family_lesson_teacher_id_learner_id_topic")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_family_lesson_learner_id"), "family_lesson", ["learner_id"])
    op.create_index(op.f("ix_family_lesson_code"), "family_lesson", ["code"])
    op.create_index(op.f("ix_family_lesson_agreed_at"), "family_lesson", ["agreed_at"])


def downgrade() -> None:
    """Forget them."""
    op.drop_table("family_lesson")
