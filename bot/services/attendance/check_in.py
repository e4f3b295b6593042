"""Checking in at the door: people mark themselves present, at this session and around its hour only."""

from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import ON_THE_ROSTER
from bot.domain.people.person import RoleKind
from bot.domain.shifts import AssignmentStatus
from bot.i18n import Text, _
from bot.services.access import acts
from bot.services.access.codes import AROUND
from bot.services.attendance import helpers, marks
from bot.services.attendance.marks import Cell
from bot.services.enrolment import capacity
from bot.services.people import identity
from bot.storage.database import changed
from bot.storage.tables.courses import Attendance, ClassSession, length
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Assignment, Shift

ARRIVE_TO_HELP = acts.ActKind("arrive_to_help")
ARRIVE = acts.ActKind("arrive")


class CheckInOptions(StrEnum):
    """What a person finds when checking in."""

    CLOSED = "closed"
    HELPS = "helps"
    HAS_A_SEAT = "has_a_seat"
    IS_MARKED = "is_marked"
    NEW = "new"


async def door(db: AsyncSession, person: Person, session: ClassSession) -> CheckInOptions:
    now = clock.now()
    if session.status is SessionStatus.CALLED_OFF or not (
        session.starts_at - AROUND <= now <= session.starts_at + length(session) + AROUND
    ):
        return CheckInOptions.CLOSED
    if person.id in await _helpers(db, session.id):
        return CheckInOptions.HELPS
    if person.id in await marks.of_session(db, session.id):
        return CheckInOptions.IS_MARKED
    seat = await capacity.seat_of(db, person, session.id)
    return CheckInOptions.HAS_A_SEAT if seat is not None and seat.status in ON_THE_ROSTER else CheckInOptions.NEW


async def arrive(db: AsyncSession, person: Person, session: ClassSession) -> Act | None:
    """Mark the person present, or arrived as a helper; return None if it is not time or they are marked already."""
    found = await door(db, person, session)
    if found in (CheckInOptions.CLOSED, CheckInOptions.IS_MARKED):
        return None
    if found is CheckInOptions.HELPS:
        act = await _come_to_help(db, person, session)
        await _note_helper(db, person, session.id)
        return act
    cell = Cell(session.id, person.id)
    if not await marks.put_if_blank(db, person, cell, Mark.PRESENT, walk_in=found is CheckInOptions.NEW):
        return None
    return await acts.record(db, person, ARRIVE, session=session.id, person=person.id)


async def arrive_to_help(db: AsyncSession, person: Person, session: ClassSession) -> Act | None:
    if await door(db, person, session) is CheckInOptions.CLOSED or not await is_volunteer(db, person):
        return None
    return await _come_to_help(db, person, session)


async def _come_to_help(db: AsyncSession, person: Person, session: ClassSession) -> Act:
    """Mark them present; the act remembers what the roll call had said of them, and who said it."""
    mine = select(Assignment.mark, Assignment.marked_by_id).join(Shift, Shift.id == Assignment.shift_id)
    before = (await db.execute(mine.where(Shift.session_id == session.id, Assignment.person_id == person.id))).first()
    mark, by = (None, None) if before is None else before
    await helpers.put(db, person, session.id, (person.id, Mark.PRESENT))
    return await acts.record(db, person, ARRIVE_TO_HELP, session=session.id, was=mark and mark.value, was_by=by)


async def undo_arrive(db: AsyncSession, act: Act) -> Text | None:
    mine = (Attendance.session_id == act.facts["session"], Attendance.person_id == act.facts["person"])
    taken = await changed(db, delete(Attendance).where(*mine, Attendance.marked_by_id == act.by_id))
    return _("All right, I have taken it back.") if taken else None


async def undo_arrive_to_help(db: AsyncSession, act: Act) -> Text | None:
    """Take back the arrival; later marks of the roll call stay, and its earlier one is back."""
    shift = select(Shift.id).where(Shift.session_id == act.facts["session"]).scalar_subquery()
    mine = (Assignment.shift_id == shift, Assignment.person_id == act.by_id, Assignment.marked_by_id == act.by_id)
    was, by = act.facts.get("was"), act.facts.get("was_by")
    said = {"mark": was, "marked_by_id": by, "marked_at": clock.now() if was else None, "arrived_at": None}
    taken = await changed(db, update(Assignment).where(*mine).values(**said))
    return _("All right, I have taken it back.") if taken else None


async def is_volunteer(db: AsyncSession, person: Person) -> bool:
    return await identity.role_of(db, person, RoleKind.VOLUNTEER) is not None


async def _helpers(db: AsyncSession, session_id: int) -> set[int]:
    from_here = select(Assignment.person_id).join(Shift, Shift.id == Assignment.shift_id)
    accepted = (Shift.session_id == session_id, Assignment.status == AssignmentStatus.ACCEPTED)
    return set(await db.scalars(from_here.where(*accepted)))


async def _note_helper(db: AsyncSession, person: Person, session_id: int) -> None:
    shift = select(Shift.id).where(Shift.session_id == session_id).scalar_subquery()
    mine = (Assignment.shift_id == shift, Assignment.person_id == person.id, Assignment.arrived_at.is_(None))
    await db.execute(update(Assignment).where(*mine).values(arrived_at=clock.now()))
