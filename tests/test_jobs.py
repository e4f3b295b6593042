"""Jobs: one that its process does not survive is begun once more, then done simply and said; a server shares them."""

import asyncio
import multiprocessing
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import cast

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, jobs
from bot.domain.attendance import Mark
from bot.domain.coaching import LessonPlace
from bot.jobs import JobKind
from bot.services.matching import runs, solver_process
from bot.services.reports.papers import charts
from bot.storage import encryption
from bot.storage.database import Database
from bot.storage.encryption import KeyRing
from bot.storage.passing import Unavailable
from bot.storage.postgresql import job_queue
from bot.storage.tables.coaching import MatchRun
from bot.storage.tables.messaging import Outbox
from bot.storage.tables.operation import BegunJob
from tests import scene
from tests.conversations.coaching.stage import coach, waiting
from tests.conversations.reports.test_weekly_summary import HELD, mark, people, session_on
from tests.storage.kills import KEY
from tests.town import Talker

_TUESDAY = datetime(2026, 11, 17, 9, 0, tzinfo=clock.LOCAL)
_SUNDAY = datetime(2026, 11, 29, 20, 0, tzinfo=clock.LOCAL)
_FATAL = 9


@dataclass
class _Phone:
    account: str
    name: str = "Hương"


def _phone(account: str) -> Talker:
    return cast("Talker", _Phone(account))


async def _stage(database: Database) -> None:
    """A leader with a week to be told of, an administrator, and a matching that is wanted."""
    clock.stop_at(_TUESDAY)
    async with database.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, _phone("lan"), home)
        await scene.administrator(db, _phone("minh"), home)
        await coach(db, _phone("huong"), home)
        await waiting(db, _phone("an"), home, LessonPlace.HALL)
        made = await scene.course(db, leader, "2026-11-18 19:00", seats=9)
        (an,) = await people(db, "Nguyễn An")
        held = await session_on(db, made, "2026-11-26 19:00", HELD)
        await mark(db, held, {an: Mark.PRESENT})
        db.add(MatchRun(wanted_at=clock.now()))
    clock.stop_at(_SUNDAY)


def _ends_the_process(*_given: object) -> None:
    os._exit(_FATAL)


def _in_a_process(url: str, kind: str) -> None:
    """Do what is due of a kind; drawing and solving kill whoever tries."""
    encryption.KEY_RING = KeyRing([KEY])
    clock.stop_at(_SUNDAY)
    solver_process.solved = charts.drawn = _ends_the_process  # type: ignore[assignment]
    asyncio.run(_done(url, next(one for one in jobs.KINDS if one.name == kind)))


async def _done(url: str, kind: JobKind) -> None:
    database = Database(url)
    await jobs.do_here(database, kind)
    await database.close()


async def _ended(database: Database, kind: JobKind) -> int | None:
    url = database.engine.url.render_as_string(hide_password=False)
    process = multiprocessing.get_context("spawn").Process(target=_in_a_process, args=(url, kind.name))
    process.start()
    await asyncio.to_thread(process.join)
    return process.exitcode


async def _told(database: Database, account: str) -> list[Outbox]:
    """What lies ready for somebody, in order."""
    async with database.begin() as db:
        person = await scene.person(db, _phone(account))
        rows = await db.scalars(select(Outbox).where(Outbox.person_id == person.id).order_by(Outbox.id))
        return [*rows]


def _said(rows: list[Outbox], words: str) -> list[Outbox]:
    return [row for row in rows if words in row.message["text"]]


async def _begun(database: Database) -> dict[str, int]:
    async with database.begin() as db:
        return {row.name: row.times for row in await db.scalars(select(BegunJob))}


@pytest.fixture
async def staged(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setattr(encryption, "KEY_RING", KeyRing([KEY]))
    await _stage(database)
    return database


@pytest.mark.damaged
async def test_a_matching_that_kills_its_process_is_given_up_after_twice(staged: Database) -> None:
    assert [await _ended(staged, jobs.MATCHING) for _time in range(3)] == [_FATAL, _FATAL, 0]

    async with staged.begin() as db:
        assert await runs.open_runs(db) == []
        assert (await db.scalars(select(MatchRun.certified))).all() == [False]
    told = await _told(staged, "minh")
    assert len(_said(told, "matching:1")) == len(_said(told, "chưa kiểm lại được")) == 1


@pytest.mark.damaged
async def test_a_week_whose_picture_kills_the_process_is_told_without_it(staged: Database) -> None:
    assert [await _ended(staged, jobs.WEEKS) for _time in range(4)] == [_FATAL, _FATAL, 0, 0]

    (week,) = _said(await _told(staged, "lan"), "Kết quả")
    assert week.file_id is None
    assert len(_said(await _told(staged, "minh"), "weeks:2026-11-23 0")) == 1


async def test_what_comes_to_its_end_leaves_nothing_begun(staged: Database) -> None:
    assert await jobs.do_here(staged, jobs.WEEKS) == 2
    assert await jobs.do_here(staged, jobs.MATCHING) == 1

    assert await _begun(staged) == {}
    (week,) = _said(await _told(staged, "lan"), "Kết quả")
    assert week.file_id is not None


def _kind(work: Callable[[], object]) -> JobKind:
    async def due(_db: AsyncSession) -> list[str]:
        return ["1"]

    async def does(_database: Database, _of: str) -> int:
        work()
        return 1

    async def simply(_database: Database, _of: str) -> int:
        return 7

    return JobKind("trial", due, does, simply)


def _fails(error: BaseException) -> JobKind:
    def fail() -> None:
        raise error

    return _kind(fail)


@pytest.mark.damaged
async def test_one_that_fails_is_counted_as_one_that_kills(staged: Database) -> None:
    fails = _fails(ValueError("broken"))

    assert [await jobs.do_here(staged, fails) for _time in range(4)] == [0, 0, 7, 0]


@pytest.mark.parametrize("error", [Unavailable("gone"), asyncio.CancelledError()], ids=["unavailable", "stopped"])
async def test_what_is_passing_is_not_counted(staged: Database, error: BaseException) -> None:
    for _time in range(3):
        with pytest.raises(type(error)):
            await jobs.do_here(staged, _fails(error))

        assert await _begun(staged) == {}


@asynccontextmanager
async def _working(database: Database, does: job_queue.Work) -> AsyncIterator[None]:
    working = asyncio.create_task(job_queue.work(database, {"trial": does}))
    try:
        yield
    finally:
        working.cancel()
        await asyncio.wait([working])


async def _put(database: Database, *of: str) -> int:
    async with database.begin() as db:
        return await job_queue.put(db, "trial", of)


@pytest.fixture
async def server(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Database, Database]]:
    """What two processes have open on one PostgreSQL."""
    blank = request.getfixturevalue("_blank_postgresql")
    first = await blank.restored()
    second = Database(first.engine.url.render_as_string(hide_password=False))
    yield first, second
    for one in (first, second):
        await one.close()


async def test_each_job_is_done_once_by_either_of_two(server: tuple[Database, Database]) -> None:
    done: dict[str, list[int]] = {}
    both, everything = asyncio.Event(), asyncio.Event()

    async def does(me: int, of: str) -> None:
        done.setdefault(of, []).append(me)
        if len({one for by in done.values() for one in by}) == 2:
            both.set()
        await both.wait()
        if len(done) == 40:
            everything.set()

    assert await _put(server[0], *map(str, range(40))) == 40
    async with _working(server[0], partial(does, 0)), _working(server[1], partial(does, 1)):
        await asyncio.wait_for(everything.wait(), 60)

    assert all(len(by) == 1 for by in done.values())


async def test_a_job_is_put_with_its_transaction_and_once_while_it_waits(server: tuple[Database, Database]) -> None:
    class _GaveUp(Exception):
        pass

    with suppress(_GaveUp):
        async with server[0].begin() as db:
            assert await job_queue.put(db, "trial", ["1"]) == 1
            raise _GaveUp

    assert await _put(server[0], "1", "2") == 2
    assert await _put(server[1], "2", "3") == 1


async def test_what_a_dead_process_had_taken_is_done_again(
    server: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_queue, "_DEAD_AFTER", timedelta(seconds=1))
    monkeypatch.setattr(job_queue, "_LOOK_EVERY", timedelta(seconds=0.2))
    taken, done = asyncio.Event(), asyncio.Event()

    async def dies(_of: str) -> None:
        taken.set()
        await asyncio.Event().wait()

    async def does(_of: str) -> None:
        done.set()

    await _put(server[0], "1")
    dying = asyncio.create_task(job_queue.work(server[0], {"trial": dies}))
    await asyncio.wait_for(taken.wait(), 30)
    async with server[1].begin() as db:
        # As by a machine without power: it says nothing any more, not even that it gives up.
        others = "FROM pg_stat_activity WHERE query LIKE '%pgqueuer%' AND pid <> pg_backend_pid()"
        await db.execute(text(f"SELECT pg_terminate_backend(pid) {others}"))
    dying.cancel()
    await asyncio.wait([dying])
    async with _working(server[1], does):
        await asyncio.wait_for(done.wait(), 30)


async def test_the_queue_takes_what_is_due_once(staged: Database) -> None:
    on_server = staged.engine.dialect.name == "postgresql"

    assert [await jobs.leave_to_all(staged, jobs.MATCHING) for _time in range(2)] == [int(on_server), 0]


async def test_the_log_of_the_queue_is_forgotten(server: tuple[Database, Database]) -> None:
    await _put(server[0], "1")
    async with server[0].begin() as db:
        assert await job_queue.forget_log(db) == 0
        await db.execute(text("UPDATE pgqueuer_log SET created = now() - interval '15 days'"))
        assert await job_queue.forget_log(db) == 1
