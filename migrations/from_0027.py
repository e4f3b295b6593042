"""From the tables at commit c50a96d, whose last revision was 0027, to those of the baseline: never changed again.

Its names of columns, kinds and keys are those of that time, and it knows nothing of today's program.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
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

_INDEXES_RENAMED = (
    ("ward", "ix_ward_folded", "ix_ward_search_name", "search_name"),
    ("person", "ix_person_phone_mark", "ix_person_phone_index", "phone_index"),
    ("class_session", "ix_class_session_wave", "ix_class_session_next_reminder", "next_reminder_at"),
)
_UNIQUE_RENAMED = (
    ("residential_group", "uq_residential_group_ward_code_kind", ("ward_code", "kind"), ("folded", "search_name")),
    ("venue", "uq_venue_group_id", ("group_id",), ("folded", "search_name")),
)

_BATCH = 1000

_REFERS = {
    "outbox": [
        ("session_id", "class_session", "SET NULL"),
        ("notice_id", "notice", None),
        ("announcement_id", "announcement", None),
    ],
    "assignment": [("organisation_id", "organisation", None)],
}
_INDEXES = {
    "ix_outbox_session": ["session_id", "kind", "person_id"],
    "ix_outbox_notice": ["notice_id"],
    "ix_outbox_announcement": ["announcement_id", "status"],
}


def _columns() -> dict[str, list[sa.Column[Any]]]:
    return {
        "outbox": [
            sa.Column("kind", sa.String(length=24), nullable=True),
            sa.Column("reminder", sa.String(length=24), nullable=True),
            sa.Column("session_id", _ID, nullable=True),
            sa.Column("session_starts_at", sa.DateTime(), nullable=True),
            sa.Column("notice_id", _ID, nullable=True),
            sa.Column("announcement_id", _ID, nullable=True),
        ],
        "assignment": [sa.Column("organisation_id", _ID, nullable=True)],
        "role": [sa.Column("week_told", sa.Date(), nullable=True)],
        "address": [sa.Column("forgotten_at", sa.DateTime(), nullable=True)],
        "seen_update": [sa.Column("unread", sa.Boolean(), server_default=sa.false(), nullable=False)],
    }


_outbox = sa.table(
    "outbox",
    *map(sa.column, ("id", "key", "kind", "reminder", "session_id", "notice_id", "announcement_id")),
    sa.column("session_starts_at", sa.DateTime),
    sa.column("put_at", sa.DateTime),
)
_assignment = sa.table("assignment", sa.column("id"), sa.column("reason", sa.JSON), sa.column("organisation_id"))
_role = sa.table("role", *map(sa.column, ("id", "group_id", "person_id")), sa.column("week_told", sa.Date))
_act = sa.table("act", sa.column("id"), sa.column("facts", sa.JSON))

_KEY = re.compile(r",\s*CONSTRAINT \"?pk_\w+\"? PRIMARY KEY \(id\)")


def upgrade() -> None:
    """Bring the tables up to the baseline."""
    _rename()
    _say_in_columns()
    _give_out_once()


def _rename() -> None:
    for table, before, after in _RENAMED:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {before} TO {after}")
    for table, before, after, column in _INDEXES_RENAMED:
        op.drop_index(before, table)
        op.create_index(after, table, [column])
    for table, begins, columns, (before, after) in _UNIQUE_RENAMED:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(f"{begins}_{before}", type_="unique")
            batch_op.create_unique_constraint(f"{begins}_{after}", [*columns, after])


def _say_in_columns() -> None:
    for table, columns in _columns().items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.add_column(column)
            for name, to, ondelete in _REFERS.get(table, []):
                batch_op.create_foreign_key(op.f(f"fk_{table}_{name}"), to, [name], ["id"], ondelete=ondelete)
    for message in _messages():
        kind, *rest = message.key.split(":")
        if kind in _READ:
            _READ[kind](message, *rest)
    _of_other_tables()
    for index, names in _INDEXES.items():
        filled = sa.text(f"{names[0]} IS NOT NULL")
        op.create_index(index, "outbox", names, sqlite_where=filled, postgresql_where=filled)


def _messages() -> Iterator[Any]:
    """Every message with a key."""
    query = sa.select(_outbox.c.id, _outbox.c.key, _outbox.c.put_at).where(_outbox.c.key.is_not(None))
    rows = op.get_bind().execute(query.order_by(_outbox.c.id).limit(_BATCH)).all()
    while rows:
        yield from rows
        after = query.where(_outbox.c.id > rows[-1].id)
        rows = op.get_bind().execute(after.order_by(_outbox.c.id).limit(_BATCH)).all()


# What a key says goes into columns, for the last time that one is read.


def _reminder(message: Any, session: str, starts: str, reminder: str, _person: str) -> None:  # noqa: ANN401 a row
    about = {"session_id": _there("class_session", session), "session_starts_at": _moment(starts)}
    _set(_outbox, message.id, kind="reminder", reminder=reminder, **about)


def _nobody_suits(message: Any, session: str, starts: str, _leader: str) -> None:  # noqa: ANN401 a row
    about = {"session_id": _there("class_session", session), "session_starts_at": _moment(starts)}
    _set(_outbox, message.id, kind="nobody_suits", **about)


def _notice(message: Any, notice: str, _person: str) -> None:  # noqa: ANN401 a row
    _set(_outbox, message.id, kind="notice", notice_id=_there("notice", notice))


def _announcement(message: Any, announcement: str, *_whom: str) -> None:  # noqa: ANN401 a row
    _set(_outbox, message.id, kind="announcement", announcement_id=_there("announcement", announcement))


def _roll(message: Any, session: str, _leader: str) -> None:  # noqa: ANN401 a row
    _set(_outbox, message.id, kind="open_roll", session_id=_there("class_session", session))


def _roll_at_noon(message: Any, session: str, _leader: str) -> None:  # noqa: ANN401 a row
    _set(_outbox, message.id, kind="open_roll_at_noon", session_id=_there("class_session", session))


def _practised(message: Any, course: str, person: str) -> None:  # noqa: ANN401 a row
    """About the last session of the course to which somebody had come when they were asked."""
    session = sa.table("class_session", *map(sa.column, ("id", "course_id")), sa.column("starts_at", sa.DateTime))
    mark = sa.table("attendance", *map(sa.column, ("session_id", "person_id")))
    came_to = (
        sa.select(session.c.id)
        .select_from(session.join(mark, mark.c.session_id == session.c.id))
        .where(session.c.course_id == int(course), mark.c.person_id == int(person))
        .where(session.c.starts_at < message.put_at)
        .order_by(session.c.starts_at.desc())
        .limit(1)
    )
    _set(_outbox, message.id, kind="can_do_it_alone", session_id=came_to.scalar_subquery())


def _weekly(_message: Any, group: str, monday: str, leader: str, *_part: str) -> None:  # noqa: ANN401 a row
    _told(date.fromisoformat(monday), _role.c.group_id == int(group), _role.c.person_id == int(leader))


def _digest(_message: Any, role: str, monday: str) -> None:  # noqa: ANN401 a row
    _told(date.fromisoformat(monday), _role.c.id == int(role))


def _told(monday: date, *whose: sa.ColumnElement[bool]) -> None:
    earlier = _role.c.week_told.is_(None) | (_role.c.week_told < monday)
    op.get_bind().execute(sa.update(_role).where(*whose, earlier).values(week_told=monday))


def _post(message: Any, _address: str, what: str, act: str, *undone: str) -> None:  # noqa: ANN401 a row
    """A change that is taken back finds its post among the facts of the act."""
    if what == "act" and not undone:
        facts = op.get_bind().scalar(sa.select(_act.c.facts).where(_act.c.id == int(act)))
        if facts is not None:
            _set(_act, int(act), facts={**facts, "post": message.id})


_READ: dict[str, Callable[..., None]] = {
    "reminder": _reminder,
    "nobody": _nobody_suits,
    "notice": _notice,
    "announcement": _announcement,
    "roll": _roll,
    "roll-noon": _roll_at_noon,
    "practised": _practised,
    "weekly": _weekly,
    "digest": _digest,
    "chat": _post,
}


def _of_other_tables() -> None:
    for row in op.get_bind().execute(sa.select(_assignment.c.id, _assignment.c.reason)).all():
        if "organisation" in row.reason:
            _set(_assignment, row.id, organisation_id=row.reason["organisation"], reason={})
    # These held the mark of the number to call.
    op.execute("UPDATE outbox SET key = NULL WHERE key LIKE 'call:%:%:%'")
    op.execute("UPDATE address SET forgotten_at = last_used_at WHERE external_id LIKE 'erased-%'")
    op.execute("UPDATE seen_update SET unread = true WHERE event_id LIKE 'unread:%'")


def _set(table: Any, row_id: int, **values: Any) -> None:  # noqa: ANN401 any table, any column's value
    op.get_bind().execute(sa.update(table).where(table.c.id == row_id).values(**values))


def _there(table: str, number: str) -> sa.ScalarSelect[Any]:
    """The row if it is still there."""
    here = sa.table(table, sa.column("id"))
    return sa.select(here.c.id).where(here.c.id == int(number)).scalar_subquery()


def _moment(minute: str) -> datetime:
    return datetime.strptime(minute, "%Y%m%d%H%M")  # noqa: DTZ007 as it stands in a column


def _give_out_once() -> None:
    """Ids and buttons are used once, and an erasure is known outside the database."""
    if op.get_bind().dialect.name == "sqlite":
        _count_up()
    # What stands below a message already is past.
    op.execute("ALTER TABLE question ADD COLUMN nonce VARCHAR(8) DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE person ADD COLUMN erasure_key VARCHAR(32) DEFAULT '' NOT NULL")
    drawn = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "replace(gen_random_uuid()::text, '-', '')"}
    op.execute(f"UPDATE person SET erasure_key = {drawn[op.get_bind().dialect.name]}")  # noqa: S608 our own words
    op.create_index(op.f("ix_person_erased_at"), "person", ["erased_at"])


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
