"""Tables: Announcement."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.messaging.announcements import Segment
from bot.domain.people.person import Audience
from bot.storage.base import Base, Id, Utc, Word
from bot.storage.encryption import EncryptedText

_OPEN = text("done_at IS NULL")


class Announcement(Base):
    """An announcement to a group, a ward, the people of an organisation, or (none) the area.

    Its messages are made when it is due.
    `upto` is the id of the last person a message was made for. `words` are deleted when nobody needs to be called
    about them any more.
    """

    __tablename__ = "announcement"
    __table_args__ = (Index("ix_announcement_open", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("residential_group.id"))
    ward_code: Mapped[str | None] = mapped_column(ForeignKey("ward.code"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    segment: Mapped[Segment] = mapped_column(Word(Segment))
    audience: Mapped[Audience | None] = mapped_column(Word(Audience))
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"))
    words: Mapped[str | None] = mapped_column(EncryptedText)
    at: Mapped[datetime] = mapped_column(Utc)
    due_at: Mapped[datetime] = mapped_column(Utc)
    upto: Mapped[int] = mapped_column(Id, default=0)
    unreached: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None] = mapped_column(Utc)
    recalled_at: Mapped[datetime | None] = mapped_column(Utc)
