"""Jobs of several processes, kept by pgqueuer in the same PostgreSQL (docs/adr/0032).

Its tables are made by migrations; its log is emptied here. It is loaded only where a server is used.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import column, delete, func, select, table
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bot.storage.database import Database, count_changed
from bot.storage.passing import Unavailable, is_passing

if TYPE_CHECKING:
    from pgqueuer.queries import Queries

log = structlog.get_logger()

# What it is for, in the words of its kind.
Work = Callable[[str], Awaitable[None]]

_AT_ONCE = 2  # a process
_DEAD_AFTER = timedelta(seconds=20)  # without a sign of life from who took it
_LOOK_EVERY, _AGAIN_IN = timedelta(seconds=15), 1.0
_THEIRS = ("asyncpg", "pgqueuer")
_LOG = table("pgqueuer_log", column("created"))
_LOG_KEPT = timedelta(days=14)


async def put(db: AsyncSession, kind: str, of: Iterable[str]) -> int:
    """Put jobs into this transaction, but those that wait or are worked on already; return how many.

    SQLite has no queue: its one process finds what is due in the tables.
    """
    payloads = [*of]
    if db.get_bind().dialect.name != "postgresql" or not payloads:
        return 0
    connection = await db.connection()
    # The driver begins a transaction with the first statement of it, and would commit what comes before.
    await connection.execute(select(1))
    queries, n = await _queries(connection), len(payloads)
    put = await queries.enqueue(
        [kind] * n,
        [payload.encode() for payload in payloads],
        [0] * n,
        dedupe_key=[f"{kind}:{payload}" for payload in payloads],
        on_conflict="skip",
    )
    return sum(job is not None for job in put)


async def work(database: Database, kinds: Mapping[str, Work]) -> None:
    """Do jobs until cancelled; those of a process that died or hangs are done again."""
    while True:
        try:
            async with database.unhurried() as connection:
                await _on(connection, kinds)
        except Unavailable as gone:
            log.info("no jobs for a moment", why=str(gone))
        except Exception as error:
            # What the driver and the queue raise themselves, such as that nobody answers, ends with the connection.
            is_known = is_passing(error) or type(error).__module__.partition(".")[0] in _THEIRS
            log.warning("no jobs for a moment", why=repr(error), exc_info=not is_known)
        await asyncio.sleep(_AGAIN_IN)


async def forget_log(db: AsyncSession) -> int:
    if db.get_bind().dialect.name != "postgresql":
        return 0
    return await count_changed(db, delete(_LOG).where(_LOG.c.created < func.now() - _LOG_KEPT))


async def _on(connection: AsyncConnection, kinds: Mapping[str, Work]) -> None:
    from pgqueuer.qm import QueueManager  # noqa: PLC0415 only for a server: docs/adr/0030

    manager, doing = QueueManager(await _queries(connection)), set[asyncio.Future[None]]()
    for kind, does in kinds.items():
        manager.entrypoint(kind)(_entry(does, doing))
    running = asyncio.ensure_future(
        manager.run(
            dequeue_timeout=_LOOK_EVERY,
            batch_size=1,
            max_concurrent_tasks=_AT_ONCE,
            shutdown_on_listener_failure=True,
            heartbeat_timeout=_DEAD_AFTER,
            log_aggregation_interval=timedelta(0),  # nobody reads its statistics
        )
    )
    try:
        await asyncio.wait([running])
        running.result()
    finally:
        # It waits for what it has begun.
        for one in doing:
            one.cancel()
        running.cancel()
        await asyncio.wait([running])


def _entry(does: Work, doing: "set[asyncio.Future[None]]") -> Callable[[Any], Awaitable[None]]:
    from pgqueuer.errors import RetryRequested  # noqa: PLC0415 the same

    async def entry(job: Any) -> None:  # noqa: ANN401 its class is loaded only for a server
        one = asyncio.ensure_future(does((job.payload or b"").decode()))
        doing.add(one)
        try:
            await asyncio.wait([one])
        finally:
            doing.discard(one)
        if one.cancelled():
            raise RetryRequested(timedelta(0), "this process ends")
        one.result()

    return entry


async def _queries(connection: AsyncConnection) -> "Queries":
    from pgqueuer.queries import Queries  # noqa: PLC0415 the same

    driver: Any = (await connection.get_raw_connection()).driver_connection
    return Queries.from_asyncpg_connection(driver)
