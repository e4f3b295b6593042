"""Tables: Person, Address, Role, Code, Consent."""

import secrets
from datetime import date, datetime
from functools import cache

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, and_, false, select
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship, validates

from bot.domain.people.person import AgeBand, Audience, ConsentPurpose, PhoneType, RoleKind, RoleStatus, ToldVia
from bot.storage.base import NOW, Base, Id, Utc, Word
from bot.storage.encryption import BLIND_INDEX, EncryptedText, key_ring


class Person(Base):
    """Anybody we know or talk to; without a name until consent is given.

    Somebody without a phone is a full participant: `told_via` and `told_via_person_id` say through whom.
    By its `erasure_key`, drawn at random, an erasure is known outside the database, to be repeated after a restore.
    `warned_at` is when it was announced that the name will be forgotten soon, `kept_at` when they last said «giữ lại».
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str | None] = mapped_column(EncryptedText)
    search_name: Mapped[str | None] = mapped_column(EncryptedText)
    given_name: Mapped[str | None] = mapped_column(EncryptedText)
    address_form: Mapped[str | None] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(5), default="vi")
    ward_code: Mapped[str | None] = mapped_column(ForeignKey("ward.code"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("residential_group.id"), index=True)
    age_band: Mapped[AgeBand | None] = mapped_column(Word(AgeBand))
    gender: Mapped[str | None] = mapped_column(String(1))
    audience: Mapped[Audience | None] = mapped_column(Word(Audience))
    phone: Mapped[str | None] = mapped_column(EncryptedText, info={BLIND_INDEX: "phone_index"})
    phone_index: Mapped[str | None] = mapped_column(String(32), index=True)
    phone_type: Mapped[PhoneType | None] = mapped_column(Word(PhoneType))
    told_via: Mapped[ToldVia] = mapped_column(Word(ToldVia), default=ToldVia.SELF)
    told_via_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reminders_stopped_at: Mapped[datetime | None] = mapped_column(Utc)
    warned_at: Mapped[datetime | None] = mapped_column(Utc, index=True)
    kept_at: Mapped[datetime | None] = mapped_column(Utc)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    erased_at: Mapped[datetime | None] = mapped_column(Utc, index=True)
    erasure_key: Mapped[str] = mapped_column(String(32), default=lambda: secrets.token_hex(16), server_default="")
    created_at: Mapped[datetime] = mapped_column(Utc)

    @validates("phone")
    def _mark(self, _field: str, number: str | None) -> str | None:
        self.phone_index = None if number is None else key_ring().blind_indexes(number)[0]
        return number


def has_number(number: str) -> ColumnElement[bool]:
    """Is it this person's telephone number? It is sealed, so that it is found by its mark, under whichever key."""
    return Person.phone_index.in_(key_ring().blind_indexes(number))


class Address(Base):
    """A person's account on one channel, or, without a person, the chat of a group.

    `not_before` is where a platform's retry_after is kept; from `forgotten_at` on the account itself is not known here.
    """

    __tablename__ = "address"
    __table_args__ = (UniqueConstraint("channel", "external_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    external_id: Mapped[str] = mapped_column(String(64))
    last_used_at: Mapped[datetime] = mapped_column(Utc)
    not_before: Mapped[datetime | None] = mapped_column(Utc)
    unreachable_at: Mapped[datetime | None] = mapped_column(Utc)
    cut_off_at: Mapped[datetime | None] = mapped_column(Utc)
    forgotten_at: Mapped[datetime | None] = mapped_column(Utc)

    person: Mapped[Person] = relationship(lazy="raise")


class Role(Base):
    """What somebody may do, within one of group, ward, organisation, or (all empty) the whole area.

    One may stand in for another, `stands_in_for_id`; if it does so `alone`, that one rests meanwhile.
    `week_told` is the Monday of the last week of which whoever has the role was told, unasked.
    """

    __tablename__ = "role"
    __table_args__ = (Index("ix_role_scope", "kind", "status", "group_id"),)

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
    """Does a role hold now: approved, begun, not over, and not at rest while another stands in for it?

    The only place that knows: whoever asks for leaders, coordinators or volunteers asks with it.
    """
    other = aliased(Role)
    rests = select(other.id).where(other.stands_in_for_id == Role.id, other.alone, _holds(other))
    return and_(_holds(Role), ~rests.correlate(Role).exists())


@cache
def leads() -> ColumnElement[bool]:
    """Is it the role of a residential group's leader, in force now?"""
    return and_(Role.kind == RoleKind.LEADER, Role.group_id.is_not(None), in_force())


def _holds(role: type[Role]) -> ColumnElement[bool]:
    return and_(
        role.status == RoleStatus.ACTIVE,
        role.starts_at.is_(None) | (role.starts_at <= NOW),
        role.ends_at.is_(None) | (role.ends_at > NOW),
    )


class Code(Base):
    """A short code that works as a deep link, a QR and typed by hand.

    It stands for a class, a residential group, the door of a session or an invitation, or joins a second account
    to `person_id`. An invitation may be for `person_id` alone, and to stand in for another's role for some time.
    """

    __tablename__ = "code"

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


class Consent(Base):
    """A provable yes or no to one purpose.

    It says which version of the text was read (and its hash), when, on which channel, witnessed by whom.
    """

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[ConsentPurpose] = mapped_column(Word(ConsentPurpose))
    given: Mapped[bool]
    text_version: Mapped[str] = mapped_column(String(16))
    text_hash: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(16))
    witness_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Utc)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Utc)
