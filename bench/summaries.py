"""Sends the real weekly summaries and digests on a benchmark database, recording the statements."""

import asyncio
import resource
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import event, text

from bot import clock, jobs
from bot.services.reports import ward_digest, weekly_summary
from bot.storage import encryption
from bot.storage.database import Database

SUNDAY = datetime(2026, 11, 22, 20, 0, tzinfo=clock.LOCAL)
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=clock.LOCAL)
# Tables that grow with history or people; they must only be read by an index.
LARGE = ("attendance", "enrolment", "person", "outbox", "seat", "class_session", "course", "call", "week_report")
_MESSAGES_EACH = 2


@dataclass
class Run:
    """Results in seconds and MB: `ticks`, `spent` (in the database, per tick), `held` (per transaction), memory."""

    messages: int = 0
    executed: int = 0
    ticks: list[float] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)
    statements: dict[str, Any] = field(default_factory=dict)
    plans: dict[str, list[str]] = field(default_factory=dict)
    held: list[float] = field(default_factory=list)
    rss: float = 0.0

    @property
    def summaries(self) -> int:
        """Two messages per leader: the summary, and what to do."""
        return self.messages // _MESSAGES_EACH

    @property
    def scans(self) -> list[str]:
        """Return query plan steps that read all of a large table, or all rows of some status."""
        return [step for plan in self.plans.values() for step in plan if is_walk(step)]


def is_walk(step: str) -> bool:
    """Does the cost of this plan step grow with the whole database?"""
    how, table, *rest = [*step.split(), "", ""]
    return table in LARGE and (how == "SCAN" or "(status=?" in " ".join(rest))


def weekly_run(path: Path, ticks: int | None) -> Run:
    return asyncio.run(_run(path, SUNDAY, ticks))


def digest_run(path: Path) -> Run:
    return asyncio.run(_run(path, MONDAY, None))


async def _run(path: Path, moment: datetime, most: int | None) -> Run:
    encryption.KEY_RING = encryption.KeyRing.fresh()
    clock.stop_at(moment)
    run = Run()
    step = _some_leaders() if moment is SUNDAY else _digests
    async with _opened(path, run) as database:
        while most is None or len(run.ticks) < most:
            run.spent.append(0.0)
            start = perf_counter()
            written = await step(database)
            run.ticks.append(perf_counter() - start)
            run.messages += written
            if not written:
                run.ticks.pop(), run.spent.pop()
                break
        run.rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        run.plans = {statement: await _plan(database, statement, values) for statement, values in _reads(run)}
        # The values hold pictures: do not return them with the figures.
        run.statements.clear()
    return run


def _some_leaders() -> Callable[[Database], Awaitable[int]]:
    """Return a step that serves the leaders of a few groups at each call."""
    left: list[str] | None = None

    async def step(database: Database) -> int:
        nonlocal left
        if left is None:
            async with database.begin() as db:
                left = [*reversed(await weekly_summary.waiting(db))]
        return await jobs.do(database, jobs.WEEKS, left.pop()) if left else 0

    return step


async def _digests(database: Database) -> int:
    async with database.begin() as db:
        return await ward_digest.push_due(db)


@asynccontextmanager
async def _opened(path: Path, run: Run) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{path}")
    started, begun = [0.0], [0.0]

    def before(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:  # noqa: ANN401 as the event has it
        run.statements.setdefault(statement, values)
        run.executed += 1
        started[0] = perf_counter()

    def after(*_event: Any) -> None:  # noqa: ANN401 as the event has it
        if run.spent:
            run.spent[-1] += perf_counter() - started[0]

    event.listen(database.engine.sync_engine, "begin", lambda _connection: begun.__setitem__(0, perf_counter()))
    event.listen(database.engine.sync_engine, "commit", lambda _connection: run.held.append(perf_counter() - begun[0]))
    event.listen(database.engine.sync_engine, "before_cursor_execute", before)
    event.listen(database.engine.sync_engine, "after_cursor_execute", after)
    yield database
    await database.close()


def _reads(run: Run) -> list[tuple[str, Any]]:
    looks = ("SELECT", "UPDATE", "DELETE")
    return [(said, values) for said, values in run.statements.items() if said.startswith(looks)]


async def _plan(database: Database, statement: str, values: Any) -> list[str]:  # noqa: ANN401 as the driver had them
    async with database.engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
        rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        return [str(row.detail) for row in rows]
