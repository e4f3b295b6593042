"""For how many helpers the organisations of the area are asked."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0051"
down_revision: str | None = "0050"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Until now they were asked for all who were missing."""
    op.add_column("shift", sa.Column("asked_up_to", sa.Integer(), nullable=True))
    op.execute("UPDATE shift SET asked_up_to = needed WHERE asked_at IS NOT NULL")


def downgrade() -> None:
    """Forget for how many."""
    op.drop_column("shift", "asked_up_to")
