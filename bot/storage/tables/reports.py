"""Tables: WeekReport, PupilCount, LeaderProposal."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Id, Json, Utc
from bot.storage.encryption import EncryptedText


class WeekReport(Base):
    """The figures told of a group's week, to show later changes as corrections.

    `told` holds numbers by name; `sent_at` is when the leader tapped «Gửi phường».
    """

    __tablename__ = "week_report"

    group_id: Mapped[int] = mapped_column(ForeignKey("residential_group.id"), primary_key=True)
    monday: Mapped[date] = mapped_column(primary_key=True)
    told: Mapped[dict[str, Any]] = mapped_column(Json)
    told_at: Mapped[datetime] = mapped_column(Utc)
    sent_at: Mapped[datetime | None] = mapped_column(Utc)
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str | None] = mapped_column(EncryptedText)


class PupilCount(Base):
    """How many pupils under 16 learned in a month (its first day), as their school tells: in one class of its, or else.

    Of each class and month the newest row counts.
    """

    __tablename__ = "pupil_count"
    __table_args__ = (CheckConstraint("pupils > 0", name="pupils"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True)
    month: Mapped[date]
    pupils: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Utc)


class LeaderProposal(Base):
    """What a leader asks the ward for («thiếu máy chiếu»), until it is answered or withdrawn."""

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("residential_group.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str] = mapped_column(EncryptedText)
    at: Mapped[datetime] = mapped_column(Utc)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Utc)
    answer: Mapped[str | None] = mapped_column(EncryptedText)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Utc)
