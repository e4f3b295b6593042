"""Tables: SendingStop, Viewing, BegunJob."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, exists, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.people.person import RoleKind
from bot.storage.base import Base, Id, Utc, Word
from bot.storage.encryption import EncryptedText

_IN_FORCE = text("ended_at IS NULL")


class SendingStop(Base):
    """An emergency stop: until it ends nothing leaves that nobody asked for. Without `by_id` it came by command."""

    __tablename__ = "sending_stop"
    __table_args__ = (Index("ix_sending_stop_in_force", "id", sqlite_where=_IN_FORCE, postgresql_where=_IN_FORCE),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    why: Mapped[str | None] = mapped_column(EncryptedText)
    at: Mapped[datetime] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


IS_STOPPED: ColumnElement[bool] = exists().where(SendingStop.ended_at.is_(None))


class Viewing(Base):
    """An administrator sees what a role at a place sees, with a reason and until a time; `person_id` holds the role."""

    __tablename__ = "viewing"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role_kind: Mapped[RoleKind] = mapped_column(Word(RoleKind))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("residential_group.id"))
    ward_code: Mapped[str | None] = mapped_column(ForeignKey("ward.code"))
    why: Mapped[str | None] = mapped_column(EncryptedText)
    at: Mapped[datetime] = mapped_column(Utc)
    until: Mapped[datetime] = mapped_column(Utc)


class BegunJob(Base):
    """How often a job was begun that has not come to its end: whoever began it is at it, or has died of it."""

    __tablename__ = "begun_job"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    times: Mapped[int]
