"""Tables: Course, ClassSession, Enrolment, Seat, Attendance, Tally, Notice, Acknowledgement."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from bot.domain.attendance import Mark
from bot.domain.courses import Hours, NoticeKind, SessionStatus
from bot.domain.enrolment import EnrolmentStatus, SeatStatus
from bot.domain.people.person import Audience
from bot.domain.tallies import Helped
from bot.domain.topics import Topic
from bot.storage.base import Base, Id, Json, Utc, Word, from_now
from bot.storage.encryption import EncryptedText

_HAS_DEADLINE = text("offered_until IS NOT NULL")


class Course(Base):
    """A class people enrol in; `enrolled` counts places taken or offered and never exceeds `seats`.

    With an organisation it is that one's, held in the group; `members_only`: open to people of the organisation alone.
    `audience`: whom it is meant for; others may come, too.
    `surplus` of its seats end as people leave: it was made smaller than it was full.
    `ended_at` is when its last session was over and those concerned were told.
    """

    __tablename__ = "course"
    __table_args__ = (
        CheckConstraint("enrolled BETWEEN 0 AND seats", name="seats"),
        Index("ix_course_organisation", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    topic: Mapped[Topic] = mapped_column(Word(Topic))
    group_id: Mapped[int] = mapped_column(ForeignKey("residential_group.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    members_only: Mapped[bool] = mapped_column(default=False, server_default=false())
    audience: Mapped[Audience | None] = mapped_column(Word(Audience))
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"))
    seats: Mapped[int]
    enrolled: Mapped[int] = mapped_column(default=0)
    surplus: Mapped[int] = mapped_column(default=0, server_default="0")
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)


class ClassSession(Base):
    """One day of a course. `seats_taken` counts held and offered seats; `next_reminder_at` is when reminders are
    due. It lasts `minutes`. `topic` is its own, where it is not that of the course; `surplus` as there. `printed` are
    the people of the roll in the order of their numbers on paper, once printed. `revision` counts changes of time,
    place, topic and of whether it takes place: calendar programs ask for it. `makes_up_for` is the id of a session
    that was called off.
    """

    __tablename__ = "class_session"
    __table_args__ = (
        CheckConstraint("seats_taken BETWEEN 0 AND seats", name="seats"),
        Index("ix_class_session_next_reminder", "next_reminder_at"),
        Index("ix_class_session_course", "course_id", "starts_at"),
        Index("ix_class_session_starts", "starts_at"),
        Index("ix_class_session_makes_up_for", "makes_up_for"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    starts_at: Mapped[datetime] = mapped_column(Utc)
    minutes: Mapped[int] = mapped_column(default=60, server_default="60")
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"))
    status: Mapped[SessionStatus] = mapped_column(Word(SessionStatus), default=SessionStatus.PLANNED)
    seats: Mapped[int]
    seats_taken: Mapped[int] = mapped_column(default=0)
    surplus: Mapped[int] = mapped_column(default=0, server_default="0")
    topic: Mapped[Topic | None] = mapped_column(Word(Topic))
    reason: Mapped[str | None] = mapped_column(EncryptedText)
    next_reminder_at: Mapped[datetime | None] = mapped_column(Utc)
    roll_closed_at: Mapped[datetime | None] = mapped_column(Utc)
    roll_closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    printed: Mapped[list[int] | None] = mapped_column(Json)
    revision: Mapped[int] = mapped_column(default=0, server_default="0")
    makes_up_for: Mapped[int | None] = mapped_column(Id)


def length(of: ClassSession) -> timedelta:
    return timedelta(minutes=of.minutes)


def hours(of: ClassSession) -> Hours:
    return Hours(of.starts_at, length(of))


class _End(FunctionElement[datetime]):
    """When a session ends, of its start and its minutes."""

    type = Utc()
    inherit_cache = True


@compiles(_End, "postgresql")
def _on_postgresql(end: _End, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 as SQLAlchemy hands it on
    starts, minutes = (compiler.process(part, **how) for part in end.clauses)
    return f"({starts} + make_interval(mins => {minutes}))"


@compiles(_End, "sqlite")
def _on_sqlite(end: _End, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 as SQLAlchemy hands it on
    starts, minutes = (compiler.process(part, **how) for part in end.clauses)
    return f"strftime('%Y-%m-%d %H:%M:%f000', {starts}, {minutes} || ' minutes')"


def is_over(since: timedelta = timedelta()) -> ColumnElement[bool]:
    """Return whether a session ended that long ago or earlier, however long it lasts."""
    then = from_now(-since)
    # The first condition is what an index is for.
    return (ClassSession.starts_at <= then) & (_End(ClassSession.starts_at, ClassSession.minutes) <= then)


class Enrolment(Base):
    """A person in a course; the waiting list is the waitlisted rows by `since`, then `id`.

    `offered_until` is the deadline of an offered place. The weekly matching may offer it instead of the course
    `instead_of_id` the person waits for.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("course_id", "person_id"),
        Index("ix_enrolment_waiting", "course_id", "status", "since"),
        # Only rows with a deadline: an index that begins with the status would lure SQLite into reading all rows.
        Index("ix_enrolment_offer", "offered_until", sqlite_where=_HAS_DEADLINE, postgresql_where=_HAS_DEADLINE),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    status: Mapped[EnrolmentStatus] = mapped_column(Word(EnrolmentStatus))
    since: Mapped[datetime] = mapped_column(Utc)
    offered_until: Mapped[datetime | None] = mapped_column(Utc)
    enrolled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    instead_of_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"))


class Seat(Base):
    """A person at one session; «Bận» changes this row, not the enrolment.

    `answered_at` is when the person answered [Đi được]; `told_at` when whoever passes messages on to them said that
    they know; `offered_until` the deadline of an offered seat.
    """

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("session_id", "person_id"),
        # Only rows with a deadline: an index that begins with the status would lure SQLite into reading all rows.
        Index("ix_seat_offer", "offered_until", sqlite_where=_HAS_DEADLINE, postgresql_where=_HAS_DEADLINE),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    status: Mapped[SeatStatus] = mapped_column(Word(SeatStatus))
    offered_until: Mapped[datetime | None] = mapped_column(Utc)
    answered_at: Mapped[datetime | None] = mapped_column(Utc)
    told_at: Mapped[datetime | None] = mapped_column(Utc)


class Attendance(Base):
    """A mark at a roll call; without a mark there is no row."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("session_id", "person_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    mark: Mapped[Mark] = mapped_column(Word(Mark))
    walk_in: Mapped[bool] = mapped_column(default=False)
    marked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    marked_at: Mapped[datetime] = mapped_column(Utc)


class Tally(Base):
    """How often people were helped with something at a session; without a row nobody has counted."""

    __tablename__ = "tally"
    __table_args__ = (CheckConstraint("n >= 0", name="n"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id"), primary_key=True)
    helped: Mapped[Helped] = mapped_column(Word(Helped), primary_key=True)
    n: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Utc)


class Notice(Base):
    """A change that everybody at a session is told of.

    `call_at` is when people who have not acknowledged it are to be called; None once that is done.
    """

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id"), index=True)
    kind: Mapped[NoticeKind] = mapped_column(Word(NoticeKind))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Utc)
    # Messages refer to notices too; this constraint is left out when tables are sorted.
    board_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", use_alter=True))
    call_at: Mapped[datetime | None] = mapped_column(Utc, index=True)


class Acknowledgement(Base):
    """A person to be told of a notice; `at` is None until they have acknowledged it."""

    __tablename__ = "acknowledgement"

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime | None] = mapped_column(Utc)
