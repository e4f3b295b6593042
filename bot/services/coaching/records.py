"""One appointment on record: found, checked for who may answer, and changed only from an expected status."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.domain.access.rights import Right
from bot.domain.coaching import OPEN, AppointmentStatus
from bot.errors import NotAllowed, NotFound
from bot.i18n import Text, verbatim
from bot.services.access import permissions
from bot.storage import session_queries
from bot.storage.database import changed
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup, Ward
from bot.storage.tables.volunteers import Volunteer


async def lives_in(db: AsyncSession, resident: Person) -> Text:
    if resident.group_id is not None:
        return labels.group(await db.get_one(ResidentialGroup, resident.group_id))
    return verbatim((await db.get_one(Ward, resident.ward_code)).name)


async def in_charge(db: AsyncSession, resident: Person) -> Sequence[Person]:
    if resident.group_id is not None:
        return await session_queries.in_charge(db, resident.group_id)
    return await session_queries.in_charge_of_ward(db, resident.ward_code or "")


async def must_see(db: AsyncSession, by: Person, resident: Person) -> None:
    """Raise NotAllowed unless they may see the names of the group, or of the ward while nobody knows the group."""
    if resident.group_id is not None:
        return await permissions.must(db, by, Right.SEE_NAMES, await db.get_one(ResidentialGroup, resident.group_id))
    if not await permissions.may_in_ward(db, by, Right.SEE_NAMES, resident.ward_code or ""):
        raise NotAllowed(Right.SEE_NAMES)


async def found(db: AsyncSession, appointment_id: int) -> Appointment:
    """Lock the appointment until the transaction ends, since several people answer about it. Raise NotFound."""
    appointment = await db.get(Appointment, appointment_id, populate_existing=True, with_for_update=True)
    if appointment is None:
        raise NotFound(appointment_id)
    return appointment


def occasion(appointment: Appointment) -> str:
    """Return a part of message keys that differs once it is settled again, so that the same may be told again."""
    return f"{appointment.id}:{appointment.answered_at or appointment.starts_at:%d%H%M%S}"


async def who_comes(db: AsyncSession, appointment: Appointment) -> tuple[Person, Person | None]:
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
    """Return it for the resident, who answers for them, or who may see the names of their group. Raise NotAllowed."""
    appointment = await found(db, appointment_id)
    resident = await db.get_one(Person, appointment.resident_id)
    if by.id not in (resident.id, resident.told_via_person_id):
        await must_see(db, by, resident)
    return appointment, resident


async def free(db: AsyncSession, people: Collection[int], starts: datetime) -> set[int]:
    """Return who of these volunteers has no visit then; lock their rows, so that nobody else books them."""
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
