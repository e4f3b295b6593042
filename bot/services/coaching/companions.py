"""The second person of a home visit: one is named by the plan, else three at a time are asked, else the leader."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Right
from bot.domain.coaching import OPEN, AppointmentStatus
from bot.domain.messaging.reminders import is_quiet
from bot.errors import NotFound
from bot.services.access import acts, permissions
from bot.services.coaching import companion_texts, notifications, records
from bot.services.messaging import outbox, quiet_hours
from bot.services.messaging.outbox import Plan
from bot.services.planning.coaches import Coaching
from bot.services.volunteers import on_call, safety_pledge
from bot.storage.base import NOW
from bot.storage.database import count_changed
from bot.storage.piecewise import each
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Volunteer

BE_THERE = acts.ActKind("be_there")
AT_ONCE = 3


async def ask_along(db: AsyncSession, appointment: Appointment, companion: Person) -> bool:
    """Ask the person whom the plan names, until a deadline; return False if no message reaches them today."""
    until = quiet_hours.answer_by(appointment.starts_at)
    if not await _tell(db, appointment, companion, until):
        return False
    appointment.companion_id, appointment.companion_until = companion.id, until
    if appointment.status is AppointmentStatus.SECOND_SOUGHT:
        appointment.offered_until = until
    appointment.seconds = [*appointment.seconds, *({companion.id} - set(appointment.seconds))]
    await db.flush()
    return True


async def seek(db: AsyncSession) -> int:
    """Ask the next three for each home visit for which nobody is being asked; return how many were asked."""
    if is_quiet(clock.local(clock.now())):
        return 0
    rows = await db.scalars(
        select(Appointment.id)
        .where(Appointment.status == AppointmentStatus.SECOND_SOUGHT, Appointment.starts_at > clock.now())
        .where((Appointment.offered_until.is_(None)) | (Appointment.offered_until <= clock.now()))
        .order_by(Appointment.starts_at, Appointment.id)
        .with_for_update()
    )
    return await each(db, "appointment", rows.all(), _ask)


async def answer(db: AsyncSession, person: Person, appointment_id: int, *, yes: bool) -> Appointment | None:
    """Let the person go along, of three the first; return None if it is past or a no. Raise NotFound, NotAllowed."""
    appointment = await records.found(db, appointment_id)
    if person.id not in appointment.seconds:
        raise NotFound(appointment_id)
    if yes:
        await permissions.must_keep(db, person, Right.COACH)
        await safety_pledge.must_be_given(db, person)
    if appointment.companion_id == person.id and appointment.companion_agreed_at is not None:
        return appointment
    if not yes:
        await _refuse(db, appointment, person)
        return None
    if not await _may_agree(db, appointment, person):
        return None
    appointment.companion_id, appointment.companion_agreed_at, appointment.companion_until = (
        person.id,
        clock.now(),
        None,
    )
    await db.flush()
    await on_call.stepped_in(db, person)
    if appointment.status is AppointmentStatus.SECOND_SOUGHT:
        await settle(db, appointment)
    return appointment


async def be_there(db: AsyncSession, by: Person, appointment_id: int) -> Appointment | None:
    try:
        appointment = await records.found(db, appointment_id)
    except NotFound:
        return None
    resident = await db.get_one(Person, appointment.resident_id)
    await records.must_see(db, by, resident)
    if not await settle(db, appointment):
        return None
    await acts.record(db, by, BE_THERE, appointment=appointment.id, person=resident.id)
    return appointment


async def stand_down(db: AsyncSession, appointment: Appointment) -> None:
    off = appointment.status not in OPEN
    for asked in appointment.seconds:
        if asked in appointment.refusals or (
            asked == appointment.companion_id and appointment.companion_agreed_at is not None and not off
        ):
            continue
        words = companion_texts.nobody_goes(appointment) if off else companion_texts.enough(appointment)
        person = await db.get_one(Person, asked)
        await outbox.tell(
            db,
            person,
            words,
            Plan(key=f"coach-second-off:{records.occasion(appointment)}:{asked}", expires=appointment.starts_at),
        )
    appointment.companion_until = None
    if appointment.companion_agreed_at is None:
        appointment.companion_id = None
    await db.flush()


PAST_DEADLINE = (Appointment.companion_agreed_at.is_(None), Appointment.companion_until <= NOW)


async def expire(db: AsyncSession) -> int:
    return await count_changed(
        db, update(Appointment).where(*PAST_DEADLINE).values(companion_id=None, companion_until=None)
    )


async def _may_agree(db: AsyncSession, appointment: Appointment, person: Person) -> bool:
    named = appointment.companion_id == person.id
    sought = appointment.status is AppointmentStatus.SECOND_SOUGHT and appointment.companion_id is None
    if appointment.starts_at <= clock.now() or appointment.status not in OPEN or not (named or sought):
        return False
    return named or person.id in await records.free(db, [person.id], appointment.starts_at)


async def settle(db: AsyncSession, appointment: Appointment, but: int = 0) -> bool:
    if not await records.become(db, appointment, AppointmentStatus.CONFIRMED, AppointmentStatus.SECOND_SOUGHT):
        return False
    await stand_down(db, appointment)
    await notifications.tell_settled(db, appointment, but)
    return True


async def _refuse(db: AsyncSession, appointment: Appointment, person: Person) -> None:
    appointment.refusals = [*appointment.refusals, *({person.id} - set(appointment.refusals))]
    if appointment.companion_id == person.id:
        appointment.companion_id = appointment.companion_until = None
    if appointment.status is AppointmentStatus.SECOND_SOUGHT and set(appointment.seconds) <= set(appointment.refusals):
        appointment.offered_until = None
    await db.flush()


async def _ask(db: AsyncSession, appointment_id: int) -> int:
    appointment = await db.get_one(Appointment, appointment_id, populate_existing=True)
    resident = await db.get_one(Person, appointment.resident_id)
    told: list[int] = []
    for one in await _able(db, appointment):
        if (
            len(told) < AT_ONCE
            and one.person.id not in appointment.seconds
            and await _tell(db, appointment, one.person)
        ):
            told.append(one.person.id)
    now = clock.now()
    appointment.seconds = [*appointment.seconds, *told]
    # Those asked have half of the time left; the leader, when nobody is left to ask, has until the start.
    appointment.offered_until = now + (appointment.starts_at - now) / 2 if told else appointment.starts_at
    if not told:
        for leader in await records.in_charge(db, resident):
            words = companion_texts.to_leader(appointment, resident)
            await outbox.tell(
                db, leader, words, Plan(key=f"coach-alone:{appointment.id}:{leader.id}", expires=appointment.starts_at)
            )
    await db.flush()
    return len(told)


async def _tell(db: AsyncSession, appointment: Appointment, person: Person, until: datetime | None = None) -> bool:
    group = await records.lives_in(db, await db.get_one(Person, appointment.resident_id))
    plan = Plan(
        key=f"coach-second:{records.occasion(appointment)}:{person.id}",
        expires=until or appointment.starts_at,
        unasked=True,
    )
    if await outbox.tell(db, person, companion_texts.to_companion(appointment, group, until), plan) is None:
        return False
    await db.execute(update(Volunteer).where(Volunteer.person_id == person.id).values(last_asked_at=clock.now()))
    return True


async def _able(db: AsyncSession, appointment: Appointment) -> list[Coaching]:
    from bot.services.planning import week as planning_week  # noqa: PLC0415 loads numpy: docs/adr/0030

    week = await planning_week.to_come(db, [appointment.resident_id], clock.local(appointment.starts_at).date())
    never = datetime.min.replace(tzinfo=clock.LOCAL)
    return sorted(
        planning_week.able_to_come(week, appointment),
        key=lambda one: (one.person.id not in week.on_call, one.profile.last_asked_at or never, one.person.id),
    )
