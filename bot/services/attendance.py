"""Roll call: who is on it, marks by hand and by one typed line, closing, and taking back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.attendance import Mark, absence
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import SeatStatus
from bot.domain.people import ToldVia
from bot.domain.rights import Right
from bot.domain.roll_call import WalkIn
from bot.domain.words import fold, given_name, sort_key
from bot.i18n import Text, _
from bot.services import acts, marks, roles
from bot.services.marks import Cell
from bot.storage import rosters
from bot.storage.courses import Attendance, ClassSession, Enrolment, Seat
from bot.storage.messaging import Act
from bot.storage.people import Person
from bot.storage.places import ResidentialGroup
from bot.storage.rosters import Meeting

# From here on the numbers of the roster stand: who enrols later gets the next one.
OPENS = timedelta(minutes=30)
_SETTLED_AT = time(21)
_ON_THE_ROSTER = (SeatStatus.HELD, SeatStatus.EXCUSED)


class Phase(StrEnum):
    """Where a roll call stands; a closed one can be corrected until it is settled."""

    TOO_EARLY = "too_early"
    OPEN = "open"
    CLOSED = "closed"
    SETTLED = "settled"
    CALLED_OFF = "called_off"


TAKES_MARKS = (Phase.OPEN, Phase.CLOSED)


@dataclass(frozen=True)
class Line:
    """One person of a roll call: their number, their mark if they have one, and whether they had said «Bận»."""

    n: int
    person: Person
    mark: Mark | None
    said_busy: bool = False
    walk_in: bool = False


@dataclass(frozen=True)
class Roll:
    """The roll call of one session, in the order of its numbers."""

    meeting: Meeting
    lines: list[Line]

    def of(self, *wanted: Mark | None) -> list[Line]:
        """The lines with one of these marks; None is not marked."""
        return [line for line in self.lines if line.mark in wanted]

    @property
    def phase(self) -> Phase:
        """Where it stands now."""
        session, now = self.meeting.session, clock.now()
        if session.status is SessionStatus.CALLED_OFF:
            return Phase.CALLED_OFF
        if session.status is SessionStatus.HELD:
            return Phase.SETTLED if now > settled_at(session.starts_at) else Phase.CLOSED
        return Phase.TOO_EARLY if now < session.starts_at - OPENS else Phase.OPEN


@dataclass(frozen=True)
class Written:
    """What one typed line says: marks by person, walk-ins, and whether all blanks are to be filled."""

    by_person: Mapping[int, Mark] = field(default_factory=dict)
    walk_ins: Sequence[WalkIn] = ()
    fills_blanks: bool = False


def settled_at(starts: datetime) -> datetime:
    """Until when a closed roll call can be corrected: 21:00 of the day after."""
    return clock.at(clock.local(starts).date() + timedelta(days=1), _SETTLED_AT)


async def roll(db: AsyncSession, by: Person, session_id: int) -> Roll | None:
    """The roll call of a session, None if there is no such session. Raises NotAllowed."""
    meeting = await rosters.meeting(db, session_id)
    if meeting is None:
        return None
    await roles.must(db, by, Right.TAKE_ROLL, meeting.group, session_id)
    return await roster(db, meeting)


async def roster(db: AsyncSession, meeting: Meeting) -> Roll:
    """The same for who may see the names of the group, which the caller has asked."""
    return Roll(meeting, await _lines(db, meeting))


async def mark(db: AsyncSession, by: Person, of: Roll, person_id: int, new: Mark | None) -> bool:
    """Set or clear one mark; False if the roll call takes none now, or has no such person."""
    if of.phase not in TAKES_MARKS or all(line.person.id != person_id for line in of.lines):
        return False
    if new is None:
        await marks.clear(db, Cell(of.meeting.session.id, person_id))
    else:
        await marks.put(db, by, Cell(of.meeting.session.id, person_id), new)
    return True


async def write(db: AsyncSession, by: Person, of: Roll, line: Written) -> Act | None:
    """Write a typed line down, as one act that can be taken back; None if the roll call takes no marks now."""
    if of.phase not in TAKES_MARKS:
        return None
    session_id = of.meeting.session.id
    before = await _kept(db, session_id)
    entered = [await _enter(db, by, of.meeting.group, walk_in) for walk_in in line.walk_ins]
    for person in entered:
        await marks.put_if_blank(db, by, Cell(session_id, person.id), Mark.PRESENT, walk_in=True)
    for person_id, new in line.by_person.items():
        await marks.put(db, by, Cell(session_id, person_id), new)
    if line.fills_blanks:
        await _fill_blanks(db, by, of, present=True)
    change = await _change(db, session_id, before)
    return await acts.done(db, by, "roll", session=session_id, entered=[person.id for person in entered], **change)


async def last_written(db: AsyncSession, by: Person, of: Roll) -> Act | None:
    """The newest thing this person did, if it is a line of this roll call and can be taken back."""
    act = await acts.newest(db, by)
    return act if act is not None and act.kind == "roll" and act.facts["session"] == of.meeting.session.id else None


async def undo_roll(db: AsyncSession, act: Act) -> Text | None:
    """Put each mark back as it was; what somebody has corrected since stays."""
    await _put_back(db, act)
    for person_id in act.facts["entered"]:
        await _leave_out(db, person_id)
    return _("The roll call is as it was before.")


async def close(db: AsyncSession, by: Person, of: Roll, *, rest_absent: bool) -> Act | None:
    """Close the roll call: the session was held. None if somebody has just closed it, or it cannot be closed."""
    if of.phase is not Phase.OPEN:
        return None
    session_id = of.meeting.session.id
    before = await _kept(db, session_id)
    if rest_absent:
        await _fill_blanks(db, by, of, present=False)
    closed = await db.execute(
        update(ClassSession)
        .where(ClassSession.id == session_id, ClassSession.status == SessionStatus.PLANNED)
        .values(status=SessionStatus.HELD, roll_closed_at=clock.now(), roll_closed_by_id=by.id, next_wave_at=None)
    )
    if not closed.rowcount:  # type: ignore[attr-defined]
        return None
    await db.refresh(of.meeting.session)
    return await acts.done(db, by, "close_roll", session=session_id, **await _change(db, session_id, before))


async def undo_close_roll(db: AsyncSession, act: Act) -> Text | None:
    """Open it again, with the blanks there were."""
    session = await db.get_one(ClassSession, act.facts["session"])
    opened = await db.execute(
        update(ClassSession)
        .where(ClassSession.id == session.id, ClassSession.status == SessionStatus.HELD)
        .values(status=SessionStatus.PLANNED, roll_closed_at=None, roll_closed_by_id=None)
    )
    if not opened.rowcount:  # type: ignore[attr-defined]
        return None
    await db.refresh(session)
    await _put_back(db, act)
    return _("The roll call is open again.")


async def _lines(db: AsyncSession, meeting: Meeting) -> list[Line]:
    """Seats by name, as on a printed sheet; who enrolled when it was already open comes after them, then walk-ins."""
    marked = await marks.of_session(db, meeting.session.id)
    rows = await db.execute(
        select(Person, Seat, Enrolment.since)
        .join(Seat, Seat.person_id == Person.id)
        .outerjoin(Enrolment, (Enrolment.person_id == Person.id) & (Enrolment.course_id == meeting.course.id))
        .where(Seat.session_id == meeting.session.id, Seat.status.in_(_ON_THE_ROSTER))
    )
    opens = meeting.session.starts_at - OPENS
    seated = sorted(rows.all(), key=lambda row: _place(*row, opens=opens))
    ids = {person.id for person, _seat, _since in seated}
    others = [person_id for person_id in marked if person_id not in ids]
    found = {person.id: person for person in await db.scalars(select(Person).where(Person.id.in_(others)))}
    busy = {person.id for person, seat, _since in seated if seat.status is SeatStatus.EXCUSED}
    everybody = [person for person, _seat, _since in seated] + [found[person_id] for person_id in others]
    return [
        Line(n, person, _mark_of(marked, person), person.id in busy, person.id not in ids)
        for n, person in enumerate(everybody, 1)
    ]


def _place(person: Person, seat: Seat, since: datetime | None, *, opens: datetime) -> tuple[object, ...]:
    if since is not None and since > opens:
        return True, seat.id
    return False, sort_key(person.name or person.called or ""), person.id


def _mark_of(marked: Mapping[int, Attendance], person: Person) -> Mark | None:
    row = marked.get(person.id)
    return None if row is None else row.mark


async def _fill_blanks(db: AsyncSession, by: Person, of: Roll, *, present: bool) -> None:
    """Who had said «Bận» is excused either way: «đủ» is said of those who were expected."""
    for line in of.of(None):
        new = Mark.PRESENT if present and not line.said_busy else absence(said_busy=line.said_busy)
        await marks.put_if_blank(db, by, Cell(of.meeting.session.id, line.person.id), new)


async def _kept(db: AsyncSession, session_id: int) -> dict[int, marks.Kept]:
    return {person_id: marks.keep(row) for person_id, row in (await marks.of_session(db, session_id)).items()}


async def _enter(db: AsyncSession, by: Person, group: ResidentialGroup, walk_in: WalkIn) -> Person:
    """Somebody who came without a seat: a resident of the group, told through its leader until more is known."""
    person = Person(
        name=walk_in.name,
        folded=fold(walk_in.name),
        called=given_name(walk_in.name),
        address_form=walk_in.form,
        language="vi",
        ward_code=group.ward_code,
        group_id=group.id,
        told_via=ToldVia.LEADER,
        told_via_person_id=by.id,
        entered_by_id=by.id,
        created_at=clock.now(),
    )
    db.add(person)
    await db.flush()
    return person


async def _change(db: AsyncSession, session_id: int, before: Mapping[int, marks.Kept]) -> dict[str, Any]:
    """What an act has changed, as its facts."""
    after = await _kept(db, session_id)
    changed = marks.changed(before, after)
    return {
        "before": {str(person_id): before.get(person_id) for person_id in changed},
        "after": {str(person_id): after.get(person_id) for person_id in changed},
    }


async def _put_back(db: AsyncSession, act: Act) -> None:
    before, after = marks.by_person(act.facts["before"]), marks.by_person(act.facts["after"])
    await marks.put_back(db, act.facts["session"], before, after)


async def _leave_out(db: AsyncSession, person_id: int) -> None:
    """A walk-in taken back in the same breath was nobody, unless they have been marked elsewhere since."""
    marked = await db.scalar(select(Attendance.id).where(Attendance.person_id == person_id).limit(1))
    enrolled = await db.scalar(select(Enrolment.id).where(Enrolment.person_id == person_id).limit(1))
    if marked is None and enrolled is None:
        await db.execute(delete(Person).where(Person.id == person_id))
