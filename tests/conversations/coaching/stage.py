"""The scene of coaching: volunteers who are vouched for, and residents who wait."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.coaching import AppointmentStatus, LessonPlace, RequestStatus
from bot.domain.people.person import PhoneType
from bot.domain.topics import Topic
from bot.services.coaching import requests
from bot.services.coaching.requests import LessonWish
from bot.storage.tables.coaching import Appointment, CoachingRequest
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup
from bot.storage.tables.volunteers import Coach
from tests import scene
from tests.town import Talker, Town

THURSDAY_MORNING = 1 << 9


async def coach(
    db: AsyncSession, talker: Talker, home: ResidentialGroup, *, home_visits: bool = True, weekly_limit: int = 2
) -> Person:
    """A volunteer who is vouched for, free at any time."""
    person = await scene.volunteer(db, talker, home, f"Phạm {talker.name}")
    db.add(
        Coach(
            person_id=person.id,
            languages=["vi"],
            weekly_limit=weekly_limit,
            home_visits=home_visits,
            vetted_at=clock.now(),
        )
    )
    await db.flush()
    return person


async def waiting(
    db: AsyncSession,
    talker: Talker,
    home: ResidentialGroup,
    place: LessonPlace = LessonPlace.HALL,
    slots: int = THURSDAY_MORNING,
) -> Person:
    """A resident with an iPhone who asks to be shown VNeID."""
    person = await scene.resident(db, talker, home, f"Nguyễn Văn {talker.name.split()[-1]}")
    person.phone_type = PhoneType.IPHONE
    await requests.ask(db, person, person, LessonWish(Topic.T03, place, slots))
    return person


async def appointments(town: Town) -> list[Appointment]:
    async with town.begin() as db:
        return list(await db.scalars(select(Appointment).order_by(Appointment.id)))


async def settled(db: AsyncSession, resident: Person, volunteer: Person) -> None:
    """On Thursday morning."""
    request = await db.get_one(CoachingRequest, resident.id)
    request.status = RequestStatus.SERVED
    db.add(
        Appointment(
            resident_id=resident.id,
            volunteer_id=volunteer.id,
            starts_at=scene.local("2026-11-26 08:30"),
            place=request.place,
            topic=request.topic,
            status=AppointmentStatus.CONFIRMED,
            meeting_code="SEN-27",
            reason={},
            seconds=[],
        )
    )
    await db.flush()
