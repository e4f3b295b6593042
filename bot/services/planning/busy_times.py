"""Half-days that are taken: by appointments, by classes, and by refusals."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain import coaching
from bot.domain.coaching import OPEN, AppointmentStatus
from bot.domain.enrolment import SeatStatus
from bot.domain.shifts import IN_FORCE, part_of
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.courses import ClassSession, Seat
from bot.storage.tables.volunteers import Assignment, Shift


@dataclass(frozen=True)
class BusyTimes:
    """Half-days taken, as bit masks by person id; the number of visits by volunteer id."""

    residents: defaultdict[int, int]
    volunteers: defaultdict[int, int]
    visits: defaultdict[int, int]


async def half_days(db: AsyncSession, first: date, but: Collection[int]) -> BusyTimes:
    """Return the half-days taken in the seven days from `first`, without the appointments `but`."""
    last = coaching.last_day(first)
    week = begin, end = clock.days(first, last)
    taken = BusyTimes(defaultdict(int), defaultdict(int), defaultdict(int))
    # «Once a week» means seven days between two visits, whatever day it is today.
    since = begin - (last - first)
    rows = await db.scalars(select(Appointment).where(Appointment.starts_at.between(since, end)))
    for row in (row for row in rows if row.id not in but):
        bit = half_day(row.starts_at) if row.starts_at >= begin else 0
        both = row.status in (*OPEN, AppointmentStatus.DONE)
        if both or row.status is AppointmentStatus.REFUSED:
            taken.residents[row.resident_id] |= bit
        for helper in _helpers_concerned(row):
            taken.volunteers[helper] |= bit
            taken.visits[helper] += both and helper not in row.refusals
    for person_id, starts in await _promised(db, week):
        taken.volunteers[person_id] |= half_day(starts)
    for person_id, starts in await _seated(db, week):
        taken.residents[person_id] |= half_day(starts)
    return taken


def _helpers_concerned(row: Appointment) -> set[int]:
    here = set(row.refusals)
    if row.status in (*OPEN, AppointmentStatus.DONE):
        here |= {one for one in (row.volunteer_id, row.companion_id) if one is not None}
    return here | {row.volunteer_id} if row.status in _SAID_NO else here


_SAID_NO = (AppointmentStatus.DECLINED, AppointmentStatus.EXPIRED, AppointmentStatus.RELEASED)


def half_day(starts: datetime) -> int:
    at = clock.local(starts)
    return 1 << coaching.slot_of(at.weekday(), part_of(at.hour))


async def _promised(db: AsyncSession, week: tuple[datetime, datetime]) -> Iterable[tuple[int, datetime]]:
    rows = await db.execute(
        select(Assignment.person_id, ClassSession.starts_at)
        .join(Shift, Shift.id == Assignment.shift_id)
        .join(ClassSession, ClassSession.id == Shift.session_id)
        .where(Assignment.status.in_(IN_FORCE))
        .where(ClassSession.starts_at.between(*week))
    )
    return [(person_id, starts) for person_id, starts in rows]


async def _seated(db: AsyncSession, week: tuple[datetime, datetime]) -> Iterable[tuple[int, datetime]]:
    rows = await db.execute(
        select(Seat.person_id, ClassSession.starts_at)
        .join(ClassSession, ClassSession.id == Seat.session_id)
        .where(Seat.status == SeatStatus.HELD, ClassSession.starts_at.between(*week))
    )
    return [(person_id, starts) for person_id, starts in rows]
