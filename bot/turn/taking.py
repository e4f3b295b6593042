"""Takes one update from a platform: exactly once, in one transaction, tried again while the database cannot take it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, logs, metrics
from bot.chat.message import Incoming, IncomingKind
from bot.chat.say import Say, option
from bot.i18n import _
from bot.services.delivery import platform_events
from bot.services.delivery.leases import Hold
from bot.services.delivery.queue import Delivery
from bot.services.delivery.set_aside import DEATHS, set_aside
from bot.services.messaging import outbox
from bot.services.people import identity
from bot.services.register import sent_tables
from bot.storage.database import Database, commits_as_written, insert_new
from bot.storage.passing import Unavailable
from bot.storage.tables.messaging import SeenUpdate
from bot.storage.tables.people import Address
from bot.turn.in_work import InWork
from bot.turn.talk import Turn

log = structlog.get_logger()

# Lost races and cut connections are over at once. Longer outages are left to the platform: others wait too.
_TRIES, _PATIENCE = 3, 2.0


MayLeave = Callable[[int], Hold | None]


def _nothing_leaves(_address_id: int) -> None: ...


def _nobody_wakes() -> None:
    pass


@dataclass(frozen=True)
class Taken:
    """What came of a turn: answers that are claimed and leave at once, in order, and whether there is anything else.

    `kind` is what was talked about, for the figures.
    """

    leaves: tuple[Delivery, ...] = ()
    more: bool = False
    kind: str = "none"


_MORE = Taken(more=True)
_FAILED = Taken(more=True, kind="failed")


async def take_turn(
    database: Database,
    incoming: Incoming,
    in_work: InWork,
    may_leave: MayLeave = _nothing_leaves,
    wake: Callable[[], None] = _nobody_wakes,
) -> Taken:
    """Take one update, exactly once; raises Unavailable if it must be delivered again.

    `may_leave` returns the lease under which the sender takes an answer to this address at once; it then waits for it.
    `wake` tells the sender that something is to be sent before the turn is over.
    """
    loop = asyncio.get_running_loop()
    begun = loop.time()
    with logs.traced():
        taken = await _taken_or_told(database, incoming, in_work, may_leave, wake)
        seconds = loop.time() - begun
        metrics.TURNS.labels(taken.kind).observe(seconds)
        log.debug(
            "turn", channel=incoming.channel, update=incoming.event_id, kind=taken.kind, seconds=round(seconds, 3)
        )
        return taken


async def _taken_or_told(
    database: Database,
    incoming: Incoming,
    in_work: InWork,
    may_leave: MayLeave,
    wake: Callable[[], None],
) -> Taken:
    try:
        async with in_work.apart(incoming.key):
            return await _persistently(database, incoming, in_work, may_leave, wake)
    except Unavailable:
        raise
    except Exception:
        # A message that always fails must not be delivered for ever: it counts as taken, and the person is told.
        log.exception("turn failed", channel=incoming.channel, update=incoming.event_id)
        await _apologise(database, incoming)
        return _FAILED


async def _persistently(
    database: Database,
    incoming: Incoming,
    in_work: InWork,
    may_leave: MayLeave,
    wake: Callable[[], None],
) -> Taken:
    loop = asyncio.get_running_loop()
    until = loop.time() + _PATIENCE
    for last in (*[False] * (_TRIES - 1), True):
        try:
            incoming = await _with_table(database, incoming, in_work, wake)
            async with database.begin(is_turn=True) as db:
                taken = await _take(db, incoming, in_work, may_leave)
        except Unavailable:
            if last or loop.time() > until:
                raise
        else:
            return taken
    raise AssertionError


async def _with_table(database: Database, incoming: Incoming, in_work: InWork, wake: Callable[[], None]) -> Incoming:
    """Read a file before the turn's transaction, and only from people who may send one."""
    file = incoming.file
    if file is None or file.fetch is None or file.table is not None or in_work.deaths(incoming.key) >= DEATHS:
        return incoming
    with in_work.mark(incoming.key):
        async with database.begin() as db:
            address = await _reads_for(db, incoming)
            is_told = address is not None and await sent_tables.tell_of_reading(db, address, file.size)
        if is_told:
            wake()
        if address is None:
            return incoming
        content = await file.fetch()
        table = await sent_tables.read(file.name, content)
    kept = content if table.form is not None else b""
    return replace(incoming, file=replace(file, table=table, content=kept))


async def _reads_for(db: AsyncSession, incoming: Incoming) -> Address | None:
    if await db.get(SeenUpdate, (incoming.channel, incoming.event_id)) is not None:
        return None
    address = await identity.caller(db, incoming)
    return address if await sent_tables.may_send(db, address.person) else None


async def _take(db: AsyncSession, incoming: Incoming, in_work: InWork, may_leave: MayLeave) -> Taken:
    if not await _is_new(db, incoming):
        # It may be so here alone: whoever took it never heard that its commit had come to the standby too.
        await commits_as_written(db)
        return Taken()
    if in_work.deaths(incoming.key) >= DEATHS:
        await set_aside(db, incoming)
        return _MORE
    with in_work.mark(incoming.key):
        if not incoming.is_talk:
            await platform_events.take(db, incoming)
            return _MORE
        turn = await Turn.of(db, incoming, may_leave)
        await turn.run()
        leaves, more = await turn.replies.taken()
        return Taken(leaves, more=more, kind=turn.kind)


async def _is_new(db: AsyncSession, incoming: Incoming) -> bool:
    update = {
        "channel": incoming.channel,
        "event_id": incoming.event_id,
        "unread": incoming.kind is IncomingKind.UNREADABLE,
    }
    return await insert_new(db, SeenUpdate, **update, at=clock.now())


async def _apologise(database: Database, incoming: Incoming) -> None:
    try:
        async with database.begin() as db:
            if await _is_new(db, incoming) and incoming.is_talk:
                address = await identity.caller(db, incoming)
                await outbox.reply(db, address, _sorry())
    except Unavailable:
        raise
    except Exception:
        # It would always fail, and delay everybody behind it.
        log.exception("nobody could be told", channel=incoming.channel, update=incoming.event_id)


def _sorry() -> Say:
    return Say(
        _("Something went wrong on my side. Nothing was changed. Please try again in a few minutes."),
        (option(_("🙋 Talk to a person"), "person"), option(_("🏠 Home"), "home")),
    )
