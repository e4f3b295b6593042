"""Tables: WeekReport."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Json, Utc
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
