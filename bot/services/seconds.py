"""The second person of a home visit: three are asked at a time, least recently asked first; else the leader."""

from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.coaching import OPEN, AppointmentStatus
from bot.domain.reminders import is_quiet
from bot.domain.rights import Right
from bot.services import appointment_records, appointments, coaching_week, coaching_words, outbox, roles
from bot.services.coaching_week import Coaching
from bot.services.outbox import Plan
from bot.services.roles import NotAllowed
from bot.storage import rosters
from bot.storage.coaching import Appointment
from bot.storage.people import Person
from bot.storage.volunteers import Volunteer

AT_ONCE = 3
_NEVER = datetime.min.replace(tzinfo=UTC)


async def seek(db: AsyncSession) -> int:
    """Ask the next three for each home visit for which nobody is being asked; how many were asked."""
    if is_quiet(clock.local(clock.now())):
        return 0
    rows = await db.scalars(
        select(Appointment)
        .where(Appointment.status == AppointmentStatus.SECOND_SOUGHT, Appointment.starts_at > clock.now())
        .where((Appointment.offered_until.is_(None)) | (Appointment.offered_until <= clock.now()))
        .order_by(Appointment.starts_at, Appointment.id)
        .execution_options(populate_existing=True)
    )
    return sum([await _ask(db, made) for made in rows.all()])


async def answer(db: AsyncSession, person: Person, appointment_id: int, *, yes: bool) -> Appointment | None:
    """Whoever answers first goes along; None if it is past. Raises NotAllowed for those who were not asked."""
    made = await db.get(Appointment, appointment_id, populate_existing=True)
    if made is None or person.id not in made.seconds:
        raise NotAllowed(appointment_id)
    if made.companion_id == person.id:
        return made
    if not yes or made.starts_at <= clock.now() or await _is_taken(db, person.id, made.starts_at):
        return None
    return made if await appointments.settle(db, made, person.id) else None


async def be_there(db: AsyncSession, by: Person, appointment_id: int) -> Appointment | None:
    """A leader, or somebody of the family through them, stands for the second person. Raises NotAllowed."""
    made = await db.get(Appointment, appointment_id, populate_existing=True)
    if made is None:
        return None
    resident = await db.get_one(Person, made.resident_id)
    await roles.must(db, by, Right.SEE_NAMES, await appointment_records.group_of(db, resident))
    return made if await appointments.settle(db, made, None) else None


async def _ask(db: AsyncSession, made: Appointment) -> int:
    found = [one for one in await _able(db, made) if one.person.id not in made.seconds]
    resident = await db.get_one(Person, made.resident_id)
    group = await appointment_records.group_of(db, resident)
    told: list[int] = []
    for one in found:
        plan = Plan(key=f"coach-second:{made.id}:{one.person.id}", expires=made.starts_at, unasked=True)
        if len(told) < AT_ONCE and await outbox.tell(db, one.person, coaching_words.to_companion(made, group), plan):
            told.append(one.person.id)
    now = clock.now()
    made.seconds = [*made.seconds, *told]
    # Half of what is left for those asked now; nobody left: until the end.
    made.offered_until = now + (made.starts_at - now) / 2 if told else made.starts_at
    await db.execute(update(Volunteer).where(Volunteer.person_id.in_(told)).values(last_asked_at=now))
    if not told:
        for leader in await rosters.leaders(db, group.id):
            words = coaching_words.to_leader_without_second(made, resident)
            await outbox.tell(db, leader, words, Plan(key=f"coach-alone:{made.id}:{leader.id}", expires=made.starts_at))
    await db.flush()
    return len(told)


async def _able(db: AsyncSession, made: Appointment) -> list[Coaching]:
    """Who goes to homes, reaches this one and is free then, least recently asked first."""
    week = await coaching_week.to_come(db, [made.resident_id], clock.local(made.starts_at).date())
    able = coaching_week.able_to_come(week, made)
    return sorted(
        able, key=lambda one: (one.profile.last_asked_at or datetime.min.replace(tzinfo=clock.LOCAL), one.person.id)
    )


async def _is_taken(db: AsyncSession, person_id: int, starts: datetime) -> bool:
    mine = (Appointment.volunteer_id == person_id) | (Appointment.companion_id == person_id)
    found = select(Appointment.id).where(mine, Appointment.starts_at == starts, Appointment.status.in_(OPEN))
    return await db.scalar(found.limit(1)) is not None
