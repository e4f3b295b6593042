"""What the platform may have taken although it said otherwise: once more at most, an announcement never."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import clock
from bot.channels.channel import NotSent, SendResult, Sent, Throttled
from bot.channels.telegram.channel import Telegram
from bot.chat.message import Incoming, Outgoing
from bot.chat.render import Capabilities
from bot.chat.say import say
from bot.i18n import verbatim
from bot.sending.sender import Sender
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import identity
from bot.storage.database import Database
from bot.storage.tables.messaging import Outbox, OutboxStatus, Priority
from tests.fake_telegram import FakeTelegram, Person, faults
from tests.fake_telegram.faults import Fault
from tests.fake_telegram.refusals import Refusal

PERHAPS = [
    *(Fault(refusal=Refusal(status, "Internal Server Error"), applied=True) for status in (500, 502, 503, 504)),
    *(Fault(page=(status, "<html>nginx</html>"), applied=True) for status in (500, 502, 503, 504)),
    faults.cut(applied=True),
    faults.rubbish(applied=True),
]


async def _put(database: Database, to: str, lane: Priority, channel: str = "telegram") -> None:
    async with database.begin() as db:
        address = await identity.caller(db, Incoming(channel, "1", to))
        if lane is Priority.REPLY:
            await outbox.reply(db, address, say(verbatim("Mời bác")))
        else:
            await outbox.tell(db, address.person, say(verbatim("Mời bác")), Plan(priority=lane, through_quiet=True))


async def _long_after(sender: Sender) -> None:
    """As often as the sender would try."""
    for _time in range(5):
        await sender.drain()
        clock.stop_at(clock.now() + timedelta(minutes=2))


async def _statuses(database: Database) -> list[OutboxStatus]:
    async with database.begin() as db:
        return [*await db.scalars(select(Outbox.status))]


@pytest.mark.parametrize("fault", PERHAPS)
async def test_what_may_have_taken_effect_comes_once_more_at_most(
    tg: FakeTelegram, telegram: Telegram, file_database: Database, fault: Fault
) -> None:
    most = {Priority.REPLY: 2, Priority.REMINDER: 2, Priority.BROADCAST: 1}
    people = {lane: tg.person(lane) for lane in most}
    for lane, person in people.items():
        await person.says("/start")
        await _put(file_database, str(person.id), lane)
    tg.next("sendMessage", fault, times=30)
    await _long_after(Sender(file_database, {"telegram": telegram}))
    assert {lane: sum(one.by_bot for one in person.messages) for lane, person in people.items()} == most
    assert await _statuses(file_database) == [OutboxStatus.UNKNOWN] * 3


async def test_a_removal_is_tried_until_it_is_done(
    tg: FakeTelegram, telegram: Telegram, hoa: Person, file_database: Database
) -> None:
    """It changes nothing a second time, and what is to be removed may be a secret."""
    secret = hoa.messages[-1]
    tg.next("deleteMessage", faults.server_error(), times=4)
    async with file_database.begin() as db:
        address = await identity.caller(db, Incoming("telegram", "1", str(hoa.id)))
        await outbox.delete(db, address, str(secret.id))
    await _long_after(Sender(file_database, {"telegram": telegram}))
    assert await _statuses(file_database) == [OutboxStatus.SENT]
    assert secret not in hoa.messages


class Narrow:
    """A channel of short messages; it takes the first piece, and then answers this to every other one."""

    name = "narrow"

    def __init__(self, answer: SendResult) -> None:
        self.taken: list[str] = []
        self._answers = [Sent("1"), answer] * 10

    def can(self, external_id: str) -> Capabilities:
        del external_id
        return Capabilities(buttons=0, text_limit=6, gap=0.0)

    async def send(self, external_id: str, message: Outgoing, edits: str | None = None) -> SendResult:
        del external_id, edits
        answer = self._answers.pop(0)
        self.taken += [message.text] if isinstance(answer, Sent) else []
        return answer


@pytest.mark.parametrize("answer", [NotSent("no way"), Throttled(timedelta(seconds=1))])
async def test_the_beginning_of_a_message_comes_once_more_at_most(file_database: Database, answer: SendResult) -> None:
    narrow = Narrow(answer)
    await _put(file_database, "1", Priority.REPLY, "narrow")
    await _long_after(Sender(file_database, {"narrow": narrow}))
    assert narrow.taken == ["Mời", "Mời"]
