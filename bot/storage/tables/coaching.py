"""Tables: CoachingRequest, MatchRun, Opening, Appointment, StandBy."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.coaching import AppointmentStatus, Language, LessonPlace, RequestStatus
from bot.domain.topics import Topic
from bot.storage.base import Base, Id, Json, Utc, Word

_OPEN = text("status IN ('offered', 'proposed', 'second_sought', 'confirmed')")


class CoachingRequest(Base):
    """A resident who asks to be taught alone, one row each: asking again changes it.

    `slots` are half-days as bits; `helper_gender` is f or m, only where it was wished for; `somebody_home` what was
    said of the family; `left` why the last matching found nobody, and what would help.
    """

    __tablename__ = "coaching_request"

    resident_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    topic: Mapped[Topic] = mapped_column(Word(Topic))
    place: Mapped[LessonPlace] = mapped_column(Word(LessonPlace))
    slots: Mapped[int]
    helper_gender: Mapped[str | None] = mapped_column(String(1))
    language: Mapped[Language] = mapped_column(Word(Language), default=Language.VIETNAMESE)
    somebody_home: Mapped[bool | None]
    status: Mapped[RequestStatus] = mapped_column(Word(RequestStatus), index=True)
    since: Mapped[datetime] = mapped_column(Utc)
    left: Mapped[dict[str, Any] | None] = mapped_column(Json)


class MatchRun(Base):
    """One weekly matching: by night (`night` is its day) or asked for by a coordinator. Done once, or refused."""

    __tablename__ = "match_run"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    night: Mapped[date | None] = mapped_column(unique=True)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    wanted_at: Mapped[datetime] = mapped_column(Utc)
    done_at: Mapped[datetime | None] = mapped_column(Utc, index=True)
    certified: Mapped[bool | None]
    facts: Mapped[dict[str, Any] | None] = mapped_column(Json)


class ClassProposal(Base):
    """A class the weekly matching proposes to the leaders of a group: who would come (`waiting`) and teach, by ids.

    `starts_at` is the half-day's usual hour; the leader says when it is really to begin. Opened, put off, or neither.
    """

    __tablename__ = "opening"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("residential_group.id"), index=True)
    topic: Mapped[Topic] = mapped_column(Word(Topic))
    starts_at: Mapped[datetime] = mapped_column(Utc)
    waiting: Mapped[list[int]] = mapped_column(Json)
    coaches: Mapped[list[int]] = mapped_column(Json)
    proposed_at: Mapped[datetime] = mapped_column(Utc)
    put_off_at: Mapped[datetime | None] = mapped_column(Utc)
    opened_at: Mapped[datetime | None] = mapped_column(Utc)


class Appointment(Base):
    """A volunteer and a resident at one half-day. One at a time for a resident, one a half-day for a volunteer.

    `reason` holds the facts it was made for; `answered_at` the last answer; `offered_until` the deadline of whoever
    is asked now; `reminded_at` when both were reminded. `seconds` were asked to come along on a home visit; of them
    `companion_id` is asked alone, until `companion_until`, or has agreed, `companion_agreed_at`; `refusals` said no.
    Somebody who is asked to move keeps what they have, `replaces_id`, until all agree; it would rescue `rescues_id`.
    """

    __tablename__ = "appointment"
    __table_args__ = (
        Index("uq_appointment_resident", "resident_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(
            "uq_appointment_volunteer",
            "volunteer_id",
            "starts_at",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "uq_appointment_companion",
            "companion_id",
            "starts_at",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_appointment_due", "status", "offered_until"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    companion_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("match_run.id"))
    starts_at: Mapped[datetime] = mapped_column(Utc)
    place: Mapped[LessonPlace] = mapped_column(Word(LessonPlace))
    topic: Mapped[Topic] = mapped_column(Word(Topic))
    status: Mapped[AppointmentStatus] = mapped_column(Word(AppointmentStatus))
    offered_until: Mapped[datetime | None] = mapped_column(Utc)
    answered_at: Mapped[datetime | None] = mapped_column(Utc)
    reminded_at: Mapped[datetime | None] = mapped_column(Utc)
    meeting_code: Mapped[str] = mapped_column(String(12))
    reason: Mapped[dict[str, Any]] = mapped_column(Json)
    seconds: Mapped[list[int]] = mapped_column(Json, default=list)
    refusals: Mapped[list[int]] = mapped_column(Json, default=list, server_default=text("'[]'"))
    companion_until: Mapped[datetime | None] = mapped_column(Utc)
    companion_agreed_at: Mapped[datetime | None] = mapped_column(Utc)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"))
    rescues_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class StandBy(Base):
    """A volunteer who is asked first when somebody in their ward drops out, from `first` until `last`, both included.

    `ended_at`: they cannot this week, or have stepped in, or the days are over.
    """

    __tablename__ = "stand_by"
    __table_args__ = (UniqueConstraint("person_id", "first"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    first: Mapped[date]
    last: Mapped[date]
    told_at: Mapped[datetime] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
