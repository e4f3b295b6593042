"""What happens by itself around an appointment: deadlines, and the end."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.coaching import AppointmentStatus, RequestStatus
from bot.domain.messaging.reminders import after_quiet_hours, is_quiet
from bot.i18n import Text, _
from bot.services.coaching import companions, deadlines, moves, texts
from bot.services.messaging import proxy, quiet_hours
from bot.services.messaging.outbox import Plan
from bot.storage.database import changed, count_changed
from bot.storage.piecewise import each
from bot.storage.tables.coaching import Appointment, CoachingRequest
from bot.storage.tables.people import Person

_LASTS = timedelta(hours=2)
_LISTED = 20


_ASKING = (
    AppointmentStatus.MOVE_ASKED,
    AppointmentStatus.OFFERED,
    AppointmentStatus.PROPOSED,
    AppointmentStatus.SECOND_SOUGHT,
)
# Any that is not over may have reached a deadline, a reminder or its end.
DUE = exists().where(Appointment.status.in_((*_ASKING, AppointmentStatus.CONFIRMED))) | exists().where(
    *companions.PAST_DEADLINE
)


async def run_due(db: AsyncSession) -> int:
    done = await deadlines.expire(db) + await moves.expire(db) + await companions.seek(db)
    if is_quiet(clock.local(clock.now())):
        return done
    return done + await _end(db)


async def once_more(db: AsyncSession, resident: Person, *, yes: bool) -> bool:
    status = RequestStatus.WAITING if yes else RequestStatus.WITHDRAWN
    return await changed(
        db,
        update(CoachingRequest)
        .where(CoachingRequest.resident_id == resident.id, CoachingRequest.status == RequestStatus.SERVED)
        .values(status=status, since=clock.now()),
    )


PLANNED = exists().where(Appointment.status.in_((*_ASKING, AppointmentStatus.CONFIRMED)))


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    rows = await db.scalars(
        select(Appointment)
        .where(Appointment.starts_at > clock.now() - _LASTS)
        .where(Appointment.status.in_((*_ASKING, AppointmentStatus.CONFIRMED)))
        .order_by(Appointment.starts_at)
        .limit(_LISTED)
    )
    told: list[tuple[datetime, Text]] = []
    waits = quiet_hours.end()
    for appointment in rows:
        if appointment.status is AppointmentStatus.SECOND_SOUGHT and waits is not None:
            told.append((waits, _("Helpers are looked for")))
        ends = (appointment.offered_until, appointment.companion_until) if appointment.status in _ASKING else ()
        told += [(end, _("An offered lesson runs out")) for end in ends if end is not None and end > clock.now()]
        if appointment.status is AppointmentStatus.CONFIRMED:
            told.append((_over(appointment), _("A lesson alone is over")))
    return told


def _over(appointment: Appointment) -> datetime:
    return after_quiet_hours(clock.local(appointment.starts_at + _LASTS)).astimezone(UTC)


async def _end(db: AsyncSession) -> int:
    over = Appointment.starts_at <= clock.now() - _LASTS
    rows = await db.scalars(select(Appointment.id).where(Appointment.status == AppointmentStatus.CONFIRMED, over))
    held = await each(db, "appointment", rows.all(), _end_one)
    gone = await count_changed(
        db,
        update(Appointment)
        .where(Appointment.status == AppointmentStatus.SECOND_SOUGHT, Appointment.starts_at <= clock.now())
        .values(status=AppointmentStatus.EXPIRED),
    )
    return held + gone


async def _end_one(db: AsyncSession, appointment_id: int) -> int:
    appointment = await db.get_one(Appointment, appointment_id)
    appointment.status = AppointmentStatus.DONE
    helper = await db.get_one(Person, appointment.volunteer_id)
    resident = await db.get_one(Person, appointment.resident_id)
    await proxy.tell(db, resident, texts.once_more(helper), Plan(key=f"coach-after:{appointment.id}"))
    return 1
