"""The coming week as arrays for the engine: who waits, who may come, what is fixed; and from rows back to people."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain import coaching
from bot.domain.coaching import AppointmentStatus, Language, Reach
from bot.domain.matching.class_proposals.model import TopicsWanted
from bot.domain.matching.instance import UNREACHABLE, Instance, Volunteers, flags, ints
from bot.domain.matching.nightly import NightlyTask
from bot.domain.people.person import RoleKind
from bot.services.people import profile as people_profile
from bot.services.planning import busy_times, class_seats, distances, waiting
from bot.services.planning.busy_times import BusyTimes
from bot.services.planning.class_seats import FreeSeats
from bot.services.planning.coaches import Coaching, Where
from bot.services.planning.waiting import GENDERS, Waiting
from bot.services.volunteers import answers, candidates, pauses
from bot.services.volunteers import on_call as volunteers_on_call
from bot.storage.piecewise import legible_rows
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.people import Person, Role, in_force
from bot.storage.tables.volunteers import Coach, Volunteer

NOBODY = -1
_LATELY = timedelta(days=2)


def _is_rested(profile: Volunteer) -> bool:
    return profile.last_asked_at is None or profile.last_asked_at < clock.now() - _LATELY


@dataclass(frozen=True)
class PlannedWeek:
    """The instance and the people its rows stand for, for the seven days from `first`.

    `slots` are masks within these days. `rooms` are the classes of its sessions, `classes` the topics of classes that
    could be opened.
    """

    first: date
    instance: Instance
    waiting: tuple[Waiting, ...]
    rooms: tuple[FreeSeats, ...]
    coaches: tuple[Coaching, ...]
    wards: tuple[Where, ...]
    on_call: frozenset[int]
    told: frozenset[int]
    classes: TopicsWanted | None = None

    def starts(self, slot: int) -> datetime:
        return coaching.starts_at(slot, self.first, clock.LOCAL)

    @property
    def task(self) -> NightlyTask:
        codes = [code for code, _group in self.wards]
        return NightlyTask(
            self.instance,
            np.array([not one.needs_two for one in self.waiting], dtype=bool),
            np.array([one.coach.home_visits and one.coach.vetted_at is not None for one in self.coaches], dtype=bool),
            np.array([codes.index(one.where[0]) for one in self.coaches], dtype=np.int64),
            np.array([one.person.id in self.on_call for one in self.coaches], dtype=bool),
            np.array([one.person.id not in self.told and _is_rested(one.profile) for one in self.coaches], dtype=bool),
            self.classes,
        )


async def to_be_matched(db: AsyncSession) -> PlannedWeek:
    """Read the next week that can be matched: all who wait, for a class too, and the classes with room."""
    first = clock.today() + coaching.LEAD
    rooms = await class_seats.rooms(db, first)
    waits = await class_seats.waits(db, rooms)
    return await _read(db, first, await waiting.everybody(db, (), waits), rooms)


async def to_come(
    db: AsyncSession, also: Collection[int], first: date, movable: Sequence[Appointment] = ()
) -> PlannedWeek:
    """Read the week from `first` for lessons alone: who waits without an appointment, and the residents `also`.

    Half-days with appointments are taken, except those of `movable`.
    """
    return await _read(db, first, await waiting.everybody(db, also, ()), movable=movable)


async def _read(
    db: AsyncSession,
    first: date,
    waits: Sequence[Waiting],
    rooms: Sequence[FreeSeats] = (),
    movable: Sequence[Appointment] = (),
) -> PlannedWeek:
    serving = await _serving(db)
    wards = tuple(dict.fromkeys([*_wheres(waits), *_wheres(serving), *_wheres(rooms)]))
    places = {where: at for at, where in enumerate(wards)}
    taken = await busy_times.half_days(db, first, {made.id for made in movable})
    free = await _free(db, [one.person.id for one in serving], first)
    instance = Instance(
        waiting.residents(waits, places, taken, await _previous(db, waits, serving)),
        _volunteers(serving, places, taken, free),
        waiting.sessions(rooms, places),
        await distances.between(db, wards),
    )
    on_call, told = await volunteers_on_call.on_call(db, first), await volunteers_on_call.told(db, first)
    return PlannedWeek(first, instance, tuple(waits), tuple(rooms), tuple(serving), wards, on_call, told)


def _wheres(among: Sequence[Waiting | Coaching | FreeSeats]) -> list[Where]:
    return [one.where for one in among]


def _volunteers(
    serving: Sequence[Coaching], places: Mapping[Where, int], taken: BusyTimes, free: Mapping[int, int]
) -> Volunteers:
    return Volunteers(
        ward=ints(places[one.where] for one in serving),
        hamlet=ints(0 for _one in serving),
        max_km=ints(coaching.KM[one.coach.reach] for one in serving),
        slots=ints(free[one.person.id] & ~taken.volunteers[one.person.id] for one in serving),
        topics=waiting.kinds_table([one.kinds for one in serving]),
        langs=ints(waiting.languages(one.coach.languages) for one in serving),
        gender=ints(GENDERS[people_profile.gender_of(one.person)] for one in serving),
        vetted=flags(one.coach.vetted_at is not None for one in serving),
        max_load=ints(max(0, one.coach.weekly_limit - taken.visits[one.person.id]) for one in serving),
        organisation=ints(one.profile.organisation_id or 0 for one in serving),
    )


async def _serving(db: AsyncSession) -> list[Coaching]:
    rows = await legible_rows(
        db,
        select(Person, Volunteer, Coach, Role.ward_code, Role.group_id)
        .join(Volunteer, Volunteer.person_id == Person.id)
        .join(Role, Role.person_id == Person.id)
        .outerjoin(Coach, Coach.person_id == Person.id)
        .where(Role.kind == RoleKind.VOLUNTEER, in_force(), Person.reminders_stopped_at.is_(None), pauses.is_here())
        .order_by(Person.id, Role.id.desc()),
    )
    # One place each: the newest role comes first, so that the oldest stays.
    found: dict[int, Coaching] = {}
    for person, profile, said, ward, group in rows:
        coach = _nothing_said(person) if said is None else said
        found[person.id] = Coaching(person, profile, coach, (ward or person.ward_code or "", group))
    return list(found.values())


def _nothing_said(person: Person) -> Coach:
    languages = [Language.VIETNAMESE.value]
    return Coach(person_id=person.id, reach=Reach.WARD, languages=languages, weekly_limit=2, home_visits=False)


async def _free(db: AsyncSession, ids: Collection[int], first: date) -> defaultdict[int, int]:
    found: defaultdict[int, int] = defaultdict(int)
    for person_id, times in (await answers.free(db, ids)).items():
        for time in times:
            day = first + timedelta(days=(time.weekday - first.weekday()) % 7)
            if time.until is None or day <= time.until:
                found[person_id] |= coaching.mask([(time.weekday, time.part)])
    return found


async def _previous(db: AsyncSession, waits: Sequence[Waiting], serving: Sequence[Coaching]) -> list[int]:
    """Return the row of who taught each resident last, alone or else in a class; NOBODY if nobody has."""
    ids = {one.person.id for one in waits}
    rows = await db.execute(
        select(Appointment.resident_id, Appointment.volunteer_id)
        .where(Appointment.resident_id.in_(ids), Appointment.status == AppointmentStatus.DONE)
        .order_by(Appointment.starts_at)
    )
    last = {**await candidates.last_helpers(db, ids), **{row.resident_id: row.volunteer_id for row in rows}}
    number = {one.person.id: at for at, one in enumerate(serving)}
    return [number.get(last.get(one.person.id, NOBODY), NOBODY) for one in waits]


def able_to_come(week: PlannedWeek, made: Appointment) -> list[Coaching]:
    resident = next(at for at, one in enumerate(week.waiting) if one.person.id == made.resident_id)
    volunteers, here = week.instance.volunteers, week.instance.residents.ward[resident]
    way = week.instance.km[here, volunteers.ward]
    free = volunteers.slots & busy_times.half_day(made.starts_at) != 0
    fits = volunteers.vetted & free & (way != UNREACHABLE) & (way <= volunteers.max_km) & (volunteers.max_load > 0)
    return [week.coaches[at] for at in np.flatnonzero(fits) if week.coaches[at].coach.home_visits]
