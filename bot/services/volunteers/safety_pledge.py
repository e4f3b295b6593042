"""The volunteer's pledge, given after the safety lesson: without it nobody sits with a learner."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.people.person import RoleKind
from bot.errors import NotAllowed
from bot.services.access import acts
from bot.storage.database import insert_new
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Volunteer

PLEDGED = acts.ActKind("pledged")


async def is_given(db: AsyncSession, person: Person) -> bool:
    known = await db.get(Volunteer, person.id, populate_existing=True)
    return known is not None and known.pledged_at is not None


async def must_be_given(db: AsyncSession, person: Person) -> None:
    if not await is_given(db, person):
        raise NotAllowed(RoleKind.VOLUNTEER)


async def give(db: AsyncSession, person: Person) -> None:
    await insert_new(db, Volunteer, person_id=person.id, topics=[], phones=[])
    await db.execute(update(Volunteer).where(Volunteer.person_id == person.id).values(pledged_at=clock.now()))
    await acts.record(db, person, PLEDGED)
