"""Being blocked, and groups with their chats: the real client, turn and sender against our own strict server."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bot import clock
from bot.chat.message import Incoming
from bot.chat.say import say
from bot.domain.people.person import RoleStatus
from bot.i18n import verbatim
from bot.services.group_chats import links
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import identity
from bot.storage.tables.messaging import Outbox, OutboxStatus
from bot.storage.tables.people import Address, Person, Role
from tests.channels.square import Square, Street
from tests.fake_telegram import faults
from tests.fake_telegram.faults import Fault
from tests.fake_telegram.refusals import bad


async def _told(place: Square, person: Person, words: str) -> OutboxStatus | None:
    """What becomes of a message to somebody; None if nothing reaches them."""
    async with place.app.database.begin() as db:
        row = await outbox.tell(db, await db.get_one(Person, person.id), say(verbatim(words)), Plan())
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
        address = await identity.caller(db, Incoming("telegram", "scene", str(first.id)))
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


# A chat of a residential group, linked by its leader.


async def _is_linked(street: Street) -> bool:
    async with street.place.app.database.begin() as db:
        return await links.of_group(db, street.place.home.id) is not None


async def test_a_leader_links_a_chat_by_a_command_and_is_asked_in_private(street: Street) -> None:
    await street.lan.says("/noi", to=street.chat)
    await street.place.settle()
    await street.lan.sees("“Khu phố 3 xóm mình”")
    assert not await _is_linked(street)
    await street.lan.presses("Nối với Khu phố 3")
    await street.place.settle()
    assert await _is_linked(street)
    assert "không nêu tên ai" in street.posts()[-1]


async def test_a_leader_links_a_chat_by_the_button_that_adds_us(street: Street) -> None:
    other = street.place.tg.group("Xóm trên", [street.lan], bot=None)
    await street.lan.says("/noi")
    await street.place.settle()
    card = await street.lan.sees("/noi NOI-")
    (link,) = [
        button["url"] for row in card.body["reply_markup"]["inline_keyboard"] for button in row if "url" in button
    ]
    await street.lan.opens(link, other)
    await street.place.settle()
    await street.lan.sees("“Xóm trên”")
    await street.lan.presses("Nối với Khu phố 3")
    await street.place.settle()
    assert "không nêu tên ai" in street.posts(other)[-1]


@pytest.mark.parametrize("command", ["/noi", "/noi NOI-1", "/start@hoc_vu_so_bot NOI-1"])
async def test_only_the_leader_of_that_group_links_a_chat(street: Street, command: str) -> None:
    await street.an.says(command, to=street.chat)
    await street.place.settle()
    assert ["chỉ trưởng khu phố" in post for post in street.posts()] == [True]
    assert not any("Nối với" in label for message in street.an.messages for label in message.buttons)
    assert not await _is_linked(street)


async def test_the_confirmation_helps_nobody_who_leads_no_more(street: Street) -> None:
    await street.lan.says("/noi", to=street.chat)
    await street.place.settle()
    async with street.place.app.database.begin() as db:
        await db.execute(update(Role).values(status=RoleStatus.ENDED))
    await street.lan.presses("Nối với Khu phố 3")
    await street.place.settle()
    assert not await _is_linked(street)


async def test_a_chat_is_let_go_and_that_is_taken_back(street: Street) -> None:
    await street.linked()
    await street.lan.says("/nhom")
    await street.place.settle()
    await street.lan.presses("Ngắt")
    await street.place.settle()
    assert not await _is_linked(street)
    await street.lan.presses("Nhầm, trả lại")
    await street.place.settle()
    assert await _is_linked(street)


async def test_linking_is_taken_back_and_the_chat_before_is_linked_again(street: Street) -> None:
    await street.linked()
    other = street.place.tg.group("Xóm trên", [street.lan])
    await street.lan.says("/noi", to=other)
    await street.place.settle()
    await street.lan.presses("Nối với Khu phố 3")
    await street.place.settle()
    await street.lan.presses("Nhầm, trả lại")
    await street.place.settle()
    async with street.place.app.database.begin() as db:
        linked = await links.of_group(db, street.place.home.id)
    assert linked is not None
    assert linked.address.external_id == str(street.chat.id)


async def test_put_out_of_a_chat_the_leader_is_told_once(street: Street) -> None:
    await street.linked()
    street.chat.removes_bot(street.an)
    await street.place.settle()
    assert not await _is_linked(street)
    assert sum("không còn đăng được vào nhóm" in message.text for message in street.lan.messages) == 1
    street.chat.adds_bot(street.lan)
    await street.linked()
    assert await _is_linked(street)


async def test_a_send_that_finds_us_put_out_ends_the_link_too(street: Street) -> None:
    await street.linked()
    street.place.tg.next("sendMessage", faults.blocked(), chat=street.chat)
    await _post(street, "Mai có lớp")
    await street.place.app.sender.drain()
    assert not await _is_linked(street)
    assert sum("không còn đăng được vào nhóm" in message.text for message in street.lan.messages) == 1


async def _post(street: Street, words: str) -> None:
    async with street.place.app.database.begin() as db:
        linked = await links.of_group(db, street.place.home.id)
        assert linked is not None
        await outbox.post(db, linked.address, say(verbatim(words)), Plan())


async def test_a_chat_that_becomes_a_supergroup_keeps_its_link(street: Street) -> None:
    await street.linked()
    grown = street.chat.becomes_supergroup()
    await street.place.settle()
    await _post(street, "Mai có lớp")
    await street.place.app.sender.drain()
    assert street.posts(grown) == ["Mai có lớp"]
    assert await _is_linked(street)


async def test_a_send_may_hear_of_the_supergroup_first(street: Street) -> None:
    await street.linked()
    street.place.tg.keep_back()
    grown = street.chat.becomes_supergroup()
    await _post(street, "Mai có lớp")
    await street.place.app.sender.drain()
    assert street.posts(grown) == ["Mai có lớp"]
    street.place.tg.deliver_out_of_order()
    await street.place.settle()
    await _post(street, "Mốt có lớp")
    await street.place.app.sender.drain()
    assert street.posts(grown) == ["Mai có lớp", "Mốt có lớp"]


async def test_a_supergroup_that_we_knew_already_takes_the_link_over(street: Street) -> None:
    await street.linked()
    street.place.tg.keep_back()
    grown = street.chat.becomes_supergroup()
    hello = await street.an.says("/help@hoc_vu_so_bot", to=grown)
    await _post(street, "Mai có lớp")
    street.place.tg.deliver_out_of_order(hello)
    await street.place.settle()
    assert "Mai có lớp" in street.posts(grown)
    async with street.place.app.database.begin() as db:
        linked = await links.of_group(db, street.place.home.id)
        rooms = await db.scalar(select(func.count()).select_from(Address).where(Address.person_id.is_(None)))
    assert linked is not None
    assert linked.address.external_id == str(grown.id)
    assert rooms == 1


async def test_a_leader_who_adds_us_is_asked_at_once_and_anybody_else_is_not(street: Street) -> None:
    street.place.tg.group("Xóm trên", [street.lan])
    street.place.tg.group("Xóm dưới", [street.an])
    await street.place.settle()
    assert "“Xóm trên”" in street.lan.messages[-1].text
    assert not any("Xóm dưới" in message.text for message in (*street.an.messages, *street.lan.messages))


async def test_who_asks_to_link_what_is_linked_hears_that_it_is(street: Street) -> None:
    await street.linked()
    posts = street.posts()
    clock.stop_at(clock.now() + timedelta(minutes=2))
    await street.lan.says("/noi", to=street.chat)
    await street.place.settle()
    assert "Ngắt" in str(street.lan.messages[-1].buttons)
    assert "nhắn riêng" in street.posts()[-1]
    assert len(street.posts()) == len(posts) + 1


async def test_where_we_may_only_read_the_link_ends(street: Street) -> None:
    await street.linked()
    only_read = Fault(refusal=bad("not enough rights to send text messages to the chat"))
    street.place.tg.next("sendMessage", only_read, chat=street.chat)
    await _post(street, "Mai có lớp")
    await street.place.app.sender.drain()
    assert not await _is_linked(street)
