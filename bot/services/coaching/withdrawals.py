"""Somebody cannot come to an appointment after all, or can again; whoever counts on them is told."""

from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot import clock
from bot.domain.access.rights import Right
from bot.domain.coaching import AGREED, OPEN, AppointmentStatus, RequestStatus
from bot.i18n import Text, _
from bot.services.access import acts, permissions
from bot.services.coaching import companion_texts, companions, moves, notifications, records, texts
from bot.services.messaging import quiet_hours
from bot.services.volunteers import on_call
from bot.storage.tables.coaching import Appointment, CoachingRequest
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person

LEAVE_APPOINTMENT = acts.ActKind("leave_appointment")


async def leave(db: AsyncSession, by: Person, appointment_id: int) -> tuple[Appointment, Act] | None:
    """End the appointment; if a companion leaves, look for another one. Return None if it is past. Raise NotAllowed."""
    appointment = await records.found(db, appointment_id)
    if appointment.starts_at <= clock.now() or appointment.status not in OPEN:
        return None
    companion = appointment.companion_id if appointment.companion_agreed_at is not None else None
    facts = {"appointment": appointment.id, "was": appointment.status.value, "companion": companion}
    if by.id == appointment.companion_id:
        await _companion_leaves(db, by, appointment)
    elif by.id == appointment.volunteer_id:
        await _volunteer_leaves(db, appointment)
    else:
        await _resident_leaves(db, by, appointment)
    return appointment, await acts.record(db, by, LEAVE_APPOINTMENT, **facts)


async def leave_all(db: AsyncSession, person: Person) -> list[int]:
    return [*await _leave(db, person, Appointment.resident_id), *await help_no_more(db, person)]


async def help_no_more(db: AsyncSession, person: Person) -> list[int]:
    """Give back every lesson, also those only asked for; return the ids of residents who have lost their helper.

    Call `rescue` for them only once it can no longer find this person.
    """
    await on_call.step_down(db, person)
    return await _leave(db, person, Appointment.volunteer_id, Appointment.companion_id)


async def _leave(
    db: AsyncSession, person: Person, *mine: InstrumentedAttribute[int] | InstrumentedAttribute[int | None]
) -> list[int]:
    rows = await db.scalars(
        select(Appointment.id)
        .where(or_(*(column == person.id for column in mine)))
        .where(Appointment.status.in_(OPEN), Appointment.starts_at > clock.now())
        .order_by(Appointment.id)
    )
    left = [await leave(db, person, appointment_id) for appointment_id in rows.all()]
    return [
        appointment.resident_id for appointment, _act in filter(None, left) if appointment.volunteer_id == person.id
    ]


async def undo_leave_appointment(db: AsyncSession, act: Act) -> Text | None:
    by, appointment = await db.get_one(Person, act.by_id), await records.found(db, act.facts["appointment"])
    goes_there = by.id == appointment.volunteer_id or by.id == act.facts.get("companion")
    if appointment.starts_at <= clock.now() or (goes_there and not await permissions.keeps(db, by, Right.COACH)):
        return None
    back = _companion_returns if act.facts.get("companion") == by.id else _returns
    if not await back(db, by, appointment, act.facts):
        return _("Meanwhile it has been arranged in another way. Thank you for wanting to come!")
    if appointment.status is AppointmentStatus.CONFIRMED:
        return _("All right, the lesson stays as it was: {when}.", when=appointment.starts_at)
    return _("All right, you are in again. ⏳ It is not settled yet: I will write as soon as it is.")


async def _volunteer_leaves(db: AsyncSession, appointment: Appointment) -> None:
    known = appointment.status is not AppointmentStatus.OFFERED
    await _end(db, appointment, AppointmentStatus.RELEASED, RequestStatus.WAITING)
    if known:
        # Nobody waits at the door for somebody who will not come.
        resident = await db.get_one(Person, appointment.resident_id)
        await notifications.tell_resident(db, appointment, resident, texts.off(appointment), "off")


async def _resident_leaves(db: AsyncSession, by: Person, appointment: Appointment) -> None:
    await records.of_resident(db, by, appointment.id)
    await _end(db, appointment, AppointmentStatus.REFUSED, RequestStatus.WITHDRAWN)
    await notifications.call_off(db, appointment)


async def _end(db: AsyncSession, appointment: Appointment, to: AppointmentStatus, request: RequestStatus) -> None:
    await records.become(db, appointment, to, appointment.status)
    await companions.stand_down(db, appointment)
    await _ask_again(db, appointment, request)


async def _ask_again(db: AsyncSession, appointment: Appointment, status: RequestStatus) -> None:
    await db.execute(
        update(CoachingRequest).where(CoachingRequest.resident_id == appointment.resident_id).values(status=status)
    )


async def _companion_leaves(db: AsyncSession, by: Person, appointment: Appointment) -> None:
    was_settled = appointment.status is AppointmentStatus.CONFIRMED
    appointment.companion_id = appointment.companion_agreed_at = appointment.companion_until = None
    appointment.refusals = [*appointment.refusals, by.id]
    await db.flush()
    if was_settled:
        await records.become(db, appointment, AppointmentStatus.SECOND_SOUGHT, AppointmentStatus.CONFIRMED)
        resident, words = (
            await db.get_one(Person, appointment.resident_id),
            companion_texts.not_sure_any_more(appointment),
        )
        await notifications.tell_resident(db, appointment, resident, words, "unsure")
        await notifications.tell_helper(db, appointment, appointment.volunteer_id, words, "unsure")


async def _companion_returns(db: AsyncSession, by: Person, appointment: Appointment, _facts: dict[str, Any]) -> bool:
    if appointment.status not in OPEN or appointment.companion_id is not None:
        return False
    if by.id not in await records.free(db, [by.id], appointment.starts_at):
        return False
    appointment.companion_id, appointment.companion_agreed_at = by.id, clock.now()
    appointment.refusals = [one for one in appointment.refusals if one != by.id]
    await db.flush()
    if appointment.status is AppointmentStatus.SECOND_SOUGHT:
        await companions.settle(db, appointment, by.id)
    return True


async def _returns(db: AsyncSession, by: Person, appointment: Appointment, facts: dict[str, Any]) -> bool:
    was = AppointmentStatus(facts["was"])
    if appointment.volunteer_id not in await records.free(db, [appointment.volunteer_id], appointment.starts_at):
        return False
    if not await moves.call_off_search(db, appointment.resident_id):
        return False
    alone = facts["companion"] is not None and was is AppointmentStatus.CONFIRMED
    to = AppointmentStatus.SECOND_SOUGHT if alone else was
    appointment.companion_id = appointment.companion_agreed_at = None
    appointment.offered_until = (
        quiet_hours.answer_by(appointment.starts_at) if to is AppointmentStatus.PROPOSED else None
    )
    try:
        async with db.begin_nested():
            await records.become(db, appointment, to, appointment.status)
    except IntegrityError:
        return False
    await _ask_again(db, appointment, RequestStatus.SERVED if to in AGREED else RequestStatus.WAITING)
    await _say_again(db, by, appointment, facts["companion"])
    return True


async def _say_again(db: AsyncSession, by: Person, appointment: Appointment, companion_id: int | None) -> None:
    if appointment.status is AppointmentStatus.CONFIRMED:
        return await notifications.tell_settled(db, appointment, by.id)
    resident = await db.get_one(Person, appointment.resident_id)
    if appointment.status is AppointmentStatus.PROPOSED:
        await notifications.propose(db, appointment)
    if appointment.status is AppointmentStatus.SECOND_SOUGHT:
        words = companion_texts.comes_after_all(appointment)
        await notifications.tell_resident(db, appointment, resident, words, "again")
        await notifications.tell_helper(db, appointment, appointment.volunteer_id, words, "again")
    if companion_id is not None:
        await companions.ask_along(db, appointment, await db.get_one(Person, companion_id))
