"""Tables: Ward, WardAlias, ResidentialGroup, Organisation, Venue, ClosedDay."""

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.people.person import OrganisationKind
from bot.storage.base import Base, Id, Word


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
    """A public holiday; swapped working days are decided yearly, so a ward may add its own."""

    __tablename__ = "closed_day"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(120))
    ward_code: Mapped[str | None] = mapped_column(ForeignKey("ward.code"))
