"""Turns and sends at the database: an answer leaves once it is committed, and none waits behind a crowd of turns."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.app import App
from bot.channels.channel import SendResult, Sent, Throttled
from bot.chat.message import Incoming, IncomingKind, Outgoing
from bot.chat.render import Capabilities
from bot.domain.messaging.pacing import Pacer
from bot.domain.people.person import RoleKind, RoleStatus
from bot.sending.sender import Sender
from bot.services.delivery import queue
from bot.services.people import identity
from bot.storage.database import Database, may_take_long
from bot.storage.passing import Unavailable
from bot.storage.tables.messaging import Outbox, OutboxStatus
from bot.storage.tables.people import Role
from bot.turn.taking import Taken, take_turn


class Phones:
    """Notes what arrives, by account; `fails` so many times first."""

    name = "phones"

    def __init__(self, fails: int = 0) -> None:
        self.arrived: list[tuple[str, str]] = []
        self.fails = fails
        self.news = asyncio.Event()

    def can(self, external_id: str) -> Capabilities:
        del external_id
        return Capabilities(buttons=0)

    async def send(self, external_id: str, message: Outgoing, edits: str | None = None) -> SendResult:
        del edits
        if self.fails:
            self.fails -= 1
            return Throttled(timedelta(0))
        self.arrived.append((external_id, message.text))
        self.news.set()
        return Sent(str(len(self.arrived)))

    async def have(self, count: int) -> None:
        async with asyncio.timeout(20):
            while len(self.arrived) < count:
                self.news.clear()
                await self.news.wait()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        for _look in count():
            if condition():
                return
            await asyncio.sleep(0)


def rests(sender: Sender) -> bool:
    """It has looked, and there was nothing."""
    return all(lane.idle_until for lane in sender._lanes.values())


@asynccontextmanager
async def sending(app: App) -> AsyncIterator[None]:
    """With its sender at work, that has nothing to send yet."""
    task = asyncio.create_task(app.sender.run())
    await until(lambda: rests(app.sender))
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
def claims(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the sender has looked for something to send."""
    monkeypatch.setattr("bot.sending.lanes.LOOK_EVERY", 3600.0)
    looked: list[int] = []
    claim = queue.claim

    async def noted(*args: object, **named: bool) -> object:
        looked.append(1)
        return await claim(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(queue, "claim", noted)
    return looked


def message(n: int, account: str = "7", text: str = "/help") -> Incoming:
    return Incoming("phones", str(n), account, IncomingKind.TEXT, text)


async def statuses(database: Database) -> list[OutboxStatus]:
    async with database.begin() as db:
        return list(await db.scalars(select(Outbox.status).order_by(Outbox.id)))


async def test_an_answer_leaves_without_being_looked_for(database: Database, claims: list[int]) -> None:
    phones = Phones()
    app = App(database, {"phones": phones})
    async with sending(app):
        claims.clear()
        for n in range(1, 6):
            await app.hear(message(n))
            await phones.have(n)
            await until(lambda: not app.sender._flying)
    assert claims == []
    assert set(await statuses(database)) == {OutboxStatus.SENT}
    assert len(phones.arrived) == 5


async def test_what_follows_one_that_did_not_arrive_does_not_overtake_it(database: Database) -> None:
    phones = Phones()
    app = App(database, {"phones": phones})
    async with sending(app):
        # The first question of a newcomer, then the consent: two messages in one turn.
        await app.hear(message(1, text="chào"))
        await phones.have(1)
        await until(lambda: not app.sender._flying)
        before = len(phones.arrived)
        phones.fails = 1
        await app.hear(message(2, text="1"))
        await phones.have(before + 2)
    texts = [text for _account, text in phones.arrived[before:]]
    async with database.begin() as db:
        put = [row.message["text"] for row in await db.scalars(select(Outbox).order_by(Outbox.id))]
    assert [text.splitlines()[0] for text in texts] == [text.splitlines()[0] for text in put[before:]]


async def test_an_answer_whose_commit_nobody_heard_of_leaves_all_the_same(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    phones = Phones()
    app = App(database, {"phones": phones})

    async def unheard(*args: object) -> Taken:
        await take_turn(*args)  # type: ignore[arg-type]
        raise Unavailable("the connection was cut while it was committed")

    async with sending(app):
        monkeypatch.setattr("bot.app.take_turn", unheard)
        with pytest.raises(Unavailable):
            await app.hear(message(1))
        monkeypatch.setattr("bot.app.take_turn", take_turn)
        await app.hear(message(1))
        await phones.have(1)
    assert len(phones.arrived) == 1


async def test_who_answers_before_the_arrival_is_written_down_is_understood(database: Database) -> None:
    class Quick(Phones):
        async def send(self, external_id: str, message_: Outgoing, edits: str | None = None) -> SendResult:
            result = await super().send(external_id, message_, edits)
            if len(self.arrived) == 1:
                await app.hear(message(2, text="1"))
            return result

    phones = Quick()
    app = App(database, {"phones": phones})
    async with sending(app):
        await app.hear(message(1, text="chào"))
        await phones.have(2)
    (_account, asked), (_account, answered) = phones.arrived[:2]
    assert "gọi thế nào" in asked
    assert "xin phép lưu của ông" in answered


async def test_what_was_sent_is_written_down_between_two_turns(
    file_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thirty write at once; what is written for the sender waits for one turn for each such unit, not for the crowd."""
    phones = Phones()
    app = App(file_database, {"phones": phones})
    # Whatever waits, waits for the database: a pause between two messages is longer than a turn.
    app.sender.open(phones, Pacer(most=10_000))
    waiting, turns, ahead_of = 0, 0, list[tuple[int, int]]()
    begin = file_database.begin

    @asynccontextmanager
    async def watched(*, is_turn: bool = False, is_long: bool = False) -> AsyncIterator[AsyncSession]:
        nonlocal waiting, turns
        others, before = waiting, turns
        waiting += not is_turn
        async with begin(is_turn=is_turn, is_long=is_long) as db:
            turns += is_turn
            waiting -= not is_turn
            if not is_turn:
                ahead_of.append((turns - before, others))
            yield db

    monkeypatch.setattr(file_database, "begin", watched)
    async with sending(app):
        await asyncio.gather(*(app.hear(message(n, str(n))) for n in range(30)))
        await phones.have(10)
    assert len(ahead_of) >= 10
    assert all(passed <= others + 1 for passed, others in ahead_of), ahead_of


async def test_who_asks_for_the_figures_of_a_ward_keeps_nobody_waiting(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_to_thread: list[AsyncSession] = []

    async def noted(db: AsyncSession) -> None:
        left_to_thread.append(db)
        await may_take_long(db)

    monkeypatch.setattr("bot.turn.talk.may_take_long", noted)
    app = App(database, {"phones": Phones()})
    await app.hear(message(1, "resident"))
    assert left_to_thread == []
    async with database.begin() as db:
        person = (await identity.caller(db, message(2, "administrator"))).person
        active = {"status": RoleStatus.ACTIVE, "requested_at": clock.now()}
        db.add(Role(person_id=person.id, kind=RoleKind.ADMINISTRATOR, **active))
    await app.hear(message(3, "administrator"))
    assert len(left_to_thread) == 1


async def test_the_sender_ends_also_when_it_is_woken_in_the_same_moment(database: Database) -> None:
    sender = Sender(database, {"phones": Phones()})
    task = asyncio.create_task(sender.run())
    await until(lambda: rests(sender))
    sender.wake()
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task], timeout=20)
    assert task.cancelled()
