"""What is kept about a person, in plain lines for themselves, and how it is corrected."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.domain.attendance import CAME
from bot.domain.enrolment import EnrolmentStatus
from bot.domain.people.person import AgeBand, ConsentPurpose, ContactWish
from bot.domain.people.phones import shown
from bot.domain.people.places import GroupName
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.people import consent, profile
from bot.storage.tables.courses import Attendance, Enrolment
from bot.storage.tables.people import Consent, Person
from bot.storage.tables.places import ResidentialGroup, Ward

PURPOSES = {ConsentPurpose.CLASSES: _("Classes and reminders"), ConsentPurpose.PHOTOS: _("Photos in class")}


_CONTACT = {
    ContactWish.WRITE: _("✉️ I only write and nobody calls you."),
    ContactWish.CALL: _("☎️ Somebody calls you instead of writing."),
}


async def kept(db: AsyncSession, person: Person) -> Text:
    group = await db.get(ResidentialGroup, person.group_id) if person.group_id is not None else None
    ward = await db.get(Ward, person.ward_code) if person.ward_code is not None else None
    return lines(
        _("👤 Name: {name}", name=verbatim(person.name or "")),
        _("🗣 Addressed as: {called}", called=labels.person(person)),
        _lives_in(ward, group or profile.said_group(person)),
        _("📞 Number: {number}", number=shown(person.phone)) if person.phone else _("📞 Number: none"),
        _("🎂 Age: {age}", age=labels.AGES[person.age_band]) if person.age_band else _("🎂 Age: not said"),
        _("🏷 {what}", what=labels.audiences(person.audiences)) if person.audiences else None,
        _CONTACT[person.contact_wish] if person.contact_wish else None,
        await _learning(db, person),
    )


def _lives_in(ward: Ward | None, group: ResidentialGroup | GroupName | None) -> Text:
    if ward is None:
        return _("🏠 Residential group: not known")
    if group is None:
        return _("🏠 Lives in: {ward}; residential group not known", ward=verbatim(ward.name))
    return _("🏠 Lives in: {group}, {ward}", group=labels.group(group), ward=verbatim(ward.name))


async def answers(db: AsyncSession, person: Person) -> Text:
    standing = await consent.standing(db, person)
    said = standing.get(ConsentPurpose.CLASSES)
    controller = await consent.controller_agreed_to(db, said) if said is not None and consent.stands(said) else None
    answered = [answer(purpose, standing.get(purpose)) for purpose in ConsentPurpose]
    then = _("🏛 Who answered for the data then: {controller}", controller=verbatim(controller)) if controller else None
    return lines(*answered, then)


def answer(purpose: ConsentPurpose, said: Consent | None) -> Text:
    about = PURPOSES[purpose]
    if said is None:
        return _("▫️ {about}: not asked", about=about)
    if consent.stands(said):
        return _("✅ {about}: you agreed on {day}", about=about, day=clock.local(said.at).date())
    return _("✖️ {about}: you do not agree", about=about)


_KEPT_IN = {
    "name": ("name", "search_name", "given_name"),
    "group": ("group_id", "ward_code", "said_group"),
    "age": ("age_band",),
    "audiences": ("audiences",),
    "number": ("phone",),
    "form": ("address_form",),
    "contact": ("contact_wish",),
}


def values_of(person: Person, what: str) -> dict[str, Any]:
    found = {column: getattr(person, column) for column in _KEPT_IN[what]}
    return {column: sorted(value) if isinstance(value, frozenset) else value for column, value in found.items()}


def put_back(person: Person, what: str, before: Mapping[str, Any]) -> None:
    for column in _KEPT_IN.get(what, ()):
        if column in before:
            setattr(person, column, frozenset(before[column]) if column == "audiences" else before[column])


def say_age(person: Person, age: AgeBand | None) -> None:
    person.age_band = age


def drop_number(person: Person) -> None:
    person.phone = None


async def _learning(db: AsyncSession, person: Person) -> Text:
    enrolled = (Enrolment.person_id == person.id, Enrolment.status == EnrolmentStatus.ENROLLED)
    came = (Attendance.person_id == person.id, Attendance.mark.in_(CAME))
    courses = await db.scalar(select(func.count()).select_from(Enrolment).where(*enrolled)) or 0
    sessions = await db.scalar(select(func.count()).select_from(Attendance).where(*came)) or 0
    return _(
        "📘 {courses}, {sessions}",
        courses=n_("{n} class", "{n} classes", courses),
        sessions=n_("came once", "came {n} times", sessions),
    )
