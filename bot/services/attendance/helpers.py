"""Volunteers in the roll call: who of those expected came to help, and who came in their place or unasked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.attendance import CAME, Mark
from bot.domain.people.person import RoleKind
from bot.domain.shifts import AssignmentStatus
from bot.i18n import Text, _
from bot.services.access import acts
from bot.services.attendance.roll import Roll
from bot.storage.database import insert_new
from bot.storage.piecewise import legible
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person, Role, in_force
from bot.storage.tables.volunteers import Assignment, Shift

MARK_HELPERS = acts.ActKind("mark_helpers")
_MOST = 60


@dataclass(frozen=True)
class Helper:
    """A volunteer at a session: expected there or not, and whether they came; None is not said yet."""

    person: Person
    is_expected: bool
    mark: Mark | None

    @property
    def came(self) -> bool:
        return self.mark in CAME


async def of_session(db: AsyncSession, session_id: int) -> list[Helper]:
    rows = await db.execute(
        select(Person, Assignment.status, Assignment.mark)
        .join(Assignment, Assignment.person_id == Person.id)
        .join(Shift, Shift.id == Assignment.shift_id)
        .where(Shift.session_id == session_id)
        .where((Assignment.status == AssignmentStatus.ACCEPTED) | Assignment.mark.is_not(None))
        .order_by(Assignment.id)
    )
    return [Helper(person, status is AssignmentStatus.ACCEPTED, mark) for person, status, mark in rows]


async def others(db: AsyncSession, details: SessionDetails) -> list[Person]:
    known = {helper.person.id for helper in await of_session(db, details.session.id)}
    found = await legible(
        db,
        select(Person)
        .join(Role, Role.person_id == Person.id)
        .where(Role.kind == RoleKind.VOLUNTEER, in_force())
        .where((Role.ward_code == details.group.ward_code) | Role.organisation_id.is_not(None))
        .order_by(Role.group_id == details.group.id, Person.search_name)
        .distinct(),
    )
    return [person for person in found if person.id not in known][:_MOST]


async def mark(db: AsyncSession, by: Person, of: Roll, marks: Mapping[int, Mark]) -> Act | None:
    """Mark who came and who did not; later marks replace earlier ones, and say who wrote them and when."""
    if not of.takes_marks or not marks:
        return None
    session_id = of.details.session.id
    before = {str(helper.person.id): helper.mark for helper in await of_session(db, session_id)}
    for person_id, said in marks.items():
        await put(db, by, session_id, (person_id, said))
    was = {str(person_id): before.get(str(person_id)) for person_id in marks}
    return await acts.record(db, by, MARK_HELPERS, session=session_id, was=was)


async def undo_mark(db: AsyncSession, act: Act) -> Text | None:
    by = await db.get_one(Person, act.by_id)
    for person_id, was in act.facts["was"].items():
        await put(db, by, act.facts["session"], (int(person_id), None if was is None else Mark(was)))
    return _("Who came to help is as it was before.")


async def put(db: AsyncSession, by: Person, session_id: int, said: tuple[int, Mark | None]) -> None:
    person_id, mark = said
    shift_id = await _shift(db, session_id)
    unasked: dict[str, Any] = {"status": AssignmentStatus.EXPIRED, "offered_at": clock.now(), "reason": {"came": True}}
    await insert_new(db, Assignment, shift_id=shift_id, person_id=person_id, **unasked)
    await db.execute(
        update(Assignment)
        .where(Assignment.shift_id == shift_id, Assignment.person_id == person_id)
        .values(mark=mark, marked_by_id=by.id, marked_at=clock.now())
    )


async def _shift(db: AsyncSession, session_id: int) -> int:
    session = await db.get_one(ClassSession, session_id)
    await insert_new(db, Shift, session_id=session.id, needed=0, filled=0)
    return (await db.scalars(select(Shift.id).where(Shift.session_id == session_id))).one()
