"""Tables: Person, Address, Role, Code, Slip, Consent."""

import secrets
from datetime import date, datetime
from functools import cache

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, and_, false, select, text, true
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship, validates

from bot.domain.people.person import (
    FROM_60_ON,
    AgeBand,
    Audience,
    ConsentPurpose,
    ContactWish,
    PhoneType,
    RoleKind,
    RoleStatus,
    ToldVia,
)
from bot.storage.base import NOW, Base, Id, Utc, Word, WordSet, is_among, unless_none
from bot.storage.encryption import BLIND_INDEX, EncryptedName, EncryptedPhone, EncryptedText, key_ring

ERASED, MERGED = "erased", "merged"


class Person(Base):
    """Anybody we know or talk to; without a name until consent is given.

    `told_via` and `told_via_person_id` say through whom messages reach somebody without a phone. `erasure_key`
    (random) identifies an erasure outside the database, to be repeated after a restore. `warned_at`: told that the
    name will be deleted soon; `kept_at`: last answered «giữ lại». `said_group` is what they called their residential
    group while their ward has none of that name; `left_book_at`: taken out of the book of their group.
    `same_as_id`: the entry in another book as which this one is counted.

    This is the list of what is kept of a person. `info` says what becomes of a field: ERASED ones are emptied when
    the person is erased, MERGED ones are taken over when two entries are merged and the kept one is empty there.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str | None] = mapped_column(EncryptedName, info={ERASED: True})
    search_name: Mapped[str | None] = mapped_column(EncryptedText, info={ERASED: True})
    given_name: Mapped[str | None] = mapped_column(EncryptedText, info={ERASED: True})
    address_form: Mapped[str | None] = mapped_column(String(8), info={ERASED: True})
    language: Mapped[str] = mapped_column(String(5), default="vi")
    ward_code: Mapped[str | None] = mapped_column(ForeignKey("ward.code"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("residential_group.id"), index=True)
    said_group: Mapped[str | None] = mapped_column(EncryptedText, info={ERASED: True})
    left_book_at: Mapped[datetime | None] = mapped_column(Utc, info={ERASED: True})
    age_band: Mapped[AgeBand | None] = mapped_column(Word(AgeBand), info={MERGED: True})
    gender: Mapped[str | None] = mapped_column(String(1), info={MERGED: True})
    audiences: Mapped[frozenset[Audience]] = mapped_column(
        WordSet(Audience), default=frozenset[Audience](), server_default=""
    )
    phone: Mapped[str | None] = mapped_column(
        EncryptedPhone, info={BLIND_INDEX: "phone_index", ERASED: True, MERGED: True}
    )
    phone_index: Mapped[str | None] = mapped_column(String(32), index=True)
    phone_type: Mapped[PhoneType | None] = mapped_column(Word(PhoneType), info={ERASED: True, MERGED: True})
    contact_wish: Mapped[ContactWish | None] = mapped_column(Word(ContactWish), info={ERASED: True, MERGED: True})
    told_via: Mapped[ToldVia] = mapped_column(Word(ToldVia), default=ToldVia.SELF)
    told_via_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True, info={ERASED: True})
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), info={ERASED: True})
    reminders_stopped_at: Mapped[datetime | None] = mapped_column(Utc)
    warned_at: Mapped[datetime | None] = mapped_column(Utc, index=True, info={ERASED: True})
    kept_at: Mapped[datetime | None] = mapped_column(Utc, info={ERASED: True})
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    erased_at: Mapped[datetime | None] = mapped_column(Utc, index=True)
    erasure_key: Mapped[str] = mapped_column(String(32), default=lambda: secrets.token_hex(16), server_default="")
    created_at: Mapped[datetime] = mapped_column(Utc)

    @validates("phone")
    def _mark(self, _field: str, number: str | None) -> str | None:
        self.phone_index = None if number is None else key_ring().blind_indexes(number)[0]
        return number


def is_of(audience: Audience, of: type[Person] = Person) -> ColumnElement[bool]:
    said = is_among(of.audiences.expression, audience)
    return said | of.age_band.in_(FROM_60_ON) if audience is Audience.ELDERLY else said


def says_what_they_are(of: type[Person] = Person) -> ColumnElement[str | None]:
    return unless_none(of.audiences.expression)


def audiences_of(person: Person) -> frozenset[Audience]:
    aged = {Audience.ELDERLY} if person.age_band in FROM_60_ON else set()
    return person.audiences | aged


def fields(mark: str) -> list[str]:
    return [column.name for column in Person.__table__.columns if mark in column.info]


def has_number(number: str) -> ColumnElement[bool]:
    return Person.phone_index.in_(key_ring().blind_indexes(number))


_TO_FORGET = text("cut_off_at IS NOT NULL AND forgotten_at IS NULL")


class Address(Base):
    """A person's account on a channel; without a person, a group's chat.

    A platform with several bots has a channel for each, such as «zalo:1459232241»: what one of them is told and may
    send says nothing of the others. `not_before` holds a platform's retry_after; from `forgotten_at` on the account
    counts as unknown. `buttons`: could it show any when we last heard from it?
    """

    __tablename__ = "address"
    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index("ix_address_forget", "cut_off_at", sqlite_where=_TO_FORGET, postgresql_where=_TO_FORGET),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[str] = mapped_column(String(40))
    external_id: Mapped[str] = mapped_column(String(64))
    last_used_at: Mapped[datetime] = mapped_column(Utc)
    not_before: Mapped[datetime | None] = mapped_column(Utc)
    unreachable_at: Mapped[datetime | None] = mapped_column(Utc)
    cut_off_at: Mapped[datetime | None] = mapped_column(Utc)
    forgotten_at: Mapped[datetime | None] = mapped_column(Utc)
    buttons: Mapped[bool] = mapped_column(default=True, server_default=true())

    person: Mapped[Person] = relationship(lazy="raise")


class Role(Base):
    """What somebody may do within a group, a ward, an organisation, or (all None) the whole area.

    With `stands_in_for_id` it is a stand-in's role; if also `alone`, the other role rests meanwhile. `week_told`
    is the Monday of the last week whose summary was sent to the holder.
    """

    __tablename__ = "role"
    __table_args__ = (
        Index("ix_role_scope", "kind", "status", "group_id"),
        Index("ix_role_organisation", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[RoleKind] = mapped_column(Word(RoleKind))
    status: Mapped[RoleStatus] = mapped_column(Word(RoleStatus))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("residential_group.id"))
    ward_code: Mapped[str | None] = mapped_column(ForeignKey("ward.code"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    requested_at: Mapped[datetime] = mapped_column(Utc)
    decided_at: Mapped[datetime | None] = mapped_column(Utc)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    starts_at: Mapped[datetime | None] = mapped_column(Utc)
    ends_at: Mapped[datetime | None] = mapped_column(Utc)
    stands_in_for_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"), index=True)
    alone: Mapped[bool] = mapped_column(default=False, server_default=false())
    week_told: Mapped[date | None]


@cache
def in_force() -> ColumnElement[bool]:
    """Match roles that are active, begun, not over, and not at rest while a stand-in acts alone."""
    other = aliased(Role)
    rests = select(other.id).where(other.stands_in_for_id == Role.id, other.alone, _holds(other))
    return and_(_holds(Role), ~rests.correlate(Role).exists())


@cache
def leads() -> ColumnElement[bool]:
    return and_(Role.kind == RoleKind.LEADER, Role.group_id.is_not(None), in_force())


def _holds(role: type[Role]) -> ColumnElement[bool]:
    return and_(
        role.status == RoleStatus.ACTIVE,
        role.starts_at.is_(None) | (role.starts_at <= NOW),
        role.ends_at.is_(None) | (role.ends_at > NOW),
    )


_OPEN_INVITATION = text("purpose = 'role' AND uses_left > 0")


class Code(Base):
    """A short code: deep link, QR code, or typed by hand.

    It stands for a class, a group, the door of a session, an invitation, or joins a second account to `person_id`.
    An invitation may be for `person_id` only, and for standing in for a role for some time.
    """

    __tablename__ = "code"
    __table_args__ = (
        Index("ix_code_invitations", "expires_at", sqlite_where=_OPEN_INVITATION, postgresql_where=_OPEN_INVITATION),
    )

    text: Mapped[str] = mapped_column(String(16), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(12))
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("class_session.id"), index=True)
    role_kind: Mapped[RoleKind | None] = mapped_column(Word(RoleKind))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("residential_group.id"))
    ward_code: Mapped[str | None] = mapped_column(ForeignKey("ward.code"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime | None] = mapped_column(Utc)
    uses_left: Mapped[int | None]
    stands_in_for_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"), index=True)
    alone: Mapped[bool] = mapped_column(default=False, server_default=false())
    role_starts_at: Mapped[datetime | None] = mapped_column(Utc)
    role_ends_at: Mapped[datetime | None] = mapped_column(Utc)


class Slip(Base):
    """An invitation on paper: whose name stands on it, and the role that was asked for by it and awaits a human."""

    __tablename__ = "slip"

    code: Mapped[str] = mapped_column(ForeignKey("code.text"), primary_key=True)
    for_name: Mapped[str | None] = mapped_column(EncryptedText)
    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"), index=True)


class Consent(Base):
    """A provable yes or no to one purpose: which text (version, hash), when, on which channel, with which witness.

    `said` are the words, if it was typed and no button pressed.
    """

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[ConsentPurpose] = mapped_column(Word(ConsentPurpose))
    given: Mapped[bool]
    text_version: Mapped[str] = mapped_column(String(16))
    text_hash: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(40))
    witness_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    said: Mapped[str | None] = mapped_column(EncryptedText)
    at: Mapped[datetime] = mapped_column(Utc)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Utc)
