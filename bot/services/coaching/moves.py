"""Asking somebody to move so that another person gets a volunteer: nothing changes until both sides agree in time."""

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.coaching import OPEN, AppointmentStatus, RequestStatus
from bot.errors import NotFound
from bot.services.coaching import companions, move_words, notifications, records, texts
from bot.services.messaging import outbox, proxy, quiet_hours
from bot.services.messaging.outbox import Plan
from bot.storage.database import changed
from bot.storage.piecewise import each
from bot.storage.tables.coaching import Appointment, CoachingRequest
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Volunteer


async def answer(db: AsyncSession, by: Person, appointment_id: int, *, yes: bool) -> Appointment | None:
    """Answer for the resident, who is asked first, or for the volunteer; return None if it is past, or a no.

    After a no another way is looked for. Raise NotFound for anybody else.
    """
    asked = await records.found(db, appointment_id)
    if by.id not in (asked.resident_id, asked.volunteer_id):
        raise NotFound(appointment_id)
    if not _waits_for(asked, by) or not await _still_helps(db, asked):
        return None
    if not yes:
        await _end(db, asked)
        return None
    if by.id == asked.resident_id:
        await _ask_volunteer(db, asked)
        return asked
    return asked if await _move(db, asked) else None


async def expire(db: AsyncSession) -> int:
    rows = await db.scalars(
        select(Appointment.id)
        .where(Appointment.status == AppointmentStatus.MOVE_ASKED, Appointment.offered_until <= clock.now())
        .order_by(Appointment.id)
        .with_for_update()
    )
    return await each(db, "appointment", rows.all(), _expire)


async def _expire(db: AsyncSession, appointment_id: int) -> int:
    asked = await db.get_one(Appointment, appointment_id, populate_existing=True)
    if asked.answered_at is None:
        await _tell_mover(db, asked)
    await _end(db, asked)
    return 1


async def call_off_search(db: AsyncSession, resident_id: int) -> bool:
    """End what was asked on behalf of the resident, with thanks; return False if somebody has agreed already."""
    rows = await db.scalars(
        select(Appointment)
        .where((Appointment.resident_id == resident_id) & Appointment.status.in_(OPEN) | _asked_for(resident_id))
        .where(Appointment.starts_at > clock.now())
        .order_by(Appointment.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = rows.all()
    if any(
        appointment.status not in (AppointmentStatus.OFFERED, AppointmentStatus.MOVE_ASKED) for appointment in found
    ):
        return False
    for appointment in found:
        if appointment.status is AppointmentStatus.MOVE_ASKED:
            await _tell_both(db, appointment)
        else:
            await notifications.call_off(db, appointment)
        await records.become(db, appointment, AppointmentStatus.MOVED, appointment.status)
        await companions.stand_down(db, appointment)
    return True


def _asked_for(resident_id: int) -> ColumnElement[bool]:
    return (Appointment.rescues_id == resident_id) & (Appointment.status == AppointmentStatus.MOVE_ASKED)


def _waits_for(asked: Appointment, by: Person) -> bool:
    """Return whether it is their turn: the resident answers first, at `answered_at`, then the volunteer."""
    if asked.status is not AppointmentStatus.MOVE_ASKED or (asked.offered_until or asked.starts_at) <= clock.now():
        return False
    return (by.id == asked.resident_id) == (asked.answered_at is None)


async def _still_helps(db: AsyncSession, asked: Appointment) -> bool:
    request = await db.get(CoachingRequest, asked.rescues_id, populate_existing=True)
    open_one = select(Appointment.id).where(Appointment.resident_id == asked.rescues_id, Appointment.status.in_(OPEN))
    if request is not None and request.status is RequestStatus.WAITING and await db.scalar(open_one) is None:
        return True
    await _tell_both(db, asked)
    await records.become(db, asked, AppointmentStatus.MOVED, AppointmentStatus.MOVE_ASKED)
    return False


async def _end(db: AsyncSession, asked: Appointment) -> None:
    agreed = asked.answered_at is not None
    # Silence is a no: the same person is not asked for that half-day again.
    await records.become(
        db,
        asked,
        AppointmentStatus.DECLINED if agreed else AppointmentStatus.REFUSED,
        AppointmentStatus.MOVE_ASKED,
    )
    if agreed:
        await _tell_mover(db, asked)
    await _rescue(db, asked)


async def _tell_both(db: AsyncSession, asked: Appointment) -> None:
    await _tell_mover(db, asked)
    if asked.answered_at is not None:
        await notifications.call_off(db, asked)


async def _tell_mover(db: AsyncSession, asked: Appointment) -> None:
    mover, old = await db.get_one(Person, asked.resident_id), await db.get_one(Appointment, asked.replaces_id)
    plan = Plan(key=f"coach-stays:{asked.id}", expires=old.starts_at)
    await proxy.tell(db, mover, move_words.it_stays(old), plan)


async def _ask_volunteer(db: AsyncSession, asked: Appointment) -> None:
    old = await db.get_one(Appointment, asked.replaces_id)
    asked.answered_at, asked.offered_until = clock.now(), quiet_hours.answer_by(min(asked.starts_at, old.starts_at))
    await db.flush()
    helper, resident = await db.get_one(Person, asked.volunteer_id), await db.get_one(Person, asked.resident_id)
    await db.execute(update(Volunteer).where(Volunteer.person_id == helper.id).values(last_asked_at=clock.now()))
    words = move_words.would_you_take_over(asked, await records.lives_in(db, resident))
    await outbox.tell(db, helper, words, Plan(key=f"coach-take-over:{asked.id}", expires=asked.offered_until))


async def _move(db: AsyncSession, asked: Appointment) -> bool:
    try:
        async with db.begin_nested():
            moved = await _change_over(db, asked)
    except IntegrityError:
        moved = False  # the volunteer was taken meanwhile
    await db.refresh(asked)
    if not moved:
        asked.status = AppointmentStatus.EXPIRED
        await db.flush()
        return False
    await notifications.tell_settled(db, asked)
    old = await db.get_one(Appointment, asked.replaces_id)
    plan = Plan(key=f"coach-off:{old.id}:{old.volunteer_id}", expires=old.starts_at)
    await outbox.tell(db, await db.get_one(Person, old.volunteer_id), texts.not_this_time(old), plan)
    await _rescue(db, asked)
    return True


async def _change_over(db: AsyncSession, asked: Appointment) -> bool:
    stands = AppointmentStatus.CONFIRMED
    ended = await changed(
        db,
        update(Appointment)
        .where(Appointment.id == asked.replaces_id, Appointment.status == stands)
        .values(status=AppointmentStatus.MOVED),
    )
    if not ended:
        return False
    await db.execute(
        update(Appointment).where(Appointment.id == asked.id).values(status=stands, answered_at=clock.now())
    )
    return True


async def _rescue(db: AsyncSession, asked: Appointment) -> None:
    from bot.services.coaching import replacement  # noqa: PLC0415 loads numpy: docs/adr/0030

    await replacement.rescue(db, await db.get_one(Person, asked.rescues_id))
