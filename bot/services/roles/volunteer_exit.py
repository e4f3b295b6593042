"""A volunteer stops: what they had promised goes to others at once, what they were asked is dropped."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import labels
from bot.chat.say import option, say
from bot.domain.people.person import RoleKind, RoleStatus
from bot.domain.shifts import AssignmentStatus
from bot.i18n import Text, _, lines, n_
from bot.services.access import acts
from bot.services.calls import call_queue
from bot.services.coaching import withdrawals
from bot.services.messaging import outbox
from bot.services.people import identity
from bot.services.roles import handover
from bot.services.volunteers import rota, shifts
from bot.storage import session_queries
from bot.storage.database import changed
from bot.storage.tables.courses import ClassSession, Course
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person, Role, in_force
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


async def resign(db: AsyncSession, person: Person) -> Act | None:
    """End every role of a volunteer at their own wish, and tell those in charge; return None if there is none."""
    taken_on = [details.session.id for details in await rota.of_volunteer(db, person)]
    held = [role for role in await identity.roles_of(db, person) if role.kind is RoleKind.VOLUNTEER]
    ended = [role for role in held if await handover.finish(db, role)]
    for role in ended:
        await stop(db, role)
        words = lines(
            _("{name} has stopped being a volunteer.", name=labels.person(person)),
            _("Others will be asked for what they had promised."),
        )
        await _tell_those_in_charge(db, role, words)
    if not ended:
        return None
    return await acts.record(db, person, RESIGN, roles=[role.id for role in ended], sessions=taken_on)


async def undo_resign(db: AsyncSession, act: Act) -> Text | None:
    """Be a volunteer again, at the sessions nobody else has taken since; lessons alone have gone to others."""
    person = await db.get_one(Person, act.by_id)
    back = [role for role in await _roles(db, act.facts.get("roles", ())) if await _again(db, role)]
    if not back:
        return None
    again = [one for one in act.facts["sessions"] if await shifts.put_on(db, person, one)]
    for role in back:
        await handover.role_changed(db, role)
        await _tell_those_in_charge(db, role, _("{name} is a volunteer again.", name=labels.person(person)))
    if not act.facts["sessions"]:
        return _("You are a volunteer again.")
    return n_(
        "You are a volunteer again, and down for one session as before.",
        "You are a volunteer again, and down for {n} sessions as before.",
        len(again),
    )


async def _roles(db: AsyncSession, ids: Sequence[int]) -> list[Role]:
    return list(await db.scalars(select(Role).where(Role.id.in_(ids)).order_by(Role.id)))


async def _again(db: AsyncSession, role: Role) -> bool:
    ended = update(Role).where(Role.id == role.id, Role.status == RoleStatus.ENDED)
    again = await changed(db, ended.values(status=RoleStatus.ACTIVE, ends_at=None))
    await db.refresh(role)
    return again


async def _tell_those_in_charge(db: AsyncSession, role: Role, words: Text) -> None:
    in_charge = await session_queries.in_charge(db, role.group_id) if role.group_id is not None else []
    if role.organisation_id is not None:
        speaks = (Role.kind == RoleKind.ORGANISER, Role.organisation_id == role.organisation_id, in_force())
        in_charge = (await db.scalars(select(Person).where(Person.id.in_(select(Role.person_id).where(*speaks))))).all()
    for one in in_charge:
        await outbox.tell(db, one, say(words, option(_("📋 Sessions"), "my_sessions")))


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
