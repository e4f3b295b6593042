"""Appointments of one volunteer and one resident: offered, proposed, seconded, settled; nobody is moved unasked."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.say import Say
from bot.domain import choosing
from bot.domain.coaching import OPEN, AppointmentStatus, Language, Place, RequestStatus
from bot.domain.people import PhoneType
from bot.domain.rights import Right
from bot.services import acts, candidates, coaches, coaching_words, outbox, relay, roles
from bot.services.coaching_week import Coaching
from bot.services.outbox import Plan
from bot.services.roles import NotAllowed
from bot.storage import rosters
from bot.storage.coaching import Appointment, CoachingRequest
from bot.storage.database import insert_new
from bot.storage.messaging import Act
from bot.storage.people import Person
from bot.storage.places import ResidentialGroup
from bot.storage.volunteers import Volunteer

_HELD = (AppointmentStatus.PROPOSED, AppointmentStatus.SECOND_SOUGHT, AppointmentStatus.CONFIRMED)


async def offer(
    db: AsyncSession, request: CoachingRequest, helper: Coaching, starts: datetime, run_id: int | None = None
) -> Appointment | None:
    """Ask a volunteer; None if they, or the resident, were taken meanwhile, or no message reaches them today."""
    if await db.scalar(select(CoachingRequest.status).where(_of(request))) is not RequestStatus.WAITING:
        return None
    resident = await db.get_one(Person, request.resident_id)
    code = choosing.meeting_code(secrets.choice)
    values = {
        "resident_id": request.resident_id,
        "volunteer_id": helper.person.id,
        "starts_at": starts,
        "status": AppointmentStatus.OFFERED,
    }
    new = await insert_new(
        db,
        Appointment,
        **values,
        run_id=run_id,
        place=request.place,
        topic=request.topic,
        offered_until=choosing.answer_by(clock.local(clock.now()), clock.local(starts)).astimezone(UTC),
        meeting_code=code,
        reason=await reasons(db, request, resident, helper),
        seconds=[],
    )
    if not new:
        return None
    made = (await db.scalars(select(Appointment).filter_by(**values))).one()
    plan = Plan(key=f"coach-offer:{made.id}", expires=made.offered_until, unasked=True)
    words = coaching_words.to_volunteer(made, await group_of(db, resident))
    if await outbox.tell(db, helper.person, words, plan) is None:
        await db.delete(made)
        await db.flush()
        return None
    await db.execute(update(Volunteer).where(Volunteer.person_id == helper.person.id).values(last_asked_at=clock.now()))
    return made


async def reasons(db: AsyncSession, request: CoachingRequest, resident: Person, helper: Coaching) -> dict[str, Any]:
    """The facts that speak for these two, read from the records: read again, they are the same or the match is not."""
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
        "phone": phone.value if phone in (PhoneType.ANDROID, PhoneType.IPHONE) else None,
        "language": request.language.value if other_language and request.language in helper.coach.languages else None,
        "wish": request.helper_gender if coaches.gender_of(helper.person) == request.helper_gender else None,
    }


async def accept(db: AsyncSession, person: Person, appointment_id: int) -> Appointment | None:
    """The volunteer takes it: now the resident is asked. None if it is past. Raises NotAllowed."""
    made = await _mine(db, person, appointment_id)
    if made.status in _HELD:
        return made
    if made.starts_at <= clock.now() or not await _become(
        db, made, AppointmentStatus.PROPOSED, AppointmentStatus.OFFERED
    ):
        return None
    made.offered_until = choosing.answer_by(clock.local(clock.now()), clock.local(made.starts_at)).astimezone(UTC)
    await db.flush()
    await _propose(db, made)
    return made


async def decline(db: AsyncSession, person: Person, appointment_id: int) -> bool:
    """The volunteer is busy then: the next matching looks for another. Raises NotAllowed."""
    made = await _mine(db, person, appointment_id)
    return await _become(db, made, AppointmentStatus.DECLINED, AppointmentStatus.OFFERED)


async def agree(
    db: AsyncSession, by: Person, appointment_id: int, *, somebody_home: bool | None = None
) -> Appointment | None:
    """The resident, or who answers for them, says yes; at home only with two. None if it is past. Raises NotAllowed."""
    made, resident = await of_resident(db, by, appointment_id)
    if made.status in (AppointmentStatus.SECOND_SOUGHT, AppointmentStatus.CONFIRMED):
        return made
    if made.starts_at <= clock.now():
        return None
    alone = made.place is Place.HOME and not somebody_home
    to = AppointmentStatus.SECOND_SOUGHT if alone else AppointmentStatus.CONFIRMED
    if not await _become(db, made, to, AppointmentStatus.PROPOSED):
        return None
    await db.execute(
        update(CoachingRequest)
        .where(CoachingRequest.resident_id == resident.id)
        .values(status=RequestStatus.SERVED, somebody_home=somebody_home, left=None)
    )
    made.offered_until = None
    await db.flush()
    if not alone:
        await _tell_helpers(db, made, resident)
    return made


async def refuse(db: AsyncSession, by: Person, appointment_id: int) -> bool:
    """The resident is busy then. Raises NotAllowed."""
    made, _resident = await of_resident(db, by, appointment_id)
    if not await _become(db, made, AppointmentStatus.REFUSED, AppointmentStatus.PROPOSED):
        return False
    await _call_off(db, made, [made.volunteer_id])
    return True


async def leave(db: AsyncSession, by: Person, appointment_id: int) -> tuple[Appointment, Act] | None:
    """Somebody cannot come after all: what was settled is off, the resident waits again. None if past.

    A companion who leaves is looked for again. Raises NotAllowed.
    """
    made = await _found(db, appointment_id)
    if made.starts_at <= clock.now() or made.status not in OPEN:
        return None
    if by.id == made.companion_id:
        return await _companion_leaves(db, by, made)
    if by.id != made.volunteer_id:
        await of_resident(db, by, appointment_id)
    to = AppointmentStatus.RELEASED if by.id == made.volunteer_id else AppointmentStatus.REFUSED
    if not await _become(db, made, to, made.status):
        return None
    status = RequestStatus.WAITING if by.id == made.volunteer_id else RequestStatus.WITHDRAWN
    await db.execute(
        update(CoachingRequest).where(CoachingRequest.resident_id == made.resident_id).values(status=status)
    )
    if by.id == made.volunteer_id:
        # Nobody waits at the door for somebody who will not come.
        await _tell_resident(db, made, await db.get_one(Person, made.resident_id), coaching_words.off(made), "off")
    helpers = [one for one in (made.volunteer_id, made.companion_id) if one not in (None, by.id)]
    await _call_off(db, made, helpers)
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


async def of_resident(db: AsyncSession, by: Person, appointment_id: int) -> tuple[Appointment, Person]:
    """An appointment of one's own, of somebody one answers for, or of somebody of one's group. Raises NotAllowed."""
    made = await _found(db, appointment_id)
    resident = await db.get_one(Person, made.resident_id)
    if by.id not in (resident.id, resident.told_via_person_id):
        await roles.must(db, by, Right.SEE_NAMES, await group_of(db, resident))
    return made, resident


async def group_of(db: AsyncSession, resident: Person) -> ResidentialGroup:
    """Where a resident lives."""
    return await db.get_one(ResidentialGroup, resident.group_id)


async def settle(db: AsyncSession, made: Appointment, companion_id: int | None) -> bool:
    """A second person is found, or somebody in charge will be there: now it is sure."""
    settled = await db.execute(
        update(Appointment)
        .where(Appointment.id == made.id, Appointment.status == AppointmentStatus.SECOND_SOUGHT)
        .values(status=AppointmentStatus.CONFIRMED, companion_id=companion_id, answered_at=clock.now())
    )
    if not settled.rowcount:  # type: ignore[attr-defined]
        return False
    await db.refresh(made)
    await tell_settled(db, made)
    return True


async def tell_settled(db: AsyncSession, made: Appointment) -> None:
    """To the resident and whoever comes."""
    resident = await db.get_one(Person, made.resident_id)
    helper = await db.get_one(Person, made.volunteer_id)
    words = coaching_words.settled(made, helper, await group_of(db, resident))
    await _tell_resident(db, made, resident, words, "settled")
    await _tell_helpers(db, made, resident)


async def expire(db: AsyncSession) -> int:
    """What nobody answered in time is free for the next matching; how many."""
    rows = await db.scalars(
        select(Appointment)
        .where(Appointment.status.in_((AppointmentStatus.OFFERED, AppointmentStatus.PROPOSED)))
        .where(Appointment.offered_until <= clock.now())
        .order_by(Appointment.id)
        .execution_options(populate_existing=True)
    )
    return sum([await _expire(db, made) for made in rows.all()])


async def _expire(db: AsyncSession, made: Appointment) -> bool:
    if made.status is AppointmentStatus.OFFERED:
        return await _become(db, made, AppointmentStatus.EXPIRED, AppointmentStatus.OFFERED)
    # A resident who kept silent is not asked for that half-day again.
    if not await _become(db, made, AppointmentStatus.REFUSED, AppointmentStatus.PROPOSED):
        return False
    await _call_off(db, made, [made.volunteer_id])
    return True


async def _propose(db: AsyncSession, made: Appointment) -> None:
    resident, helper = await db.get_one(Person, made.resident_id), await db.get_one(Person, made.volunteer_id)
    words = coaching_words.to_resident(made, helper, await group_of(db, resident))
    await _tell_resident(db, made, resident, words, "proposed")


async def _tell_resident(db: AsyncSession, made: Appointment, resident: Person, words: Say, kind: str) -> None:
    """Whom no message reaches is asked by the leaders of their group."""
    plan = Plan(key=f"coach-{kind}:{made.id}", expires=made.starts_at)
    if await relay.tell(db, resident, words, plan) is not None:
        return
    for leader in await rosters.leaders(db, (await group_of(db, resident)).id):
        ask = coaching_words.pass_on(words, resident)
        await outbox.tell(db, leader, ask, Plan(key=f"coach-{kind}:{made.id}:{leader.id}", expires=made.starts_at))


async def _tell_helpers(db: AsyncSession, made: Appointment, resident: Person) -> None:
    for helper_id in (made.volunteer_id, made.companion_id):
        if helper_id is not None:
            words = coaching_words.settled_for_helper(made, await group_of(db, resident))
            plan = Plan(key=f"coach-settled:{made.id}:{helper_id}", expires=made.starts_at)
            await outbox.tell(db, await db.get_one(Person, helper_id), words, plan)


async def _call_off(db: AsyncSession, made: Appointment, helpers: Sequence[int | None]) -> None:
    for helper_id in helpers:
        plan = Plan(key=f"coach-off:{made.id}:{helper_id}", expires=made.starts_at)
        await outbox.tell(db, await db.get_one(Person, helper_id), coaching_words.not_this_time(made), plan)


async def _companion_leaves(db: AsyncSession, by: Person, made: Appointment) -> tuple[Appointment, Act] | None:
    left = await db.execute(
        update(Appointment)
        .where(Appointment.id == made.id, Appointment.companion_id == by.id)
        .values(companion_id=None, status=AppointmentStatus.SECOND_SOUGHT)
    )
    if not left.rowcount:  # type: ignore[attr-defined]
        return None
    return made, await acts.done(db, by, "leave_appointment", appointment=made.id)


async def _found(db: AsyncSession, appointment_id: int) -> Appointment:
    made = await db.get(Appointment, appointment_id, populate_existing=True)
    if made is None:
        raise NotAllowed(appointment_id)
    return made


async def _mine(db: AsyncSession, person: Person, appointment_id: int) -> Appointment:
    made = await _found(db, appointment_id)
    if made.volunteer_id != person.id:
        raise NotAllowed(appointment_id)
    return made


async def _become(db: AsyncSession, made: Appointment, to: AppointmentStatus, before: AppointmentStatus) -> bool:
    changed = await db.execute(
        update(Appointment)
        .where(Appointment.id == made.id, Appointment.status == before)
        .values(status=to, answered_at=clock.now())
    )
    await db.refresh(made)
    return bool(changed.rowcount)  # type: ignore[attr-defined]


def _of(request: CoachingRequest) -> Any:  # noqa: ANN401 a condition
    return CoachingRequest.resident_id == request.resident_id
