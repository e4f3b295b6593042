"""The sender at work, before a channel that forgives nothing."""

import asyncio
import random
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.channels.channel import SendResult, Sent, Throttled
from bot.chat.message import Incoming, Outgoing
from bot.chat.render import Capabilities
from bot.chat.say import say
from bot.i18n import verbatim
from bot.sending.sender import Sender
from bot.services.messaging import outbox
from bot.services.people import identity
from bot.storage.database import Database
from bot.storage.tables.people import Address
from tests.channels.strict import Strict, some_way
from tests.channels.test_taking_turns import Phones
from tests.fake_telegram import RateLimits

GAP = 0.1
Work = Callable[[AsyncSession], Awaitable[object]]


async def test_the_pieces_of_a_long_message_keep_the_pace_of_messages(database: Database) -> None:
    seed = secrets.randbelow(10**6)
    print(f"seed {seed}")  # noqa: T201 shown when it fails
    limits = RateLimits(private_burst=1, private_gap=GAP)
    chance = random.Random(seed)  # noqa: S311 repeatable on purpose
    strict = Strict(limits, some_way(chance), Capabilities(buttons=0, text_limit=40, gap=GAP))
    words = "\n".join(f"Dòng số {n}: mang điện thoại đã sạc đầy" for n in range(8))
    async with database.begin() as db:
        address = await identity.caller(db, Incoming("strict", "1", "7"))
        await outbox.reply(db, address, say(verbatim(words)))
        await outbox.reply(db, address, say(verbatim("Hẹn gặp bác ở lớp.")))
    sending = asyncio.create_task(Sender(database, {"strict": strict}).run())
    async with asyncio.timeout(60):
        answers = [await strict.answers.get() for _ in range(9)]
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    assert all(isinstance(answer, Sent) for answer in answers), answers
    assert [text for _at, _chat, text in strict.arrived] == [*words.splitlines(), "Hẹn gặp bác ở lớp."]


class Overloaded:
    """A platform that asks everybody to wait for thousands of years."""

    name = "overloaded"

    def __init__(self, *, everywhere: bool) -> None:
        self.asked = 0
        self.enough = asyncio.Event()
        self._everywhere = everywhere

    def can(self, external_id: str) -> Capabilities:
        del external_id
        return Capabilities(buttons=0, text_limit=400, gap=0.0)

    async def send(self, external_id: str, message: Outgoing, edits: str | None = None) -> SendResult:
        del external_id, message, edits
        self.asked += 1
        if self.asked == (1 if self._everywhere else 3):
            self.enough.set()
        return Throttled(timedelta.max, self._everywhere)


@pytest.mark.parametrize(("everywhere", "most"), [(True, 1), (False, 3)])
async def test_while_everybody_is_to_wait_nothing_is_sent_to_anybody(
    file_database: Database, *, everywhere: bool, most: int
) -> None:
    """Nor for longer than somebody who waits for an answer can bear."""
    async with file_database.begin() as db:
        for account in range(10):
            address = await identity.caller(db, Incoming("overloaded", "1", str(account)))
            await outbox.reply(db, address, say(verbatim("Mời bác")))
    overloaded = Overloaded(everywhere=everywhere)
    sender = Sender(file_database, {"overloaded": overloaded})
    sending = asyncio.create_task(sender.run())
    async with asyncio.timeout(10):
        await overloaded.enough.wait()
        while sender._flying:
            await asyncio.gather(*(flight.task for flight in sender._flying.values()))
    # Time enough for another, if there were one: they leave thirty a second.
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(sending), 0.3)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    assert overloaded.asked == most
    async with file_database.begin() as db:
        waits = [at for at in await db.scalars(select(Address.not_before)) if at is not None]
    assert waits == [clock.now() + timedelta(minutes=10)] * most


async def test_a_claim_that_is_tried_again_leaves_what_a_turn_has_claimed_meanwhile(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The turn is committed and not told so yet: its answer is not lost, and would come twice."""
    phones = Phones()
    sender = Sender(database, {"phones": phones})
    async with database.begin() as db:
        address = await identity.caller(db, Incoming("phones", "1", "7"))

    async def fails_once(_first: Work, again: Work) -> object:
        sender.expect("phones", address.id)
        async with database.begin() as db:
            await outbox.reply(db, address, say(verbatim("Mời bác")), leaves=True)
        async with database.begin() as db:
            return await again(db)

    monkeypatch.setattr(database, "patiently", fails_once)
    found = await sender._claim(sender._lanes, set())
    assert found.delivery is None

    async def at_once(work: Work) -> object:
        async with database.begin() as db:
            return await work(db)

    # Had the turn ended unheard of, it would be lost, and found again.
    sender.expect_no_more("phones", address.id)
    monkeypatch.setattr(database, "patiently", lambda _first, again: at_once(again))
    found = await sender._claim(sender._lanes, set())
    assert found.delivery is not None
    assert found.delivery.address_id == address.id
