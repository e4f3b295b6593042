"""A person's own data: taken down, corrected, erased."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.enrolment import EnrolmentStatus
from bot.domain.people import AgeBand, Audience, RoleStatus
from bot.domain.words import fold
from bot.services import coaching, enrolment, stepping_back, volunteers
from bot.storage.courses import Course, Enrolment
from bot.storage.messaging import Outbox, OutboxStatus
from bot.storage.people import Address, Consent, Person, Role
from bot.storage.places import ResidentialGroup

_GONE = (EnrolmentStatus.CANCELLED, EnrolmentStatus.COMPLETED)


def is_known(person: Person) -> bool:
    """Has this person agreed and told a name? Before that nothing about them is kept."""
    return person.name is not None


async def settle(db: AsyncSession, person: Person, name: str, group: ResidentialGroup | None) -> None:
    """Keep a name and the residential group."""
    person.name, person.folded = name, fold(name)
    if group is not None:
        person.group_id, person.ward_code = group.id, group.ward_code
    await db.flush()


def forget_stranger(person: Person) -> None:
    """Somebody said no to being remembered: not even how to address them is kept."""
    person.address_form = None


async def erase(db: AsyncSession, person: Person) -> None:
    """Name, phone and addresses go at once; seats are freed; marks stay for the counts, under a number only."""
    for course in await _courses(db, person):
        await enrolment.leave(db, person, course, person)
    await stepping_back.leave_all(db, person)
    await volunteers.forget(db, person)
    await coaching.forget(db, person)
    now = clock.now()
    await db.execute(
        update(Role)
        .where(Role.person_id == person.id, Role.status != RoleStatus.ENDED)
        .values(status=RoleStatus.ENDED, ends_at=now)
    )
    await db.execute(
        update(Consent).where(Consent.person_id == person.id, Consent.withdrawn_at.is_(None)).values(withdrawn_at=now)
    )
    await db.execute(
        update(Outbox)
        .where(Outbox.person_id == person.id, Outbox.status == OutboxStatus.QUEUED)
        .values(status=OutboxStatus.DROPPED)
    )
    await db.execute(update(Outbox).where(Outbox.person_id == person.id).values(message={"text": "", "buttons": []}))
    for field in ("name", "folded", "called", "address_form", "phone", "phone_type", "told_via_person_id"):
        setattr(person, field, None)
    person.erased_at = now
    await db.flush()


async def give_new_self(db: AsyncSession, address: Address) -> None:
    """The account that asked to be erased is a stranger's from now on; other accounts of the person are cut off."""
    old = address.person
    fresh = Person(language=old.language, created_at=clock.now())
    db.add(fresh)
    await db.flush()
    address.person_id = fresh.id
    await db.flush()
    await db.refresh(address, ["person"])
    for other in (await db.scalars(select(Address).where(Address.person_id == old.id))).all():
        other.external_id, other.cut_off_at = f"erased-{other.id}", clock.now()


async def _courses(db: AsyncSession, person: Person) -> list[Course]:
    found = await db.scalars(
        select(Course)
        .join(Enrolment, Enrolment.course_id == Course.id)
        .where(Enrolment.person_id == person.id, Enrolment.status.not_in(_GONE))
        .order_by(Course.id)
    )
    return list(found)


def describe(person: Person, age: AgeBand | None, audience: Audience | None) -> None:
    """What somebody says about themselves for the reports; what they leave out stays as it was."""
    person.age_band, person.audience = age or person.age_band, audience or person.audience
