"""who is told through whom, found by index."""

from collections.abc import Sequence

from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_index("ix_person_told_via_person_id", "person", ["told_via_person_id"])


def downgrade() -> None:
    """Take this revision back."""
    op.drop_index("ix_person_told_via_person_id", table_name="person")
