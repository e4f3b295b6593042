"""For whom a class and an announcement are; pupils are told from students."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0060"
down_revision: str | None = "0059"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Both were for everybody; who is under 18 and had said «pupil or student» is a pupil."""
    op.add_column("course", sa.Column("audience", sa.String(24), nullable=True))
    op.add_column("announcement", sa.Column("audience", sa.String(24), nullable=True))
    op.execute("UPDATE person SET audience = 'pupil' WHERE audience = 'student' AND age_band = 'under_18'")


def downgrade() -> None:
    """Forget for whom they were."""
    op.execute("UPDATE person SET audience = 'student' WHERE audience = 'pupil'")
    op.execute("UPDATE person SET audience = 'worker' WHERE audience = 'enterprise_worker'")
    op.execute("UPDATE person SET audience = NULL WHERE audience = 'elderly'")
    op.drop_column("announcement", "audience")
    op.drop_column("course", "audience")
