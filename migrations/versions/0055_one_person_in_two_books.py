"""Whom somebody is counted as who stands in two books."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0055"
down_revision: str | None = "0054"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Until now an entry in the list of an organisation and one in a leader's book were two people."""
    with op.batch_alter_table("person", table_kwargs={"sqlite_autoincrement": True}) as person:
        person.add_column(sa.Column("same_as_id", _ID, nullable=True))
        person.create_foreign_key("fk_person_same_as_id", "person", ["same_as_id"], ["id"])
        person.create_index("ix_person_same_as_id", ["same_as_id"])
        # What SQLite reads back of its default is put into brackets.
        person.alter_column("erasure_key", existing_type=sa.String(32), existing_nullable=False, server_default="")


def downgrade() -> None:
    """Count them as two again."""
    with op.batch_alter_table("person", table_kwargs={"sqlite_autoincrement": True}) as person:
        person.drop_index("ix_person_same_as_id")
        person.drop_constraint("fk_person_same_as_id", type_="foreignkey")
        person.drop_column("same_as_id")
        person.alter_column("erasure_key", existing_type=sa.String(32), existing_nullable=False, server_default="")
