"""Builders that set a scene quickly; what a test is about, it plays through the front door."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.message import Incoming, Outgoing
from bot.chat.render import buttons
from bot.chat.say import option, say
from bot.domain.attendance import Mark
from bot.domain.courses import weekly
from bot.domain.people.person import PhoneType, RoleKind, RoleStatus
from bot.domain.shifts import AssignmentStatus, DayPart
from bot.domain.topics import Topic
from bot.domain.vietnamese import fold
from bot.i18n import verbatim
from bot.services.courses import courses
from bot.services.courses.courses import NewCourse, Registered
from bot.services.enrolment import enrolment
from bot.services.messaging import outbox
from bot.services.people import consent, identity
from bot.storage.tables.messaging import Question
from bot.storage.tables.people import Person, Role
from bot.storage.tables.places import ResidentialGroup
from bot.storage.tables.volunteers import Assignment, Availability, Shift, Volunteer
from tests.town import Talker

PHU_LOI = "25750"


async def group(db: AsyncSession, name: str = "3", ward: str = PHU_LOI, kind: str = "khu_pho") -> ResidentialGroup:
    made = ResidentialGroup(ward_code=ward, kind=kind, name=name, search_name=fold(name))
    db.add(made)
    await db.flush()
    return made


async def somebody(db: AsyncSession, talker: Talker, name: str, form: str, home: ResidentialGroup) -> Person:
    """A person who has agreed and told a name, on this phone."""
    address = await identity.caller(db, Incoming("web", "scene", talker.account))
    person = address.person
    person.name, person.search_name, person.address_form = name, fold(name), form
    person.group_id, person.ward_code = home.id, home.ward_code
    await consent.record(db, address, "scene", yes=True)
    return person


async def resident(
    db: AsyncSession, talker: Talker, home: ResidentialGroup, name: str = "Nguyễn Văn An", form: str = "bac"
) -> Person:
    return await somebody(db, talker, name, form, home)


async def leader(
    db: AsyncSession, talker: Talker, home: ResidentialGroup, name: str = "Trần Thị Lan", form: str = "chi"
) -> Person:
    person = await somebody(db, talker, name, form, home)
    await role(db, person, RoleKind.LEADER, home)
    return person


async def administrator(db: AsyncSession, talker: Talker, home: ResidentialGroup, name: str = "Lê Minh") -> Person:
    person = await somebody(db, talker, name, "anh", home)
    db.add(Role(person_id=person.id, kind=RoleKind.ADMINISTRATOR, status=RoleStatus.ACTIVE, requested_at=clock.now()))
    await db.flush()
    return person


async def volunteer(
    db: AsyncSession, talker: Talker, home: ResidentialGroup, name: str = "Phạm Thu Hương", form: str = "ban"
) -> Person:
    """Approved; teaches every topic on every phone, and is free at any time of the week."""
    person = await somebody(db, talker, name, form, home)
    await role(db, person, RoleKind.VOLUNTEER, home)
    phones = [PhoneType.ANDROID, PhoneType.IPHONE]
    db.add(Volunteer(person_id=person.id, topics=list(Topic), phones=phones, pledged_at=clock.now()))
    db.add_all(Availability(person_id=person.id, weekday=day, part=part) for day in range(7) for part in DayPart)
    await db.flush()
    return person


async def free_only(db: AsyncSession, person: Person, weekday: int) -> None:
    """Somebody who is free on one day of the week alone."""
    await db.execute(delete(Availability).where(Availability.person_id == person.id, Availability.weekday != weekday))


async def role(db: AsyncSession, person: Person, kind: RoleKind, home: ResidentialGroup) -> Role:
    now = clock.now()
    made = Role(
        person_id=person.id,
        kind=kind,
        status=RoleStatus.ACTIVE,
        group_id=home.id,
        ward_code=home.ward_code,
        requested_at=now,
        decided_at=now,
    )
    db.add(made)
    await db.flush()
    return made


async def course(  # noqa: PLR0913 a class has that many sides
    db: AsyncSession,
    by: Person,
    starts: str = "2026-11-25 19:00",
    *,
    seats: int = 2,
    weeks: int = 1,
    topic: Topic = Topic.T06,
) -> Registered:
    """A class of the leader's group; `starts` is local."""
    home = await db.get_one(ResidentialGroup, by.group_id)
    first = datetime.fromisoformat(starts).replace(tzinfo=clock.LOCAL)
    times = tuple(weekly(first, weeks))
    return await courses.register(db, by, NewCourse(home, topic, "Nhà văn hóa khu phố 3, cạnh chợ", times, seats))


async def person(db: AsyncSession, talker: Talker) -> Person:
    """Whom a phone belongs to."""
    return (await identity.caller(db, Incoming("web", "scene", talker.account))).person


async def named(db: AsyncSession, *names: str) -> list[Person]:
    """Everybody of these names; they are sealed, so that SQL does not find them."""
    return [person for person in await db.scalars(select(Person).order_by(Person.id)) if person.name in names]


async def home(db: AsyncSession, of: Person) -> ResidentialGroup:
    return await db.get_one(ResidentialGroup, of.group_id)


async def seat(db: AsyncSession, of: Person, made: Registered) -> None:
    """A seat at every session of a class."""
    await enrolment.enrol(db, of, made.course, of)


async def without_phone(db: AsyncSession, home: ResidentialGroup, name: str, form: str) -> Person:
    """Somebody in the leader's book who has no phone of any kind."""
    made = Person(
        name=name,
        search_name=fold(name),
        address_form=form,
        ward_code=home.ward_code,
        group_id=home.id,
        created_at=clock.now(),
    )
    db.add(made)
    await db.flush()
    return made


async def second_phone(db: AsyncSession, talker: Talker, of: Person) -> None:
    """Another phone of somebody we know."""
    address = await identity.caller(db, Incoming("web", "scene", talker.account))
    address.person_id = of.id
    await db.flush()
    await db.refresh(address, ["person"])


async def card(db: AsyncSession, talker: Talker, flow: str, **answers: object) -> str:
    """A message with one button that starts a flow, named like it: from wherever it may have come; what it carries."""
    address = await identity.caller(db, Incoming("web", "scene", talker.account))
    row = await outbox.reply(db, address, say(verbatim("…"), option(verbatim(flow), flow, **answers)))
    return Outgoing.from_json(row.message).buttons[0].data


async def button(db: AsyncSession, talker: Talker, flow: str, **answers: object) -> str:
    """What a button that starts a flow carries, of a card that was shown long ago."""
    address = await identity.caller(db, Incoming("web", "scene", talker.account))
    shown = Question(
        address_id=address.id, options=[{"label": flow, "flow": flow, "answers": answers}], asked_at=clock.now()
    )
    db.add(shown)
    await db.flush()
    return buttons(shown)[0].data


def local(moment: str) -> datetime:
    """A moment such as «2026-11-26 17:30» on the wall clocks of the area."""
    return datetime.fromisoformat(moment).replace(tzinfo=clock.LOCAL)


async def accepted(db: AsyncSession, helper: Person, session_id: int) -> None:
    """A volunteer who has a place on the shift of a session."""
    shift = (await db.scalars(select(Shift).where(Shift.session_id == session_id))).one()
    shift.filled += 1
    known = await db.scalar(
        select(Assignment).where(Assignment.shift_id == shift.id, Assignment.person_id == helper.id)
    )
    row = known or Assignment(shift_id=shift.id, person_id=helper.id, offered_at=clock.now(), reason={})
    row.status = AssignmentStatus.ACCEPTED
    db.add(row)
    await db.flush()


async def came(db: AsyncSession, helper: Person, session_id: int, mark: Mark = Mark.PRESENT) -> None:
    """A volunteer who is marked at a session."""
    shift = select(Shift.id).where(Shift.session_id == session_id).scalar_subquery()
    mine = (Assignment.shift_id == shift, Assignment.person_id == helper.id)
    await db.execute(update(Assignment).where(*mine).values(mark=mark))
