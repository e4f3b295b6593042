"""names of columns."""

from collections.abc import Sequence

from alembic import op

revision: str = "0028"
down_revision: str | None = "0027"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_RENAMED = (
    ("ward", "folded", "search_name"),
    ("ward_alias", "folded", "search_name"),
    ("residential_group", "folded", "search_name"),
    ("venue", "folded", "search_name"),
    ("person", "folded", "search_name"),
    ("person", "called", "given_name"),
    ("person", "phone_mark", "phone_index"),
    ("outbox", "lane", "priority"),
    ("class_session", "next_wave_at", "next_reminder_at"),
)

_INDEXES = (
    ("ward", "ix_ward_folded", "ix_ward_search_name", "search_name"),
    ("person", "ix_person_phone_mark", "ix_person_phone_index", "phone_index"),
    ("class_session", "ix_class_session_wave", "ix_class_session_next_reminder", "next_reminder_at"),
)
_UNIQUE = (
    ("residential_group", "uq_residential_group_ward_code_kind", ("ward_code", "kind"), ("folded", "search_name")),
    ("venue", "uq_venue_group_id", ("group_id",), ("folded", "search_name")),
)


def upgrade() -> None:
    """Bring the tables up to this revision."""
    for table, before, after in _RENAMED:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {before} TO {after}")
    for table, before, after, column in _INDEXES:
        op.drop_index(before, table)
        op.create_index(after, table, [column])
    for table, begins, columns, (before, after) in _UNIQUE:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(f"{begins}_{before}", type_="unique")
            batch_op.create_unique_constraint(f"{begins}_{after}", [*columns, after])


def downgrade() -> None:
    """Take this revision back."""
    for table, begins, columns, (before, after) in _UNIQUE:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(f"{begins}_{after}", type_="unique")
            batch_op.create_unique_constraint(f"{begins}_{before}", [*columns, after])
    for table, before, after, column in _INDEXES:
        op.drop_index(after, table)
        op.create_index(before, table, [column])
    for table, before, after in _RENAMED:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {after} TO {before}")
