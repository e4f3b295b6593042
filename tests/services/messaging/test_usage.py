"""What a bot's plan serves: told to the administrators at 80 and 95 per cent, once each, with the day it ends."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from bot import clock
from bot.chat.message import Incoming, Outgoing
from bot.domain.messaging.plans import ServicePlan, runs_out, share_to_warn_of
from bot.services.delivery import usage
from bot.services.people import identity
from bot.storage.database import Database
from bot.storage.tables.messaging import Outbox
from tests import scene
from tests.town import Town

BOT = "zalo:1459232241"
PLAN = ServicePlan(messages=3000, users=50)


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
