"""«Có phải người của mình không?»: answers yes, no or unknown; limited, so that nobody learns names by asking often."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.coaching import AppointmentStatus, LessonPlace
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import SeatStatus
from bot.domain.people.person import RoleKind
from bot.domain.safety.rate_limit import Limited
from bot.domain.safety.visitor_codes import Verdict, day_code, is_name_of, read_visitor_code
from bot.services.access import acts, limits
from bot.services.people import identity
from bot.storage import session_queries
from bot.storage.database import insert_new
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.courses import ClassSession, Seat
from bot.storage.tables.people import Person, Role
from bot.storage.tables.safety import DayCode
from bot.storage.tables.volunteers import Pairing

ASKED_IN_VAIN = acts.ActKind("asked_in_vain")
VISITORS = frozenset({RoleKind.VOLUNTEER, RoleKind.LEADER, RoleKind.COORDINATOR})
_BEFORE, _AFTER = timedelta(hours=24), timedelta(hours=3)
# An old code that somebody has noted names nobody else meanwhile; 57,344 codes are enough for 600 helpers every day.
_KEPT = timedelta(days=90)
_KNOWN = timedelta(days=14)


@dataclass(frozen=True)
class ExpectedVisitor:
    """Somebody who is to meet the asker or a person told through them, and the code that proves it."""

    visitor: Person
    code: str
    at: datetime
    at_home: bool


@dataclass(frozen=True)
class VisitorAnswer:
    """The answer to «is this one of you?»; `expected` is for the asker alone.

    `visitor` and `role` only with a yes, or a known name.
    """

    verdict: Verdict
    visitor: Person | None = None
    role: Role | None = None
    until: datetime | None = None
    expected: ExpectedVisitor | None = None
    by_code: bool = False


async def code_of_today(db: AsyncSession, person: Person) -> DayCode | None:
    if await _role(db, person) is None:
        return None
    now = clock.now()
    mine = select(DayCode).where(DayCode.person_id == person.id, DayCode.until > now)
    while (known := await db.scalar(mine.limit(1))) is None:
        await db.execute(delete(DayCode).where(DayCode.until < now - _KEPT))
        until = clock.midnight(clock.today() + timedelta(days=1))
        await insert_new(db, DayCode, code=day_code(secrets.choice), person_id=person.id, until=until)
    return known


async def check(db: AsyncSession, asker: Person, typed: str) -> VisitorAnswer:
    """Compare the words with names and codes; a name counts only for a visitor who is expected."""
    if await limits.is_met_by_acts(db, Limited.VISITORS, asker, ASKED_IN_VAIN):
        return VisitorAnswer(Verdict.TOO_OFTEN)
    code = read_visitor_code(typed)
    expected = await expected_by(db, asker)
    answer = await _expected(db, expected, typed, code) or await _of_today(db, asker, code)
    if answer is None:
        awaited = next((one for one in expected if one.at_home), None)
        answer = VisitorAnswer(Verdict.NO if awaited is not None else Verdict.UNKNOWN, expected=awaited)
    if answer.verdict is Verdict.UNKNOWN and code is None:
        answer = await _known_by_name(db, asker, typed) or answer
    if answer.verdict is not Verdict.YES:
        await acts.record(db, asker, ASKED_IN_VAIN)
    return answer


async def _known_by_name(db: AsyncSession, asker: Person, typed: str) -> VisitorAnswer | None:
    leaders = await session_queries.leaders(db, asker.group_id) if asker.group_id is not None else []
    mine = select(Person.id).where((Person.id == asker.id) | (Person.told_via_person_id == asker.id))
    sessions = await db.scalars(
        select(Seat.session_id)
        .join(ClassSession, ClassSession.id == Seat.session_id)
        .where(Seat.person_id.in_(mine), Seat.status == SeatStatus.HELD, ClassSession.starts_at > clock.now() - _KNOWN)
    )
    helpers = [one for session in sessions for one in await session_queries.helpers(db, session)]
    for one in (*leaders, *helpers):
        if is_name_of(typed, one.search_name) and (role := await _role(db, one)) is not None:
            return VisitorAnswer(Verdict.KNOWN, one, role)
    return None


async def expected_by(db: AsyncSession, asker: Person) -> list[ExpectedVisitor]:
    mine = select(Person.id).where((Person.id == asker.id) | (Person.told_via_person_id == asker.id))
    now = clock.now()
    visits = await db.execute(
        select(Appointment, Person)
        .join(Person, Person.id.in_((Appointment.volunteer_id, Appointment.companion_id)))
        .where(Appointment.resident_id.in_(mine), Appointment.status == AppointmentStatus.CONFIRMED)
        .where(Appointment.starts_at > now - _AFTER, Appointment.starts_at < now + _BEFORE)
        .order_by(Appointment.starts_at, Person.id == Appointment.companion_id)
    )
    in_class = await db.execute(
        select(Pairing, ClassSession, Person)
        .join(ClassSession, ClassSession.id == Pairing.session_id)
        .join(Person, Person.id == Pairing.volunteer_id)
        .where(Pairing.resident_id.in_(mine), ClassSession.status != SessionStatus.CALLED_OFF)
        .where(ClassSession.starts_at > now - _AFTER, ClassSession.starts_at < now + _BEFORE)
        .order_by(ClassSession.starts_at)
    )
    at_home = [
        ExpectedVisitor(who, visit.meeting_code, visit.starts_at, visit.place is LessonPlace.HOME)
        for visit, who in visits
    ]
    return at_home + [
        ExpectedVisitor(who, pair.meeting_code, session.starts_at, at_home=False) for pair, session, who in in_class
    ]


async def _expected(
    db: AsyncSession, expected: Sequence[ExpectedVisitor], typed: str, code: str | None
) -> VisitorAnswer | None:
    for one in expected:
        by_code = code is not None and secrets.compare_digest(one.code, code)
        if by_code or is_name_of(typed, one.visitor.search_name):
            role = await _role(db, one.visitor)
            # Whoever has left the team since is no longer ours, whatever was arranged.
            return (
                VisitorAnswer(Verdict.NO)
                if role is None
                else VisitorAnswer(Verdict.YES, one.visitor, role, one.at, one, by_code)
            )
    return None


async def _of_today(db: AsyncSession, asker: Person, code: str | None) -> VisitorAnswer | None:
    found = await db.get(DayCode, code) if code is not None else None
    if found is None:
        return None
    visitor = await db.get_one(Person, found.person_id)
    role = await _role(db, visitor)
    elsewhere = asker.ward_code is not None and role is not None and role.ward_code not in (None, asker.ward_code)
    if role is None or elsewhere or found.until <= clock.now():
        return VisitorAnswer(Verdict.NO)
    return VisitorAnswer(Verdict.YES, visitor, role, found.until, by_code=True)


async def _role(db: AsyncSession, person: Person) -> Role | None:
    return next((role for role in await identity.roles_of(db, person) if role.kind in VISITORS), None)
