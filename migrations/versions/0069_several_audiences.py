"""What people say they are: one may be several at once."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0069"
down_revision: str | None = "0067"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Keep the one that was said."""
    op.add_column("person", sa.Column("audiences", sa.String(200), nullable=False, server_default=""))
    op.execute("UPDATE person SET audiences = ' ' || audience || ' ' WHERE audience IS NOT NULL")
    op.drop_column("person", "audience")


def downgrade() -> None:
    """Keep the first one, by letters."""
    op.add_column("person", sa.Column("audience", sa.String(24)))
    if op.get_bind().dialect.name == "sqlite":
        end = "instr(substr(audiences, 2), ' ')"
    else:
        end = "strpos(substr(audiences, 2), ' ')"
    person = sa.table("person", sa.column("audience"), sa.column("audiences"))
    first = sa.literal_column(f"substr(audiences, 2, {end} - 1)")
    op.execute(sa.update(person).where(person.c.audiences != "").values(audience=first))
    op.drop_column("person", "audiences")
