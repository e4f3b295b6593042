"""Telephone numbers, talks, reasons, notes and files are sealed; a number is found by its mark."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.storage.encryption import key_ring

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_BATCH = 500
_JSON = {"outbox": "message", "question": "options", "conversation": "answers"}
_TEXTS = {"class_session": ("reason", 200), "person": ("phone", 16), "week_report": ("note", 500)}
_KEYS = {"conversation": ["address_id"], "week_report": ["group_id", "monday"]}


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.add_column("outbox", sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
    op.add_column("person", sa.Column("phone_mark", sa.String(length=32), nullable=True))
    op.create_index(op.f("ix_person_phone_mark"), "person", ["phone_mark"])
    for table, column in _JSON.items():
        _becomes(table, column, sa.JSON(), sa.Text())
    for table, (column, length) in _TEXTS.items():
        _becomes(table, column, sa.String(length), sa.Text())
    # A number in the key of a message that told it.
    op.execute("UPDATE outbox SET key = NULL WHERE key LIKE 'call:%:+%'")

    def seal(table: str, column: str, kept: bytes | str) -> dict[str, Any]:
        if isinstance(kept, bytes):
            return {column: key_ring().encrypt(kept)}
        values: dict[str, Any] = {column: key_ring().encrypt(kept.encode()).decode()}
        if table == "person":
            values["phone_mark"] = key_ring().blind_indexes(kept)[0]
        elif table == "outbox":
            values["file_id"] = json.loads(kept).get("file")
        return values

    _each(seal)


def downgrade() -> None:
    """Take this revision back: all is readable again."""

    def unseal(_table: str, column: str, kept: bytes | str) -> dict[str, Any]:
        content = key_ring().decrypt(kept)
        return {column: content if isinstance(kept, bytes) else content.decode()}

    _each(unseal)
    for table, (column, length) in _TEXTS.items():
        _becomes(table, column, sa.Text(), sa.String(length))
    for table, column in _JSON.items():
        _becomes(table, column, sa.Text(), sa.JSON())
    op.drop_index(op.f("ix_person_phone_mark"), "person")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("phone_mark")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("file_id")


def _becomes(table: str, column: str, was: sa.types.TypeEngine[Any], now: sa.types.TypeEngine[Any]) -> None:
    using = f"{column}::{'json' if isinstance(now, sa.JSON) else 'text'}"
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.alter_column(column, existing_type=was, type_=now, postgresql_using=using)


def _each(change: Callable[[str, str, Any], dict[str, Any]]) -> None:
    sealed = _JSON | {table: column for table, (column, _length) in _TEXTS.items()} | {"file": "content"}
    for table, column in sealed.items():
        keys = [sa.column(name) for name in _KEYS.get(table, ["id"])]
        kept = sa.column(column)
        here = sa.table(table, *keys, kept, sa.column("phone_mark"), sa.column("file_id"))
        query = sa.select(*keys, kept).select_from(here).where(kept.is_not(None)).order_by(*keys).limit(_BATCH)
        rows = op.get_bind().execute(query).all()
        while rows:
            for row in rows:
                this = [key == row[n] for n, key in enumerate(keys)]
                op.get_bind().execute(sa.update(here).where(*this).values(change(table, column, row[-1])))
            after = sa.tuple_(*keys) > sa.tuple_(*rows[-1][:-1])
            rows = op.get_bind().execute(query.where(after)).all()
