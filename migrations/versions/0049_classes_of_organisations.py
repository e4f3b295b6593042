"""Classes of organisations: open to all, or to their own people only."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0049"
down_revision: str | None = "0052"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Every class so far is open to all."""
    op.add_column("course", sa.Column("members_only", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_course_organisation", "course", ["organisation_id"])
    op.create_index("ix_role_organisation", "role", ["organisation_id"])


def downgrade() -> None:
    """Open them all."""
    op.drop_index("ix_role_organisation", "role")
    op.drop_index("ix_course_organisation", "course")
    op.drop_column("course", "members_only")
