"""Jobs that were begun; on PostgreSQL the queue they wait in, whose tables are its library's own."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0074"
down_revision: str | None = "0069"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Nothing has been begun yet."""
    op.create_table(
        "begun_job",
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_begun_job"),
    )
    _of_the_queue("install")


def downgrade() -> None:
    """Drop both: what waits is found to be due again."""
    op.drop_table("begun_job")
    _of_the_queue("uninstall")


def _of_the_queue(which: str) -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    from pgqueuer.queries import Queries  # noqa: PLC0415 installed only where a server is used

    # Several statements at once, which only the driver itself takes.
    op.get_bind().connection.run_async(lambda driver: getattr(Queries.from_asyncpg_connection(driver), which)())
