"""Tables: Ward, WardAlias, ResidentialGroup, Organisation, Venue, ClosedDay, Setting."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.people.person import OrganisationKind
from bot.domain.settings import SettingKind
from bot.storage.base import Base, Id, Utc, Word
from bot.storage.encryption import EncryptedText


class Ward(Base):
    """A phường or xã by its official code; there are no districts since July 2025."""

    __tablename__ = "ward"

    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(12))
    short_name: Mapped[str] = mapped_column(String(60))
    search_name: Mapped[str] = mapped_column(String(60), index=True)
    active: Mapped[bool] = mapped_column(default=True)


class WardAlias(Base):
    """A former ward or district; 16 former wards were split, so one name may lead to two wards."""

    __tablename__ = "ward_alias"

    search_name: Mapped[str] = mapped_column(String(60), primary_key=True)
    ward_code: Mapped[str] = mapped_column(ForeignKey("ward.code"), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))


class ResidentialGroup(Base):
    """The unit below the ward; entered by the ward, since no official list exists.

    `kind` is khu_pho, ap, khu or other; a khu phố may lie in a xã.
    """

    __tablename__ = "residential_group"
    __table_args__ = (UniqueConstraint("ward_code", "kind", "search_name"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ward_code: Mapped[str] = mapped_column(ForeignKey("ward.code"))
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(60))
    search_name: Mapped[str] = mapped_column(String(60))
    active: Mapped[bool] = mapped_column(default=True)


class Organisation(Base):
    """An organisation that sends volunteers and registers classes."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[OrganisationKind] = mapped_column(Word(OrganisationKind))
    name: Mapped[str] = mapped_column(String(120))
    ward_code: Mapped[str | None] = mapped_column(ForeignKey("ward.code"))
    active: Mapped[bool] = mapped_column(default=True)


class Venue(Base):
    """Where a group meets, described by landmark."""

    __tablename__ = "venue"
    __table_args__ = (UniqueConstraint("group_id", "search_name"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("residential_group.id"))
    name: Mapped[str] = mapped_column(String(120))
    search_name: Mapped[str] = mapped_column(String(120))


class ClosedDay(Base):
    """A public holiday, or a day on which a ward is closed: it has moments, as sessions are compared with them."""

    __tablename__ = "closed_day"
    __table_args__ = (Index("ix_closed_day_ward", "ward_code", "begins_at"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(120))
    ward_code: Mapped[str | None] = mapped_column(ForeignKey("ward.code"))
    begins_at: Mapped[datetime | None] = mapped_column(Utc)
    ends_at: Mapped[datetime | None] = mapped_column(Utc)
    reopened_at: Mapped[datetime | None] = mapped_column(Utc)


class Setting(Base):
    """What was set, of a ward or of all: the newest that is not taken back counts; without words it is set no more."""

    __tablename__ = "setting"
    __table_args__ = (Index("ix_setting_kind", "kind", "ward_code"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[SettingKind] = mapped_column(Word(SettingKind))
    ward_code: Mapped[str | None] = mapped_column(ForeignKey("ward.code"))
    words: Mapped[str | None] = mapped_column(EncryptedText)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Utc)
    undone_at: Mapped[datetime | None] = mapped_column(Utc)
