"""What speaks against a time and a place: warnings, never bans."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.domain import scheduling_warnings
from bot.domain.courses import LESSON, LONGEST, Hours, SessionStatus, clash
from bot.domain.enrolment import SeatStatus
from bot.domain.people.person import RoleKind
from bot.domain.scheduling_warnings import CautionKind
from bot.domain.shifts import AssignmentStatus
from bot.domain.vietnamese import fold
from bot.i18n import Text, _, n_, verbatim
from bot.services.access import permissions
from bot.services.access.permissions import Host
from bot.services.courses import courses, holidays
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Seat, hours
from bot.storage.tables.people import Person, Role, in_force
from bot.storage.tables.places import Organisation, ResidentialGroup, Venue
from bot.storage.tables.volunteers import Assignment, Shift

_CALENDAR = {
    CautionKind.HOLIDAY: _("a public holiday"),
    CautionKind.TET_SEASON: _("the weeks around Tết"),
    CautionKind.FULL_MOON: _("the full moon, a temple day"),
    CautionKind.NEW_MOON: _("the new moon, a temple day"),
    CautionKind.MIDDAY: _("people rest at midday"),
}


@dataclass(frozen=True)
class Thought:
    """Sessions to be checked, of one length; `apart_from` are the ids of those that would be moved there.

    With an organisation they are that one's, in a hall of the group.
    """

    group: ResidentialGroup
    starts: tuple[datetime, ...]
    place: int | str
    apart_from: tuple[int, ...] = ()
    organisation: Organisation | None = None
    length: timedelta = LESSON

    @property
    def host(self) -> Host:
        return self.organisation or self.group

    def clashes(self, starts: datetime, other: Hours) -> bool:
        return clash(Hours(starts, self.length), other)


@dataclass(frozen=True)
class SchedulingWarning:
    """A reason against the session that begins at `starts`."""

    starts: datetime
    why: Text


async def about(db: AsyncSession, by: Person, thought: Thought) -> list[SchedulingWarning]:
    found = [
        *await _calendar(db, thought),
        *await _places_and_leader(db, by, thought),
        *await _people(db, thought),
    ]
    return sorted(found, key=lambda caution: caution.starts)


async def _calendar(db: AsyncSession, thought: Thought) -> list[SchedulingWarning]:
    local = {starts: clock.local(starts) for starts in thought.starts}
    days = {at.date() for at in local.values()}
    public = await holidays.public(db, days)
    closed = await holidays.closed(db, days, thought.group.ward_code)
    of_ward = [
        SchedulingWarning(
            starts, _("the ward is closed ({why}): nobody is invited or reminded", why=verbatim(closed[at.date()]))
        )
        for starts, at in local.items()
        if at.date() in closed
    ]
    return of_ward + [
        SchedulingWarning(starts, verbatim(caution.name) if caution.name else _CALENDAR[caution.kind])
        for starts, at in local.items()
        for caution in scheduling_warnings.cautions(at, public)
    ]


async def _places_and_leader(db: AsyncSession, by: Person, thought: Thought) -> list[SchedulingWarning]:
    mine = await permissions.classes_run(db, by)
    here = await _same_hall(db, thought)
    others = await session_queries.found(db, session_queries.all_details().where(_near(thought), here | mine))
    halls = set(await db.scalars(select(Venue.id).where(here)))
    return [
        SchedulingWarning(starts, _same_place(other, thought) if other.venue.id in halls else _same_leader(other))
        for starts, other in _matched(thought, others)
    ]


async def beside(db: AsyncSession, thought: Thought) -> list[tuple[datetime, SessionDetails]]:
    """Return the sessions of others in the same hall at the same time: who sees to them is told of it, too."""
    elsewhere = session_queries.all_details().where(
        _near(thought), await _same_hall(db, thought), ~courses.run_by(thought.host)
    )
    return list(_matched(thought, await session_queries.found(db, elsewhere)))


async def _same_hall(db: AsyncSession, thought: Thought) -> ColumnElement[bool]:
    venue = await courses.known_venue(db, thought.group, thought.place)
    name = venue.search_name if venue is not None else fold(str(thought.place))
    in_ward = select(ResidentialGroup.id).where(ResidentialGroup.ward_code == thought.group.ward_code)
    return (Venue.search_name == name) & Venue.group_id.in_(in_ward)


def _same_place(other: SessionDetails, thought: Thought) -> Text:
    facts = {"topic": labels.topic(other.topic), "place": verbatim(other.venue.name)}
    if other.group.id == thought.group.id:
        return _("«{topic}» is already at {place}", **facts)
    hour = clock.local(other.session.starts_at).time()
    return _("{group} has «{topic}» at {place} at {hour}", group=labels.group(other.group), hour=hour, **facts)


def _same_leader(other: SessionDetails) -> Text:
    return _("you already have «{topic}» then", topic=labels.topic(other.topic))


async def _people(db: AsyncSession, thought: Thought) -> list[SchedulingWarning]:
    learners = (
        select(ClassSession.starts_at, ClassSession.minutes, func.count(Seat.person_id.distinct()))
        .join(Seat, Seat.session_id == ClassSession.id)
        .where(Seat.status == SeatStatus.HELD, Seat.person_id.in_(_learners(thought)))
    )
    helpers = (
        select(ClassSession.starts_at, ClassSession.minutes, func.count(Assignment.person_id.distinct()))
        .join(Shift, Shift.session_id == ClassSession.id)
        .join(Assignment, Assignment.shift_id == Shift.id)
        .where(Assignment.status == AssignmentStatus.ACCEPTED, Assignment.person_id.in_(_helpers(thought)))
    )
    return [
        *(
            SchedulingWarning(
                starts, n_("one learner has another class then", "{n} learners have another class then", n)
            )
            for starts, n in await _counted(db, thought, learners)
        ),
        *(
            SchedulingWarning(starts, n_("one helper has another class then", "{n} helpers have another class then", n))
            for starts, n in await _counted(db, thought, helpers)
        ),
    ]


def _learners(thought: Thought) -> Select[int]:
    if not thought.apart_from:
        return select(Person.id).where(Person.group_id == thought.group.id)
    return select(Seat.person_id).where(Seat.session_id.in_(thought.apart_from), Seat.status == SeatStatus.HELD)


def _helpers(thought: Thought) -> Select[int]:
    if not thought.apart_from:
        return select(Role.person_id).where(
            Role.kind == RoleKind.VOLUNTEER,
            in_force(),
            Role.group_id == thought.group.id,
        )
    return (
        select(Assignment.person_id)
        .join(Shift, Shift.id == Assignment.shift_id)
        .where(Shift.session_id.in_(thought.apart_from), Assignment.status == AssignmentStatus.ACCEPTED)
    )


async def _counted(db: AsyncSession, thought: Thought, query: Select[datetime, int, int]) -> list[tuple[datetime, int]]:
    each = query.where(_near(thought)).group_by(ClassSession.starts_at, ClassSession.minutes)
    others = [(Hours(starts, timedelta(minutes=minutes)), n) for starts, minutes, n in await db.execute(each)]
    counted = [(starts, sum(n for other, n in others if thought.clashes(starts, other))) for starts in thought.starts]
    return [(starts, n) for starts, n in counted if n]


def _near(thought: Thought) -> ColumnElement[bool]:
    """Return what may last until then; how long each lasts is compared afterwards."""
    near = or_(
        *(
            (ClassSession.starts_at > starts - LONGEST) & (ClassSession.starts_at < starts + thought.length)
            for starts in thought.starts
        )
    )
    planned = ClassSession.status == SessionStatus.PLANNED
    return near & planned & ClassSession.id.not_in(thought.apart_from)


def _matched(thought: Thought, others: Iterable[SessionDetails]) -> Iterator[tuple[datetime, SessionDetails]]:
    for other in others:
        for starts in thought.starts:
            if thought.clashes(starts, hours(other.session)):
                yield starts, other
