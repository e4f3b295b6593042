"""Half-days that a volunteer has promised for every week, and until when somebody is free."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0053"
down_revision: str | None = "0051"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Until now a half-day was one in which somebody may be asked, for ever."""
    op.add_column("availability", sa.Column("promised", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("availability", sa.Column("until", sa.Date(), nullable=True))


def downgrade() -> None:
    """Forget what was promised."""
    op.drop_column("availability", "until")
    op.drop_column("availability", "promised")
