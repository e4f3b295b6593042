"""How somebody wishes to be reached, and until when a volunteer is not asked."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0033"
down_revision: str | None = "0031"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Add both, unset."""
    op.add_column("person", sa.Column("contact_wish", sa.String(24), nullable=True))
    op.add_column("volunteer", sa.Column("away_until", sa.Date(), nullable=True))


def downgrade() -> None:
    """Drop both."""
    op.drop_column("volunteer", "away_until")
    op.drop_column("person", "contact_wish")
