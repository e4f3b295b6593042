"""A volunteer stops: what they had promised goes to others at once, what they were asked is dropped."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import labels
from bot.chat.say import option, say
from bot.domain.people.person import RoleKind
from bot.domain.shifts import AssignmentStatus
from bot.i18n import _, lines
from bot.services.access import acts
from bot.services.calls import call_queue
from bot.services.coaching import withdrawals
from bot.services.messaging import outbox
from bot.services.people import identity
from bot.services.roles import handover
from bot.services.volunteers import rota, shifts
from bot.storage import session_queries
from bot.storage.tables.courses import ClassSession, Course
from bot.storage.tables.people import Person, Role
from bot.storage.tables.volunteers import Assignment, Shift

RESIGN = acts.ActKind("resign")


async def stop(db: AsyncSession, role: Role) -> int:
    """Give everything back once the role has ended; return for how many sessions and visits others are asked.

    A person who is a volunteer elsewhere gives back only the sessions of that group.
    """
    person = await db.get_one(Person, role.person_id)
    elsewhere = await identity.role_of(db, person, RoleKind.VOLUNTEER) is not None
    # Open offers first: whoever accepts one at this moment is then found among the promises.
    await _ask_no_more(db, person, role.group_id if elsewhere else None)
    given_back = 0
    for details in await rota.of_volunteer(db, person):
        if not elsewhere or details.group.id == role.group_id:
            await shifts.release(db, person, details.session.id)
            given_back += 1
    if elsewhere:
        return given_back
    await call_queue.give_back_all(db, person)
    without = await withdrawals.help_no_more(db, person)
    if without:
        from bot.services.coaching import replacement  # noqa: PLC0415 loads numpy: docs/adr/0030
    for resident_id in without:
        await replacement.rescue(db, await db.get_one(Person, resident_id))
    return given_back + len(without)


async def resign(db: AsyncSession, person: Person) -> bool:
    """End every role of a volunteer at their own wish, and tell the leaders; return False if there is none."""
    held = [role for role in await identity.roles_of(db, person) if role.kind is RoleKind.VOLUNTEER]
    ended = [role for role in held if await handover.finish(db, role)]
    for role in ended:
        await stop(db, role)
        await _tell_leaders(db, person, role)
        await acts.record(db, person, RESIGN, role=role.id, group=role.group_id)
    return bool(ended)


async def _tell_leaders(db: AsyncSession, person: Person, role: Role) -> None:
    leaders = await session_queries.in_charge(db, role.group_id) if role.group_id is not None else []
    words = lines(
        _("{name} has stopped being a volunteer.", name=labels.person(person)),
        _("Others will be asked for what they had promised."),
    )
    for leader in leaders:
        await outbox.tell(db, leader, say(words, option(_("📋 Sessions"), "my_sessions")))


async def _ask_no_more(db: AsyncSession, person: Person, group_id: int | None) -> None:
    sessions = select(Shift.id).join(ClassSession, ClassSession.id == Shift.session_id)
    if group_id is not None:
        sessions = sessions.join(Course, Course.id == ClassSession.course_id).where(Course.group_id == group_id)
    await db.execute(
        update(Assignment)
        .where(Assignment.person_id == person.id, Assignment.status == AssignmentStatus.OFFERED)
        .where(Assignment.shift_id.in_(sessions))
        .values(status=AssignmentStatus.EXPIRED)
    )
