"""People who have not come for long are forgotten: announced a week before, and not if they would rather stay.

Ninety days after the last session (after the last word from them, if there never was one) name, number and accounts go;
our own number, age band, group and marks stay for the counts. Whoever has a task here stays as long.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

import structlog
from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.say import Say, no, say, yes
from bot.domain.people.person import RoleKind, RoleStatus
from bot.i18n import Text, _, lines, n_
from bot.services.messaging import outbox, proxy
from bot.services.messaging.outbox import Plan
from bot.services.people import identity
from bot.services.privacy import erasure
from bot.storage.base import from_now
from bot.storage.piecewise import each
from bot.storage.tables.coaching import Appointment, CoachingRequest
from bot.storage.tables.courses import Attendance, ClassSession, Enrolment, Seat
from bot.storage.tables.people import Address, Person, Role
from bot.storage.tables.volunteers import Assignment, Shift

AFTER, NOTICE = timedelta(days=90), timedelta(days=7)
_A_TICK = 5000
log = structlog.get_logger()


@dataclass(frozen=True)
class Outlook:
    """What retention would do now; `waiting` have been told and may still answer."""

    to_tell: int
    waiting: int
    to_forget: int
    strangers: int


# Nobody in particular, or these few.
Among: TypeAlias = Sequence[int] | None


@dataclass(frozen=True)
class RetentionRule:
    """What is done about `whom`, a few in each transaction: whoever writes meanwhile waits for no more than those."""

    whom: Callable[[Among], ColumnElement[bool]]
    work: Callable[[AsyncSession, int], Awaitable[int]]
    at_once: int

    async def found(self, db: AsyncSession) -> Sequence[int]:
        """Look through everybody; that takes long, and needs no transaction that writes."""
        return await _people(db, self.whom(None), _A_TICK)

    async def done(self, db: AsyncSession, among: Sequence[int]) -> int:
        """Do it for those of them about whom it is still true."""
        return await each(db, "person", await _people(db, self.whom(among), len(among)), self.work)


# Only people known this long can be due.
DUE = exists().where(Person.created_at <= from_now(NOTICE - AFTER), Person.erased_at.is_(None))


async def outlook(db: AsyncSession) -> Outlook:
    told = [Person.warned_at.is_not(None), Person.erased_at.is_(None)]
    return Outlook(
        await _count(db, _to_tell()),
        await _count(db, and_(*told)),
        await _count(db, _to_forget()),
        await _count(db, _strangers()),
    )


async def keep(db: AsyncSession, person: Person) -> None:
    person.warned_at, person.kept_at = None, clock.now()
    await db.flush()


PLANNED = exists().where(Person.warned_at.is_not(None))


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    counted = select(Person.warned_at, func.count()).group_by(Person.warned_at).order_by(Person.warned_at).limit(20)
    rows = await db.execute(counted.where(Person.warned_at.is_not(None)))
    return [
        (
            told + NOTICE,
            n_("somebody who has not come for long is forgotten", "{n} who have not come for long are forgotten", n),
        )
        for told, n in rows
        if told is not None
    ]


async def _warn(db: AsyncSession, person_id: int) -> int:
    person = await db.get_one(Person, person_id)
    person.warned_at = clock.now()
    await db.flush()
    key = f"forgetting:{person.id}:{clock.today().isoformat()}"
    await proxy.tell(db, person, _announcement(), Plan(key=key, expires=clock.now() + NOTICE))
    return 1


async def _forget_one(db: AsyncSession, person_id: int) -> int:
    await erasure.forget(db, await db.get_one(Person, person_id))
    return 1


async def _let_stay(db: AsyncSession, person_id: int) -> int:
    (await db.get_one(Person, person_id)).warned_at = None
    return 1


def _to_tell(among: Among = None) -> ColumnElement[bool]:
    return and_(
        Person.name.is_not(None),
        Person.erased_at.is_(None),
        Person.warned_at.is_(None),
        _nothing_since(clock.now() - AFTER + NOTICE, among),
    )


def _to_forget(among: Among = None) -> ColumnElement[bool]:
    return and_(_told(), _nothing_since(clock.now() - AFTER, among))


def _came_back(among: Among = None) -> ColumnElement[bool]:
    return and_(_told(), ~_nothing_since(clock.now() - AFTER, among))


def _told() -> ColumnElement[bool]:
    return and_(Person.warned_at <= clock.now() - NOTICE, Person.erased_at.is_(None))


def _strangers(among: Among = None) -> ColumnElement[bool]:
    """Match accounts without a name: nothing was kept, so that nothing has to be announced."""
    there = select(Address.id).where(Address.person_id == Person.id).exists()
    return and_(Person.name.is_(None), Person.erased_at.is_(None), there, _nothing_since(clock.now() - AFTER, among))


def _nothing_since(day: datetime, among: Among) -> ColumnElement[bool]:
    """Match people without a task here and with nothing since `day`: no session; if they never had one, no word."""

    def of(query: Select[Any]) -> Select[Any]:
        return query if among is None else query.where(query.selected_columns[0].in_(among))

    wrote = select(Address.person_id).where(Address.last_used_at > day, Address.person_id.is_not(None))
    had_one = or_(*(Person.id.in_(of(query)) for query, _moment in _sessions()))
    return and_(
        *(() if among is None else (Person.id.in_(among),)),
        Person.created_at <= day,
        or_(Person.kept_at.is_(None), Person.kept_at <= day),
        # Lists of ids, each found once, not once for every person.
        *(Person.id.not_in(of(query.where(moment > day))) for query, moment in _sessions()),
        *(Person.id.not_in(of(query)) for query in _reasons_to_stay(day)),
        or_(Person.id.not_in(of(wrote)), had_one),
    )


def _sessions() -> Sequence[tuple[Select[Any], Any]]:
    seat = select(Seat.person_id).join(ClassSession, ClassSession.id == Seat.session_id)
    mark = select(Attendance.person_id).join(ClassSession, ClassSession.id == Attendance.session_id)
    shift = select(Assignment.person_id).join(Shift, Shift.id == Assignment.shift_id)
    visitors = (Appointment.resident_id, Appointment.volunteer_id, Appointment.companion_id)
    return (
        *((query, ClassSession.starts_at) for query in (seat, mark)),
        (shift.join(ClassSession, ClassSession.id == Shift.session_id), ClassSession.starts_at),
        *((select(visitor).where(visitor.is_not(None)), Appointment.starts_at) for visitor in visitors),
    )


def _reasons_to_stay(day: datetime) -> Sequence[Select[Any]]:
    task = or_(Role.ends_at.is_(None), Role.ends_at > clock.now())
    passes_on = Person.__table__.alias("told_through")
    through = select(passes_on.c.told_via_person_id).where(passes_on.c.told_via_person_id.is_not(None))
    return (
        select(Role.person_id).where(Role.kind != RoleKind.RESIDENT, Role.status != RoleStatus.ENDED, task),
        select(Enrolment.person_id).where(Enrolment.since > day),
        select(CoachingRequest.resident_id).where(CoachingRequest.since > day),
        # Somebody here is told through them.
        through.where(passes_on.c.erased_at.is_(None)),
    )


async def _people(db: AsyncSession, which: ColumnElement[bool], most: int) -> Sequence[int]:
    rows = await db.scalars(select(Person.id).where(which).order_by(Person.id).limit(most))
    return rows.all()


async def _count(db: AsyncSession, which: ColumnElement[bool]) -> int:
    return await db.scalar(select(func.count()).select_from(Person).where(which)) or 0


def _announcement() -> Say:
    return say(
        lines(
            _("You have not been to class for a long time."),
            _("On {day} I will erase your name and number. Shall I keep them?", day=clock.today() + NOTICE),
        ),
        yes(_("✅ Keep it"), "keep_me"),
        no(_("🗑 Erase everything"), "erase"),
    )


async def tell_administrators(db: AsyncSession, n: int) -> None:
    words = n_(
        "🗑 In 7 days the name and number of {n} person who has not come for long will be erased; the counts stay.",
        "🗑 In 7 days the names and numbers of {n} people who have not come for long will be erased; the counts stay.",
        n,
    )
    for administrator in await identity.administrators(db):
        key = f"forgetting:{clock.now():%Y%m%d%H%M}:to:{administrator.id}"
        await outbox.tell(db, administrator, say(words), Plan(key=key))


ANNOUNCE = RetentionRule(_to_tell, _warn, 50)
FORGET = RetentionRule(lambda among: or_(_to_forget(among), _strangers(among)), _forget_one, 5)
LET_STAY = RetentionRule(_came_back, _let_stay, 50)
