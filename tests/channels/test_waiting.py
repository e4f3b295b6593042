"""While the database cannot be used everybody waits: what was said keeps its order, what was sent is sent once."""

import asyncio
import logging
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, exc, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.applications import Starlette

from bot import app as application
from bot import clock, lease
from bot.app import App
from bot.channels.channel import SendResult, Sent, Unreachable
from bot.chat.message import Incoming, Outgoing
from bot.chat.render import Capabilities
from bot.chat.say import say
from bot.i18n import Text, verbatim
from bot.lease import AnotherIsRunning, leased
from bot.sending.sender import Sender
from bot.services.delivery import leases
from bot.services.messaging import outbox
from bot.services.people import identity
from bot.storage import database as storage
from bot.storage.database import Database
from bot.storage.passing import Unavailable
from bot.storage.tables.messaging import Lease, Outbox, OutboxStatus, SeenUpdate
from bot.ticks import Tick
from bot.turn import taking
from bot.web.pages import page_routes
from tests.blank import make_tables
from tests.channels.doors import Errors

Transaction = Callable[[AsyncSession], Awaitable[object]]


class Moody(Database):
    """Refuses the next transactions, or commits them and never says so. `meanwhile` is what others then do."""

    refuses = unheard = 0
    meanwhile: Transaction | None = None

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.is_willing = asyncio.Event()

    @asynccontextmanager
    async def begin(self, **kind: bool) -> AsyncIterator[AsyncSession]:
        if self.refuses:
            self.refuses -= 1
            raise Unavailable("in no mood")
        async with super().begin(**kind) as db:
            yield db
        self.is_willing.set()
        if self.unheard:
            self.unheard -= 1
            if self.unheard == 0:
                await self._others()
                raise Unavailable("nobody heard of it")

    async def _others(self) -> None:
        if self.meanwhile is not None:
            async with super().begin() as db:
                await self.meanwhile(db)


class Post:
    """A channel that remembers what it was given."""

    name = "web"

    def __init__(self, *answers: SendResult) -> None:
        self.sent: list[str] = []
        self._answers = [*answers]

    def can(self, external_id: str) -> Capabilities:
        del external_id
        return Capabilities(buttons=0, text_limit=4000, gap=0.0)

    async def send(self, external_id: str, message: Outgoing, edits: str | None = None) -> SendResult:
        del external_id, edits
        self.sent.append(message.text)
        return self._answers.pop(0) if self._answers else Sent(str(len(self.sent)))


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables, made once."""
    file = tmp_path_factory.mktemp("tables") / "bot.db"
    with create_engine(f"sqlite:///{file}").begin() as connection:
        make_tables(connection)
    return file


@pytest.fixture
async def moody(tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Moody]:
    monkeypatch.setattr(storage, "_AGAIN_IN", 0.0)
    database = Moody(f"sqlite+aiosqlite:///{shutil.copy(tables, tmp_path)}")
    yield database
    await database.close()


@contextmanager
def errors() -> Iterator[list[str]]:
    """What is logged as an error meanwhile."""
    handler = Errors()
    logging.getLogger().addHandler(handler)
    yield handler.seen
    logging.getLogger().removeHandler(handler)


def said(number: int, by: str = "an") -> Incoming:
    return Incoming("web", str(number), by, text="chào")


async def seen(database: Database) -> list[str]:
    async with database.begin() as db:
        return [*await db.scalars(select(SeenUpdate.event_id).order_by(SeenUpdate.event_id))]


async def answers(database: Database) -> list[str]:
    async with database.begin() as db:
        return [row.message["text"] for row in await db.scalars(select(Outbox).order_by(Outbox.id))]


async def test_what_is_over_at_once_is_tried_again_at_once(moody: Moody) -> None:
    moody.refuses = taking._TRIES - 1
    await App(moody, {}).hear(said(1))
    assert await seen(moody) == ["1"]


async def test_what_is_not_stays_with_the_platform_and_nobody_is_alarmed(moody: Moody) -> None:
    app = App(moody, {})
    moody.refuses = taking._TRIES
    with errors() as alarms, pytest.raises(Unavailable):
        await app.hear(said(1))
    assert (await seen(moody), await answers(moody), alarms) == ([], [], [])
    await app.hear(said(1))
    assert (await seen(moody), len(await answers(moody))) == (["1"], 1)


async def test_what_is_our_own_fault_is_taken_and_told(moody: Moody, monkeypatch: pytest.MonkeyPatch) -> None:
    async def wrong(_db: AsyncSession, _incoming: Incoming) -> None:
        raise exc.IntegrityError("INSERT", None, Exception("NOT NULL"))

    monkeypatch.setattr(taking, "_take", wrong)
    with errors() as alarms:
        await App(moody, {}).hear(said(1))
    assert (await seen(moody), len(alarms)) == (["1"], 1)
    assert "trục trặc" in (await answers(moody))[0]


async def test_what_was_taken_unheard_is_taken_once(moody: Moody) -> None:
    moody.unheard = 1
    await App(moody, {}).hear(said(1))
    assert (await seen(moody), len(await answers(moody))) == (["1"], 1)


async def test_what_must_come_again_is_not_overtaken(moody: Moody, monkeypatch: pytest.MonkeyPatch) -> None:
    app = App(moody, {})
    moody.refuses = taking._TRIES
    ends = await asyncio.gather(app.hear(said(1)), app.hear(said(2)), return_exceptions=True)
    assert [type(end) for end in ends] == [Unavailable, Unavailable]
    await app.hear(said(3, by="binh"))
    assert await seen(moody) == ["3"]
    await asyncio.gather(app.hear(said(1)), app.hear(said(2)))
    assert await seen(moody) == ["1", "2", "3"]
    # What never comes again is not waited for without end.
    monkeypatch.setattr(application, "_AWAITED_FOR", 0.0)
    moody.refuses = taking._TRIES
    with pytest.raises(Unavailable):
        await app.hear(said(4))
    await app.hear(said(5))
    assert await seen(moody) == ["1", "2", "3", "5"]


async def put(database: Database) -> None:
    async with database.begin() as db:
        address = await identity.caller(db, said(1))
        await outbox.reply(db, address, say(verbatim("Chào bác")))


async def statuses(database: Database) -> list[OutboxStatus]:
    async with database.begin() as db:
        return [*await db.scalars(select(Outbox.status))]


@pytest.mark.parametrize("unheard", [1, 2])
async def test_what_was_claimed_or_written_down_unheard_is_sent_once(moody: Moody, unheard: int) -> None:
    post = Post()
    await put(moody)
    moody.unheard = unheard
    await Sender(moody, {"web": post}).drain()
    assert post.sent == ["Chào bác"]
    assert await statuses(moody) == [OutboxStatus.SENT]


async def test_what_was_written_down_unheard_is_not_written_over(moody: Moody) -> None:
    await put(moody)

    async def sent_another_way(db: AsyncSession) -> None:
        await db.execute(update(Outbox).values(status=OutboxStatus.SENT))

    moody.unheard, moody.meanwhile = 2, sent_another_way
    await Sender(moody, {"web": Post(Unreachable("blocked"))}).drain()
    assert await statuses(moody) == [OutboxStatus.SENT]


async def test_the_lease_is_not_lost_to_nobody(moody: Moody, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "_RENEW", 0.0)
    async with leased(moody, "telegram:1"):
        moody.refuses = 5
        moody.is_willing.clear()
        async with asyncio.timeout(10):
            await moody.is_willing.wait()


async def test_the_lease_is_lost_to_somebody(moody: Moody, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "_RENEW", 0.0)

    async def work() -> None:
        async with leased(moody, "telegram:1"):
            async with moody.begin() as db:
                await db.execute(update(Lease).values(holder="another"))
            await asyncio.Event().wait()

    with pytest.raises(AnotherIsRunning):
        await work()


@pytest.mark.parametrize("until", ["2026-11-23 10:02:08+00:00", "2026-11-23 01:00:00+00:00"])
async def test_the_lease_of_a_dead_process_is_free_whatever_the_clock_says(
    moody: Moody, monkeypatch: pytest.MonkeyPatch, until: str
) -> None:
    monkeypatch.setattr(lease, "_LOOK_EVERY", 0.0)
    monkeypatch.setattr(leases, "DEAD_AFTER", 0.05)
    async with moody.begin() as db:
        db.add(Lease(name="telegram:1", holder="dead", until=datetime.fromisoformat(until)))
    async with leased(moody, "telegram:1"), moody.begin() as db:
        assert await db.scalar(select(Lease.holder)) != "dead"


async def test_the_lease_of_a_living_process_is_not_free_whatever_the_clock_says(
    moody: Moody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "DEAD_AFTER", 0.2)
    for pause, seconds in {"_RENEW": 0.0, "_LOOK_EVERY": 0.0, "_LOOK_FOR": 0.5}.items():
        monkeypatch.setattr(lease, pause, seconds)
    clock.release()
    async with leased(moody, "telegram:1"):
        clock_ahead = clock.now() + timedelta(hours=1)
        monkeypatch.setattr(clock, "now", lambda: clock_ahead + timedelta(seconds=time.monotonic()))
        with pytest.raises(AnotherIsRunning):
            await leased(moody, "telegram:1").__aenter__()


async def test_a_tick_waits_for_the_next_one(moody: Moody) -> None:
    done = []

    async def due(_db: AsyncSession) -> int:
        done.append(1)
        return 0

    async def broken(_db: AsyncSession) -> int:
        raise KeyError("…")

    app = App(moody, {})
    moody.refuses = 1
    with errors() as alarms:
        for _time in range(2):
            await app.tick(Tick("due", 1, true(), due, true(), nothing))
        assert (done, alarms) == ([1], [])
        await app.tick(Tick("broken", 1, true(), broken, true(), nothing))
    assert len(alarms) == 1


async def nothing(_db: AsyncSession) -> list[tuple[datetime, Text]]:
    return []


async def test_a_page_says_when_to_come_again(moody: Moody) -> None:
    public = Starlette(routes=page_routes(moody.begin, moody.begin))
    moody.refuses = 1
    async with httpx.AsyncClient(transport=httpx.ASGITransport(public), base_url="http://127.0.0.1") as browser:
        answer = await browser.get("/bang/", headers={"Cookie": "hvs=x"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Xin chờ một lát" in answer.text
