"""The roll of a session: who is on it with which mark, whether it takes marks now, and who may call it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import count

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Right
from bot.domain.attendance import CAME, Mark
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import ON_THE_ROSTER, SeatStatus
from bot.domain.shifts import AssignmentStatus
from bot.domain.vietnamese import sort_key
from bot.services.access import permissions
from bot.services.attendance import marks
from bot.services.people import consent
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import Attendance, ClassSession, Course, Enrolment, Seat, is_over, length
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup, Venue
from bot.storage.tables.volunteers import Assignment, Shift

# From this long before the start, numbers on the roster are fixed: who enrols later gets the next one.
OPENS = timedelta(minutes=30)
_SETTLED_AT = time(21)
_ASKED_FOR = timedelta(days=2)
_CALLED_OFF = SessionStatus.CALLED_OFF
_OFFERED = 5


class Phase(StrEnum):
    """The state of a roll call; a closed one can be corrected until it is settled."""

    TOO_EARLY = "too_early"
    OPEN = "open"
    CLOSED = "closed"
    SETTLED = "settled"
    CALLED_OFF = "called_off"


TAKES_MARKS = (Phase.OPEN, Phase.CLOSED)


@dataclass(frozen=True)
class RollLine:
    """One person of a roll call; `said_busy` if they had answered «Bận»."""

    n: int
    person: Person
    mark: Mark | None
    said_busy: bool = False
    walk_in: bool = False


@dataclass(frozen=True)
class Roll:
    """The roll call of one session, its lines in the order of their numbers.

    Whoever may correct late writes into a settled one too.
    """

    details: SessionDetails
    lines: list[RollLine]
    corrects_late: bool = False

    def of(self, *wanted: Mark | None) -> list[RollLine]:
        return [line for line in self.lines if line.mark in wanted]

    def marked(self, person_id: int, mark: Mark | None) -> "Roll":
        lines = [replace(line, mark=mark) if line.person.id == person_id else line for line in self.lines]
        return replace(self, lines=lines)

    @property
    def takes_marks(self) -> bool:
        return self.phase in TAKES_MARKS or (self.corrects_late and self.phase is Phase.SETTLED)

    @property
    def phase(self) -> Phase:
        session, now = self.details.session, clock.now()
        if session.status is SessionStatus.CALLED_OFF:
            return Phase.CALLED_OFF
        if session.status is SessionStatus.HELD:
            return Phase.SETTLED if now > settled_at(session.starts_at) else Phase.CLOSED
        return Phase.TOO_EARLY if now < session.starts_at - OPENS else Phase.OPEN


def settled_at(starts: datetime) -> datetime:
    return clock.at(clock.local(starts).date() + timedelta(days=1), _SETTLED_AT)


def goes_on(details: SessionDetails) -> bool:
    starts = details.session.starts_at
    return starts - OPENS <= clock.now() <= starts + length(details.session) + OPENS


async def roll_of(db: AsyncSession, by: Person, session_id: int) -> Roll | None:
    details = await session_queries.details(db, session_id)
    if details is None:
        return None
    # Until it is settled a roll is for whoever takes it there.
    is_late = clock.now() > settled_at(details.session.starts_at)
    corrects_late = is_late and await permissions.may_at_session(db, by, Right.CORRECT_ROLL, details)
    if not corrects_late:
        await permissions.must_at_session(db, by, Right.TAKE_ROLL, details)
    return replace(await roster(db, details), corrects_late=corrects_late)


async def roster(db: AsyncSession, details: SessionDetails) -> Roll:
    """Return the roll without asking for a right: the caller has done so."""
    return Roll(details, await _lines(db, details))


async def open_for(db: AsyncSession, person: Person) -> list[SessionDetails]:
    return await _of(db, person, SessionStatus.PLANNED)


async def closed_for(db: AsyncSession, person: Person) -> list[SessionDetails]:
    """Return the sessions whose roll was closed and can still be corrected, latest first."""
    found = await _of(db, person, SessionStatus.HELD)
    return [details for details in reversed(found) if Roll(details, []).phase is Phase.CLOSED]


async def recent_for(db: AsyncSession, person: Person) -> list[SessionDetails]:
    return (await _of(db, person, SessionStatus.PLANNED, SessionStatus.HELD))[::-1]


async def _of(db: AsyncSession, person: Person, *statuses: SessionStatus) -> list[SessionDetails]:
    mine = await permissions.classes_seen_to(db, person)
    helped = (
        select(Shift.session_id)
        .join(Assignment, Assignment.shift_id == Shift.id)
        .where(Assignment.person_id == person.id, Assignment.status == AssignmentStatus.ACCEPTED)
    )
    now = clock.now()
    query = session_queries.all_details().where(
        ClassSession.status.in_(statuses),
        ClassSession.starts_at.between(now - _ASKED_FOR, now + OPENS),
        mine | ClassSession.id.in_(helped),
    )
    return await session_queries.found(db, query)


async def answerable_of(db: AsyncSession, person: Person, course_id: int) -> list[SessionDetails]:
    """Return the sessions of a class whose roll is open, latest first; else the last one, which may be corrected."""
    found = await begun_of(db, person, course_id)
    still_open = [one for one in found if Roll(one, []).phase is Phase.OPEN]
    return still_open[:_OFFERED] or found[:1]


async def begun_of(db: AsyncSession, person: Person, course_id: int) -> list[SessionDetails]:
    """Return the sessions of a class that have begun, or are about to, and whose roll this person may call."""
    begun = session_queries.all_details().where(
        Course.id == course_id, ClassSession.starts_at <= clock.now() + OPENS, ClassSession.status != _CALLED_OFF
    )
    found = await session_queries.found(db, begun)
    return [one for one in reversed(found) if await _may_call(db, person, one)]


async def may_answer(db: AsyncSession, person: Person, course_id: int) -> bool:
    return await _runs(db, person, course_id) or any(
        details.course.id == course_id for details in await open_for(db, person)
    )


async def _runs(db: AsyncSession, person: Person, course_id: int) -> bool:
    of_course = session_queries.all_details().where(Course.id == course_id).limit(1)
    return any([await _may_call(db, person, details) for details in await session_queries.found(db, of_course)])


async def _may_call(db: AsyncSession, person: Person, details: SessionDetails) -> bool:
    if await permissions.may_at_session(db, person, Right.TAKE_ROLL, details):
        return True
    return await permissions.may_at_session(db, person, Right.CORRECT_ROLL, details)


async def without_roll(db: AsyncSession, by: Person) -> list[SessionDetails]:
    """Return the sessions that were never marked where this person corrects rolls, latest first, however long ago."""
    found = await session_queries.found(db, _unmarked())
    return [one for one in reversed(found) if await permissions.may_at_session(db, by, Right.CORRECT_ROLL, one)]


async def never_marked(db: AsyncSession, leader: Person) -> list[SessionDetails]:
    """Return the sessions they see to that were not marked in time, latest first."""
    mine = await permissions.classes_seen_to(db, leader)
    return (await session_queries.found(db, _unmarked().where(mine)))[::-1]


def _unmarked() -> Select[ClassSession, Course, ResidentialGroup, Venue]:
    return session_queries.all_details().where(ClassSession.status == SessionStatus.PLANNED, is_over())


async def to_be_asked_again(db: AsyncSession, roll: Roll) -> list[RollLine]:
    """Return those present who agreed only by word of mouth, and walk-ins who were never asked."""
    came = {line.person.id: line for line in roll.of(*CAME)}
    walked_in = [line.person.id for line in came.values() if line.walk_in and line.person.entered_by_id is not None]
    unsure = await consent.spoken_only(db, came.keys()) | await consent.unasked(db, walked_in)
    return [line for person_id, line in came.items() if person_id in unsure]


async def _lines(db: AsyncSession, details: SessionDetails) -> list[RollLine]:
    """Order seats by name, as on a printed sheet, then those who enrolled after it opened, then walk-ins."""
    marked = await marks.of_session(db, details.session.id)
    rows = await db.execute(
        select(Person, Seat, Enrolment.since)
        .join(Seat, Seat.person_id == Person.id)
        .outerjoin(Enrolment, (Enrolment.person_id == Person.id) & (Enrolment.course_id == details.course.id))
        .where(Seat.session_id == details.session.id, Seat.status.in_(ON_THE_ROSTER))
    )
    opens = details.session.starts_at - OPENS
    printed = {person_id: n for n, person_id in enumerate(details.session.printed or (), 1)}
    seated = sorted(rows.all(), key=lambda row: (_printed_at(printed, row[0].id), *_place(*row, opens=opens)))
    ids = {person.id for person, _seat, _since in seated}
    others = [person_id for person_id in marked if person_id not in ids]
    found = {person.id: person for person in await _people(db, others)}
    busy = {person.id for person, seat, _since in seated if seat.status is SeatStatus.EXCUSED}
    everybody = [person for person, _seat, _since in seated] + [found[person_id] for person_id in others]
    everybody = sorted(everybody, key=lambda person: _printed_at(printed, person.id))
    numbers = count(len(printed) + 1)
    return [
        RollLine(
            printed.get(person.id) or next(numbers),
            person,
            _mark_of(marked, person),
            person.id in busy,
            person.id not in ids,
        )
        for person in everybody
    ]


async def print_numbers(db: AsyncSession, of: Roll) -> None:
    """Keep the numbers of a sheet that is printed: who enrols later gets the next ones, and none is given twice."""
    known = of.details.session.printed or []
    of.details.session.printed = [*known, *(line.person.id for line in of.lines if line.person.id not in known)]
    await db.flush()


def _printed_at(printed: Mapping[int, int], person_id: int) -> int:
    return printed.get(person_id, len(printed) + 1)


async def _people(db: AsyncSession, ids: Sequence[int]) -> Sequence[Person]:
    return (await db.scalars(select(Person).where(Person.id.in_(ids)))).all() if ids else ()


def _place(person: Person, seat: Seat, since: datetime | None, *, opens: datetime) -> tuple[object, ...]:
    if since is not None and since > opens:
        return True, seat.id
    return False, sort_key(person.name or person.given_name or ""), person.id


def _mark_of(marked: Mapping[int, Attendance], person: Person) -> Mark | None:
    row = marked.get(person.id)
    return None if row is None else row.mark
