"""Tables: StepSaid, OfficialFigure, Target."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.reports.ladder import Step
from bot.storage.base import Base, Id, Utc, Word


class StepSaid(Base):
    """A person reports being able to do it alone, or being confirmed on VNeID; `by_id` entered it."""

    __tablename__ = "step_said"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    step: Mapped[Step] = mapped_column(Word(Step), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Utc, index=True)


class OfficialFigure(Base):
    """Confirmed people as published by an authority; shown beside our counts, never added to them."""

    __tablename__ = "official_figure"
    __table_args__ = (CheckConstraint("people >= 0", name="people"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ward_code: Mapped[str | None] = mapped_column(ForeignKey("ward.code"), index=True)
    people: Mapped[int]
    as_of: Mapped[date]
    source: Mapped[str] = mapped_column(String(200))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Utc)


class Target(Base):
    """How many people a ward (None: the area) wants confirmed by the end of a year: the newest one counts."""

    __tablename__ = "target"
    __table_args__ = (CheckConstraint("people > 0", name="people"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ward_code: Mapped[str | None] = mapped_column(ForeignKey("ward.code"))
    year: Mapped[int]
    people: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Utc)
