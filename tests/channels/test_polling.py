"""The way to the platform: what is fetched stays there until it is taken, nobody waits for the slow."""

import asyncio

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.channels.channel import Sent
from bot.channels.telegram.channel import Telegram, connected
from bot.channels.telegram.polling import TelegramPolling
from bot.chat.message import Incoming, IncomingKind, Outgoing
from bot.storage.passing import Unavailable
from tests.fake_telegram import FakeTelegram, Person


async def test_an_update_stays_with_the_platform_until_it_is_taken(
    tg: FakeTelegram, telegram: Telegram, hoa: Person
) -> None:
    taken: list[str] = []
    failures = iter([Unavailable(), Unavailable()])

    async def hear(incoming: Incoming) -> None:
        if incoming.text == "hai" and (failure := next(failures, None)) is not None:
            raise failure
        taken.append(incoming.text)

    await hoa.says("một")
    second = await hoa.says("hai")
    polling = asyncio.create_task(TelegramPolling(telegram.bot, hear).run())
    await tg.until(lambda: tg.pending == [second])
    await tg.all_taken(within=10)
    polling.cancel()
    assert taken.count("một") == 1
    assert taken.count("hai") == 1


async def test_whoever_is_slow_holds_up_nobody_else(tg: FakeTelegram, telegram: Telegram, hoa: Person) -> None:
    taken: list[str] = []
    slow = asyncio.Event()
    beginning = len(tg.calls_of("sendChatAction"))

    async def hear(incoming: Incoming) -> None:
        taken.append(incoming.text or incoming.tap)
        if incoming.text == "một" or incoming.kind is IncomingKind.UNREADABLE:
            await slow.wait()

    an = tg.person("An")
    first = await hoa.says("một")
    polling = asyncio.create_task(TelegramPolling(telegram.bot, hear).run())
    await tg.until(lambda: taken)
    tap = tg.inject("callback_query", {"id": "7", "from": an.user.as_json(), "data": "1.0"})
    await tg.until(lambda: "1.0" in taken and tg.calls_of("answerCallbackQuery"))
    odd = tg.inject("message", {})
    last = await an.says("hai")
    await tg.until(lambda: "hai" in taken)
    # Only who waits for an answer sees that we are at work.
    await tg.until(lambda: len(tg.calls_of("sendChatAction")) > beginning)
    assert {call["chat_id"] for call in tg.calls_of("sendChatAction")[beginning:]} == {str(hoa.id)}
    # None of it is acknowledged: a process that dies now gets it all again, and knows what it has taken.
    assert tg.pending == [first, tap, odd, last]
    slow.set()
    await tg.all_taken(within=10)
    polling.cancel()
    assert taken == ["một", "1.0", "", "hai"]


async def test_a_proxy_carries_everything(tg: FakeTelegram, hoa: Person) -> None:
    carried: list[str] = []

    async def hand_on(request: web.Request) -> web.Response:
        carried.append(request.path)
        kind = {"Content-Type": request.content_type}
        async with (
            ClientSession() as session,
            session.request(request.method, request.url, data=await request.read(), headers=kind) as answer,
        ):
            return web.Response(status=answer.status, body=await answer.read(), content_type=answer.content_type)

    app = web.Application()
    app.router.add_route("*", "/{whatever:.*}", hand_on)
    async with TestServer(app) as proxy, connected(tg.token, tg.root, str(proxy.make_url("/"))) as telegram:
        before = len(tg.calls)
        assert isinstance(await telegram.send(str(hoa.id), Outgoing("Chào bác")), Sent)
        assert (len(carried), len(tg.calls) - before) == (2, 1)
