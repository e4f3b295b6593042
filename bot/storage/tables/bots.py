"""Tables: KeptUpdate, BotMonth, AddedBot."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Id, Utc
from bot.storage.encryption import EncryptedJson, EncryptedText


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


class AddedBot(Base):
    """A bot on Zalo that a coordinator has added for one place: a residential group, a ward, or an organisation.

    `number` stands before the colon of its token, which is the `bot_key`; `given` is random, and new with each token.
    `name` and `link` are there once Zalo has said who it is; `refused_at`: since when Zalo knows the token no longer.
    """

    __tablename__ = "added_bot"

    number: Mapped[str] = mapped_column(String(32), primary_key=True)
    bot_key: Mapped[str] = mapped_column(EncryptedText)
    given: Mapped[str] = mapped_column(String(16))
    refused_at: Mapped[datetime | None] = mapped_column(Utc)
    name: Mapped[str | None] = mapped_column(String(120))
    link: Mapped[str | None] = mapped_column(String(200))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("residential_group.id"))
    ward_code: Mapped[str | None] = mapped_column(ForeignKey("ward.code"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
