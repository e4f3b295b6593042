"""Whether people's names stand in a file that is sent."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0063"
down_revision: str | None = "0062"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Of what is stored already nobody knows."""
    op.add_column("file", sa.Column("names", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("file", "names")
