"""Tables: Volunteer, Coach, Availability, Shift, Assignment, Pairing."""

from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.attendance import Mark
from bot.domain.coaching import Reach
from bot.domain.shifts import AssignmentStatus, DayPart
from bot.storage.base import TODAY, Base, Id, Json, Utc, Word


class Volunteer(Base):
    """What a volunteer can teach: codes of topics, kinds of phones. Until the end of `away_until` nobody asks them."""

    __tablename__ = "volunteer"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    topics: Mapped[list[str]] = mapped_column(Json)
    phones: Mapped[list[str]] = mapped_column(Json)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    pledged_at: Mapped[datetime | None] = mapped_column(Utc)
    last_asked_at: Mapped[datetime | None] = mapped_column(Utc)
    away_until: Mapped[date | None]


class Coach(Base):
    """What one-to-one coaching needs beyond Volunteer; without a row the defaults hold.

    `vetted_at` is when somebody in charge vouched for them; before that they visit nobody alone.
    """

    __tablename__ = "coach"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    reach: Mapped[Reach] = mapped_column(Word(Reach), default=Reach.WARD)
    languages: Mapped[list[str]] = mapped_column(Json)
    weekly_limit: Mapped[int] = mapped_column(default=2)
    home_visits: Mapped[bool] = mapped_column(default=False)
    vetted_at: Mapped[datetime | None] = mapped_column(Utc)
    vetted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Availability(Base):
    """A half-day of the week (0 is Monday, local) in which a volunteer is free, until the end of `until`.

    `promised`: they come to every class that needs them then, without being asked each time.
    """

    __tablename__ = "availability"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[DayPart] = mapped_column(Word(DayPart), primary_key=True)
    promised: Mapped[bool] = mapped_column(default=False, server_default=false())
    until: Mapped[date | None]


@cache
def still() -> ColumnElement[bool]:
    return Availability.until.is_(None) | (Availability.until >= TODAY)


class Shift(Base):
    """Places for volunteers at a session; `filled` counts acceptances and never exceeds `needed`.

    From `asked_at` on the organisations of the area are asked too, until `asked_up_to` places are filled.
    """

    __tablename__ = "shift"
    __table_args__ = (CheckConstraint("filled BETWEEN 0 AND needed", name="filled"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id"), unique=True)
    needed: Mapped[int]
    filled: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime | None] = mapped_column(Utc)
    asked_up_to: Mapped[int | None]


class Assignment(Base):
    """A volunteer on a shift; `reason` holds the facts of the match, to be told and checked again.

    `organisation_id` is the organisation that sends them, if any. `mark` is whether they came, once somebody has said
    so; who came without having been asked is marked too, whatever the status.
    """

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("shift_id", "person_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shift.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    status: Mapped[AssignmentStatus] = mapped_column(Word(AssignmentStatus), index=True)
    offered_at: Mapped[datetime] = mapped_column(Utc)
    offered_until: Mapped[datetime | None] = mapped_column(Utc)
    answered_at: Mapped[datetime | None] = mapped_column(Utc)
    arrived_at: Mapped[datetime | None] = mapped_column(Utc)
    mark: Mapped[Mark | None] = mapped_column(Word(Mark))
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    marked_at: Mapped[datetime | None] = mapped_column(Utc)
    reason: Mapped[dict[str, Any]] = mapped_column(Json)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))


class Pairing(Base):
    """Which volunteer sits with which resident; the resident checks the visitor by `meeting_code`."""

    __tablename__ = "pairing"
    __table_args__ = (UniqueConstraint("session_id", "resident_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    meeting_code: Mapped[str] = mapped_column(String(12))
