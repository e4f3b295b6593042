"""One session has a topic of its own; seats beyond a smaller number end as people leave."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0041"
down_revision: str | None = "0046"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Add them; all is as it was registered."""
    for table in ("course", "class_session"):
        op.add_column(table, sa.Column("surplus", sa.Integer(), server_default="0", nullable=False))
    op.add_column("class_session", sa.Column("topic", sa.String(24), nullable=True))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("class_session", "topic")
    for table in ("class_session", "course"):
        op.drop_column(table, "surplus")
