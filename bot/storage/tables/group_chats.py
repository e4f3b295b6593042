"""Tables: GroupChat, GroupPost."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Utc


class GroupChat(Base):
    """A chat of many people that the bot is or was in; linked to at most one residential group.

    `next_week_at` is when the next list of the week's classes is due; `thread` the topic in which we write.
    """

    __tablename__ = "group_chat"

    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"), primary_key=True)
    title: Mapped[str] = mapped_column(String(128))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("residential_group.id"), unique=True)
    linked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    thread: Mapped[str] = mapped_column(String(32), default="", server_default="")
    next_week_at: Mapped[datetime | None] = mapped_column(Utc, index=True)


class GroupPost(Base):
    """The post about a course in a group's chat; checked until the course begins. `full` is what it says now."""

    __tablename__ = "group_post"
    __table_args__ = (Index("ix_group_post_until", "until"),)

    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    full: Mapped[bool]
    until: Mapped[datetime] = mapped_column(Utc)
