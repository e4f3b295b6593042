"""Drop-outs: as few others as possible are asked to move, and none loses a lesson; else the leaders learn why."""

from datetime import UTC, date, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import say
from bot.domain.coaching import AppointmentStatus, RequestStatus, last_day, slot_of
from bot.domain.matching.instance import Match
from bot.domain.matching.repair.assignments import CurrentAssignments
from bot.domain.matching.repair.augmenting import Move, NoRescueReason, Rescue, repair
from bot.domain.shifts import part_of
from bot.i18n import _, lines
from bot.services.coaching import appointments, move_words, records
from bot.services.coaching.appointments import PlannedVisit
from bot.services.messaging import outbox, proxy, quiet_hours
from bot.services.messaging.outbox import Plan
from bot.services.planning import week as planning_week
from bot.services.planning.coaches import Coaching
from bot.services.planning.week import NOBODY, PlannedWeek
from bot.storage.tables.coaching import Appointment, CoachingRequest
from bot.storage.tables.people import Person

_REASONS = {
    NoRescueReason.NOBODY_FITS: _("no volunteer near suits that wish"),
    NoRescueReason.ALL_FULL: _("all who suit are taken, and nobody can move"),
    NoRescueReason.TOO_MANY_MOVES: _("too many others would have to move"),
}


async def rescue(db: AsyncSession, resident: Person) -> bool:
    """Look for another volunteer at once; return True if somebody is asked, else tell the leaders why."""
    request = await db.get(CoachingRequest, resident.id, populate_existing=True)
    if request is None or request.status is not RequestStatus.WAITING or await _is_being_asked(db, resident.id):
        return False
    first = clock.today() + timedelta(days=1)
    week, standing, settled = await _standing(db, resident, first)
    at = next((n for n, one in enumerate(week.waiting) if one.person.id == resident.id), None)
    if at is None:
        return False
    plan = _by_those_on_call(standing, week, at) or repair(standing, [at])[0]
    if not plan.moves:
        await _tell_leaders(db, resident, plan)
        return False
    if len(plan.moves) == 1:
        after = plan.moves[0].after
        along = next(iter(_able_to_go_along(week, standing, after)), None)
        return await _offer(db, week, request, after, along)
    return await _ask_to_move(db, week, settled, (plan.moves[0], resident))


async def _is_being_asked(db: AsyncSession, resident_id: int) -> bool:
    asked = select(Appointment.id).where(
        Appointment.rescues_id == resident_id,
        Appointment.status == AppointmentStatus.MOVE_ASKED,
        Appointment.starts_at > clock.now(),
    )
    return await db.scalar(asked.limit(1)) is not None


async def _standing(
    db: AsyncSession, resident: Person, first: date
) -> tuple[PlannedWeek, CurrentAssignments, dict[int, Appointment]]:
    """Return the week, what is settled in it, and its appointments by resident id; visits by two are never moved."""
    rows = await db.scalars(
        select(Appointment)
        .where(Appointment.status == AppointmentStatus.CONFIRMED, Appointment.companion_id.is_(None))
        .where(Appointment.starts_at.between(*clock.days(first, last_day(first))))
        .order_by(Appointment.id)
    )
    settled = {appointment.resident_id: appointment for appointment in rows}
    week = await planning_week.to_come(db, [resident.id, *settled], first, tuple(settled.values()))
    residents = {one.person.id: at for at, one in enumerate(week.waiting)}
    volunteers = {one.person.id: at for at, one in enumerate(week.coaches)}
    matches = [
        Match(residents[appointment.resident_id], volunteers[appointment.volunteer_id], _slot(appointment))
        for appointment in settled.values()
        if appointment.volunteer_id in volunteers and appointment.resident_id in residents
    ]
    return week, CurrentAssignments(week.instance, matches), settled


def _by_those_on_call(standing: CurrentAssignments, week: PlannedWeek, resident: int) -> Rescue | None:
    first = standing.copy()
    others = [at for at, one in enumerate(week.coaches) if one.person.id not in week.on_call]
    first.open = first.open.copy()
    first.open[others] = 0
    plan = repair(first, [resident], most_moved=0)[0]
    return plan if plan.moves else None


def _slot(appointment: Appointment) -> int:
    at = clock.local(appointment.starts_at)
    return slot_of(at.weekday(), part_of(at.hour))


def _able_to_go_along(week: PlannedWeek, standing: CurrentAssignments, after: Match) -> list[Coaching]:
    if not week.waiting[after.resident].needs_two:
        return []
    able = [week.coaches[at] for at in standing.joiners(after)]
    return [one for one in able if one.coach.home_visits and one.coach.vetted_at is not None]


async def _offer(
    db: AsyncSession, week: PlannedWeek, request: CoachingRequest, after: Match, along: Coaching | None
) -> bool:
    if after.volunteer == NOBODY:
        return False
    visit = PlannedVisit(week.coaches[after.volunteer], week.starts(after.slot).astimezone(UTC), along)
    return await appointments.offer(db, request, visit) is not None


async def _ask_to_move(
    db: AsyncSession, week: PlannedWeek, settled: dict[int, Appointment], plan: tuple[Move, Person]
) -> bool:
    move, rescued = plan
    mover, helper = week.waiting[move.after.resident].person, week.coaches[move.after.volunteer]
    old = settled[mover.id]
    request = await db.get_one(CoachingRequest, mover.id)
    starts = week.starts(move.after.slot).astimezone(UTC)
    asked = Appointment(
        resident_id=mover.id,
        volunteer_id=helper.person.id,
        starts_at=starts,
        status=AppointmentStatus.MOVE_ASKED,
        offered_until=quiet_hours.answer_by(min(starts, old.starts_at)),
        place=old.place,
        topic=old.topic,
        meeting_code=old.meeting_code,
        reason=await appointments.reasons(db, request, mover, helper),
        seconds=[],
        replaces_id=old.id,
        rescues_id=rescued.id,
    )
    db.add(asked)
    await db.flush()
    words = move_words.would_you_move(asked, old, helper.person, await records.lives_in(db, mover))
    return await proxy.tell(db, mover, words, Plan(key=f"coach-move:{asked.id}", expires=old.starts_at)) is not None


async def _tell_leaders(db: AsyncSession, resident: Person, plan: Rescue) -> None:
    words = say(
        lines(
            _("{name} has lost the one who would have come.", name=labels.person(resident)),
            _("I have found nobody else: {reason}.", reason=_REASONS[plan.why or NoRescueReason.NOBODY_FITS]),
            _("I will look again tonight."),
        )
    )
    for leader in await records.in_charge(db, resident):
        key = f"coach-lost:{resident.id}:{clock.today()}:{leader.id}"
        await outbox.tell(db, leader, words, Plan(key=key))
