"""What runs when: each tick calls one service, for what a query finds due."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TypeAlias

from sqlalchemy import ColumnElement, false, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.i18n import Text
from bot.jobs import MATCHING, WEEKS, JobKind, Share, do_here
from bot.services.announcements import announcements, unreached
from bot.services.attendance import open_roll_reminders
from bot.services.calls import call_list
from bot.services.coaching import lesson_follow_up
from bot.services.courses import endings
from bot.services.delivery import outages, set_aside
from bot.services.enrolment import offers
from bot.services.group_chats import posts
from bot.services.matching import runs
from bot.services.messaging import attachments
from bot.services.privacy import erasure, message_retention, retention
from bot.services.reminders import afterwards, reminders
from bot.services.reports import ward_digest, weekly_summary
from bot.services.roles import handover
from bot.services.safety import incidents
from bot.services.volunteers import shift_offers, staffing_alerts
from bot.storage import piecewise
from bot.storage.database import Database
from bot.storage.postgresql import job_queue
from bot.storage.statements.prepared import Prepared

Upcoming: TypeAlias = tuple[datetime, Text]


@dataclass(frozen=True, eq=False)
class Tick:
    """`run` does what is due; `due` is true whenever `run` or `afterwards` has something to do.

    `upcoming` lists future times for the demo's clock, none unless `planned`. `afterwards` and the jobs of a kind come
    after `run`, or alone, with transactions of their own: for work that must not hold one while it computes.
    """

    name: str
    seconds: int
    due: ColumnElement[bool]
    run: Callable[[AsyncSession], Awaitable[int]] | None
    planned: ColumnElement[bool]
    upcoming: Callable[[AsyncSession], Awaitable[list[Upcoming]]]
    afterwards: Callable[[Database], Awaitable[int]] | None = None
    jobs: JobKind | None = None


Planned: TypeAlias = Mapping[Tick, list[Upcoming]]


async def tell_many(database: Database) -> int:
    """Write a few messages per transaction, so that no turn waits for a whole neighbourhood."""
    async with database.begin() as db:
        due = await announcements.due(db)
    return sum([await _tell_all(database, announcement_id) for announcement_id in due])


async def _tell_all(database: Database, announcement_id: int) -> int:
    written = 0
    while True:
        made = None

        async def make(db: AsyncSession, announcement_id: int) -> int | None:
            nonlocal made
            made = await announcements.make_some(db, announcement_id)
            return made

        async with _working(database) as db:
            await piecewise.each(db, "announcement", [announcement_id], make)
        if made is None:
            return written
        written += made


async def forget_long_gone(database: Database) -> int:
    told = await _in_pieces(database, retention.ANNOUNCE)
    if told:
        async with _working(database) as db:
            await retention.tell_administrators(db, told)
    forgotten = await _in_pieces(database, retention.FORGET)
    return told + forgotten + await _in_pieces(database, retention.LET_STAY)


async def _in_pieces(database: Database, step: retention.RetentionRule) -> int:
    async with database.read() as db:
        found = await step.found(db)
    done = 0
    for start in range(0, len(found), step.at_once):
        async with _working(database) as db:
            done += await step.done(db, found[start : start + step.at_once])
    return done


async def sweep_all(database: Database) -> int:
    """Delete what is old, a few rows per transaction, until nothing is left."""
    swept = 0
    while True:
        async with _working(database) as db:
            some = await message_retention.sweep(db) + await job_queue.forget_log(db)
        if not some:
            return swept
        swept += some


async def _nothing(_db: AsyncSession) -> list[Upcoming]:
    return []


TICKS: tuple[Tick, ...] = (
    Tick("stale messages", 60, outages.DUE, outages.drop_stale, outages.PLANNED, outages.upcoming),
    Tick("offered seats", 30, offers.DUE, offers.expire, offers.PLANNED, offers.upcoming),
    Tick(
        "offers to volunteers",
        20,
        shift_offers.DUE,
        shift_offers.offer_shifts,
        shift_offers.PLANNED,
        shift_offers.upcoming,
    ),
    Tick(
        "missing helpers",
        60,
        staffing_alerts.DUE,
        staffing_alerts.tell_leaders,
        staffing_alerts.PLANNED,
        staffing_alerts.upcoming,
    ),
    Tick("reminders", 10, reminders.DUE, reminders.send_due, reminders.PLANNED, reminders.upcoming),
    Tick(
        "what follows a class",
        60,
        afterwards.DUE,
        reminders.follow_up_due,
        afterwards.PLANNED,
        afterwards.upcoming,
    ),
    Tick("waiting since a course ended", 600, endings.OFFER_DUE, endings.offer_due, false(), _nothing),
    Tick("announcements", 15, announcements.DUE, None, announcements.PLANNED, announcements.upcoming, tell_many),
    Tick("calls", 30, call_list.DUE, call_list.run_due, call_list.PLANNED, call_list.upcoming),
    Tick("calls about announcements", 600, unreached.DUE, unreached.run_due, unreached.PLANNED, unreached.upcoming),
    Tick(
        "weekly summaries",
        5,
        weekly_summary.DUE,
        None,
        weekly_summary.PLANNED,
        weekly_summary.upcoming,
        jobs=WEEKS,
    ),
    Tick("digests", 60, ward_digest.DUE, ward_digest.push_due, ward_digest.PLANNED, ward_digest.upcoming),
    Tick("accounts of who was erased", 10, erasure.DUE, erasure.forget_accounts, false(), _nothing),
    Tick(
        "who has not come for long", 600, retention.DUE, None, retention.PLANNED, retention.upcoming, forget_long_gone
    ),
    Tick("old words", 600, message_retention.DUE, None, false(), _nothing, sweep_all),
    Tick("old files", 3600, attachments.DUE, attachments.drop_old, false(), _nothing),
    Tick("weekly matching", 15, runs.DUE, runs.want_tonight, runs.PLANNED, runs.upcoming, jobs=MATCHING),
    Tick(
        "lessons alone",
        20,
        lesson_follow_up.DUE,
        lesson_follow_up.run_due,
        lesson_follow_up.PLANNED,
        lesson_follow_up.upcoming,
    ),
    Tick("posts in chats", 60, posts.DUE, posts.run_due, posts.PLANNED, posts.upcoming),
    Tick("incidents", 60, incidents.DUE, incidents.repeat_untaken, incidents.PLANNED, incidents.upcoming),
    Tick("who leads which group", 60, handover.DUE, handover.run_due, handover.PLANNED, handover.upcoming),
    Tick(
        "roll calls",
        60,
        open_roll_reminders.DUE,
        open_roll_reminders.nudge_roll_calls,
        open_roll_reminders.PLANNED,
        open_roll_reminders.upcoming,
    ),
    # SQLite's journal still holds what was deleted.
    Tick("journal", 600, true(), None, false(), _nothing, Database.empty_journal),
)


async def run_tick(database: Database, tick: Tick, share: Share = do_here) -> int:
    return await _run(database, tick, share) if any(await _look(database, (tick,))) else 0


async def run_all(database: Database) -> int:
    """Run all due ticks in order, each seeing what those before did; return how much was done."""
    done, due = 0, await _due(database)
    while due:
        at, before = due.pop(0), database.changes()
        done += await _run(database, TICKS[at], do_here)
        if at + 1 < len(TICKS) and database.changes() != before:
            due = await _due(database, at + 1)
    return done


async def _run(database: Database, tick: Tick, share: Share) -> int:
    done = 0
    if tick.run is not None:
        async with _working(database) as db:
            done = await tick.run(db)
    if tick.afterwards is not None:
        done += await tick.afterwards(database)
    return done if tick.jobs is None else done + await share(database, tick.jobs)


@asynccontextmanager
async def _working(database: Database) -> AsyncIterator[AsyncSession]:
    async with database.begin_long() as db:
        yield db
        await set_aside.alarm(db)


async def _due(database: Database, first: int = 0) -> list[int]:
    """Return the positions of ticks with something to do, from the `first` on."""
    # Always the same statement: preparing another costs more than what is looked at in vain.
    return [at for at, is_due in enumerate(await _look(database, TICKS)) if is_due and at >= first]


async def _look(database: Database, among: tuple[Tick, ...]) -> Sequence[bool]:
    async with database.read() as db:
        return await _any_due(among).one(db, **weekly_summary.evening(db))


@cache
def _any_due(among: tuple[Tick, ...]) -> Prepared[*tuple[bool, ...]]:
    return Prepared(select(*(tick.due.label(None) for tick in among)))


async def planned(database: Database, still: Planned | None = None) -> Planned:
    now = clock.now()
    async with database.begin() as db:
        if still is None:
            return {tick: await tick.upcoming(db) for tick in await _planning(db)}
        return {
            tick: await tick.upcoming(db) if any(at == now for at, _what in told) else told
            for tick, told in still.items()
        }


def ahead(of: Planned) -> list[Upcoming]:
    now = clock.now()
    return sorted((one for told in of.values() for one in told if one[0] > now), key=lambda one: one[0])


async def _planning(db: AsyncSession) -> list[Tick]:
    planned = await _outlook().one(db)
    return [tick for tick, is_planned in zip(TICKS, planned, strict=True) if is_planned]


@cache
def _outlook() -> Prepared[*tuple[bool, ...]]:
    return Prepared(select(*(tick.planned.label(None) for tick in TICKS)))
