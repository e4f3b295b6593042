"""Tables: CoachingRequest, MatchRun, ClassProposal, Appointment, StandBy, FamilyLesson."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.coaching import AppointmentStatus, Language, LessonPlace, RequestStatus
from bot.domain.topics import Topic
from bot.storage.base import Base, Id, Json, Utc, Word

_OPEN = text("status IN ('offered', 'proposed', 'second_sought', 'confirmed')")


class CoachingRequest(Base):
    """A resident's request for one-to-one lessons; one row each, changed by asking again.

    `slots` is a mask of half-days; `helper_gender` f or m if wished; `somebody_home` whether a relative is
    present; `left` why the last matching found nobody, and what would help.
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
    """One run of the weekly matching: at night (`night` is its date) or asked for by a coordinator."""

    __tablename__ = "match_run"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    night: Mapped[date | None] = mapped_column(unique=True)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    wanted_at: Mapped[datetime] = mapped_column(Utc)
    done_at: Mapped[datetime | None] = mapped_column(Utc, index=True)
    certified: Mapped[bool | None]
    facts: Mapped[dict[str, Any] | None] = mapped_column(Json)


class ClassProposal(Base):
    """A class proposed to the leaders of a group; `waiting` residents would come, `coaches` teach (ids).

    `starts_at` is the usual hour of the half-day; the leader chooses the real one. Opened, put off, or neither
    yet.
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
    """A volunteer and a resident at one half-day. Open ones: one per resident, one per volunteer and half-day.

    `reason` holds the facts it was made for; `answered_at` is the last answer; `offered_until` the deadline of
    whoever is asked now. For a home visit `seconds` were asked to come along: `companion_id` is asked until
    `companion_until`, or agreed at `companion_agreed_at`; `refusals` declined. Somebody who is asked to move keeps
    the appointment `replaces_id` until all agree; the move makes room for `rescues_id`.
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
    """A volunteer who is asked first after drop-outs in the ward, from `first` to `last` (both included).

    `ended_at`: not available after all, already stepped in, or the days are over.
    """

    __tablename__ = "stand_by"
    __table_args__ = (UniqueConstraint("person_id", "first"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    first: Mapped[date]
    last: Mapped[date]
    told_at: Mapped[datetime] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)


class FamilyLesson(Base):
    """Somebody has taught one of the own family at home: no lesson of ours, and no hour.

    Counted once `agreed_at` is set: by the `learner_id` on their own phone, to which `code` led; without a code the
    teacher has witnessed it.
    """

    __tablename__ = "family_lesson"
    __table_args__ = (UniqueConstraint("teacher_id", "learner_id", "topic"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    learner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    topic: Mapped[Topic] = mapped_column(Word(Topic))
    code: Mapped[str | None] = mapped_column(ForeignKey("code.text"), index=True)
    told_at: Mapped[datetime] = mapped_column(Utc)
    agreed_at: Mapped[datetime | None] = mapped_column(Utc, index=True)
