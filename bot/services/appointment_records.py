"""One appointment as it is on record: found, judged who may answer for it, and changed only from what it was."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.coaching import AppointmentStatus
from bot.domain.rights import Right
from bot.services import roles
from bot.services.roles import NotAllowed
from bot.storage.coaching import Appointment
from bot.storage.people import Person
from bot.storage.places import ResidentialGroup


async def group_of(db: AsyncSession, resident: Person) -> ResidentialGroup:
    """Where a resident lives."""
    return await db.get_one(ResidentialGroup, resident.group_id)


async def found(db: AsyncSession, appointment_id: int) -> Appointment:
    made = await db.get(Appointment, appointment_id, populate_existing=True)
    if made is None:
        raise NotAllowed(appointment_id)
    return made


async def become(db: AsyncSession, made: Appointment, to: AppointmentStatus, before: AppointmentStatus) -> bool:
    changed = await db.execute(
        update(Appointment)
        .where(Appointment.id == made.id, Appointment.status == before)
        .values(status=to, answered_at=clock.now())
    )
    await db.refresh(made)
    return bool(changed.rowcount)  # type: ignore[attr-defined]


async def of_resident(db: AsyncSession, by: Person, appointment_id: int) -> tuple[Appointment, Person]:
    """An appointment of one's own, of somebody one answers for, or of somebody of one's group. Raises NotAllowed."""
    made = await found(db, appointment_id)
    resident = await db.get_one(Person, made.resident_id)
    if by.id not in (resident.id, resident.told_via_person_id):
        await roles.must(db, by, Right.SEE_NAMES, await group_of(db, resident))
    return made, resident


async def of_volunteer(db: AsyncSession, person: Person, appointment_id: int) -> Appointment:
    made = await found(db, appointment_id)
    if made.volunteer_id != person.id:
        raise NotAllowed(appointment_id)
    return made
