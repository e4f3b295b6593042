"""Somebody cannot come to an appointment after all: whoever counted on them hears it, and another is looked for."""

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.coaching import OPEN, AppointmentStatus, RequestStatus
from bot.services import acts, appointment_news, coaching_words
from bot.services import appointment_records as records
from bot.storage.coaching import Appointment, CoachingRequest
from bot.storage.messaging import Act
from bot.storage.people import Person


async def leave(db: AsyncSession, by: Person, appointment_id: int) -> tuple[Appointment, Act] | None:
    """Somebody cannot come after all: what was settled is off, the resident waits again. None if past.

    A companion who leaves is looked for again. Raises NotAllowed.
    """
    made = await records.found(db, appointment_id)
    if made.starts_at <= clock.now() or made.status not in OPEN:
        return None
    if by.id == made.companion_id:
        return await _companion_leaves(db, by, made)
    if by.id != made.volunteer_id:
        await records.of_resident(db, by, appointment_id)
    to = AppointmentStatus.RELEASED if by.id == made.volunteer_id else AppointmentStatus.REFUSED
    if not await records.become(db, made, to, made.status):
        return None
    status = RequestStatus.WAITING if by.id == made.volunteer_id else RequestStatus.WITHDRAWN
    await db.execute(
        update(CoachingRequest).where(CoachingRequest.resident_id == made.resident_id).values(status=status)
    )
    if by.id == made.volunteer_id:
        # Nobody waits at the door for somebody who will not come.
        resident = await db.get_one(Person, made.resident_id)
        await appointment_news.tell_resident(db, made, resident, coaching_words.off(made), "off")
    helpers = [one for one in (made.volunteer_id, made.companion_id) if one not in (None, by.id)]
    await appointment_news.call_off(db, made, helpers)
    return made, await acts.done(db, by, "leave_appointment", appointment=made.id)


async def leave_all(db: AsyncSession, person: Person) -> None:
    """Somebody is erased: whoever counted on them hears it."""
    mine = (Appointment.resident_id, Appointment.volunteer_id, Appointment.companion_id)
    rows = await db.scalars(
        select(Appointment.id)
        .where(or_(*(column == person.id for column in mine)))
        .where(Appointment.status.in_(OPEN), Appointment.starts_at > clock.now())
        .order_by(Appointment.id)
    )
    for appointment_id in rows.all():
        await leave(db, person, appointment_id)


async def _companion_leaves(db: AsyncSession, by: Person, made: Appointment) -> tuple[Appointment, Act] | None:
    left = await db.execute(
        update(Appointment)
        .where(Appointment.id == made.id, Appointment.companion_id == by.id)
        .values(companion_id=None, status=AppointmentStatus.SECOND_SOUGHT)
    )
    if not left.rowcount:  # type: ignore[attr-defined]
        return None
    return made, await acts.done(db, by, "leave_appointment", appointment=made.id)
