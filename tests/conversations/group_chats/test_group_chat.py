"""The chat of the neighbourhood, as its leader asks for it on any kind of channel."""

from bot.chat.message import ChatRoom
from bot.services.group_chats import links
from bot.storage.tables.people import Address, Person
from tests import scene
from tests.town import Talker, Town

_ROOM = ChatRoom("-4000000001", "Khu phố 3 xóm mình")


async def _chat(town: Town) -> Address:
    async with town.begin() as db:
        return (await links.met(db, "web", _ROOM))[1]


async def _link(town: Town, lan: Talker) -> None:
    address = await _chat(town)
    async with town.begin() as db:
        leader = await scene.person(db, lan)
        await links.link(db, leader, address.id, await scene.home(db, leader))


async def test_the_chat_of_the_neighbourhood_is_linked_and_let_go(town: Town) -> None:
    lan = town.phone("Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    await lan.says("/menu")
    await lan.taps("Việc khác")
    await lan.taps("Nơi mình phụ trách")
    await lan.taps("Đăng vào nhóm chat")
    lan.sees("Trên Telegram", "/noi NOI-1")
    await _link(town, lan)
    await lan.says("/nhom")
    lan.sees("“Khu phố 3 xóm mình”")
    await lan.taps("Ngắt")
    lan.sees("không đăng gì vào nhóm đó nữa")
    await lan.taps("Nhầm, trả lại")
    lan.sees("nối lại như trước")
    await lan.says("/nhom")
    await lan.taps("Ngắt")
    await lan.says("/nhom")
    lan.sees("/noi NOI-1")


async def test_an_old_button_unlinks_nothing_twice(town: Town) -> None:
    lan = town.phone("Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    await _link(town, lan)
    await lan.says("/nhom")
    stop = await lan.data_of("Ngắt")
    await lan.taps("Ngắt")
    await lan.taps_again(stop)
    async with town.begin() as db:
        assert await links.of_group(db, 1) is None


async def test_nobody_else_asks_for_it(town: Town) -> None:
    an, lan = town.phone("An"), town.phone("Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        await scene.resident(db, an, home)
    await _link(town, lan)
    await an.says("/nhom")
    an.sees("dành cho người phụ trách")
    address = await _chat(town)
    for flow in ("unlink_chat", "link_chat"):
        async with town.begin() as db:
            await scene.card(db, an, flow, group=1, chat=address.id)
        await town.app.sender.drain()
        await an.taps(flow)
        an.sees("dành cho người phụ trách")
    async with town.begin() as db:
        linked = await links.of_group(db, 1)
        leader: Person = await scene.person(db, lan)
        assert linked is not None
        assert linked.chat.linked_by_id == leader.id
