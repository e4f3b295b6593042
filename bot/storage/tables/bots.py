"""Tables: KeptUpdate, BotMonth."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Id, Utc
from bot.storage.encryption import EncryptedJson


class KeptUpdate(Base):
    """What a platform hands over once and does not keep: it stands here until it is taken, for less than a second."""

    __tablename__ = "kept_update"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    channel: Mapped[str] = mapped_column(String(40), index=True)
    body: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    at: Mapped[datetime] = mapped_column(Utc)


class BotMonth(Base):
    """How much a bot whose plan is limited has sent and received in a month, and up to which share that was told."""

    __tablename__ = "bot_month"

    channel: Mapped[str] = mapped_column(String(40), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    sent: Mapped[int] = mapped_column(default=0)
    received: Mapped[int] = mapped_column(default=0)
    told: Mapped[int] = mapped_column(default=0)
    told_of_users: Mapped[int] = mapped_column(default=0)
