"""Tables: CalendarFeed."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Utc


class CalendarFeed(Base):
    """An address at which a calendar program reads; stored as a hash because the address is the key.

    It shows what the holder of `role_id` has to do, as long as the role is in force, or (without a role) the classes
    of `group_id`.
    """

    __tablename__ = "calendar_feed"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("residential_group.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
