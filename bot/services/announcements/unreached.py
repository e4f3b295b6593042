"""People an announcement cannot reach: the leaders of their groups call them, for two days."""

from datetime import datetime

from sqlalchemy import exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.calls import ANNOUNCED_LIVES, CallOutcome, CallReason
from bot.i18n import Text, _
from bot.services.calls import call_list
from bot.services.calls import texts as calls_texts
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.storage import session_queries
from bot.storage.base import from_now
from bot.storage.tables.announcements import Announcement
from bot.storage.tables.messaging import Call, Outbox
from bot.storage.tables.people import Person

_LISTED = 20


async def put_on_list(db: AsyncSession, announcement: Announcement, person: Person) -> None:
    if person.group_id is not None:
        db.add(
            Call(person_id=person.id, announcement_id=announcement.id, reason=CallReason.ANNOUNCED, since=clock.now())
        )
        await db.flush()


async def put_late(db: AsyncSession, message: Outbox) -> None:
    announcement = await db.get_one(Announcement, message.announcement_id)
    mine = (Call.announcement_id == announcement.id, Call.person_id == message.person_id)
    if announcement.words is not None and await db.scalar(select(Call.id).where(*mine)) is None:
        await put_on_list(db, announcement, await db.get_one(Person, message.person_id))


async def tell_leaders(db: AsyncSession, announcement: Announcement) -> None:
    rows = await db.execute(
        select(Person.group_id, func.count())
        .join(Call, Call.person_id == Person.id)
        .where(Call.announcement_id == announcement.id, Call.closed_at.is_(None), Person.group_id.is_not(None))
        .group_by(Person.group_id)
    )
    counted = [(row[0], row[1]) for row in rows if row[0] is not None]
    for group_id, n in counted:
        for leader in await session_queries.in_charge(db, group_id):
            plan = Plan(key=f"unreached:{announcement.id}:{leader.id}")
            await outbox.tell(db, leader, calls_texts.unreached(n), plan)


async def withdraw(db: AsyncSession, announcement_id: int) -> None:
    await call_list.close(db, Call.announcement_id == announcement_id, CallOutcome.SETTLED)


_OLD = (Call.reason == CallReason.ANNOUNCED) & (Call.since <= from_now(-ANNOUNCED_LIVES))
_CALLED = select(Call.id).where(Call.announcement_id == Announcement.id, Call.closed_at.is_(None))
_OVER = (Announcement.done_at <= from_now(-ANNOUNCED_LIVES), Announcement.words.is_not(None), ~_CALLED.exists())
DUE = exists().where(Call.closed_at.is_(None), _OLD) | exists().where(*_OVER)


async def run_due(db: AsyncSession) -> int:
    closed = await call_list.close(db, _OLD, CallOutcome.EXPIRED)
    await db.execute(update(Announcement).where(*_OVER).values(words=None).execution_options(synchronize_session=False))
    return closed


PLANNED = exists().where(Call.closed_at.is_(None))


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    listed = select(Call.since).where(Call.reason == CallReason.ANNOUNCED, Call.closed_at.is_(None)).distinct()
    since = await db.scalars(listed.order_by(Call.since).limit(_LISTED))
    return [(at + ANNOUNCED_LIVES, _("nobody is called about an announcement any more")) for at in since]
