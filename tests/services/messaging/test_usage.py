"""What a bot's plan serves: told to the administrators at 80 and 95 per cent, once each, with the day it ends."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.channels.channel import SendResult, Sent
from bot.chat.message import Incoming, Outgoing
from bot.chat.render import Capabilities
from bot.chat.say import say
from bot.domain.courses import NoticeKind
from bot.domain.messaging.kinds import MessageKind, Obstacle
from bot.domain.messaging.plans import Left, ServicePlan, cannot_wait, runs_out, share_to_warn_of
from bot.domain.messaging.reminders import ReminderKind
from bot.i18n import verbatim
from bot.sending.sender import Sender
from bot.services.delivery import usage
from bot.services.messaging import outbox
from bot.services.messaging.outbox import About, Plan
from bot.services.people import identity
from bot.storage.database import Database
from bot.storage.tables.courses import Notice
from bot.storage.tables.messaging import Outbox, OutboxStatus, Priority
from bot.storage.tables.people import Address, Person
from tests import scene
from tests.services.reports.test_ward_table import course, session
from tests.town import Town

BOT = "zalo:1459232241"
PLAN = ServicePlan(messages=3000, users=50)
NOW = datetime(2026, 11, 10, 3, tzinfo=UTC)


@pytest.mark.parametrize(("used", "share"), [(0, 0), (2399, 0), (2400, 80), (2849, 80), (2850, 95), (9000, 95)])
def test_a_warning_is_worth_at_80_and_at_95_per_cent(used: int, share: int) -> None:
    assert share_to_warn_of(used, 3000) == share


@pytest.mark.parametrize(
    ("used", "day", "ends"),
    [
        (2400, 10, date(2026, 11, 12)),
        (2400, 23, date(2026, 11, 28)),
        (2400, 24, date(2026, 11, 30)),
        (2400, 25, None),
        (3500, 20, date(2026, 11, 20)),
        (0, 1, date(2026, 11, 30)),
    ],
)
def test_the_day_on_which_it_ends_at_this_pace(used: int, day: int, ends: date | None) -> None:
    assert runs_out(used, 3000, date(2026, 11, day)) == ends


async def _told(database: Database) -> list[str]:
    async with database.begin() as db:
        return [Outgoing.from_json(message).text for message in await db.scalars(select(Outbox.message))]


async def test_administrators_hear_of_each_share_once_a_month(town: Town) -> None:
    database = town.app.database
    async with town.begin() as db:
        await scene.administrator(db, town.phone("Anh Minh"), await scene.group(db))
    clock.stop_at(datetime(2026, 11, 10, 10, tzinfo=clock.LOCAL))
    for sent in (2000, 300, 100, 100, 400):
        async with database.begin() as db:
            await usage.count(db, BOT, PLAN, sent=sent - 10, received=10)
    told = await _told(database)
    assert len(told) == 2
    assert "2400/3000 tin" in told[0]
    assert "ngày 12/11 là hết" in told[0]
    assert "2900/3000 tin" in told[1]
    clock.stop_at(datetime(2026, 12, 1, 10, tzinfo=clock.LOCAL))
    async with database.begin() as db:
        await usage.count(db, BOT, PLAN, sent=5, received=5)
    assert len(await _told(database)) == 2, "a new month begins at nothing"


async def test_administrators_hear_when_the_plan_serves_hardly_anybody_more(town: Town) -> None:
    async with town.begin() as db:
        await scene.administrator(db, town.phone("Anh Minh"), await scene.group(db))
        for account in range(40):
            await identity.caller(db, Incoming(BOT, "1", str(account)))
        await usage.count(db, BOT, PLAN, sent=0, received=1)
    (told,) = await _told(town.app.database)
    assert "40/50 người" in told


@pytest.mark.parametrize(
    ("kind", "reminder", "hours", "first"),
    [
        (MessageKind.REMINDER, ReminderKind.DAY_BEFORE, 30, True),
        (MessageKind.REMINDER, ReminderKind.THREE_DAYS, 70, False),
        (MessageKind.REMINDER, ReminderKind.TWO_HOURS, 2, False),
        (MessageKind.NOTICE, None, 47, True),
        (MessageKind.NOTICE, None, 49, False),
        (MessageKind.ANNOUNCEMENT, None, 1, False),
        (None, None, 1, False),
    ],
)
def test_what_cannot_wait(kind: MessageKind | None, reminder: ReminderKind | None, hours: int, *, first: bool) -> None:
    assert cannot_wait(kind, reminder, NOW + timedelta(hours=hours), NOW) is first


class Bot:
    """A bot on Zalo, and what it was given to send."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sent: list[str] = []

    def can(self, external_id: str) -> Capabilities:
        del external_id
        return Capabilities(buttons=0, text_limit=2000)

    async def send(self, external_id: str, message: Outgoing, edits: str | None = None) -> SendResult:
        del external_id, edits
        self.sent.append(message.text.partition("\n")[0])
        return Sent("")


REST = ("Ba hôm nữa học", "Tin chung", "Dời tuần sau")
FIRST = ("Trả lời", "Mai học", "Dời ngày mai", "Báo động")


async def _notice(db: AsyncSession, by: Person) -> int:
    held = await session(db, await course(db, await scene.group(db, str(by.id)), by), "2026-11-18")
    notice = Notice(session_id=held.id, kind=NoticeKind.MOVED, by_id=by.id, at=NOW)
    db.add(notice)
    await db.flush()
    return notice.id


async def _put(db: AsyncSession, address: Address) -> None:
    person, soon = address.person, NOW + timedelta(days=1)
    of = await _notice(db, person)
    await outbox.reply(db, address, say(verbatim("Trả lời")))
    for words, about, more in (
        ("Mai học", About(MessageKind.REMINDER, ReminderKind.DAY_BEFORE), {}),
        ("Dời ngày mai", About(MessageKind.NOTICE, notice_id=of, session_starts_at=soon), {}),
        ("Báo động", About(), {"through_stop": True}),
        ("Ba hôm nữa học", About(MessageKind.REMINDER, ReminderKind.THREE_DAYS), {}),
        ("Tin chung", About(), {"priority": Priority.BROADCAST}),
        ("Dời tuần sau", About(MessageKind.NOTICE, notice_id=of, session_starts_at=soon + timedelta(days=6)), {}),
    ):
        plan = Plan(about=about, expires=soon, through_quiet=True, **more)
        await outbox.tell_at(db, address, say(verbatim(words)), plan, person)


@dataclass
class Tight:
    """Somebody with an account elsewhere too and somebody without, and a bot with little left."""

    zalo: Bot
    telegram: Bot
    sender: Sender
    alone: Address


@pytest.fixture
async def tight(database: Database) -> Tight:
    return await _tight(database, Left.FEW_MESSAGES)


async def _tight(database: Database, left: Left) -> Tight:
    clock.stop_at(NOW)
    zalo, telegram = Bot(BOT), Bot("telegram")
    sender = Sender(database, {BOT: zalo, "telegram": telegram})
    sender.spare(BOT, left)
    async with database.begin() as db:
        both = await identity.caller(db, Incoming(BOT, "1", "a"))
        other = await identity.caller(db, Incoming("telegram", "1", "b"))
        other.person_id = both.person_id
        alone = await identity.caller(db, Incoming(BOT, "2", "c"))
        await db.flush()
        both.last_used_at = NOW + timedelta(seconds=1)
        for address in (both, alone):
            await _put(db, address)
    await sender.drain()
    return Tight(zalo, telegram, sender, alone)


async def test_with_little_left_what_cannot_wait_goes_first_and_the_rest_another_way(tight: Tight) -> None:
    assert sorted(tight.zalo.sent) == sorted([*FIRST, *FIRST])
    assert sorted(tight.telegram.sent) == sorted(REST)


async def test_what_was_kept_comes_with_a_new_month_and_not_with_an_answer(database: Database, tight: Tight) -> None:
    async def answered(words: str) -> None:
        async with database.begin() as db:
            await outbox.reply(db, tight.alone, say(verbatim(words)))
        await tight.sender.drain()

    async with database.begin() as db:
        whose = Outbox.person_id == tight.alone.person_id, Outbox.status == OutboxStatus.UNREACHABLE
        assert {row.obstacle for row in await db.scalars(select(Outbox).where(*whose))} == {Obstacle.QUOTA}
    await answered("Còn đây")
    assert tight.zalo.sent[-1] == "Còn đây"
    tight.sender.spare(BOT, Left.ENOUGH)
    await answered("Tháng mới")
    assert sorted(tight.zalo.sent[-len(REST) :]) == sorted(REST)


async def test_with_few_seats_left_what_can_wait_goes_another_way_where_there_is_one(database: Database) -> None:
    tight = await _tight(database, Left.FEW_SEATS)
    assert sorted(tight.telegram.sent) == sorted(REST)
    assert sorted(tight.zalo.sent) == sorted([*FIRST, *FIRST, *REST]), "whoever has no other account gets all here"


async def test_little_is_left_of_the_people_from_95_per_cent_on(database: Database) -> None:
    few = ServicePlan(messages=3000, users=20)
    async with database.begin() as db:
        for number in range(18):
            await identity.caller(db, Incoming(BOT, str(number), f"a{number}"))
        assert await usage.count(db, BOT, few, sent=1, received=1) is Left.ENOUGH
        await identity.caller(db, Incoming(BOT, "19", "a19"))
        assert await usage.count(db, BOT, few, sent=1, received=1) is Left.FEW_SEATS
        assert await usage.count(db, BOT, few, sent=2900, received=1) is Left.FEW_MESSAGES


async def test_little_is_left_from_95_per_cent_of_the_messages_on(database: Database) -> None:
    clock.stop_at(NOW)
    async with database.begin() as db:
        assert await usage.count(db, BOT, PLAN, sent=2000, received=849) is Left.ENOUGH
        assert await usage.count(db, BOT, PLAN, sent=1, received=0) is Left.FEW_MESSAGES
    clock.stop_at(NOW + timedelta(days=31))
    async with database.begin() as db:
        assert await usage.count(db, BOT, PLAN, sent=0, received=0) is Left.ENOUGH
