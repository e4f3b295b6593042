"""Who was asked after a class stands beside the reminders of it: one message may ask several people."""

from collections.abc import Sequence

from alembic import op

revision: str = "0048"
down_revision: str | None = "0047"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Carry over those who were asked until now; nobody is asked twice."""
    op.execute(
        "INSERT INTO reminder (session_id, starts_at, kind, person_id)"
        " SELECT DISTINCT session.id, session.starts_at, 'follow_up', asked.person_id"
        " FROM outbox AS asked JOIN class_session AS session ON session.id = asked.session_id"
        " WHERE asked.kind = 'can_do_it_alone' AND asked.person_id IS NOT NULL"
    )


def downgrade() -> None:
    """Leave them out again: the messages themselves are still there."""
    op.execute("DELETE FROM reminder WHERE kind = 'follow_up'")
