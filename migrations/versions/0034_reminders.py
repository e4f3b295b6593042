"""A message may carry several reminders, for several people; what was passed on is known."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0034"
down_revision: str | None = "0033"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SENT = """
INSERT INTO reminder (session_id, starts_at, kind, person_id, outbox_id)
SELECT session_id, session_starts_at, reminder, person_id, MIN(id) FROM outbox
WHERE kind = 'reminder' AND session_id IS NOT NULL AND session_starts_at IS NOT NULL
AND reminder IS NOT NULL AND person_id IS NOT NULL
GROUP BY session_id, session_starts_at, reminder, person_id
"""
_ENDED = """
UPDATE course SET ended_at = (SELECT MAX(starts_at) FROM class_session WHERE course_id = course.id)
WHERE (SELECT MAX(starts_at) FROM class_session WHERE course_id = course.id) < CURRENT_TIMESTAMP
"""


def upgrade() -> None:
    """Make the table, fill it from the reminders in the outbox, and add the columns, unset."""
    op.add_column("outbox", sa.Column("unasked", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("outbox", sa.Column("people", sa.Integer(), server_default="1", nullable=False))
    op.add_column("seat", sa.Column("told_at", sa.DateTime(), nullable=True))
    op.add_column("course", sa.Column("ended_at", sa.DateTime(), nullable=True))
    # Who has waited for a course that was over long ago is not written to about it now.
    op.execute(_ENDED)
    op.create_table(
        "reminder",
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("outbox_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["class_session.id"], name=op.f("fk_reminder_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_person_id")),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_reminder_outbox_id")),
        sa.PrimaryKeyConstraint("session_id", "starts_at", "kind", "person_id", name=op.f("pk_reminder")),
    )
    op.create_index(op.f("ix_reminder_person_id"), "reminder", ["person_id"])
    op.create_index(op.f("ix_reminder_outbox_id"), "reminder", ["outbox_id"])
    op.execute(_SENT)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("reminder")
    op.drop_column("course", "ended_at")
    op.drop_column("seat", "told_at")
    op.drop_column("outbox", "people")
    op.drop_column("outbox", "unasked")
