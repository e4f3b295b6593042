"""Roll call: marks by hand or by one typed line, closing, undoing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.attendance import Mark, absence
from bot.domain.courses import SessionStatus
from bot.domain.people.named import NamedPerson
from bot.domain.people.person import RoleKind, RoleStatus, ToldVia
from bot.domain.vietnamese import fold, given_name
from bot.i18n import Text, _
from bot.services.access import acts
from bot.services.attendance import marks
from bot.services.attendance.marks import Cell
from bot.services.attendance.roll import Phase, Roll
from bot.storage.database import changed
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import Attendance, ClassSession, Enrolment
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person, Role

ROLL = acts.ActKind("roll")
CLOSE_ROLL = acts.ActKind("close_roll")


@dataclass(frozen=True)
class Written:
    """What one typed line says; `fills_blanks` if everybody unmarked is to be marked."""

    by_person: Mapping[int, Mark] = field(default_factory=dict)
    walk_ins: Sequence[NamedPerson] = ()
    fills_blanks: bool = False


async def mark(db: AsyncSession, by: Person, of: Roll, person_id: int, new: Mark | None) -> bool:
    await _lock(db, of)
    if not of.takes_marks or all(line.person.id != person_id for line in of.lines):
        return False
    if new is None:
        await marks.clear(db, Cell(of.details.session.id, person_id))
    else:
        await marks.put(db, by, Cell(of.details.session.id, person_id), new)
    return True


async def write(db: AsyncSession, by: Person, of: Roll, line: Written) -> Act | None:
    await _lock(db, of)
    if not of.takes_marks:
        return None
    session_id = of.details.session.id
    before = await _kept(db, session_id)
    entered = [await _add_walk_in(db, by, of.details, walk_in) for walk_in in line.walk_ins]
    for person in entered:
        await marks.put_if_blank(db, by, Cell(session_id, person.id), Mark.PRESENT, walk_in=True)
    for person_id, new in line.by_person.items():
        await marks.put(db, by, Cell(session_id, person_id), new)
    if line.fills_blanks:
        await _fill_blanks(db, by, of, present=True)
    change = await _changes_as_facts(db, session_id, before)
    return await acts.record(db, by, ROLL, session=session_id, entered=[person.id for person in entered], **change)


def wrote(act: Act, of: Roll) -> bool:
    return act.kind == ROLL and bool(act.facts["session"] == of.details.session.id)


async def undo_roll(db: AsyncSession, act: Act) -> Text | None:
    await _put_back(db, act)
    for person_id in act.facts["entered"]:
        await _delete_walk_in(db, person_id)
    return _("The roll call is as it was before.")


async def close(db: AsyncSession, by: Person, of: Roll, *, rest_absent: bool) -> Act | None:
    await _lock(db, of)
    if of.phase is not Phase.OPEN:
        return None
    session_id = of.details.session.id
    before = await _kept(db, session_id)
    if rest_absent:
        await _fill_blanks(db, by, of, present=False)
    session = of.details.session
    session.status, session.roll_closed_at, session.roll_closed_by_id = SessionStatus.HELD, clock.now(), by.id
    session.next_reminder_at = None
    await db.flush()
    return await acts.record(db, by, CLOSE_ROLL, session=session_id, **await _changes_as_facts(db, session_id, before))


async def undo_close_roll(db: AsyncSession, act: Act) -> Text | None:
    session = await db.get_one(ClassSession, act.facts["session"])
    opened = await changed(
        db,
        update(ClassSession)
        .where(ClassSession.id == session.id, ClassSession.status == SessionStatus.HELD)
        .values(status=SessionStatus.PLANNED, roll_closed_at=None, roll_closed_by_id=None),
    )
    if not opened:
        return None
    await db.refresh(session)
    await _put_back(db, act)
    return _("The roll call is open again.")


async def _lock(db: AsyncSession, of: Roll) -> None:
    """Let the second of two who write into one roll see what the first wrote, so that it takes back only its own."""
    await db.refresh(of.details.session, with_for_update=True)


async def _fill_blanks(db: AsyncSession, by: Person, of: Roll, *, present: bool) -> None:
    """Mark those who said «Bận» as excused in either case: «đủ» means those who were expected."""
    for line in of.of(None):
        new = Mark.PRESENT if present and not line.said_busy else absence(said_busy=line.said_busy)
        await marks.put_if_blank(db, by, Cell(of.details.session.id, line.person.id), new)


async def _kept(db: AsyncSession, session_id: int) -> dict[int, marks.Kept]:
    return {person_id: marks.keep(row) for person_id, row in (await marks.of_session(db, session_id)).items()}


async def _add_walk_in(db: AsyncSession, by: Person, at: SessionDetails, walk_in: NamedPerson) -> Person:
    """Enter them where the class is: into the book of the group, or the list of the organisation whose own it is."""
    ours = at.course.organisation_id if at.course.members_only else None
    person = Person(
        name=walk_in.name,
        search_name=fold(walk_in.name),
        given_name=given_name(walk_in.name),
        address_form=walk_in.form,
        language="vi",
        ward_code=at.group.ward_code if ours is None else None,
        group_id=at.group.id if ours is None else None,
        told_via=ToldVia.LEADER,
        told_via_person_id=by.id,
        entered_by_id=by.id,
        created_at=clock.now(),
    )
    db.add(person)
    await db.flush()
    if ours is not None:
        member = Role(person_id=person.id, kind=RoleKind.RESIDENT, status=RoleStatus.ACTIVE, organisation_id=ours)
        member.requested_at = member.decided_at = clock.now()
        member.decided_by_id = by.id
        db.add(member)
        await db.flush()
    return person


async def _changes_as_facts(db: AsyncSession, session_id: int, before: Mapping[int, marks.Kept]) -> dict[str, Any]:
    after = await _kept(db, session_id)
    changed = marks.differing(before, after)
    return {
        "before": {str(person_id): before.get(person_id) for person_id in changed},
        "after": {str(person_id): after.get(person_id) for person_id in changed},
    }


async def _put_back(db: AsyncSession, act: Act) -> None:
    before, after = marks.by_person(act.facts["before"]), marks.by_person(act.facts["after"])
    await marks.put_back(db, act.facts["session"], before, after)


async def _delete_walk_in(db: AsyncSession, person_id: int) -> None:
    marked = await db.scalar(select(Attendance.id).where(Attendance.person_id == person_id).limit(1))
    enrolled = await db.scalar(select(Enrolment.id).where(Enrolment.person_id == person_id).limit(1))
    if marked is None and enrolled is None:
        await db.execute(delete(Role).where(Role.person_id == person_id, Role.kind == RoleKind.RESIDENT))
        await db.execute(delete(Person).where(Person.id == person_id))
