"""ids are never given out again, a button knows its own question, and an erasure is known outside the database."""

import re
from collections.abc import Sequence

from alembic import op

revision: str = "0030"
down_revision: str | None = "0029"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_KEY = re.compile(r",\s*CONSTRAINT \"?pk_\w+\"? PRIMARY KEY \(id\)")


def upgrade() -> None:
    """Bring the tables up to this revision."""
    if op.get_bind().dialect.name == "sqlite":
        _count_up()
    # What stands below a message already is past.
    op.execute("ALTER TABLE question ADD COLUMN nonce VARCHAR(8) DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE person ADD COLUMN erasure_key VARCHAR(32) DEFAULT '' NOT NULL")
    drawn = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "replace(gen_random_uuid()::text, '-', '')"}
    op.execute(f"UPDATE person SET erasure_key = {drawn[op.get_bind().dialect.name]}")  # noqa: S608 our own words
    op.create_index(op.f("ix_person_erased_at"), "person", ["erased_at"])


def downgrade() -> None:
    """Take this revision back; tables that count up only harm nobody."""
    op.drop_index(op.f("ix_person_erased_at"), "person")
    op.execute("ALTER TABLE person DROP COLUMN erasure_key")
    op.execute("ALTER TABLE question DROP COLUMN nonce")


def _count_up() -> None:
    """SQLite takes AUTOINCREMENT only when a table is made: each is built anew, with all that belongs to it."""
    bind = op.get_bind()
    tables = bind.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'").all()
    for name, made in tables:
        anew, found = _KEY.subn("", made)
        if not found:
            continue
        anew, counts = re.subn(r"\bid INTEGER NOT NULL", "id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT", anew, count=1)
        anew, named = re.subn(rf'^CREATE TABLE "?{name}"? \(', f'CREATE TABLE "_new_{name}" (', anew)
        if not (counts and named):
            raise RuntimeError(f"{name}: made otherwise than expected")
        belongs = bind.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type <> 'table' AND sql IS NOT NULL", (name,)
        ).scalars().all()  # fmt: skip
        columns = ", ".join(f'"{row[1]}"' for row in bind.exec_driver_sql(f'PRAGMA table_info("{name}")'))
        for statement in (
            anew,
            f'INSERT INTO "_new_{name}" ({columns}) SELECT {columns} FROM "{name}"',  # noqa: S608 our own names
            f'DROP TABLE "{name}"',
            f'ALTER TABLE "_new_{name}" RENAME TO "{name}"',
            *belongs,
        ):
            bind.exec_driver_sql(statement)
