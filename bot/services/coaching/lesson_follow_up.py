"""What happens by itself around an appointment: deadlines, the evening before, the end."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.coaching import AppointmentStatus, RequestStatus
from bot.domain.messaging.reminders import ReminderKind, is_quiet, reminder_times
from bot.i18n import Text, _
from bot.services.coaching import companions, deadlines, moves, records, texts
from bot.services.messaging import outbox, proxy
from bot.services.messaging.outbox import Plan
from bot.storage.database import changed, count_changed
from bot.storage.piecewise import each
from bot.storage.tables.coaching import Appointment, CoachingRequest
from bot.storage.tables.people import Person

_AHEAD, _LASTS = timedelta(days=2), timedelta(hours=2)
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
    return done + await _remind(db) + await _end(db)


async def once_more(db: AsyncSession, resident: Person, *, yes: bool) -> bool:
    status = RequestStatus.WAITING if yes else RequestStatus.WITHDRAWN
    return await changed(
        db,
        update(CoachingRequest)
        .where(CoachingRequest.resident_id == resident.id, CoachingRequest.status == RequestStatus.SERVED)
        .values(status=status, since=clock.now()),
    )


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    rows = await db.scalars(
        select(Appointment)
        .where(Appointment.starts_at > clock.now() - _LASTS)
        .where(Appointment.status.in_((*_ASKING, AppointmentStatus.CONFIRMED)))
        .order_by(Appointment.starts_at)
        .limit(_LISTED)
    )
    told: list[tuple[datetime, Text]] = []
    for appointment in rows:
        ends = (appointment.offered_until, appointment.companion_until) if appointment.status in _ASKING else ()
        told += [(end, _("An offered lesson runs out")) for end in ends if end is not None and end > clock.now()]
        if appointment.status is AppointmentStatus.CONFIRMED:
            told.append((_evening_before(appointment), _("A lesson alone is reminded of")))
            told.append((appointment.starts_at + _LASTS, _("A lesson alone is over")))
    return told


def _evening_before(appointment: Appointment) -> datetime:
    return reminder_times(clock.local(appointment.starts_at))[ReminderKind.DAY_BEFORE].astimezone(UTC)


async def _remind(db: AsyncSession) -> int:
    rows = await db.scalars(
        select(Appointment)
        .where(Appointment.status == AppointmentStatus.CONFIRMED, Appointment.reminded_at.is_(None))
        .where(Appointment.starts_at.between(clock.now(), clock.now() + _AHEAD))
        .order_by(Appointment.id)
    )
    due = [appointment.id for appointment in rows.all() if _evening_before(appointment) <= clock.now()]
    return await each(db, "appointment", due, _remind_of)


async def _remind_of(db: AsyncSession, appointment_id: int) -> int:
    appointment = await db.get_one(Appointment, appointment_id)
    appointment.reminded_at = clock.now()
    resident = await db.get_one(Person, appointment.resident_id)
    group = await records.group_of(db, resident)
    both = await records.who_comes(db, appointment)
    words = texts.tomorrow_for_resident(appointment, both, group)
    await proxy.tell(
        db, resident, words, Plan(key=f"coach-tomorrow:{appointment.id}", expires=appointment.starts_at, unasked=True)
    )
    for one, other in (both, both[::-1]):
        if one is not None:
            plan = Plan(key=f"coach-tomorrow:{appointment.id}:{one.id}", expires=appointment.starts_at, unasked=True)
            await outbox.tell(db, one, texts.tomorrow_for_helper(appointment, resident, group, other), plan)
    return 1


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
