"""Leases: of several processes one does it, and whoever has lost a lease does nothing more under it."""

import asyncio
import math
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import make_url, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, lease
from bot.channels.channel import SendResult, Sent
from bot.channels.zalo.intake import ZaloIntake
from bot.chat.message import Incoming, Outgoing
from bot.chat.render import Capabilities
from bot.chat.say import say
from bot.domain.messaging.pacing import Pacer
from bot.i18n import verbatim
from bot.lease import AnotherIsRunning, beside_others
from bot.sending.sender import Sender
from bot.services.delivery import leases
from bot.services.delivery.inbox import Inbox
from bot.services.delivery.leases import Hold
from bot.services.messaging import conversations, outbox
from bot.services.people import identity
from bot.storage import wards
from bot.storage.database import Database
from bot.storage.passing import Unavailable
from bot.storage.tables.messaging import Lease, Outbox, OutboxStatus, SeenUpdate
from bot.storage.tables.people import Address
from tests.blank import order
from tests.conftest import POSTGRES

pytestmark = pytest.mark.skipif(POSTGRES is None, reason="no PostgreSQL here (.ci/run installs one)")


@pytest.fixture
async def url() -> AsyncIterator[str]:
    server, name = make_url(POSTGRES or ""), f"test_{secrets.token_hex(6)}"
    await order(server, f"CREATE DATABASE {name}")
    yield server.set(database=name).render_as_string(hide_password=False)
    await order(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def two(url: str) -> AsyncIterator[tuple[Database, Database]]:
    """What two processes have open."""
    both = Database(url), Database(url)
    await wards.prepare(both[0])
    yield both
    for one in both:
        await one.close()


class Web:
    """Notes what is sent through it."""

    name = "web"

    def __init__(self) -> None:
        self.sent: list[str] = []

    def can(self, external_id: str) -> Capabilities:
        del external_id
        return Capabilities(buttons=8)

    async def send(self, external_id: str, message: Outgoing, edits: str | None = None) -> SendResult:
        del external_id, edits
        self.sent.append(message.text)
        return Sent("1")


async def _put(database: Database, words: str) -> None:
    async with database.begin() as db:
        address = await identity.caller(db, Incoming("web", "1", "1"))
        await outbox.reply(db, address, say(verbatim(words)))


async def _hold(database: Database, name: str = "web") -> Hold:
    async with database.begin() as db:
        assert await leases.hold(db, name, database.process) is None
    return Hold(name, database.process)


async def _take_over(database: Database, hold: Hold) -> Hold:
    async with database.begin() as db:
        dead = await leases.hold(db, hold.name, database.process)
        assert dead is not None
        assert await leases.take_over(db, hold.name, database.process, dead)
    return Hold(hold.name, database.process)


async def _lock(database: Database) -> None:
    async with database.begin() as db:
        await db.execute(text("SET LOCAL lock_timeout = '200ms'"))
        await db.execute(select(Lease.name).where(Lease.name == "web").with_for_update())


async def test_what_waits_to_leave_is_not_sent_once_the_lease_has_run_out(two: tuple[Database, Database]) -> None:
    """As by a process that was stopped after its claim: it asks its own clock before each message."""
    await _put(two[0], "Mời bác")
    hold, web = await _hold(two[0]), Web()
    slow = Pacer()
    slow.pause(asyncio.get_running_loop().time(), 1.0)
    sender = Sender(two[0], {})
    sender.open(web, slow, hold)
    sending = asyncio.create_task(sender.run())
    await _until(lambda: bool(sender._lanes["web"].held))
    hold.until = -math.inf
    await asyncio.sleep(1.5)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    assert web.sent == []


async def test_whoever_has_lost_the_lease_claims_nothing(two: tuple[Database, Database]) -> None:
    """Although by its own clock it has it still."""
    await _put(two[0], "Mời bác")
    lost = await _hold(two[0])
    await _take_over(two[1], lost)
    web = Web()
    sender = Sender(two[0], {})
    sender.open(web, hold=lost)
    assert await sender.drain() == 0
    assert web.sent == []


async def test_a_lease_is_not_taken_in_the_midst_of_a_claim(two: tuple[Database, Database]) -> None:
    hold = Hold("web", (await _hold(two[0])).holder)
    async with two[0].begin() as db:
        assert await hold.stays(db)
        async with two[0].begin() as again:
            await leases.hold(again, "web", two[0].process)  # its own renewal waits for nothing
        with pytest.raises(Unavailable):
            await _lock(two[1])


async def test_what_another_process_has_claimed_since_is_not_written_down(two: tuple[Database, Database]) -> None:
    """The answer comes late: meanwhile the message was recovered, and is being sent again."""
    await _put(two[0], "Mời bác")
    hold = await _hold(two[0])

    class Late(Web):
        async def send(self, external_id: str, message: Outgoing, edits: str | None = None) -> SendResult:
            await super().send(external_id, message, edits)
            async with two[1].begin() as db:
                mine = update(Outbox).values(attempts=Outbox.attempts + 1, status=OutboxStatus.SENDING)
                await db.execute(mine.execution_options(synchronize_session=False))
            return Sent("late")

    sender = Sender(two[0], {})
    sender.open(Late(), hold=hold)
    await sender.drain()
    async with two[1].read() as db:
        assert (await db.scalars(select(Outbox.status))).all() == [OutboxStatus.SENDING]


async def test_what_a_process_has_open_that_hangs_is_ended(two: tuple[Database, Database]) -> None:
    """In the middle of a transaction with locks."""
    hold = await _hold(two[0])

    async def hang() -> None:
        async with two[0].begin() as db:
            assert await hold.stays(db)
            async with asyncio.timeout(10):
                await _take_over(two[1], hold)
            await db.execute(select(Lease.name))

    with pytest.raises(Unavailable):
        await hang()


async def test_two_first_messages_of_a_newcomer_come_to_two_processes_at_once(two: tuple[Database, Database]) -> None:
    """There is no row yet that the later one could wait for."""
    began = asyncio.Event()

    async def first() -> int:
        async with two[0].begin() as db:
            made = await identity.caller(db, Incoming("web", "1", "moi"))
            began.set()
            await asyncio.sleep(0.5)
            return made.id

    async def second(look: Callable[[AsyncSession, Incoming], Awaitable[Address]]) -> int:
        await began.wait()
        async with two[1].begin() as db:
            return (await look(db, Incoming("web", "2", "moi"))).id

    async def standing(db: AsyncSession, incoming: Incoming) -> Address:
        return (await conversations.standing(db, incoming)).address

    assert len({*await asyncio.gather(first(), second(identity.caller), second(standing))}) == 1


async def _until(holds: Callable[[], bool]) -> None:
    for _look in range(400):
        if holds():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not come to that")


async def test_of_two_processes_one_holds_and_the_other_follows(
    two: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.release()
    monkeypatch.setattr(leases, "DEAD_AFTER", 20.0)
    for name, seconds in {"_MINE_FOR": 19.0, "_RENEW": 0.2}.items():
        monkeypatch.setattr(lease, name, seconds)
    async with beside_others(two[1], ["web"]) as later:
        await _until(lambda: later["web"].is_mine)
        async with beside_others(two[0], ["web"]) as earlier:
            await asyncio.sleep(1.5)
            assert (later["web"].is_mine, earlier["web"].is_mine) == (True, False)
            # At one moment: whoever holds it looks more often than who stands by, and would take it again.
            async with two[0].begin() as db:
                await leases.let_go(db, two[1].process, "web")
                assert await leases.hold(db, "web", two[0].process) is None
            await _until(lambda: earlier["web"].is_mine and not later["web"].is_mine)
        await _until(lambda: later["web"].is_mine)
        assert later["web"].term == 2


async def test_tables_do_not_change_under_a_process(
    two: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new version beside an old one: it says so and ends, and has changed nothing."""
    monkeypatch.setattr(lease, "_LOOK_FOR", 1.0)
    async with two[0].begin() as db:
        await db.execute(text("UPDATE alembic_version SET version_num = '0027'"))
        db.add(Lease(name="process:old", holder="old", until=clock.now() + timedelta(seconds=8)))
    with pytest.raises(AnotherIsRunning):
        async with beside_others(two[1], ["web"]):
            raise AssertionError
    async with two[0].read() as db:
        assert await db.scalar(text("SELECT version_num FROM alembic_version")) == "0027"


async def test_what_zalo_brought_to_two_processes_is_taken_in_its_order(two: tuple[Database, Database]) -> None:
    """The first is killed before it took what it had kept, the other one is brought what came after."""
    clock.release()
    channel, heard = "zalo:1", list[str]()

    async def hear(incoming: Incoming) -> None:
        async with two[1].begin() as db:
            db.add(SeenUpdate(channel=channel, event_id=incoming.event_id, at=clock.now()))
        heard.append(incoming.event_id)

    def update_of(account: str, event: str) -> object:
        sender = {"id": account, "display_name": "An", "is_bot": False}
        message = {"message_id": event, "from": sender, "chat": {"id": account, "chat_type": "PRIVATE"}, "text": "chào"}
        return {"event_name": "message.text.received", "message": message}

    await Inbox(two[0]).keep(channel, update_of("an", "1"))
    intake = ZaloIntake(channel, "Học Vụ Số", hear, Inbox(two[1]))
    await intake.take(update_of("an", "2"))
    await intake.take(update_of("binh", "3"))
    await _until(lambda: heard == ["3"])
    await asyncio.sleep(0.3)
    assert heard == ["3"]
    await intake.begin(timedelta(milliseconds=100))
    await _until(lambda: heard == ["3", "1", "2"])


async def test_several_begin_on_an_empty_database_at_once(url: str) -> None:
    several = [Database(url) for _n in range(3)]

    async def begin(database: Database) -> bool:
        async with beside_others(database, ["web"]) as holds:
            return "web" in holds

    assert await asyncio.gather(*map(begin, several)) == [True] * 3
    for one in several:
        await one.close()
