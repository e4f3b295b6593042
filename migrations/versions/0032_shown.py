"""When a question was shown and how its answer is heard; the words of a consent; whether a phone has buttons."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0032"
down_revision: str | None = "0036"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Add the columns; what was asked before counts as shown when it was asked."""
    op.add_column("question", sa.Column("shown_at", sa.DateTime(), nullable=True))
    op.add_column("question", sa.Column("kind", sa.String(length=24), nullable=True))
    op.execute("UPDATE question SET shown_at = asked_at")
    op.create_index("ix_question_shown", "question", ["address_id", "shown_at"])
    op.add_column("consent", sa.Column("said", sa.Text(), nullable=True))
    op.add_column("address", sa.Column("buttons", sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("address", "buttons")
    op.drop_column("consent", "said")
    op.drop_index("ix_question_shown", "question")
    op.drop_column("question", "kind")
    op.drop_column("question", "shown_at")
