"""A ward closes days, and opens them again: no class is offered or reminded on them, and their leaders are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import option, say
from bot.domain.access.rights import Place, Right
from bot.domain.courses import SessionStatus
from bot.errors import NotAllowed
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.access import acts, permissions
from bot.services.courses import holidays
from bot.services.group_chats import posts
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from bot.storage.tables.places import ClosedDay, ResidentialGroup, Ward

CLOSE_DAYS = acts.ActKind("close_days")
OPEN_DAY = acts.ActKind("open_day")
MOST_DAYS = 31


@dataclass(frozen=True)
class ClosedDays:
    """The act, and the classes that were planned on these days, whose leaders are told."""

    act: Act
    classes: Sequence[SessionDetails]


async def ahead(db: AsyncSession, ward_code: str) -> Sequence[ClosedDay]:
    mine = (ClosedDay.ward_code == ward_code, ClosedDay.reopened_at.is_(None), ClosedDay.day >= clock.today())
    return (await db.scalars(select(ClosedDay).where(*mine).order_by(ClosedDay.day, ClosedDay.id))).all()


async def close(db: AsyncSession, by: Person, ward: Ward, days: Sequence[date], why: str) -> ClosedDays | None:
    """Return None if all of them are closed already. Raise NotAllowed."""
    await _must(db, by, ward.code)
    closed = await holidays.closed(db, days, ward.code)
    made = [
        ClosedDay(
            day=day,
            name=why,
            ward_code=ward.code,
            begins_at=clock.midnight(day),
            ends_at=clock.midnight(day + timedelta(days=1)),
        )
        for day in days
        if day not in closed
    ]
    if not made:
        return None
    db.add_all(made)
    await db.flush()
    act = await acts.record(db, by, CLOSE_DAYS, ward=ward.code, days=[one.id for one in made])
    classes = await _planned(db, ward.code, [one.id for one in made])
    for details in classes:
        await _tell(db, by, act, ward, why, details)
    await _keep_posts_true(db, classes)
    return ClosedDays(act, classes)


async def undo_close(db: AsyncSession, act: Act) -> Text | None:
    n = await _reopen(db, act.facts["days"])
    return n_("One day is open again.", "{n} days are open again.", n) if n else None


async def reopen(db: AsyncSession, by: Person, day_id: int) -> Act | None:
    """Return None if it is open already. Raise NotAllowed."""
    day = await db.get(ClosedDay, day_id)
    if day is None or day.ward_code is None:
        return None
    await _must(db, by, day.ward_code)
    if not await _reopen(db, [day.id]):
        return None
    return await acts.record(db, by, OPEN_DAY, ward=day.ward_code, day=day.id)


async def undo_reopen(db: AsyncSession, act: Act) -> Text | None:
    day = await db.get_one(ClosedDay, act.facts["day"])
    day.reopened_at = None
    await db.flush()
    await _keep_posts_true(db, await _planned(db, day.ward_code or "", [day.id]))
    return _("{day} is closed again.", day=day.day)


async def _reopen(db: AsyncSession, days: Sequence[int]) -> int:
    still = update(ClosedDay).where(ClosedDay.id.in_(days), ClosedDay.reopened_at.is_(None))
    opened = (await db.scalars(still.values(reopened_at=clock.now()).returning(ClosedDay))).all()
    for ward_code in {day.ward_code for day in opened if day.ward_code is not None}:
        await _keep_posts_true(db, await _planned(db, ward_code, days))
    return len(opened)


async def _keep_posts_true(db: AsyncSession, classes: Sequence[SessionDetails]) -> None:
    for course in {details.course.id: details.course for details in classes}.values():
        await posts.keep_true(db, course)


async def _must(db: AsyncSession, by: Person, ward_code: str) -> None:
    if not await permissions.may_at(db, by, Right.CHANGE_SETTINGS, Place(ward_code)):
        raise NotAllowed(Right.CHANGE_SETTINGS)


async def _planned(db: AsyncSession, ward_code: str, days: Sequence[int]) -> list[SessionDetails]:
    within = (
        select(ClosedDay.id)
        .where(ClosedDay.id.in_(days))
        .where(ClosedDay.begins_at <= ClassSession.starts_at, ClosedDay.ends_at > ClassSession.starts_at)
    )
    planned = (ClassSession.status == SessionStatus.PLANNED, ClassSession.starts_at > clock.now())
    there = session_queries.all_details().where(*planned, ResidentialGroup.ward_code == ward_code, within.exists())
    return await session_queries.found(db, there)


async def _tell(  # noqa: PLR0913, PLR0917 who hears what of whom
    db: AsyncSession, by: Person, act: Act, ward: Ward, why: str, details: SessionDetails
) -> None:
    words = say(
        lines(
            _("{ward} is closed on that day: {why}.", ward=verbatim(ward.name), why=verbatim(why)),
            labels.session_line(details),
            _("Nobody is reminded of it. Please move it or call it off, so that everybody is told."),
        ),
        option(_("🕑 Move"), "move_session", session=details.session.id),
        option(_("🚫 Call it off"), "call_off", session=details.session.id),
    )
    for person in await session_queries.in_charge_of_class(db, details.course):
        if person.id != by.id:
            plan = Plan(key=f"closed:{act.id}:{details.session.id}:{person.id}", expires=details.session.starts_at)
            await outbox.tell(db, person, words, plan)
