"""Names are sealed: among them are those of relatives who have never written to us."""

from collections.abc import Callable, Sequence

import sqlalchemy as sa
from alembic import op

from bot.storage.encryption import key_ring

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_BATCH = 500
_LENGTHS = {"name": 80, "folded": 80, "called": 40}


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.drop_index(op.f("ix_person_folded"), "person")
    with op.batch_alter_table("person", schema=None) as batch_op:
        for column, length in _LENGTHS.items():
            batch_op.alter_column(column, existing_type=sa.String(length), type_=sa.Text())
    _each(lambda name: key_ring().encrypt(name.encode()).decode())


def downgrade() -> None:
    """Take this revision back: names are readable again."""
    _each(lambda token: key_ring().decrypt(token).decode())
    with op.batch_alter_table("person", schema=None) as batch_op:
        for column, length in _LENGTHS.items():
            batch_op.alter_column(column, existing_type=sa.Text(), type_=sa.String(length))
    op.create_index(op.f("ix_person_folded"), "person", ["folded"])


def _each(change: Callable[[str], str]) -> None:
    key, names = sa.column("id"), [sa.column(name) for name in _LENGTHS]
    person = sa.table("person", key, *names)
    query = sa.select(key, *names).select_from(person).order_by(key).limit(_BATCH)
    rows = op.get_bind().execute(query).all()
    while rows:
        for row in rows:
            values = {
                name: None if kept is None else change(kept) for name, kept in zip(_LENGTHS, row[1:], strict=True)
            }
            op.get_bind().execute(sa.update(person).where(key == row[0]).values(values))
        rows = op.get_bind().execute(query.where(key > rows[-1][0])).all()
