"""Appointments of a volunteer with a resident: offered, proposed, confirmed; nobody is moved without being asked."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain import shift_matching
from bot.domain.access.rights import Right
from bot.domain.coaching import AGREED, AppointmentStatus, Language, LessonPlace, RequestStatus
from bot.domain.people.person import SMARTPHONES
from bot.services.access import acts, permissions
from bot.services.coaching import companions, notifications, records, texts
from bot.services.messaging import outbox, quiet_hours
from bot.services.messaging.outbox import Plan
from bot.services.people import profile
from bot.services.planning.coaches import Coaching
from bot.services.volunteers import candidates, on_call, safety_pledge
from bot.storage.database import insert_new
from bot.storage.tables.coaching import Appointment, CoachingRequest
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Volunteer

ANSWER_VISIT = acts.ActKind("answer_visit")
_HELD = (AppointmentStatus.PROPOSED, *AGREED)


@dataclass(frozen=True)
class PlannedVisit:
    """Who would come, and when; a `companion` goes along on a home visit."""

    helper: Coaching
    starts: datetime
    companion: Coaching | None = None
    run_id: int | None = None


async def offer(db: AsyncSession, request: CoachingRequest, visit: PlannedVisit) -> Appointment | None:
    """Ask the volunteer; return None if they or the resident were taken, or no message reaches them today.

    A companion who cannot be asked does not stop the offer: another is looked for.
    """
    if await db.scalar(select(CoachingRequest.status).where(_of(request))) is not RequestStatus.WAITING:
        return None
    helper, companion = visit.helper.person, None if visit.companion is None else visit.companion.person
    free = await records.free(db, [one.id for one in (helper, companion) if one is not None], visit.starts)
    if helper.id not in free:
        return None
    resident = await db.get_one(Person, request.resident_id)
    appointment = await _planned(db, request, resident, visit)
    if appointment is None:
        return None
    plan = Plan(key=f"coach-offer:{appointment.id}", expires=appointment.offered_until, unasked=True)
    words = texts.to_volunteer(appointment, await records.lives_in(db, resident))
    if await outbox.tell(db, helper, words, plan) is None:
        await db.delete(appointment)
        await db.flush()
        return None
    await db.execute(update(Volunteer).where(Volunteer.person_id == helper.id).values(last_asked_at=clock.now()))
    if companion is not None and companion.id in free:
        await companions.ask_along(db, appointment, companion)
    return appointment


async def _planned(
    db: AsyncSession, request: CoachingRequest, resident: Person, visit: PlannedVisit
) -> Appointment | None:
    """Write the appointment down; return None if a rival has just written another at that time."""
    values = {
        "resident_id": resident.id,
        "volunteer_id": visit.helper.person.id,
        "starts_at": visit.starts,
        "status": AppointmentStatus.OFFERED,
    }
    new = await insert_new(
        db,
        Appointment,
        **values,
        run_id=visit.run_id,
        place=request.place,
        topic=request.topic,
        offered_until=quiet_hours.answer_by(visit.starts),
        meeting_code=shift_matching.meeting_code(secrets.choice),
        reason=await reasons(db, request, resident, visit.helper),
        seconds=[],
    )
    return (await db.scalars(select(Appointment).filter_by(**values))).one() if new else None


async def reasons(db: AsyncSession, request: CoachingRequest, resident: Person, helper: Coaching) -> dict[str, Any]:
    """Return the facts that speak for this match, from the records alone: read again, they must be the same."""
    last = await db.scalar(
        select(Appointment.volunteer_id)
        .where(Appointment.resident_id == resident.id, Appointment.status == AppointmentStatus.DONE)
        .order_by(Appointment.starts_at.desc())
        .limit(1)
    )
    last = last or (await candidates.last_helpers(db, [resident.id])).get(resident.id)
    ward, group = helper.where
    phone = resident.phone_type
    other_language = request.language is not Language.VIETNAMESE
    return {
        "taught_before": last == helper.person.id,
        "same_group": group is not None and group == resident.group_id,
        "same_ward": ward == resident.ward_code,
        "phone": phone.value if phone in SMARTPHONES else None,
        "language": request.language.value if other_language and request.language in helper.coach.languages else None,
        "wish": request.helper_gender if profile.gender_of(helper.person) == request.helper_gender else None,
    }


async def accept(db: AsyncSession, person: Person, appointment_id: int) -> Appointment | None:
    """Accept for the volunteer and ask the resident; return None if it is past. Raise NotAllowed."""
    await permissions.must_keep(db, person, Right.COACH)
    await safety_pledge.must_be_given(db, person)
    appointment = await records.of_volunteer(db, person, appointment_id)
    if appointment.status in _HELD:
        return appointment
    if appointment.starts_at <= clock.now() or not await records.become(
        db, appointment, AppointmentStatus.PROPOSED, AppointmentStatus.OFFERED
    ):
        return None
    appointment.offered_until = quiet_hours.answer_by(appointment.starts_at)
    await db.flush()
    if appointment.run_id is None:
        await on_call.stepped_in(db, person)
    await notifications.propose(db, appointment)
    return appointment


async def decline(db: AsyncSession, person: Person, appointment_id: int) -> bool:
    appointment = await records.of_volunteer(db, person, appointment_id)
    declined = await records.become(db, appointment, AppointmentStatus.DECLINED, AppointmentStatus.OFFERED)
    if declined:
        await companions.stand_down(db, appointment)
    return declined


async def agree(
    db: AsyncSession, by: Person, appointment_id: int, *, somebody_home: bool | None = None
) -> Appointment | None:
    """Agree for the resident; a home visit needs a second person or `somebody_home`. None if past. Raise NotAllowed."""
    appointment, resident = await records.of_resident(db, by, appointment_id)
    if appointment.status in AGREED:
        return appointment
    if appointment.starts_at <= clock.now():
        return None
    alone = appointment.place is LessonPlace.HOME and not somebody_home and appointment.companion_agreed_at is None
    to = AppointmentStatus.SECOND_SOUGHT if alone else AppointmentStatus.CONFIRMED
    if not await records.become(db, appointment, to, AppointmentStatus.PROPOSED):
        return None
    said_of_home = {} if somebody_home is None else {"somebody_home": somebody_home}
    await db.execute(
        update(CoachingRequest)
        .where(CoachingRequest.resident_id == resident.id)
        .values(status=RequestStatus.SERVED, left=None, **said_of_home)
    )
    await acts.record(db, by, ANSWER_VISIT, appointment=appointment.id, person=resident.id, yes=True)
    # Nobody else is asked while the named companion may still answer.
    appointment.offered_until = appointment.companion_until
    await db.flush()
    if not alone:
        await companions.stand_down(db, appointment)
        await notifications.tell_helpers(db, appointment, resident)
    return appointment


async def refuse(db: AsyncSession, by: Person, appointment_id: int) -> bool:
    appointment, resident = await records.of_resident(db, by, appointment_id)
    if not await records.become(db, appointment, AppointmentStatus.REFUSED, AppointmentStatus.PROPOSED):
        return False
    await acts.record(db, by, ANSWER_VISIT, appointment=appointment.id, person=resident.id, yes=False)
    await notifications.call_off(db, appointment)
    await companions.stand_down(db, appointment)
    return True


def _of(request: CoachingRequest) -> Any:  # noqa: ANN401 a condition
    return CoachingRequest.resident_id == request.resident_id
