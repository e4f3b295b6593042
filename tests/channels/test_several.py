"""Several platforms in one process: what stops one of them stops no other."""

import asyncio
from datetime import timedelta

import pytest
from httpx import AsyncClient
from pydantic import SecretStr
from sqlalchemy import select, update

from bot import clock
from bot.app import App
from bot.channels.channel import NotSent, SendResult, Sent, Throttled
from bot.channels.telegram.channel import connected
from bot.channels.zalo.api import Api
from bot.channels.zalo.channel import Zalo
from bot.chat.message import Incoming, Outgoing
from bot.chat.render import Capabilities
from bot.chat.say import say
from bot.config import Settings
from bot.i18n import verbatim
from bot.platforms import Host, chosen, side_by_side
from bot.sending.sender import Sender
from bot.services.delivery.inbox import Inbox
from bot.services.messaging import outbox
from bot.services.people import identity
from bot.storage.database import Database
from bot.storage.tables.messaging import Outbox, OutboxStatus
from bot.storage.tables.people import Address
from tests.channels.beside_zalo import rate
from tests.fake_telegram import FakeTelegram
from tests.fake_zalo import FakeZalo, faults

PEOPLE = 20


class Platform:
    """Answers every message the same, or never does."""

    def __init__(self, name: str, answer: SendResult | None) -> None:
        self.name = name
        self.tried = 0
        self.everybody = asyncio.Event()
        self._answer = answer

    def can(self, external_id: str) -> Capabilities:
        del external_id
        return Capabilities(buttons=0, text_limit=400)

    async def send(self, external_id: str, message: Outgoing, edits: str | None = None) -> SendResult:
        del external_id, message, edits
        self.tried += 1
        if self.tried == PEOPLE:
            self.everybody.set()
        if self._answer is None:
            await asyncio.Event().wait()
            raise AssertionError
        return self._answer


async def _wait_for_everybody(database: Database, *channels: str) -> None:
    async with database.begin() as db:
        for channel in channels:
            for account in range(PEOPLE):
                address = await identity.caller(db, Incoming(channel, "1", str(account)))
                await outbox.reply(db, address, say(verbatim("Mời bác")))


async def _sends_until(sender: Sender, done: asyncio.Event) -> None:
    sending = asyncio.create_task(sender.run())
    async with asyncio.timeout(30):
        await done.wait()
    sending.cancel()
    for flight in sender._flying.values():
        flight.task.cancel()
    await asyncio.gather(sending, return_exceptions=True)


async def _statuses(database: Database, channel: str) -> list[OutboxStatus]:
    async with database.begin() as db:
        here = select(Address.id).where(Address.channel == channel)
        return list(await db.scalars(select(Outbox.status).where(Outbox.address_id.in_(here))))


@pytest.mark.parametrize("trouble", [Throttled(timedelta(days=4), everywhere=True), Throttled(timedelta(days=4)), None])
async def test_a_platform_in_trouble_delays_no_other(file_database: Database, trouble: SendResult | None) -> None:
    """It asks everybody to wait, asks each chat to, or never answers."""
    await _wait_for_everybody(file_database, "a-troubled", "well")
    troubled, well = Platform("a-troubled", trouble), Platform("well", Sent("1"))
    await _sends_until(Sender(file_database, {"a-troubled": troubled, "well": well}), well.everybody)
    assert 0 < troubled.tried < PEOPLE


def test_a_broadcast_beside_a_throttled_zalo_is_as_fast_as_without_it() -> None:
    """In virtual time; `bench zalo` does it with more."""
    alone, _asked = rate(300, 1)
    beside, asked = rate(300, 1, on_zalo=30)
    assert asked > 0
    assert beside / alone >= 0.99


async def test_telegram_answers_while_zalo_is_throttled(file_database: Database) -> None:
    """Both in one process, as it is run."""
    app = App(file_database, {})
    async with FakeTelegram() as tg, FakeZalo() as zalo:
        wanted = Settings(
            telegram_token=SecretStr(tg.token),
            telegram_api_base=tg.root,
            zalo_token=SecretStr(zalo.token),
            zalo_api_base=zalo.root,
        )
        zalo.next("sendMessage", faults.HASTE, times=10_000)
        host = Host(file_database, app.hear, app.sender, Inbox(file_database), {})
        running = [asyncio.create_task(side_by_side(chosen(wanted), host)), asyncio.create_task(app.sender.run())]
        binh, an = zalo.person("Bình"), tg.person("An")
        await binh.says("chào")
        await zalo.until(lambda: "sendMessage" in [method for method, _given in zalo.calls])
        await an.says("chào")
        await an.sees("gọi thế nào", within=20)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        assert host.links.keys() == {"telegram", "zalo:1459232241454765289"}
        assert binh.messages == []


async def test_messages_of_a_platform_that_is_not_here_are_left_alone(database: Database) -> None:
    """They wait for the process that has it, and what that one is sending is not judged here."""
    await _wait_for_everybody(database, "elsewhere", "well")
    async with database.begin() as db:
        first = select(Outbox.id).join(Address).where(Address.channel == "elsewhere").limit(1)
        await db.execute(
            update(Outbox)
            .where(Outbox.id.in_(first))
            .values(status=OutboxStatus.SENDING)
            .execution_options(synchronize_session=False)
        )
    before = await _statuses(database, "elsewhere")
    well = Platform("well", Sent("1"))
    sender = Sender(database, {"well": well})
    sender.look_for_lost()
    await _sends_until(sender, well.everybody)
    assert sorted(before) == sorted(await _statuses(database, "elsewhere"))
    assert sorted(before) == [OutboxStatus.QUEUED] * (PEOPLE - 1) + [OutboxStatus.SENDING]


async def test_a_platform_that_comes_later_begins_where_it_ended(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was on its way there may have arrived: it is sent once more."""
    monkeypatch.setattr("bot.sending.lanes.LOOK_EVERY", 0.0)
    await _wait_for_everybody(database, "late")
    async with database.begin() as db:
        await db.execute(update(Outbox).values(status=OutboxStatus.SENDING))
    late = Platform("late", Sent("1"))
    sender = Sender(database, {})
    await sender._step()
    sender.open(late)
    await sender._step()
    clock.stop_at(clock.now() + timedelta(minutes=1))
    await _sends_until(sender, late.everybody)
    assert late.tried == PEOPLE


class Slow(Platform):
    """Answers once told to; notes whether it was asked after its connection had ended."""

    def __init__(self, name: str) -> None:
        super().__init__(name, Sent("1"))
        self.asked, self.goes_on, self.ended = asyncio.Event(), asyncio.Event(), False

    async def send(self, external_id: str, message: Outgoing, edits: str | None = None) -> SendResult:
        self.asked.set()
        await self.goes_on.wait()
        assert not self.ended
        return await super().send(external_id, message, edits)


async def test_a_channel_is_closed_once_what_is_on_its_way_has_arrived(file_database: Database) -> None:
    """And nothing more is taken for it: the connection ends while the sender still sends elsewhere."""
    await _wait_for_everybody(file_database, "slow")
    slow = Slow("slow")
    sender = Sender(file_database, {"slow": slow})
    sending = asyncio.create_task(sender.run())
    await slow.asked.wait()
    closing = asyncio.create_task(sender.close("slow"))
    await asyncio.sleep(0)
    assert not closing.done()
    slow.goes_on.set()
    await closing
    slow.ended = True
    sender.wake()
    await _wait_for_everybody(file_database, "well")
    well = Platform("well", Sent("1"))
    sender.open(well)
    async with asyncio.timeout(30):
        await well.everybody.wait()
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    left = await _statuses(file_database, "slow")
    assert slow.tried == left.count(OutboxStatus.SENT) < PEOPLE
    assert left.count(OutboxStatus.QUEUED) == PEOPLE - slow.tried


async def test_what_meets_a_connection_that_has_ended_was_surely_not_sent() -> None:
    async with FakeTelegram() as tg, FakeZalo() as zalo:
        an, binh = tg.person("An"), zalo.person("Bình")
        async with connected(tg.token, tg.root) as telegram:
            pass
        async with AsyncClient() as client:
            api = Api(client, zalo.root, zalo.token)
        results = [
            await telegram.send(str(an.id), Outgoing("Mời bác")),
            await Zalo(api, "1").send(binh.id, Outgoing("Mời bác")),
        ]
    assert [type(result) for result in results] == [NotSent, NotSent]
