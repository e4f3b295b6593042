"""The sender at work, before a channel that forgives nothing."""

import asyncio
import random
import secrets

from bot.channels.channel import Sent
from bot.chat.message import Incoming
from bot.chat.render import Capabilities
from bot.chat.say import say
from bot.i18n import verbatim
from bot.sender import Sender
from bot.services.messaging import outbox
from bot.services.people import identity
from bot.storage.database import Database
from tests.channels.strict import Strict, some_way
from tests.fake_telegram import RateLimits

GAP = 0.1


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
