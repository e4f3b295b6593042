"""What a message is about, and who sends a volunteer, stand in columns."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0029"
down_revision: str | None = "0028"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
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


def upgrade() -> None:
    """Bring the tables up to this revision."""
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


def downgrade() -> None:
    """Take this revision back."""
    sent = sa.select(_assignment.c.id, _assignment.c.organisation_id).where(_assignment.c.organisation_id.is_not(None))
    for row in op.get_bind().execute(sent).all():
        _set(_assignment, row.id, reason={"organisation": row.organisation_id})
    for index in _INDEXES:
        op.drop_index(index, "outbox")
    for table, columns in _columns().items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, _to, _ondelete in _REFERS.get(table, []):
                batch_op.drop_constraint(op.f(f"fk_{table}_{name}"), type_="foreignkey")
            for column in columns:
                batch_op.drop_column(column.name)


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
