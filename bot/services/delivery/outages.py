"""Messages not sent in time, or perhaps sent: counted, reported to the administrators, and decided by them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.say import option, say
from bot.domain.access.rights import Place, Right
from bot.errors import NotAllowed
from bot.i18n import Text, _, lines, n_
from bot.services.access import acts, permissions
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import identity
from bot.storage.base import NOW
from bot.storage.database import count_changed
from bot.storage.tables.messaging import Outbox, OutboxStatus, Priority, SeenUpdate
from bot.storage.tables.people import Address, Person

SENT_AGAIN = acts.ActKind("sent_again")
LET_BE = acts.ActKind("let_be")
_TOO_LATE = "too late"
_LOOKED_BACK = timedelta(days=7)
# A message is late when it leaves this long after its time; those sent this recently are counted.
_LATE, _JUST_NOW = timedelta(minutes=20), timedelta(minutes=5)
# A message that is sent again should be read today.
_ONCE_MORE = timedelta(hours=12)


@dataclass(frozen=True)
class SendingStatus:
    """Numbers of messages in the last seven days; `waiting` are due now, `unclear` may have arrived or not.

    `unread` is what came since the beginning of yesterday and could not be read.
    """

    waiting: int
    too_late: Mapping[Priority, int]
    refused: int
    unclear: int
    unread: int


_EXPIRED = (Outbox.status == OutboxStatus.QUEUED, Outbox.expires_at <= NOW)
DUE = exists().where(*_EXPIRED)


async def drop_stale(db: AsyncSession) -> int:
    gone = await db.scalars(
        update(Outbox).where(*_EXPIRED).values(status=OutboxStatus.DROPPED, error=_TOO_LATE).returning(Outbox.priority)
    )
    lanes = gone.all()
    if lanes:
        await _tell(db, {lane: lanes.count(lane) for lane in Priority if lane in lanes})
    return len(lanes)


PLANNED = exists().where(Outbox.status == OutboxStatus.QUEUED)


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    rows = await db.execute(
        select(Outbox.due_at, func.count())
        .where(Outbox.status == OutboxStatus.QUEUED, Outbox.due_at > clock.now())
        .group_by(Outbox.due_at)
        .order_by(Outbox.due_at)
        .limit(20)
    )
    return [(at, n_("a message that waited leaves", "{n} messages that waited leave", n)) for at, n in rows]


async def standing(db: AsyncSession, by: Person) -> SendingStatus:
    await _must_run_it(db, by)
    since = clock.now() - _LOOKED_BACK
    too_late = await db.execute(
        select(Outbox.priority, func.count())
        .where(Outbox.status == OutboxStatus.DROPPED, Outbox.error == _TOO_LATE, Outbox.expires_at > since)
        .group_by(Outbox.priority)
    )
    return SendingStatus(
        waiting=await _count(db, Outbox.status == OutboxStatus.QUEUED, Outbox.due_at <= clock.now()),
        too_late=dict(too_late.all()),
        refused=await _count(db, Outbox.status == OutboxStatus.FAILED, Outbox.put_at > since),
        unclear=await _count(db, Outbox.status == OutboxStatus.UNKNOWN),
        unread=await _unread(db),
    )


async def first_unclear(db: AsyncSession, by: Person) -> Outbox | None:
    await _must_run_it(db, by)
    found: Outbox | None = await db.scalar(
        select(Outbox).where(Outbox.status == OutboxStatus.UNKNOWN).order_by(Outbox.id).limit(1)
    )
    return found


async def send_again(db: AsyncSession, by: Person, only: int | None = None) -> int:
    now = clock.now()
    return await _judge(db, by, SENT_AGAIN, only, status=OutboxStatus.QUEUED, due_at=now, expires_at=now + _ONCE_MORE)


async def let_be(db: AsyncSession, by: Person, only: int | None = None) -> int:
    return await _judge(db, by, LET_BE, only, status=OutboxStatus.DROPPED)


async def _judge(db: AsyncSession, by: Person, kind: acts.ActKind, only: int | None, **values: object) -> int:
    await _must_run_it(db, by)
    # Decided once, even if two administrators decide at the same time.
    which = (Outbox.status == OutboxStatus.UNKNOWN, *(() if only is None else (Outbox.id == only,)))
    result = await count_changed(db, update(Outbox).where(*which).values(**values))
    count = result
    if count:
        await acts.record(db, by, kind, messages=count)
    return count


async def _must_run_it(db: AsyncSession, by: Person) -> None:
    if not await permissions.may_at(db, by, Right.SEE_TO_SENDING, Place()):
        raise NotAllowed(Right.SEE_TO_SENDING)


async def _tell(db: AsyncSession, dropped: Mapping[Priority, int]) -> None:
    late = await _late(db)
    text = lines(
        n_(
            "⏱ One message could not be sent in time and has been dropped:",
            "⏱ {n} messages could not be sent in time and have been dropped:",
            sum(dropped.values()),
        ),
        *said(dropped),
        n_("What is still true goes out, late: {n} message.", "What is still true goes out, late: {n} messages.", late)
        if late
        else None,
    )
    for one in await identity.administrators(db):
        key = f"too-late:{clock.today().isoformat()}:{one.id}"
        await outbox.tell(db, one, say(text, option(_("📮 Outgoing messages"), "outgoing")), Plan(key=key))


def said(by_lane: Mapping[Priority, int]) -> list[Text]:
    words = {
        Priority.REPLY: _("• answers: {n}", n=by_lane.get(Priority.REPLY, 0)),
        Priority.REMINDER: _("• reminders and news: {n}", n=by_lane.get(Priority.REMINDER, 0)),
        Priority.BROADCAST: _("• announcements: {n}", n=by_lane.get(Priority.BROADCAST, 0)),
    }
    return [line for lane, line in words.items() if by_lane.get(lane)]


async def _late(db: AsyncSession) -> int:
    now = clock.now()
    reached = select(Address.id).where(Address.unreachable_at.is_(None), Address.cut_off_at.is_(None))
    return await _count(
        db,
        Outbox.due_at < now - _LATE,
        (Outbox.sent_at > now - _JUST_NOW)
        | ((Outbox.status == OutboxStatus.QUEUED) & (Outbox.expires_at > now) & Outbox.address_id.in_(reached)),
    )


async def _unread(db: AsyncSession) -> int:
    yesterday = clock.midnight(clock.today() - timedelta(days=1))
    unread = SeenUpdate.unread, SeenUpdate.at >= yesterday
    return await db.scalar(select(func.count()).select_from(SeenUpdate).where(*unread)) or 0


async def _count(db: AsyncSession, *which: ColumnElement[bool]) -> int:
    return await db.scalar(select(func.count()).select_from(Outbox).where(*which)) or 0
