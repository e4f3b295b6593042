"""Announcements to the people of an organisation."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0050"
down_revision: str | None = "0049"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Those so far went to a group, a ward, or the area."""
    with op.batch_alter_table("announcement", table_kwargs={"sqlite_autoincrement": True}) as announcement:
        announcement.add_column(sa.Column("organisation_id", _ID, nullable=True))
        announcement.create_foreign_key("fk_announcement_organisation_id", "organisation", ["organisation_id"], ["id"])


def downgrade() -> None:
    """Forget to which organisation they went."""
    with op.batch_alter_table("announcement", table_kwargs={"sqlite_autoincrement": True}) as announcement:
        announcement.drop_constraint("fk_announcement_organisation_id", type_="foreignkey")
        announcement.drop_column("organisation_id")
