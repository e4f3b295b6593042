"""Which session that was called off another one makes up for."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0067"
down_revision: str | None = "0063"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Of earlier ones it is not known."""
    op.add_column("class_session", sa.Column("makes_up_for", _ID))
    op.create_index("ix_class_session_makes_up_for", "class_session", ["makes_up_for"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_class_session_makes_up_for", "class_session")
    op.drop_column("class_session", "makes_up_for")
