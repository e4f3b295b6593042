"""What runs when: each line calls one service; what is due is a query over what is true now."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.chat import reader_of
from bot.i18n import Text
from bot.services.announcements import announcements, unreached
from bot.services.attendance import open_roll_reminders
from bot.services.calls import call_list
from bot.services.coaching import lesson_follow_up
from bot.services.delivery import outages
from bot.services.enrolment import offers
from bot.services.group_chats import posts
from bot.services.matching import runs, solver_process
from bot.services.messaging import attachments
from bot.services.privacy import erasure, message_retention, retention
from bot.services.reminders import follow_ups, reminders
from bot.services.reports import ward_digest, weekly_summary
from bot.services.roles import handover
from bot.services.safety import incidents
from bot.services.volunteers import shift_offers, staffing_alerts
from bot.storage.database import Database


@dataclass(frozen=True)
class Tick:
    """`run` does what is due; `upcoming` says when something will be, for the demo's clock.

    `afterwards`, after it or alone, has transactions of its own: for what must not hold one while it thinks.
    """

    name: str
    seconds: int
    run: Callable[[AsyncSession], Awaitable[int]] | None
    upcoming: Callable[[AsyncSession], Awaitable[list[tuple[datetime, Text]]]]
    afterwards: Callable[[Database], Awaitable[int]] | None = None


async def match_wanted(database: Database) -> int:
    """Read the week, solve it while the database is everybody's, and keep the answer."""
    async with database.begin() as db:
        found = await runs.wanted(db)
    if found is None:
        return 0
    answer = await solver_process.solved(found[1].task)
    async with database.begin() as db:
        return await runs.keep(db, *found, answer)


async def tell_of_the_week(database: Database) -> int:
    """A few leaders after the other, each week counted, drawn and written."""
    written, last = 0, None
    while (told := await tell_some_of_the_week(database, last)) is not None:
        written, last = written + told[0], told[1]
    return written


async def tell_some_of_the_week(
    database: Database, after: weekly_summary.Due | None
) -> tuple[int, weekly_summary.Due] | None:
    """The next leaders after this one: how many messages, and who was the last. Drawing holds no transaction."""
    async with database.begin() as db:
        found = await weekly_summary.due(db, after)
    if not found:
        return None
    pictures = [await draft.picture(reader_of(leader)) for draft, leader in found]
    async with database.begin() as db:
        written = sum([await weekly_summary.tell(db, one, drawn) for one, drawn in zip(found, pictures, strict=True)])
    return written, found[-1]


async def tell_many(database: Database) -> int:
    """A few messages at a time: no turn waits for a whole neighbourhood."""
    written = 0
    while True:
        async with database.begin() as db:
            made = await announcements.make_some(db)
        if made is None:
            return written
        written += made


TICKS: tuple[Tick, ...] = (
    Tick("stale messages", 60, outages.drop_stale, outages.upcoming),
    Tick("offered seats", 30, offers.expire, offers.upcoming),
    Tick("offers to volunteers", 20, shift_offers.offer_shifts, shift_offers.upcoming),
    Tick("missing helpers", 60, staffing_alerts.tell_leaders, staffing_alerts.upcoming),
    Tick("reminders", 10, reminders.send_due, reminders.upcoming),
    Tick("announcements", 15, None, announcements.upcoming, tell_many),
    Tick("calls", 30, call_list.run_due, call_list.upcoming),
    Tick("calls about announcements", 600, unreached.run_due, unreached.upcoming),
    Tick("weekly summaries", 5, None, weekly_summary.upcoming, tell_of_the_week),
    Tick("follow-ups", 60, follow_ups.ask_due, follow_ups.upcoming),
    Tick("digests", 60, ward_digest.push_due, ward_digest.upcoming),
    Tick("accounts of who was erased", 10, erasure.forget_accounts, erasure.upcoming),
    Tick("who has not come for long", 600, retention.run_due, retention.upcoming),
    Tick("old words", 600, message_retention.sweep, message_retention.upcoming, Database.empty_journal),
    Tick("old files", 3600, attachments.drop_old, attachments.upcoming),
    Tick("weekly matching", 15, runs.want_tonight, runs.upcoming, match_wanted),
    Tick("lessons alone", 20, lesson_follow_up.run_due, lesson_follow_up.upcoming),
    Tick("posts in chats", 60, posts.run_due, posts.upcoming),
    Tick("incidents", 60, incidents.repeat_untaken, incidents.upcoming),
    Tick("who leads which group", 60, handover.run_due, handover.upcoming),
    Tick("roll calls", 60, open_roll_reminders.nudge_roll_calls, open_roll_reminders.upcoming),
)


async def run_tick(database: Database, tick: Tick) -> int:
    """One tick in its own transaction; how much it did."""
    done = 0
    if tick.run is not None:
        async with database.begin() as db:
            done = await tick.run(db)
    return done if tick.afterwards is None else done + await tick.afterwards(database)


async def run_all(database: Database) -> int:
    """Every tick once; how much they did."""
    return sum([await run_tick(database, tick) for tick in TICKS])


async def upcoming(database: Database) -> list[tuple[datetime, Text]]:
    """All that will be due, in order."""
    async with database.begin() as db:
        found = [pair for tick in TICKS for pair in await tick.upcoming(db)]
    return sorted(found, key=lambda pair: pair[0])
