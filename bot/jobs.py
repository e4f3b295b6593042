"""Jobs: what is too heavy for one process to do for all. On SQLite it is done where it is found due; on a server any
process does it, by a queue.

A job that a process did not survive, or that failed, is begun once more. After twice it is done in the simple way
that its kind has for that, and the administrators are told.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.chat import reader_of
from bot.services.delivery import set_aside
from bot.services.matching import runs, solver_process
from bot.services.reports import weekly_summary
from bot.storage import piecewise
from bot.storage.database import Database
from bot.storage.passing import Unavailable
from bot.storage.postgresql import job_queue

log = structlog.get_logger()

_CLEARED_WITHIN = 1.0  # seconds; it is being stopped


@dataclass(frozen=True, eq=False)
class JobKind:
    """`due` says for what; `work` does one and returns how much was done, `simply` does it without what may kill."""

    name: str
    due: Callable[[AsyncSession], Awaitable[Sequence[str]]]
    work: Callable[[Database, str], Awaitable[int]]
    simply: Callable[[Database, str], Awaitable[int]]


Share = Callable[[Database, JobKind], Awaitable[int]]


async def do_here(database: Database, kind: JobKind) -> int:
    async with database.begin_long() as db:
        due = await kind.due(db)
    return sum([await do(database, kind, of) for of in due])


async def leave_to_all(database: Database, kind: JobKind) -> int:
    async with database.begin_long() as db:
        return await job_queue.put(db, kind.name, await kind.due(db))


async def do(database: Database, kind: JobKind, of: str) -> int:
    """Do one job; return how much was done. Raises only what is passing."""
    name = f"{kind.name}:{of}"
    async with database.begin() as db:
        failed = await set_aside.begin(db, name)
    try:
        if failed < set_aside.DEATHS:
            done = await kind.work(database, of)
        else:
            done = await _simply(database, kind, of) if failed == set_aside.DEATHS else 0
    except Unavailable:
        await database.patiently(partial(set_aside.end, name=name))
        raise
    except asyncio.CancelledError:
        with suppress(Unavailable, TimeoutError):
            async with asyncio.timeout(_CLEARED_WITHIN), database.begin() as db:
                await set_aside.end(db, name)
        raise
    except Exception:
        log.exception("a job failed", job=name, times=failed + 1)
        return 0
    if failed < set_aside.DEATHS:
        async with database.begin() as db:
            await set_aside.end(db, name)
    return done


async def _simply(database: Database, kind: JobKind, of: str) -> int:
    async with database.begin() as db:
        piecewise.note(db, f"{kind.name}:{of}", RuntimeError("the process has died of it, or it failed, twice"))
        await set_aside.alarm(db)
    return await kind.simply(database, of)


def handlers(database: Database, done: Callable[[], None]) -> Mapping[str, job_queue.Work]:

    async def does(kind: JobKind, of: str) -> None:
        await do(database, kind, of)
        done()

    return {kind.name: partial(does, kind) for kind in KINDS}


async def _match(database: Database, of: str) -> int:
    async with database.begin_long() as db:
        found = await runs.wanted(db, int(of))
    if found is None:
        return 0
    answer = await solver_process.solved(found[1].task)
    async with database.begin_long() as db:
        offered = await runs.keep(db, *found, answer)
        await set_aside.alarm(db)
    return offered


async def _match_not(database: Database, of: str) -> int:
    async with database.begin() as db:
        await runs.give_up(db, int(of))
    return 0


async def tell_some_of_the_week(database: Database, of: str, *, drawn: bool = True) -> int:
    """Send to the leaders of a few groups; return the number of messages. Pictures are drawn without a transaction."""
    async with database.begin_long() as db:
        found = await weekly_summary.due(db, of)
        await set_aside.alarm(db)
    pictures = [await draft.picture(reader_of(leader)) if drawn else None for draft, leader in found]
    async with database.begin_long() as db:
        told = [await weekly_summary.tell(db, one, picture) for one, picture in zip(found, pictures, strict=True)]
        await set_aside.alarm(db)
    return sum(told)


MATCHING = JobKind(runs.JOB, runs.open_runs, _match, _match_not)
WEEKS = JobKind("weeks", weekly_summary.waiting, tell_some_of_the_week, partial(tell_some_of_the_week, drawn=False))
KINDS = (MATCHING, WEEKS)
