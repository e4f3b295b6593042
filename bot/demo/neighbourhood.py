"""The demo's neighbourhood, and that of `bot seed`: a ward with its people, eight weeks behind and a week ahead."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.message import Incoming
from bot.demo import cast, history
from bot.demo.cast import Played
from bot.demo.history import Neighbourhood, hall_of
from bot.domain.coaching import LessonPlace
from bot.domain.people.person import SMARTPHONES, AgeBand, Audience, OrganisationKind, RoleKind, RoleStatus, ToldVia
from bot.domain.safety.incidents import IncidentKind, Suspect
from bot.domain.shifts import DayPart
from bot.domain.topics import Topic
from bot.domain.vietnamese import fold, given_name
from bot.domain.weeks import A_WEEK, first_weekday
from bot.i18n import verbatim
from bot.services.coaching import requests as coaching
from bot.services.coaching.requests import LessonWish
from bot.services.courses import courses
from bot.services.courses.courses import NewCourse, Registered
from bot.services.enrolment import enrolment
from bot.services.people import consent, identity
from bot.services.roles import requests
from bot.services.safety import incidents
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person, Role
from bot.storage.tables.places import Organisation, ResidentialGroup
from bot.storage.tables.volunteers import Availability, Shift, Volunteer

# A Monday morning, with the whole week ahead.
START = datetime(2026, 11, 23, 9, 0, tzinfo=clock.LOCAL)

_PHU_LOI = "25750"
_AGREED = "seeded for the demo"
_NEIGHBOURS, _STUDENTS = 74, 22
_OWN_PHONE = 3  # every third of the neighbours
_ELDEST = {"ong", "ba"}
_EVENINGS = [(day, DayPart.EVENING) for day in range(7)]
_MORNINGS = [(day, DayPart.MORNING) for day in (5, 6)]
_SLOTS = 0b111  # Monday, in any part of the day


async def settle(db: AsyncSession, channel: str) -> int:
    """Fill a database that holds the wards only; return the number of people."""
    here = Neighbourhood(db, channel, {}, await _groups(db), {}, [])
    await _people_in_charge(here)
    await _volunteers(here)
    await _residents(here)
    await history.write(here)
    await _classes_ahead(here)
    await _what_waits(here)
    await _was_yesterday(db)
    return await db.scalar(select(func.count()).select_from(Person)) or 0


async def _groups(db: AsyncSession) -> dict[str, ResidentialGroup]:
    names = (*cast.LED, *cast.UNLED)
    groups = {name: ResidentialGroup(ward_code=_PHU_LOI, kind="khu_pho", name=name, search_name=name) for name in names}
    db.add_all(groups.values())
    await db.flush()
    return groups


async def _people_in_charge(here: Neighbourhood) -> None:
    for one in cast.LEADERS:
        await _role(here, await _played(here, one), RoleKind.LEADER, group=here.groups[one.group])
    await _role(here, await _played(here, cast.COORDINATOR), RoleKind.COORDINATOR, ward=_PHU_LOI)
    await _role(here, await _played(here, cast.ADMINISTRATOR), RoleKind.ADMINISTRATOR)
    named = (
        (OrganisationKind.YOUTH_UNION, "Đoàn Thanh niên phường Phú Lợi"),
        (OrganisationKind.ENTERPRISE, "Công ty May Bình An"),
    )
    for one, (kind, name) in zip(cast.ORGANISERS, named, strict=True):
        organisation = Organisation(kind=kind, name=name, ward_code=_PHU_LOI)
        here.db.add(organisation)
        await here.db.flush()
        await _role(here, await _played(here, one), RoleKind.ORGANISER, organisation=organisation)


async def _volunteers(here: Neighbourhood) -> None:
    union = await here.db.get_one(Organisation, 1)
    for n, one in enumerate(cast.VOLUNTEERS):
        await _teaches(here, await _played(here, one), here.groups[one.group], union if n else None)
    homes = [here.groups[name] for name in (*cast.LED, *cast.UNLED)]
    for n, name in enumerate(cast.students(_STUDENTS)):
        home = homes[n % len(homes)]
        student = _person(here, name, "ban", home, AgeBand.FROM_18)
        here.students.append(student)
        await _teaches(here, student, home, union if n % 2 else None)


async def _teaches(
    here: Neighbourhood, person: Person, home: ResidentialGroup, organisation: Organisation | None
) -> None:
    here.db.add(person)
    await here.db.flush()
    await _role(here, person, RoleKind.VOLUNTEER, group=home, organisation=organisation)
    here.db.add(
        Volunteer(
            person_id=person.id,
            topics=[Topic.T01, Topic.T02, Topic.T03, Topic.T06],
            phones=list(SMARTPHONES),
            organisation_id=organisation.id if organisation else None,
            pledged_at=clock.now(),
        )
    )
    free = _EVENINGS + _MORNINGS
    here.db.add_all(Availability(person_id=person.id, weekday=day, part=part) for day, part in free)


async def _residents(here: Neighbourhood) -> None:
    for one in cast.LEARNERS:
        here.residents.setdefault(one.group, []).append(await _played(here, one))
    names = (*cast.LED, *cast.UNLED)
    for n, (name, form) in enumerate(cast.neighbours(_NEIGHBOURS)):
        group = names[n % len(names)]
        age = AgeBand.FROM_75 if form in _ELDEST and n % 2 else AgeBand.FROM_60
        if n % _OWN_PHONE == 0:
            person = await _played(here, Played(f"neighbour-{n}", name, verbatim(""), name, form, group, age))
        else:
            person = _person(here, name, form, here.groups[group], age)
            person.told_via = ToldVia.LEADER
            here.db.add(person)
        here.residents.setdefault(group, []).append(person)
    here.people["phuc"].audiences = frozenset({Audience.WORKER})
    await here.db.flush()


async def _played(here: Neighbourhood, one: Played) -> Person:
    address = await identity.caller(here.db, Incoming(here.channel, f"seed-{one.account}", one.account))
    person = address.person
    group = here.groups[one.group]
    person.name, person.search_name, person.given_name = one.name, fold(one.name), given_name(one.name)
    person.address_form, person.age_band = one.form, one.age
    person.group_id, person.ward_code = group.id, group.ward_code
    await consent.record(here.db, address, _AGREED, yes=True)
    here.people[one.account] = person
    return person


def _person(here: Neighbourhood, name: str, form: str, group: ResidentialGroup, age: AgeBand) -> Person:
    return Person(
        name=name,
        search_name=fold(name),
        given_name=given_name(name),
        address_form=form,
        language="vi",
        ward_code=group.ward_code,
        group_id=group.id,
        age_band=age,
        told_via=ToldVia.SELF,
        entered_by_id=here.people["lan"].id,
        created_at=clock.now(),
    )


async def _role(  # noqa: PLR0913 a role and its place
    here: Neighbourhood,
    person: Person,
    kind: RoleKind,
    *,
    group: ResidentialGroup | None = None,
    ward: str | None = None,
    organisation: Organisation | None = None,
) -> None:
    now = clock.now()
    role = Role(person_id=person.id, kind=kind, status=RoleStatus.ACTIVE, requested_at=now, decided_at=now)
    role.group_id, role.ward_code = (group.id, group.ward_code) if group is not None else (None, ward)
    role.organisation_id = organisation.id if organisation is not None else None
    here.db.add(role)
    await here.db.flush()


async def _classes_ahead(here: Neighbourhood) -> None:
    """Write a small class with its helper to be found, a series with its helpers, a full class short of one."""
    await _open(here, "lan", "3", Topic.T03, _weekly(5, 8, 2), 3, here.residents["3"][:2])
    series = await _open(here, "hoa", "5", Topic.T02, _weekly(3, 19, 6), 8, here.residents["5"][:7])
    full = await _open(here, "thao", "1", Topic.T06, _weekly(1, 19, 1), 10, here.residents["1"])
    for session in series.sessions:
        await _are_helped(here, session, _living_in(here, "5")[:2])
    await _are_helped(here, full.sessions[0], _living_in(here, "1")[:2])


def _weekly(weekday: int, hour: int, weeks: int) -> tuple[datetime, ...]:
    first = clock.at(first_weekday(weekday, clock.today() + timedelta(days=1)), time(hour))
    return tuple(first + n * A_WEEK for n in range(weeks))


async def _open(  # noqa: PLR0913, PLR0917 what a class is
    here: Neighbourhood,
    leader: str,
    group: str,
    topic: Topic,
    starts: tuple[datetime, ...],
    seats: int,
    learners: Sequence[Person],
) -> Registered:
    by = here.people[leader]
    made = await courses.register(here.db, by, NewCourse(here.groups[group], topic, hall_of(group), starts, seats))
    for learner in learners:
        await enrolment.enrol(here.db, learner, made.course, by)
    return made


def _living_in(here: Neighbourhood, group: str) -> list[Person]:
    return [one for one in here.students if one.group_id == here.groups[group].id]


async def _are_helped(here: Neighbourhood, session: ClassSession, helpers: Sequence[Person]) -> None:
    shift = (await here.db.scalars(select(Shift).where(Shift.session_id == session.id))).one()
    history.have_accepted(here, shift, helpers, clock.now())


async def _what_waits(here: Neighbourhood) -> None:
    wants = await _played(here, cast.WANTS_TO_LEAD)
    await requests.ask_to_lead(here.db, wants, here.groups[cast.WANTS_TO_LEAD.group])
    wish = LessonWish(Topic.T01, LessonPlace.HOME, _SLOTS)
    await coaching.ask(here.db, here.people["nam"], here.people["nam"], wish)
    await incidents.tell(here.db, here.people["tam"], IncidentKind.STRANGER_CAME, Suspect.OUTSIDER, call=True)


async def _was_yesterday(db: AsyncSession) -> None:
    """Have everything done the day before: «nhầm», said at the start, is about what the visitor did."""
    for act in await db.scalars(select(Act)):
        act.at -= timedelta(days=1)
        act.facts = {name: fact for name, fact in act.facts.items() if name != "until"}
    await db.flush()
