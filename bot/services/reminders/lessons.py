"""The evening before a lesson alone: the resident and whoever comes are reminded of it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.coaching import AppointmentStatus
from bot.domain.messaging.reminders import ReminderKind, is_quiet, reminder_times
from bot.i18n import Text, _
from bot.services.coaching import notifications, records, texts
from bot.services.messaging import quiet_hours
from bot.services.reminders.due import Ahead, Due
from bot.storage.base import moment, whether
from bot.storage.piecewise import each
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.people import Person

_LISTED = 20


def _evening_before(appointment: Appointment) -> datetime:
    return reminder_times(clock.local(appointment.starts_at))[ReminderKind.DAY_BEFORE].astimezone(UTC)


def _last_to_remind() -> datetime:
    """Return the end of tomorrow from the evening on, else that of today."""
    evening = reminder_times(clock.local(clock.midnight(clock.today() + timedelta(days=1))))[ReminderKind.DAY_BEFORE]
    return clock.midnight(clock.today() + timedelta(days=2 if clock.now() >= evening else 1))


_AHEAD = (
    Appointment.status == AppointmentStatus.CONFIRMED,
    Appointment.reminded_at.is_(None),
    Appointment.starts_at > moment(clock.now),
)
_THEN = Appointment.starts_at < moment(_last_to_remind)
DUE = whether(lambda: not is_quiet(clock.local(clock.now()))) & exists().where(*_AHEAD, _THEN)


async def fall_due(db: AsyncSession) -> list[Due]:
    if is_quiet(clock.local(clock.now())):
        return []
    found: list[Due] = []

    async def one(db: AsyncSession, appointment_id: int) -> int:
        appointment = await db.get_one(Appointment, appointment_id)
        appointment.reminded_at = clock.now()
        found.extend(await _of(db, appointment))
        return 0

    rows = await db.scalars(select(Appointment.id).where(*_AHEAD, _THEN).order_by(Appointment.id))
    await each(db, "appointment", rows.all(), one)
    return found


PLANNED = exists().where(Appointment.reminded_at.is_(None))


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    rows = await db.scalars(select(Appointment).where(*_AHEAD).order_by(Appointment.starts_at).limit(_LISTED))
    # One that was agreed on in the night is reminded of in the morning.
    waits = quiet_hours.end()
    evenings = [_evening_before(appointment) for appointment in rows]
    return [(at if waits is None else max(at, waits), _("A lesson alone is reminded of")) for at in evenings]


async def tell_in_charge(db: AsyncSession, unreached: Sequence[Due]) -> None:
    """Ask those in charge to pass it on, since no message reaches these people."""
    for due in unreached:
        if isinstance(due.of, Appointment):
            await notifications.pass_on(db, due.of, due.person, due.relayed, f"tomorrow:{due.person.id}")


async def _of(db: AsyncSession, appointment: Appointment) -> list[Due]:
    resident = await db.get_one(Person, appointment.resident_id)
    group, both = await records.lives_in(db, resident), await records.who_comes(db, appointment)
    for_helpers = {
        one: texts.tomorrow_for_helper(appointment, resident, group, other)
        for one, other in (both, both[::-1])
        if one is not None
    }
    alone = {resident: texts.tomorrow_for_resident(appointment, both, group)} | for_helpers
    relayed = {resident: texts.ahead_of_resident(appointment, both, group)} | for_helpers
    return [
        Due(
            person=person,
            of=appointment,
            ahead=Ahead.LESSON,
            wave=ReminderKind.DAY_BEFORE,
            expires=appointment.starts_at,
            alone=say,
            relayed=relayed[person],
            heading=relayed[person].text,
        )
        for person, say in alone.items()
        if person.reminders_stopped_at is None
    ]
