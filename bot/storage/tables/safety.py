"""Tables: Incident, DayCode."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.safety.incidents import IncidentKind, IncidentStatus, Suspect
from bot.storage.base import Base, Id, Utc, Word


class Incident(Base):
    """An incident reported in three taps, without any typed text; without group and ward it is the area's."""

    __tablename__ = "incident"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[IncidentKind] = mapped_column(Word(IncidentKind))
    about: Mapped[Suspect] = mapped_column(Word(Suspect))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("residential_group.id"))
    ward_code: Mapped[str | None] = mapped_column(ForeignKey("ward.code"))
    wants_call: Mapped[bool]
    status: Mapped[IncidentStatus] = mapped_column(Word(IncidentStatus), index=True)
    at: Mapped[datetime] = mapped_column(Utc)
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[datetime | None] = mapped_column(Utc)
    closed_at: Mapped[datetime | None] = mapped_column(Utc)


class DayCode(Base):
    """What a volunteer or leader says at a door, valid until the end of the day."""

    __tablename__ = "day_code"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    until: Mapped[datetime] = mapped_column(Utc)
