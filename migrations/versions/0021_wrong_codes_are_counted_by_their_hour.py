"""wrong codes are counted by their hour."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.create_index(
            "ix_act_wrong_code",
            ["at"],
            unique=False,
            sqlite_where=sa.text("kind = 'wrong_code'"),
            postgresql_where=sa.text("kind = 'wrong_code'"),
        )


def downgrade() -> None:
    """Take this revision back."""
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_act_wrong_code",
            sqlite_where=sa.text("kind = 'wrong_code'"),
            postgresql_where=sa.text("kind = 'wrong_code'"),
        )
