"""What a volunteer teaches, when they are free and what they promise for every week, by their own word; with ↩️."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.access.rights import Right
from bot.domain.shifts import DayPart, part_of
from bot.domain.topics import Topic
from bot.i18n import Text, _
from bot.services.access import acts, permissions
from bot.services.volunteers import safety_pledge
from bot.storage.base import Id
from bot.storage.database import insert_new
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Availability, Volunteer, still

CHANGE_TIMES = acts.ActKind("change_times")
CHANGE_TOPICS = acts.ActKind("change_topics")
PROMISE_TIMES = acts.ActKind("promise_times")
END_PROMISE = acts.ActKind("end_promise")
HalfDay = tuple[int, DayPart]


async def free(db: AsyncSession, ids: Collection[int]) -> dict[int, list[Availability]]:
    found: dict[int, list[Availability]] = defaultdict(list)
    for time in await db.scalars(_FREE, {"ids": [*ids]}):
        found[time.person_id].append(time)
    return found


_IDS: BindParameter[int] = bindparam("ids", type_=Id, expanding=True)
_FREE = select(Availability).where(Availability.person_id.in_(_IDS), still())


def half_day(time: Availability) -> HalfDay:
    return time.weekday, time.part


def holds(time: Availability, then: datetime) -> bool:
    at = half_day(time) == (then.weekday(), part_of(then.hour))
    return at and (time.until is None or then.date() <= time.until)


async def free_times(db: AsyncSession, person: Person) -> set[HalfDay]:
    return {half_day(time) for time in (await free(db, [person.id]))[person.id]}


async def promises(db: AsyncSession, person: Person) -> dict[HalfDay, date | None]:
    """Return the half-days on which they come every week, each with its last day if it has one."""
    mine = sorted((await free(db, [person.id]))[person.id], key=half_day)
    return {half_day(time): time.until for time in mine if time.promised}


async def topics(db: AsyncSession, person: Person) -> list[Topic]:
    profile = await db.get(Volunteer, person.id)
    return [] if profile is None else [Topic(topic) for topic in profile.topics]


async def say_free_times(
    db: AsyncSession,
    person: Person,
    half_days: Collection[HalfDay],
    until: date | None = None,
    *,
    beside: bool = False,
) -> Act:
    """Be free then, until a last day if there is one, only then or `beside` the other times.

    What was promised for every week stays promised.
    """
    before = await _as_it_is(db, person)
    others = await free_times(db, person) - set(half_days) if beside else set()
    await _forget(db, person, but={*await promises(db, person), *others})
    await _write_times(db, person, half_days, until=until)
    return await acts.record(db, person, CHANGE_TIMES, before=before)


async def promise(db: AsyncSession, person: Person, half_days: Collection[HalfDay], until: date | None) -> Act:
    await permissions.must_keep(db, person, Right.TAKE_SHIFTS)
    await safety_pledge.must_be_given(db, person)
    before = await _as_it_is(db, person)
    await _forget(db, person, but=await free_times(db, person) - set(half_days))
    await _write_times(db, person, half_days, until=until, promised=True)
    return await acts.record(db, person, PROMISE_TIMES, before=before)


async def end_promise(db: AsyncSession, person: Person, half_days: Collection[HalfDay]) -> Act:
    before = await _as_it_is(db, person)
    for time in (await free(db, [person.id]))[person.id]:
        if half_day(time) in half_days:
            time.promised = False
    await db.flush()
    return await acts.record(db, person, END_PROMISE, before=before)


async def say_topics(db: AsyncSession, person: Person, taught: Collection[Topic]) -> Act:
    before = await topics(db, person)
    await _write_topics(db, person.id, [topic.value for topic in taught])
    return await acts.record(db, person, CHANGE_TOPICS, before=[topic.value for topic in before])


async def undo_times(db: AsyncSession, act: Act) -> Text | None:
    person = await db.get_one(Person, act.by_id)
    await _forget(db, person, but=())
    for weekday, part, *more in act.facts["before"]:
        is_promised, until = more or (False, None)
        last = None if until is None else date.fromisoformat(until)
        await _write_times(db, person, [(weekday, DayPart(part))], until=last, promised=is_promised)
    return _("Your free times are as they were before.")


async def undo_topics(db: AsyncSession, act: Act) -> Text | None:
    await _write_topics(db, act.by_id, act.facts["before"])
    return _("What you teach is as it was before.")


async def _as_it_is(db: AsyncSession, person: Person) -> list[list[Any]]:
    mine = sorted((await free(db, [person.id]))[person.id], key=half_day)
    return [[one.weekday, one.part.value, one.promised, one.until and one.until.isoformat()] for one in mine]


async def _forget(db: AsyncSession, person: Person, but: Collection[HalfDay]) -> None:
    kept = await free_times(db, person) & set(but)
    for time in (await db.scalars(select(Availability).where(Availability.person_id == person.id))).all():
        if half_day(time) not in kept:
            await db.delete(time)
    await db.flush()


async def _write_times(
    db: AsyncSession,
    person: Person,
    half_days: Collection[HalfDay],
    *,
    until: date | None,
    promised: bool = False,
) -> None:
    for weekday, part in sorted(half_days):
        key = {"person_id": person.id, "weekday": weekday, "part": part}
        await insert_new(db, Availability, **key, promised=promised, until=until)


async def _write_topics(db: AsyncSession, person_id: int, taught: Collection[str]) -> None:
    await db.execute(update(Volunteer).where(Volunteer.person_id == person_id).values(topics=list(taught)))
