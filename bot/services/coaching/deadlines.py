"""Offers and proposals that nobody answered in time end, and whoever waited for the answer is told."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.coaching import UNANSWERED, AppointmentStatus
from bot.services.coaching import companions, notifications, records
from bot.storage.piecewise import each
from bot.storage.tables.coaching import Appointment


async def expire(db: AsyncSession) -> int:
    rows = await db.scalars(
        select(Appointment.id)
        .where(Appointment.status.in_(UNANSWERED))
        .where(Appointment.offered_until <= clock.now())
        .order_by(Appointment.id)
        .with_for_update()
    )
    return await each(db, "appointment", rows.all(), _expire) + await companions.expire(db)


async def _expire(db: AsyncSession, appointment_id: int) -> bool:
    appointment = await db.get_one(Appointment, appointment_id, populate_existing=True)
    if appointment.status is AppointmentStatus.OFFERED:
        expired = await records.become(db, appointment, AppointmentStatus.EXPIRED, AppointmentStatus.OFFERED)
        if expired:
            await companions.stand_down(db, appointment)
        return expired
    # Refused, not expired: a silent resident is not asked for that half-day again.
    if not await records.become(db, appointment, AppointmentStatus.REFUSED, AppointmentStatus.PROPOSED):
        return False
    await notifications.call_off(db, appointment)
    await companions.stand_down(db, appointment)
    return True
