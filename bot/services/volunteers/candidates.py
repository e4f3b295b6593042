"""What the matching needs to know: sessions short of helpers, volunteers who could help, learners at a session."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.attendance import CAME
from bot.domain.coaching import OPEN
from bot.domain.courses import Hours, SessionStatus
from bot.domain.enrolment import SeatStatus
from bot.domain.people.person import FROM_60_ON, PhoneType, RoleKind
from bot.domain.shift_matching import TOO_LATE_TO_ASK, AvailableHelper, Learner, OpenPlaces
from bot.domain.shifts import IN_FORCE, AssignmentStatus
from bot.domain.topics import Topic
from bot.domain.weeks import monday_of
from bot.services.volunteers import answers, pauses
from bot.services.volunteers import on_call as volunteers_on_call
from bot.storage import session_queries
from bot.storage.base import NOW, Id, from_now, moment
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.courses import Attendance, ClassSession, Seat, length
from bot.storage.tables.people import Person, Role, in_force
from bot.storage.tables.places import Organisation, ResidentialGroup
from bot.storage.tables.volunteers import Assignment, Availability, Pairing, Shift, Volunteer

# Later than this nobody can say yet whether they are free.
AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class Wanting:
    """A session short of helpers; `open_offers` still wait for an answer."""

    details: SessionDetails
    shift: Shift
    need: OpenPlaces
    open_offers: int


async def wanting(db: AsyncSession, condition: ColumnElement[bool] | None = None) -> list[Wanting]:
    """Return the sessions of the next days with a place that nobody is asked for; lock their shifts."""
    shifts = {shift.session_id: shift for shift in await db.scalars(_open_shifts(condition))}
    if not shifts:
        return []
    all_details = await session_queries.all_of(db, shifts)
    asked = await _asked(db, [shift.id for shift in shifts.values()])
    seated = await learners(db, shifts)
    # Where organisations have been asked, they say themselves whom they send.
    members = await _members(db) if any(shift.asked_at for shift in shifts.values()) else {}
    found = []
    for details in all_details:
        shift = shifts[details.session.id]
        replies, then = asked[shift.id], clock.local(details.session.starts_at)
        offered = sum(status is AssignmentStatus.OFFERED for status in replies.values())
        need = OpenPlaces(
            session=details.session.id,
            starts=then,
            topic=details.topic,
            ward=details.group.ward_code,
            group=details.group.id,
            places=shift.needed - shift.filled - offered,
            learners=tuple(seated[details.session.id]),
            asked=frozenset(replies) | (_to_be_sent(members, then) if shift.asked_at is not None else frozenset()),
            substitute=AssignmentStatus.RELEASED in replies.values(),
            length=length(details.session),
        )
        if need.places > 0:
            found.append(Wanting(details, shift, need, offered))
    return found


async def _members(db: AsyncSession) -> dict[int, list[Availability]]:
    everybody = set(await db.scalars(_MEMBERS))
    times = await answers.free(db, everybody)
    return {member: times[member] for member in everybody}


def _to_be_sent(members: Mapping[int, Sequence[Availability]], then: datetime) -> frozenset[int]:
    """Return those who come at this local time only if they are sent: no promise of their own brings them."""
    return frozenset(
        member
        for member, times in members.items()
        if not any(time.promised and answers.holds(time, then) for time in times)
    )


_MEMBERS = select(Role.person_id).where(Role.kind == RoleKind.VOLUNTEER, Role.organisation_id.is_not(None), in_force())


async def helpers(db: AsyncSession, wanted: Sequence[Wanting]) -> list[AvailableHelper]:
    profiles, wards, groups = await _in_force(db, {one.need.ward for one in wanted}) if wanted else ({}, {}, {})
    if not profiles:
        return []
    half_days = await answers.free(db, profiles)
    hours, on_call = await promised(db, profiles), await volunteers_on_call.on_call(db, clock.today())
    return [
        AvailableHelper(
            id=person_id,
            topics=frozenset(map(Topic, profile.topics)),
            phones=frozenset(map(PhoneType, profile.phones)),
            free=frozenset(answers.half_day(time) for time in half_days[person_id]),
            wards=frozenset(wards[person_id]),
            groups=frozenset(groups[person_id]),
            promised=tuple(hours[person_id]),
            last_asked=profile.last_asked_at,
            on_call=person_id in on_call,
            standing=frozenset(answers.half_day(time) for time in half_days[person_id] if time.promised),
            until={answers.half_day(time): time.until for time in half_days[person_id] if time.until is not None},
        )
        for person_id, profile in profiles.items()
    ]


async def learners(db: AsyncSession, session_ids: Collection[int]) -> dict[int, list[Learner]]:
    rows = (await db.execute(_SEATED, {"sessions": [*session_ids]})).all()
    if not rows:
        return {session_id: [] for session_id in session_ids}
    ids = {row.id for row in rows}
    last, been = await last_helpers(db, ids), await been_to_a_class(db, ids)
    found: dict[int, list[Learner]] = defaultdict(list)
    for session_id, person_id, phone, age in rows:
        learner = Learner(person_id, phone, last.get(person_id), person_id not in been, age in FROM_60_ON)
        found[session_id].append(learner)
    return found


_SEATED = (
    select(Seat.session_id, Person.id, Person.phone_type, Person.age_band)
    .join(Person, Person.id == Seat.person_id)
    .where(Seat.session_id.in_(bindparam("sessions", expanding=True)), Seat.status == SeatStatus.HELD)
    .order_by(Person.id)
)
_IDS: BindParameter[int] = bindparam("ids", type_=Id, expanding=True)


async def been_to_a_class(db: AsyncSession, ids: Collection[int]) -> set[int]:
    return set(await db.scalars(_CAME, {"ids": [*ids]}))


_CAME = select(Attendance.person_id).where(Attendance.person_id.in_(_IDS), Attendance.mark.in_(CAME)).distinct()


async def teaching(db: AsyncSession, people: Iterable[Person]) -> list[AvailableHelper]:
    ids = [person.id for person in people]
    profiles = {row.person_id: row for row in await db.scalars(select(Volunteer).where(Volunteer.person_id.in_(ids)))}
    return [
        AvailableHelper(person_id, frozenset(), frozenset(map(PhoneType, profiles[person_id].phones)))
        for person_id in ids
        if person_id in profiles
    ]


_OFFERED = (
    select(func.count())
    .where(Assignment.shift_id == Shift.id, Assignment.status == AssignmentStatus.OFFERED)
    .correlate(Shift)
    .scalar_subquery()
)
_OPEN = (
    ClassSession.status == SessionStatus.PLANNED,
    ClassSession.starts_at.between(from_now(TOO_LATE_TO_ASK), from_now(AHEAD)),
    Shift.filled + _OFFERED < Shift.needed,
    ~session_queries.on_closed_day(),
)
_OPEN_SHIFTS = (
    select(Shift)
    .join(ClassSession, ClassSession.id == Shift.session_id)
    .where(*_OPEN)
    .order_by(Shift.id)
    .with_for_update(of=Shift)
    # After waiting for the lock, read what the rival has committed.
    .execution_options(populate_existing=True)
)
ANY_WANTING = select(Shift.id).join(ClassSession, ClassSession.id == Shift.session_id).where(*_OPEN).exists()


def _open_shifts(condition: ColumnElement[bool] | None) -> Select[Shift]:
    return _OPEN_SHIFTS if condition is None else _OPEN_SHIFTS.where(condition)


async def _asked(db: AsyncSession, shift_ids: Collection[int]) -> dict[int, dict[int, AssignmentStatus]]:
    rows = await db.execute(_ASKED, {"ids": [*shift_ids]})
    asked: dict[int, dict[int, AssignmentStatus]] = defaultdict(dict)
    for shift_id, person_id, status in rows:
        asked[shift_id][person_id] = status
    return asked


_ASKED = select(Assignment.shift_id, Assignment.person_id, Assignment.status).where(Assignment.shift_id.in_(_IDS))


async def _in_force(
    db: AsyncSession, ward_codes: Collection[str]
) -> tuple[dict[int, Volunteer], dict[int, set[str]], dict[int, set[int]]]:
    rows = await db.execute(_IN_FORCE, {"wards": [*ward_codes]})
    profiles: dict[int, Volunteer] = {}
    wards: dict[int, set[str]] = defaultdict(set)
    groups: dict[int, set[int]] = defaultdict(set)
    for profile, ward_code, group_id in rows:
        profiles[profile.person_id] = profile
        wards[profile.person_id].add(ward_code)
        if group_id is not None:
            groups[profile.person_id].add(group_id)
    return profiles, wards, groups


# As in `rota.wards_of`.
_OF_MEMBER = case((Role.organisation_id.is_not(None), func.coalesce(Organisation.ward_code, Person.ward_code)))
_WARD = func.coalesce(ResidentialGroup.ward_code, Role.ward_code, _OF_MEMBER)
_IN_FORCE = (
    select(Volunteer, _WARD, Role.group_id)
    .join(Role, Role.person_id == Volunteer.person_id)
    .join(Person, Person.id == Volunteer.person_id)
    .outerjoin(ResidentialGroup, ResidentialGroup.id == Role.group_id)
    .outerjoin(Organisation, Organisation.id == Role.organisation_id)
    .where(Role.kind == RoleKind.VOLUNTEER, in_force())
    .where(_WARD.in_(bindparam("wards", expanding=True)), Person.reminders_stopped_at.is_(None), pauses.is_here())
    .order_by(Volunteer.person_id)
)


async def promised(db: AsyncSession, ids: Collection[int]) -> dict[int, list[Hours]]:
    """Return the local hours each has promised or is asked for, from Monday of this week on."""
    which = {"ids": [*ids]}
    at_classes = await db.execute(_AT_CLASSES, which)
    found: dict[int, list[Hours]] = defaultdict(list)
    for person_id, start, minutes in at_classes:
        found[person_id].append(Hours(clock.local(start), timedelta(minutes=minutes)))
    for query in _ALONE:
        for visitor_id, start in await db.execute(query, which):
            if visitor_id is not None:
                found[visitor_id].append(Hours(clock.local(start)))
    return found


_SOON = moment(lambda: clock.midnight(monday_of(clock.today()))), from_now(2 * AHEAD)
_AT_CLASSES = (
    select(Assignment.person_id, ClassSession.starts_at, ClassSession.minutes)
    .join(Shift, Shift.id == Assignment.shift_id)
    .join(ClassSession, ClassSession.id == Shift.session_id)
    .where(Assignment.person_id.in_(_IDS), Assignment.status.in_(IN_FORCE))
    .where(ClassSession.status != SessionStatus.CALLED_OFF, ClassSession.starts_at.between(*_SOON))
)
_ALONE = tuple(
    select(visitor, Appointment.starts_at).where(
        visitor.in_(_IDS), Appointment.status.in_(OPEN), Appointment.starts_at.between(*_SOON)
    )
    for visitor in (Appointment.volunteer_id, Appointment.companion_id)
)


async def last_helpers(db: AsyncSession, ids: Collection[int]) -> dict[int, int]:
    rows = await db.execute(_LAST_BESIDE, {"ids": [*ids]})
    return {row.resident_id: row.volunteer_id for row in rows}


_LAST_BESIDE = (
    select(Pairing.resident_id, Pairing.volunteer_id)
    .join(ClassSession, ClassSession.id == Pairing.session_id)
    .join(Shift, Shift.session_id == ClassSession.id)
    .join(Assignment, (Assignment.shift_id == Shift.id) & (Assignment.person_id == Pairing.volunteer_id))
    .where(Pairing.resident_id.in_(_IDS), Assignment.status == AssignmentStatus.ACCEPTED)
    .where(ClassSession.starts_at < NOW, ClassSession.status != SessionStatus.CALLED_OFF)
    .order_by(ClassSession.starts_at)
)
