"""The demo's neighbourhood: people, classes and a week ahead."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.message import Incoming
from bot.domain.people.person import SMARTPHONES, RoleKind, RoleStatus
from bot.domain.shifts import DayPart
from bot.domain.topics import Topic
from bot.domain.vietnamese import fold
from bot.domain.weeks import A_WEEK, first_weekday
from bot.i18n import Text, _
from bot.services.courses import courses
from bot.services.courses.courses import NewCourse
from bot.services.enrolment import enrolment
from bot.services.people import consent, identity
from bot.storage.tables.people import Person, Role
from bot.storage.tables.places import ResidentialGroup
from bot.storage.tables.volunteers import Availability, Volunteer

# A Monday morning, with the whole week ahead.
START = datetime(2026, 11, 23, 9, 0, tzinfo=clock.LOCAL)

_PHU_LOI = "25750"
_AGREED = "seeded for the demo"


@dataclass(frozen=True)
class SeededPerson:
    """Somebody the audience can play: the account, and who it is."""

    account: str
    name: str
    caption: Text


_CAST = (
    SeededPerson("huong", "Hương", _("volunteer, 21")),
    SeededPerson("bay", "Ông Bảy", _("72, has never used it")),
    SeededPerson("lan", "Chị Lan", _("leader of khu phố 3")),
    SeededPerson("tu", "Bà Tư", _("resident, 68")),
    SeededPerson("sau", "Chú Sáu", _("resident, 61")),
    SeededPerson("minh", "Minh", _("student, has never used it")),
    SeededPerson("quan", "Anh Quân", _("administrator")),
)


async def settle(db: AsyncSession, channel: str) -> tuple[SeededPerson, ...]:
    home = ResidentialGroup(ward_code=_PHU_LOI, kind="khu_pho", name="3", search_name="3")
    next_door = ResidentialGroup(ward_code=_PHU_LOI, kind="khu_pho", name="5", search_name="5")
    db.add_all((home, next_door))
    await db.flush()
    lan = await _person(db, channel, "lan", ("Trần Thị Lan", "chi"), home)
    await _role(db, lan, RoleKind.LEADER, home)
    await _role(db, await _person(db, channel, "quan", ("Lê Minh Quân", "anh"), home), RoleKind.ADMINISTRATOR, None)
    await _volunteer(db, await _person(db, channel, "huong", ("Phạm Thu Hương", "ban"), home), home)
    tu = await _person(db, channel, "tu", ("Nguyễn Thị Tư", "ba"), home)
    sau = await _person(db, channel, "sau", ("Võ Văn Sáu", "chu"), home)
    today = clock.today()
    saturday = clock.at(first_weekday(5, today + timedelta(days=1)), time(8))
    made = await courses.register(
        db,
        lan,
        NewCourse(home, Topic.T03, "Nhà văn hóa khu phố 3, cạnh chợ", (saturday, saturday + A_WEEK), 3),
    )
    for learner in (tu, sau):
        await enrolment.enrol(db, learner, made.course, learner)
    return _CAST


async def _person(
    db: AsyncSession, channel: str, account: str, named: tuple[str, str], home: ResidentialGroup
) -> Person:
    name, form = named
    address = await identity.caller(db, Incoming(channel, f"seed-{account}", account))
    person = address.person
    person.name, person.search_name, person.address_form = name, fold(name), form
    person.group_id, person.ward_code = home.id, home.ward_code
    await consent.record(db, address, _AGREED, yes=True)
    return person


async def _role(db: AsyncSession, person: Person, kind: RoleKind, home: ResidentialGroup | None) -> None:
    now = clock.now()
    role = Role(person_id=person.id, kind=kind, status=RoleStatus.ACTIVE, requested_at=now, decided_at=now)
    if home is not None:
        role.group_id, role.ward_code = home.id, home.ward_code
    db.add(role)
    await db.flush()


async def _volunteer(db: AsyncSession, person: Person, home: ResidentialGroup) -> None:
    await _role(db, person, RoleKind.VOLUNTEER, home)
    phones = list(SMARTPHONES)
    topics = [Topic.T01, Topic.T03, Topic.T06]
    db.add(Volunteer(person_id=person.id, topics=topics, phones=phones, pledged_at=clock.now()))
    evenings = [(day, DayPart.EVENING) for day in range(7)]
    mornings = [(day, DayPart.MORNING) for day in (5, 6)]
    db.add_all(Availability(person_id=person.id, weekday=day, part=part) for day, part in evenings + mornings)
    await db.flush()
