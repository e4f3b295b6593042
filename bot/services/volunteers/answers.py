"""What a volunteer teaches and when they are free, changed at their own wish; taken back by ↩️."""

from collections.abc import Collection

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.shifts import DayPart
from bot.domain.topics import Topic
from bot.i18n import Text, _
from bot.services.access import acts
from bot.storage.database import insert_new
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Availability, Volunteer

CHANGE_TIMES = acts.ActKind("change_times")
CHANGE_TOPICS = acts.ActKind("change_topics")


async def free_times(db: AsyncSession, person: Person) -> set[tuple[int, DayPart]]:
    rows = await db.scalars(select(Availability).where(Availability.person_id == person.id))
    return {(row.weekday, row.part) for row in rows}


async def topics(db: AsyncSession, person: Person) -> list[Topic]:
    profile = await db.get(Volunteer, person.id)
    return [] if profile is None else [Topic(topic) for topic in profile.topics]


async def say_free_times(db: AsyncSession, person: Person, half_days: Collection[tuple[int, DayPart]]) -> Act:
    before = sorted(await free_times(db, person))
    await _write_times(db, person.id, half_days)
    return await acts.record(db, person, CHANGE_TIMES, before=[[day, part.value] for day, part in before])


async def say_topics(db: AsyncSession, person: Person, taught: Collection[Topic]) -> Act:
    before = await topics(db, person)
    await _write_topics(db, person.id, [topic.value for topic in taught])
    return await acts.record(db, person, CHANGE_TOPICS, before=[topic.value for topic in before])


async def undo_times(db: AsyncSession, act: Act) -> Text | None:
    await _write_times(db, act.by_id, [(day, DayPart(part)) for day, part in act.facts["before"]])
    return _("Your free times are as they were before.")


async def undo_topics(db: AsyncSession, act: Act) -> Text | None:
    await _write_topics(db, act.by_id, act.facts["before"])
    return _("What you teach is as it was before.")


async def _write_times(db: AsyncSession, person_id: int, half_days: Collection[tuple[int, DayPart]]) -> None:
    await db.execute(delete(Availability).where(Availability.person_id == person_id))
    for weekday, part in sorted(half_days):
        await insert_new(db, Availability, person_id=person_id, weekday=weekday, part=part)


async def _write_topics(db: AsyncSession, person_id: int, taught: Collection[str]) -> None:
    await db.execute(update(Volunteer).where(Volunteer.person_id == person_id).values(topics=list(taught)))
