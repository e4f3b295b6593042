"""One appointment as it is on record: found, judged who may answer for it, and changed only from what it was."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Right
from bot.domain.coaching import OPEN, AppointmentStatus
from bot.errors import NotFound
from bot.services.access import permissions
from bot.storage.database import changed
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup
from bot.storage.tables.volunteers import Volunteer


async def group_of(db: AsyncSession, resident: Person) -> ResidentialGroup:
    """Where a resident lives."""
    return await db.get_one(ResidentialGroup, resident.group_id)


async def found(db: AsyncSession, appointment_id: int) -> Appointment:
    """Kept from changing under us until the transaction ends: several people answer about one appointment."""
    appointment = await db.get(Appointment, appointment_id, populate_existing=True, with_for_update=True)
    if appointment is None:
        raise NotFound(appointment_id)
    return appointment


def occasion(appointment: Appointment) -> str:
    """For keys: what was settled, is off and is settled again may be said again."""
    return f"{appointment.id}:{appointment.answered_at or appointment.starts_at:%d%H%M%S}"


async def who_comes(db: AsyncSession, appointment: Appointment) -> tuple[Person, Person | None]:
    """The volunteer and, if somebody has agreed to it, the one who goes along."""
    agreed = appointment.companion_id if appointment.companion_agreed_at is not None else None
    helper = await db.get_one(Person, appointment.volunteer_id)
    return helper, None if agreed is None else await db.get_one(Person, agreed)


async def become(db: AsyncSession, appointment: Appointment, to: AppointmentStatus, before: AppointmentStatus) -> bool:
    done = await changed(
        db,
        update(Appointment)
        .where(Appointment.id == appointment.id, Appointment.status == before)
        .values(status=to, answered_at=clock.now()),
    )
    await db.refresh(appointment)
    return done


async def of_resident(db: AsyncSession, by: Person, appointment_id: int) -> tuple[Appointment, Person]:
    """An appointment of one's own, of somebody one answers for, or of somebody of one's group. Raises NotAllowed."""
    appointment = await found(db, appointment_id)
    resident = await db.get_one(Person, appointment.resident_id)
    if by.id not in (resident.id, resident.told_via_person_id):
        await permissions.must(db, by, Right.SEE_NAMES, await group_of(db, resident))
    return appointment, resident


async def free(db: AsyncSession, people: Collection[int], starts: datetime) -> set[int]:
    """Who of these volunteers goes to nobody then; until the transaction ends nobody else can make them promise it."""
    rows = Volunteer.person_id.in_(people)
    await db.execute(select(Volunteer.person_id).where(rows).order_by(Volunteer.person_id).with_for_update())
    taken = await db.execute(
        select(Appointment.volunteer_id, Appointment.companion_id)
        .where(Appointment.starts_at == starts, Appointment.status.in_(OPEN))
        .where(Appointment.volunteer_id.in_(people) | Appointment.companion_id.in_(people))
    )
    return set(people) - {one for row in taken for one in row}


async def of_volunteer(db: AsyncSession, person: Person, appointment_id: int) -> Appointment:
    appointment = await found(db, appointment_id)
    if appointment.volunteer_id != person.id:
        raise NotFound(appointment_id)
    return appointment
