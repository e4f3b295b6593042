"""The week to come as numbers for the engine: who waits, who may come, what is frozen; and back to people."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain import coaching
from bot.domain.coaching import OPEN, AppointmentStatus, Language, Place, Reach, RequestStatus
from bot.domain.matching.instance import UNREACHABLE, Instance, Residents, Sessions, Volunteers, table
from bot.domain.matching.nightly import Task
from bot.domain.people import PhoneType, RoleKind
from bot.domain.topics import Topic
from bot.services import candidates, coaches, coaching_taken, standing_by, ways
from bot.services.coaching_taken import Taken
from bot.services.ways import Where
from bot.storage.coaching import Appointment, CoachingRequest
from bot.storage.people import Person, Role, in_force
from bot.storage.volunteers import Availability, Coach, Volunteer

NOBODY = -1
_GENDERS = {"f": 0, "m": 1, None: 2}
_LANGUAGES = tuple(Language)
_LATELY = timedelta(days=2)


@dataclass(frozen=True)
class Coaching:
    """A volunteer as the matching sees them: profile, what they said of coaching, and where they serve."""

    person: Person
    profile: Volunteer
    coach: Coach
    where: Where


def _is_rested(profile: Volunteer) -> bool:
    return profile.last_asked_at is None or profile.last_asked_at < clock.now() - _LATELY


@dataclass(frozen=True)
class Week:
    """The instance and whom its rows stand for; `first` is its first day. `slots` masks are within these seven days."""

    first: date
    instance: Instance
    requests: tuple[CoachingRequest, ...]
    people: tuple[Person, ...]
    coaches: tuple[Coaching, ...]
    wards: tuple[Where, ...]
    on_call: frozenset[int]
    told: frozenset[int]

    def starts(self, slot: int) -> datetime:
        """When this half-day begins."""
        return coaching.starts_at(slot, self.first, clock.LOCAL)

    @property
    def task(self) -> Task:
        """For the engine: at home two are planned for, unless the family was there the last time we asked."""
        codes = [code for code, _group in self.wards]
        return Task(
            self.instance,
            np.array([one.place is not Place.HOME or bool(one.somebody_home) for one in self.requests], dtype=bool),
            np.array([one.coach.home_visits and one.coach.vetted_at is not None for one in self.coaches], dtype=bool),
            np.array([codes.index(one.where[0]) for one in self.coaches], dtype=np.int64),
            np.array([one.person.id in self.on_call for one in self.coaches], dtype=bool),
            np.array([one.person.id not in self.told and _is_rested(one.profile) for one in self.coaches], dtype=bool),
        )


async def to_come(
    db: AsyncSession, also: Collection[int] = (), first: date | None = None, movable: Sequence[Appointment] = ()
) -> Week:
    """Everybody who waits and has no appointment, and everybody who could come; `also` are residents besides.

    `first` is the first of the seven days, if it is not the next that can be matched. Half-days are gone where
    appointments stand, but for the `movable`.
    """
    first = first or clock.today() + coaching.LEAD
    waiting = await _waiting(db, also)
    serving = await _serving(db)
    wards = tuple(dict.fromkeys([*(_home(person) for _request, person in waiting), *(one.where for one in serving)]))
    place_of = {where: at for at, where in enumerate(wards)}
    taken = await coaching_taken.half_days(db, first, {made.id for made in movable})
    previous = await _previous(db, {person.id for _request, person in waiting})
    number = {one.person.id: at for at, one in enumerate(serving)}
    residents = [
        _resident(
            request,
            person,
            (place_of[_home(person)], taken.residents[person.id]),
            number.get(previous.get(person.id, 0), NOBODY),
        )
        for request, person in waiting
    ]
    free = await _free(db, [one.person.id for one in serving])
    volunteers = [_volunteer(one, place_of[one.where], free[one.person.id], taken) for one in serving]
    instance = Instance(
        table(Residents, residents),
        table(Volunteers, volunteers),
        table(Sessions, []),
        await ways.between(db, wards),
    )
    requests, people = tuple(one for one, _person in waiting), tuple(person for _request, person in waiting)
    on_call, told = await standing_by.on_call(db, first), await standing_by.told(db, first)
    return Week(first, instance, requests, people, tuple(serving), wards, on_call, told)


def _resident(request: CoachingRequest, person: Person, where: tuple[int, int], previous: int) -> list[int]:
    place, gone = where
    waited = clock.now() - request.since
    return [
        place,
        0,
        request.slots & ~gone,
        coaching.lessons([request.topic], coaching.telephones(person.phone_type), [request.place]),
        1 << _LANGUAGES.index(request.language),
        _GENDERS[person.gender],
        0 if request.helper_gender is None else _GENDERS[request.helper_gender] + 1,
        int(request.place is Place.HOME),
        coaching.urgency(person.age_band, person.audience, request.place, waited),
        previous,
    ]


def _volunteer(one: Coaching, place: int, free: int, taken: Taken) -> list[int]:
    coach, person = one.coach, one.person
    places = tuple(Place) if coach.home_visits else (Place.HALL, Place.NEARBY)
    return [
        place,
        0,
        coaching.KM[coach.reach],
        free & ~taken.volunteers[person.id],
        coaching.lessons(map(Topic, one.profile.topics), map(PhoneType, one.profile.phones), places),
        sum(1 << _LANGUAGES.index(Language(language)) for language in set(coach.languages)),
        _GENDERS[coaches.gender_of(person)],
        int(coach.vetted_at is not None),
        max(0, coach.weekly_limit - taken.visits[person.id]),
        one.profile.organisation_id or 0,
    ]


def _home(person: Person) -> Where:
    return person.ward_code or "", person.group_id


async def _waiting(db: AsyncSession, also: Collection[int]) -> list[tuple[CoachingRequest, Person]]:
    busy = select(Appointment.resident_id).where(Appointment.status.in_(OPEN), Appointment.starts_at > clock.now())
    waits = (CoachingRequest.status == RequestStatus.WAITING) & CoachingRequest.resident_id.not_in(busy)
    rows = await db.execute(
        select(CoachingRequest, Person)
        .join(Person, Person.id == CoachingRequest.resident_id)
        .where(waits | CoachingRequest.resident_id.in_(also))
        .where(Person.erased_at.is_(None), Person.group_id.is_not(None))
        .order_by(CoachingRequest.resident_id)
    )
    return [(request, person) for request, person in rows]


async def _serving(db: AsyncSession) -> list[Coaching]:
    rows = await db.execute(
        select(Person, Volunteer, Coach, Role.ward_code, Role.group_id)
        .join(Volunteer, Volunteer.person_id == Person.id)
        .join(Role, Role.person_id == Person.id)
        .outerjoin(Coach, Coach.person_id == Person.id)
        .where(Role.kind == RoleKind.VOLUNTEER, in_force(), Person.reminders_stopped_at.is_(None))
        .order_by(Person.id, Role.id.desc())
    )
    # One place each: the role that was given first.
    found: dict[int, Coaching] = {}
    for person, profile, said, ward, group in rows:
        coach = _nothing_said(person) if said is None else said
        found[person.id] = Coaching(person, profile, coach, (ward or person.ward_code or "", group))
    return list(found.values())


def _nothing_said(person: Person) -> Coach:
    languages = [Language.VIETNAMESE.value]
    return Coach(person_id=person.id, reach=Reach.WARD, languages=languages, weekly_limit=2, home_visits=False)


async def _free(db: AsyncSession, ids: Collection[int]) -> defaultdict[int, int]:
    rows = await db.scalars(select(Availability).where(Availability.person_id.in_(ids)))
    free: defaultdict[int, int] = defaultdict(int)
    for row in rows:
        free[row.person_id] |= coaching.mask([(row.weekday, row.part)])
    return free


async def _previous(db: AsyncSession, ids: Collection[int]) -> dict[int, int]:
    """Who taught them last: alone, or else in a class."""
    rows = await db.execute(
        select(Appointment.resident_id, Appointment.volunteer_id)
        .where(Appointment.resident_id.in_(ids), Appointment.status == AppointmentStatus.DONE)
        .order_by(Appointment.starts_at)
    )
    return {**await candidates.last_helpers(db, ids), **{row.resident_id: row.volunteer_id for row in rows}}


def able_to_come(week: Week, made: Appointment) -> list[Coaching]:
    """Who could go along to this visit, whatever they teach: vouched for, free then, near enough, and to homes."""
    resident = next(at for at, person in enumerate(week.people) if person.id == made.resident_id)
    volunteers, here = week.instance.volunteers, week.instance.residents.ward[resident]
    way = week.instance.km[here, volunteers.ward]
    free = volunteers.slots & coaching_taken.half_day(made.starts_at) != 0
    fits = volunteers.vetted & free & (way != UNREACHABLE) & (way <= volunteers.max_km) & (volunteers.max_load > 0)
    return [week.coaches[at] for at in np.flatnonzero(fits) if week.coaches[at].coach.home_visits]
