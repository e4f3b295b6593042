"""The emergency stop: nothing leaves that nobody asked for, until what waits was looked at, one kind at a time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from bot import clock
from bot.chat import labels
from bot.chat.chat import reader_of
from bot.chat.message import Outgoing
from bot.chat.say import option, say
from bot.domain.access.rights import Place, Right
from bot.domain.messaging.kinds import MessageKind
from bot.errors import NotAllowed
from bot.i18n import Text, _, lines, verbatim
from bot.services.access import acts, permissions
from bot.services.access.acts import ActKind
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import identity
from bot.storage.base import NOW
from bot.storage.database import changed, count_changed
from bot.storage.tables.messaging import Act, Outbox, OutboxStatus, Priority
from bot.storage.tables.operation import IS_STOPPED, SendingStop
from bot.storage.tables.people import Address, Person

STOP = ActKind("stop_sending")
RESUME = ActKind("resume_sending")
RELEASE = ActKind("release_waiting")
DROP = ActKind("drop_waiting")
REWRITE = ActKind("rewrite_waiting")
_STOPPED = "dropped in an emergency stop"

_NOW_IN_FORCE = select(IS_STOPPED)
# Messages of no kind that is looked for.
OTHERS = "others"


@dataclass(frozen=True)
class HeldBack:
    """Messages of one kind that the stop holds back, due now or later today."""

    kind: str
    messages: int


async def is_on(db: AsyncSession) -> bool:
    return bool(await db.scalar(_NOW_IN_FORCE))


async def in_force(db: AsyncSession) -> SendingStop | None:
    found: SendingStop | None = await db.scalar(select(SendingStop).where(SendingStop.ended_at.is_(None)).limit(1))
    return found


async def stop(db: AsyncSession, by: Person | None, why: str) -> tuple[SendingStop, Act | None]:
    """Stop, and tell the administrators; who stops what is stopped already changes nothing. Raise NotAllowed.

    Without `by` it comes from the command line.
    """
    await _must_run_it(db, by)
    found = await in_force(db)
    if found is not None:
        return found, None
    made = SendingStop(by_id=by.id if by else None, why=why, at=clock.now())
    db.add(made)
    await db.flush()
    act = await acts.record(db, by, STOP, stop=made.id) if by is not None else None
    who = labels.person(by) if by is not None else _("somebody at the machine")
    words = lines(
        _("🛑 {name} has stopped everything that nobody asked for.", name=who),
        _("The reason: «{why}».", why=verbatim(why)),
    )
    await _tell_others(db, by, f"stop:{made.id}", words)
    return made, act


async def resume(db: AsyncSession, by: Person | None) -> int | None:
    """End the stop; return how many messages leave now, None if nothing was stopped. Raise NotAllowed."""
    await _must_run_it(db, by)
    found = await in_force(db)
    if found is None:
        return None
    waits = sum(one.messages for one in await waiting(db))
    ended = {"ended_at": clock.now(), "ended_by_id": by.id if by else None}
    this = SendingStop.id == found.id, SendingStop.ended_at.is_(None)
    if not await changed(db, update(SendingStop).where(*this).values(**ended)):
        return None
    if by is not None:
        await acts.record(db, by, RESUME, stop=found.id)
    who = labels.person(by) if by is not None else _("somebody at the machine")
    await _tell_others(db, by, f"resume:{found.id}", _("▶️ {name} lets everything go on.", name=who))
    return waits


async def undo_stop(db: AsyncSession, act: Act) -> Text | None:
    by = await db.get_one(Person, act.by_id)
    return None if await resume(db, by) is None else _("everything goes on as before")


async def waiting(db: AsyncSession) -> list[HeldBack]:
    rows = await db.execute(select(Outbox.kind, func.count()).where(*_held()).group_by(Outbox.kind))
    return [HeldBack(kind or OTHERS, n) for kind, n in sorted(rows, key=lambda row: row[1], reverse=True)]


async def release(db: AsyncSession, by: Person, kind: str) -> int:
    """Let the waiting messages of one kind leave while all else stays; return how many. Raise NotAllowed."""
    return await _decide(db, by, RELEASE, kind, through_stop=True)


async def drop(db: AsyncSession, by: Person, kind: str) -> int:
    """Drop the waiting messages of one kind; return how many. Raise NotAllowed."""
    return await _decide(db, by, DROP, kind, status=OutboxStatus.DROPPED, error=_STOPPED)


async def rewrite(db: AsyncSession, by: Person, kind: str, words: str) -> int:
    """Put other words in the place of the waiting messages of one kind, one to each phone; they still wait.

    Return how many there are. Raise NotAllowed.
    """
    await _must_run_it(db, by)
    rows = (
        await db.scalars(select(Outbox).options(defer(Outbox.message)).where(*_held(kind)).order_by(Outbox.id))
    ).all()
    seen = Counter[int]()
    for row in rows:
        seen[row.address_id] += 1
        if seen[row.address_id] > 1:
            row.status, row.error = OutboxStatus.DROPPED, _STOPPED
        else:
            row.message, row.question_id, row.edits_id = await _said(db, row, words), None, None
    if rows:
        await acts.record(db, by, REWRITE, messages=len(seen))
    return len(seen)


async def _said(db: AsyncSession, row: Outbox, words: str) -> dict[str, object]:
    if row.person_id is None:
        return Outgoing(words).as_json()
    address = await db.get_one(Address, row.address_id)
    reader = reader_of(await db.get_one(Person, address.person_id))
    return Outgoing(verbatim(words).for_(reader)).as_json()


async def _decide(db: AsyncSession, by: Person, act: ActKind, kind: str, **values: object) -> int:
    await _must_run_it(db, by)
    count = await count_changed(db, update(Outbox).where(*_held(kind)).values(**values))
    if count:
        await acts.record(db, by, act, messages=count)
    return count


def _held(kind: str | None = None) -> Sequence[ColumnElement[bool]]:
    held = (
        Outbox.status == OutboxStatus.QUEUED,
        Outbox.priority != Priority.REPLY,
        Outbox.through_stop.is_(False),
        Outbox.expires_at > NOW,
    )
    if kind is None:
        return held
    return (*held, Outbox.kind.is_(None) if kind == OTHERS else Outbox.kind == MessageKind(kind))


async def _must_run_it(db: AsyncSession, by: Person | None) -> None:
    if by is not None and not await permissions.may_at(db, by, Right.SEE_TO_SENDING, Place()):
        raise NotAllowed(Right.SEE_TO_SENDING)


async def _tell_others(db: AsyncSession, by: Person | None, key: str, words: Text) -> None:
    plan = Plan(through_quiet=True, through_stop=True)
    card = option(_("🛑 Emergency stop"), "emergency_stop")
    for one in await identity.administrators(db):
        if by is None or one.id != by.id:
            await outbox.tell(db, one, say(words, card), replace(plan, key=f"{key}:{one.id}"))
