"""Being blocked, and groups with their chats: the real client, turn and sender against our own strict server."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select

from bot.chat.message import Incoming
from bot.chat.say import say
from bot.i18n import verbatim
from bot.services import outbox, people
from bot.services.outbox import Plan
from bot.storage.messaging import Outbox, OutboxStatus
from bot.storage.people import Address
from bot.storage.people import Person as PersonRow
from tests.channels.square import Square, square


@pytest.fixture
async def place(database_url: str) -> AsyncIterator[Square]:
    async with square(database_url) as place:
        yield place


async def _told(place: Square, person: PersonRow, words: str) -> OutboxStatus | None:
    """What becomes of a message to somebody; None if nothing reaches them."""
    async with place.app.database.begin() as db:
        row = await outbox.tell(db, await db.get_one(PersonRow, person.id), say(verbatim(words)), Plan())
    await place.app.sender.drain()
    if row is None:
        return None
    async with place.app.database.begin() as db:
        return (await db.get_one(Outbox, row.id)).status


async def test_who_blocks_us_is_unreachable_at_once_and_reachable_when_back(place: Square) -> None:
    an = place.tg.person("An")
    person = await place.knows(an, "Nguyễn Văn An", "bac")
    assert await _told(place, person, "Mai có lớp") is OutboxStatus.SENT
    an.blocks()
    await place.settle()
    sent = len(place.tg.calls_of("sendMessage"))
    assert await _told(place, person, "Mai có lớp") is None
    an.unblocks()
    await place.settle()
    assert await _told(place, person, "Mốt có lớp") is OutboxStatus.SENT
    assert [message.text for message in an.messages][-1] == "Mốt có lớp"
    assert len(place.tg.calls_of("sendMessage")) == sent + 1


async def test_what_waits_for_who_blocks_us_falls_to_the_next_address(place: Square) -> None:
    first, second = place.tg.person("An"), place.tg.person("An (máy hai)")
    person = await place.knows(second, "Nguyễn Văn An", "bac")
    await first.says("/start")
    await place.settle()
    async with place.app.database.begin() as db:
        address = await people.caller(db, Incoming("telegram", "scene", str(first.id)))
        address.person_id = person.id
        await db.flush()
        await db.refresh(address, ["person"])
        await outbox.tell(db, address.person, say(verbatim("Mai có lớp")), Plan())
    first.blocks()
    await place.settle()
    assert second.messages[-1].text == "Mai có lớp"


async def test_a_stranger_who_blocks_us_stays_unknown(place: Square) -> None:
    nobody = place.tg.person("Người lạ")
    nobody.blocks()
    nobody.unblocks()
    await place.settle()
    async with place.app.database.begin() as db:
        assert await db.scalar(select(func.count()).select_from(Address)) == 0


async def test_a_block_that_is_delivered_twice_counts_once(place: Square) -> None:
    an = place.tg.person("An")
    person = await place.knows(an, "Nguyễn Văn An", "bac")
    blocked = an.blocks()
    assert blocked is not None
    await place.settle()
    an.unblocks()
    await place.settle()
    place.tg.redeliver(blocked)
    await place.settle()
    assert await _told(place, person, "Mai có lớp") is OutboxStatus.SENT
