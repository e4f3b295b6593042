"""From the tables of the first baseline, 0030, or of a revision after it, to those of 0047: never changed again.

Its names of columns and statuses are those of that time, and it knows nothing of today's program.
"""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SENT = """
INSERT INTO reminder (session_id, starts_at, kind, person_id, outbox_id)
SELECT session_id, session_starts_at, reminder, person_id, MIN(id) FROM outbox
WHERE kind = 'reminder' AND session_id IS NOT NULL AND session_starts_at IS NOT NULL
AND reminder IS NOT NULL AND person_id IS NOT NULL
GROUP BY session_id, session_starts_at, reminder, person_id
"""
# Who has waited for a course that was over long ago is not written to about it now.
_ENDED = """
UPDATE course SET ended_at = (SELECT MAX(starts_at) FROM class_session WHERE course_id = course.id)
WHERE (SELECT MAX(starts_at) FROM class_session WHERE course_id = course.id) < CURRENT_TIMESTAMP
"""
# Who had accepted a session that was held counted as having come.
_CAME = """
UPDATE assignment SET mark = 'present' WHERE status = 'accepted' AND shift_id IN
(SELECT shift.id FROM shift JOIN class_session ON class_session.id = shift.session_id
WHERE class_session.status = 'held')
"""
# Whoever had a ward and no group had been taken out of a book.
_LEFT_BOOK = """
UPDATE person SET left_book_at = coalesce(reminders_stopped_at, created_at)
WHERE group_id IS NULL AND ward_code IS NOT NULL
"""


def upgrade(revision: str) -> None:
    """Do what came after this revision."""
    revisions = list(STEPS)
    for begun_from in revisions[revisions.index(revision) :]:
        STEPS[begun_from]()


def _perhaps_sent() -> None:
    op.add_column("outbox", sa.Column("perhaps_sent", sa.Boolean(), server_default=sa.false(), nullable=False))


def _wishes() -> None:
    op.add_column("person", sa.Column("contact_wish", sa.String(24), nullable=True))
    op.add_column("volunteer", sa.Column("away_until", sa.Date(), nullable=True))


def _reminders() -> None:
    op.add_column("outbox", sa.Column("unasked", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("outbox", sa.Column("people", sa.Integer(), server_default="1", nullable=False))
    op.add_column("seat", sa.Column("told_at", sa.DateTime(), nullable=True))
    op.add_column("course", sa.Column("ended_at", sa.DateTime(), nullable=True))
    op.execute(_ENDED)
    op.create_table(
        "reminder",
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("outbox_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["class_session.id"], name=op.f("fk_reminder_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_person_id")),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_reminder_outbox_id")),
        sa.PrimaryKeyConstraint("session_id", "starts_at", "kind", "person_id", name=op.f("pk_reminder")),
    )
    op.create_index(op.f("ix_reminder_person_id"), "reminder", ["person_id"])
    op.create_index(op.f("ix_reminder_outbox_id"), "reminder", ["outbox_id"])
    op.execute(_SENT)


def _several_platforms() -> None:
    counted = {"sqlite_autoincrement": True}
    for table, made_with in {"address": counted, "consent": counted, "seen_update": {}, "uploaded_file": {}}.items():
        with op.batch_alter_table(table, table_kwargs=made_with) as change:
            change.alter_column("channel", existing_type=sa.String(16), type_=sa.String(40), existing_nullable=False)
    op.add_column("outbox", sa.Column("turned_away", sa.Integer(), server_default="0", nullable=False))
    op.add_column("outbox", sa.Column("obstacle", sa.String(24), nullable=True))


def _zalo_bots() -> None:
    op.create_table(
        "kept_update",
        sa.Column("id", _ID, nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_update")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_kept_update_channel"), "kept_update", ["channel"])
    op.create_table(
        "bot_month",
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("told_of_users", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "month", name=op.f("pk_bot_month")),
    )


def _what_is_due() -> None:
    _index("ix_outbox_expires", "outbox", "expires_at", "status = 'queued'")
    _index("ix_outbox_kept", "outbox", "person_id", "obstacle IS NOT NULL")
    _index("ix_outbox_file", "outbox", "file_id", "file_id IS NOT NULL")
    _index("ix_conversation_flow", "conversation", "updated_at", "flow IS NOT NULL")
    _index("ix_address_forget", "address", "cut_off_at", "cut_off_at IS NOT NULL AND forgotten_at IS NULL")


def _what_happened() -> None:
    op.add_column("class_session", sa.Column("minutes", sa.Integer(), server_default="60", nullable=False))
    op.add_column("class_session", sa.Column("printed", sa.JSON(), nullable=True))
    with op.batch_alter_table("assignment", table_kwargs={"sqlite_autoincrement": True}) as change:
        change.add_column(sa.Column("mark", sa.String(24), nullable=True))
        change.add_column(sa.Column("marked_by_id", _ID, nullable=True))
        change.add_column(sa.Column("marked_at", sa.DateTime(), nullable=True))
        change.create_foreign_key("fk_assignment_marked_by_id", "person", ["marked_by_id"], ["id"])
    op.execute(_CAME)


def _shown() -> None:
    op.add_column("question", sa.Column("shown_at", sa.DateTime(), nullable=True))
    op.add_column("question", sa.Column("kind", sa.String(length=24), nullable=True))
    op.execute("UPDATE question SET shown_at = asked_at")
    op.create_index("ix_question_shown", "question", ["address_id", "shown_at"])
    op.add_column("consent", sa.Column("said", sa.Text(), nullable=True))
    op.add_column("address", sa.Column("buttons", sa.Boolean(), server_default=sa.true(), nullable=False))


def _trace() -> None:
    op.add_column("outbox", sa.Column("trace", sa.String(12), nullable=True))


def _where_people_live() -> None:
    op.add_column("person", sa.Column("said_group", sa.Text(), nullable=True))
    op.add_column("person", sa.Column("left_book_at", sa.DateTime(), nullable=True))
    op.execute(_LEFT_BOOK)


def _changed_classes() -> None:
    op.add_column("course", sa.Column("surplus", sa.Integer(), server_default="0", nullable=False))
    op.add_column("class_session", sa.Column("surplus", sa.Integer(), server_default="0", nullable=False))
    op.add_column("class_session", sa.Column("topic", sa.String(24), nullable=True))


def _topics_of_chats() -> None:
    op.add_column("group_chat", sa.Column("thread", sa.String(32), server_default="", nullable=False))


def _operation() -> None:
    op.create_table(
        "sending_stop",
        sa.Column("id", _ID, nullable=False),
        sa.Column("by_id", _ID, nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_sending_stop_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name=op.f("fk_sending_stop_ended_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sending_stop")),
        sqlite_autoincrement=True,
    )
    _index("ix_sending_stop_in_force", "sending_stop", "id", "ended_at IS NULL")
    op.create_table(
        "viewing",
        sa.Column("id", _ID, nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("role_kind", sa.String(24), nullable=False),
        sa.Column("group_id", _ID, nullable=True),
        sa.Column("ward_code", sa.String(5), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_viewing_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_viewing_person_id")),
        sa.ForeignKeyConstraint(["group_id"], ["residential_group.id"], name=op.f("fk_viewing_group_id")),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_viewing_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_viewing")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_viewing_by_id"), "viewing", ["by_id"])
    op.add_column("outbox", sa.Column("through_stop", sa.Boolean(), server_default=sa.false(), nullable=False))


def _no_former_names() -> None:
    """Nothing ever wrote or read them."""
    op.drop_column("residential_group", "former_name")


def _index(name: str, table: str, column: str, rows: str) -> None:
    op.create_index(name, table, [column], sqlite_where=sa.text(rows), postgresql_where=sa.text(rows))


# What led from each revision to the one after it, in their order.
STEPS: dict[str, Callable[[], None]] = {
    "0030": _perhaps_sent,
    "0031": _wishes,
    "0033": _reminders,
    "0034": _several_platforms,
    "0039": _zalo_bots,
    "0040": _what_is_due,
    "0038": _what_happened,
    "0036": _shown,
    "0032": _trace,
    "0044": _where_people_live,
    "0046": _changed_classes,
    "0041": _topics_of_chats,
    "0042": _operation,
    "0045": _no_former_names,
}
