"""Somebody who died or moved away is taken out of the book: nothing more is asked of them, nobody has to call."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Right
from bot.domain.calls import CallOutcome
from bot.i18n import Text, _
from bot.services.access import acts, permissions
from bot.services.calls import call_list
from bot.services.coaching import requests
from bot.services.enrolment import enrolment
from bot.storage.tables.courses import Course
from bot.storage.tables.messaging import Act, Call
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup

TAKE_OUT = acts.ActKind("take_out")


class Departure(StrEnum):
    """Why somebody is taken out."""

    DIED = "died"
    MOVED = "moved"
    STOPPED = "stopped"


async def take_out(db: AsyncSession, by: Person, person: Person, why: Departure) -> Act | None:
    """End classes to come, lessons and calls, stop messages, and leave the book. What they came to stays counted.

    None if they have left it by now.
    """
    await db.refresh(person, with_for_update=True)
    if person.group_id is None:
        return None
    group = await db.get_one(ResidentialGroup, person.group_id)
    await permissions.must(db, by, Right.KEEP_BOOK, group)
    left = [course.id for course in await enrolment.joined(db, person) if await enrolment.leave(db, person, course, by)]
    await requests.end(db, person)
    await call_list.close(db, Call.person_id == person.id, CallOutcome.SETTLED)
    stopped = person.reminders_stopped_at
    person.group_id, person.left_book_at, person.reminders_stopped_at = None, clock.now(), clock.now()
    await db.flush()
    facts = {"group": group.id, "person": person.id, "why": why.value, "left": left}
    return await acts.record(db, by, TAKE_OUT, **facts, stopped=None if stopped is None else stopped.isoformat())


async def undo_take_out(db: AsyncSession, act: Act) -> Text | None:
    """Put them back into the book, and into the classes as far as there is room."""
    person, by = await db.get_one(Person, act.facts["person"]), await db.get_one(Person, act.by_id)
    if person.group_id is not None or person.erased_at is not None:
        return None
    stopped = act.facts["stopped"]
    person.group_id, person.left_book_at = act.facts["group"], None
    person.reminders_stopped_at = None if stopped is None else datetime.fromisoformat(stopped)
    await db.flush()
    for course_id in act.facts["left"]:
        await enrolment.enrol(db, person, await db.get_one(Course, course_id), by)
    return _("They are in the book again, as before.")
