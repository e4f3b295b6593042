"""Webhook delivery as the platform does it: in order, again, later, and back to polling."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict

from tests.fake_telegram import FakeTelegram, Person

PUBLIC = "https://hoc-vu-so.example"
URL = f"{PUBLIC}/telegram"


@dataclass
class Receiver:
    """A webhook that answers what the test tells it: a status, or the same with Retry-After."""

    tg: FakeTelegram
    got: list[dict[str, object]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    answers: list[tuple[int, str]] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        self.got.append(json.loads(await request.text()))
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.tg.state.clock.ring()
        await self.open.wait()
        status, retry_after = self.answers.pop(0) if self.answers else (200, "")
        return web.Response(status=status, headers={"Retry-After": retry_after} if retry_after else {})

    @property
    def ids(self) -> list[object]:
        return [update["update_id"] for update in self.got]

    async def has(self, *update_ids: int | None) -> None:
        """These were received, each as often as it stands here."""
        await self.tg.until(lambda: sorted(map(str, self.ids)) == sorted(map(str, update_ids)))


@pytest.fixture
async def receiver(tg: FakeTelegram) -> AsyncIterator[Receiver]:
    receiver = Receiver(tg)
    receiver.open.set()
    app = web.Application()
    app.router.add_post("/telegram", receiver.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    tg.route(PUBLIC, f"http://127.0.0.1:{runner.addresses[0][1]}")
    yield receiver
    receiver.open.set()
    await tg.state.webhook.close()
    await runner.cleanup()


@pytest.fixture
async def hoa(tg: FakeTelegram) -> Person:
    """She has not written yet."""
    return tg.person("Hoa")


async def has_been_tried(tg: FakeTelegram, times: int) -> None:
    await tg.until(lambda: len(tg.deliveries) == times)


async def test_updates_come_with_the_secret(tg: FakeTelegram, bot: Bot, receiver: Receiver, hoa: Person) -> None:
    waiting = await hoa.says("/start")
    await bot.set_webhook(URL, secret_token="bi-mat_1")
    fresh = await hoa.says("Chào")

    await receiver.has(waiting, fresh)
    await tg.all_taken()
    assert receiver.secrets == ["bi-mat_1", "bi-mat_1"]
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.last_error_message) == (URL, 0, None)


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("http://hoc-vu-so.example/telegram", None, "An HTTPS URL must be provided"),
        ("https://hoc-vu-so.example:8080/telegram", None, "only on ports 80, 88, 443 or 8443"),
        ("https://nowhere.example/telegram", None, "Failed to resolve host"),
        ("telegram", None, "Invalid webhook URL specified"),
        (URL, "bí mật", "Secret token contains unallowed characters"),
        (URL, "x" * 257, "Secret token is too long"),
    ],
)
async def test_a_webhook_that_cannot_be_is_refused(
    bot: Bot, receiver: Receiver, url: str, secret: str | None, words: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await bot.set_webhook(url, secret_token=secret)
    assert receiver.got == []


async def test_what_failed_comes_at_once_then_later_and_later(
    tg: FakeTelegram, bot: Bot, receiver: Receiver, hoa: Person
) -> None:
    receiver.answers = [(500, "")] * 4
    await bot.set_webhook(URL)
    update = await hoa.says("/start")
    start = tg.state.clock.now()

    for times, wait in ((2, 2), (3, 4), (4, 8)):
        await has_been_tried(tg, times)
        tg.advance(wait)
    await tg.all_taken()
    assert [round(one.at - start) for one in tg.deliveries] == [0, 0, 2, 6, 14]
    assert receiver.ids == [update] * 5
    assert (await bot.get_webhook_info()).last_error_message == (
        "Wrong response from the webhook: 500 Internal Server Error"
    )


async def test_retry_after_is_heeded(tg: FakeTelegram, bot: Bot, receiver: Receiver, hoa: Person) -> None:
    receiver.answers = [(503, "30")]
    await bot.set_webhook(URL)
    update = await hoa.says("/start")
    await receiver.has(update)
    await tg.until(lambda: tg.deliveries)

    tg.advance(29.9)
    assert tg.pending == [update]
    tg.advance(0.2)
    await receiver.has(update, update)
    await tg.all_taken()


async def test_one_chat_is_in_order_and_holds_up_nobody_else(
    tg: FakeTelegram, bot: Bot, receiver: Receiver, hoa: Person
) -> None:
    lan = tg.person("Lan")
    await bot.set_webhook(URL)
    receiver.open.clear()
    first, second = await hoa.says("/start"), await hoa.says("Chào")
    other = await lan.says("/start")

    await receiver.has(first, other)
    receiver.open.set()
    await receiver.has(first, other, second)
    assert receiver.ids[-1] == second


async def test_a_press_may_overtake_a_message(tg: FakeTelegram, bot: Bot, receiver: Receiver, hoa: Person) -> None:
    await hoa.says("/start")
    button = InlineKeyboardButton("A", callback_data="1")
    await bot.send_message(hoa.id, "?", reply_markup=InlineKeyboardMarkup.from_button(button))
    await bot.set_webhook(URL)
    await tg.all_taken()
    receiver.open.clear()
    said = await hoa.says("Chào")
    press = await hoa.presses("A")

    assert press is not None
    await tg.until(lambda: {said, press.update_id} <= set(receiver.ids))


async def test_polling_conflicts_and_takes_over_what_was_not_delivered(
    tg: FakeTelegram, bot: Bot, receiver: Receiver, hoa: Person
) -> None:
    receiver.answers = [(503, "3600")]
    await bot.set_webhook(URL)
    update = await hoa.says("/start")
    await tg.until(lambda: tg.deliveries)

    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert [one.update_id for one in await bot.get_updates()] == [update]
    assert (await bot.get_webhook_info()).url == ""


async def test_a_webhook_ends_the_poll_that_waits(tg: FakeTelegram, bot: Bot, receiver: Receiver) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=50))
    await tg.until(lambda: tg.calls_of("getUpdates"))

    await bot.set_webhook(URL)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await polling
    assert receiver.got == []


async def test_an_update_is_given_up_when_it_is_too_old(
    tg: FakeTelegram, bot: Bot, receiver: Receiver, hoa: Person
) -> None:
    receiver.answers = [(503, "3600")]
    await bot.set_webhook(URL)
    await hoa.says("/start")
    await tg.until(lambda: tg.deliveries)
    receiver.answers = [(503, "3600")] * 24

    for times in range(2, 26):
        tg.advance(3600)
        await has_been_tried(tg, times)
    assert tg.pending == []
    assert len(tg.expired) == 1


async def test_pending_updates_can_be_dropped(bot: Bot, receiver: Receiver, hoa: Person) -> None:
    await hoa.says("/start")
    await bot.set_webhook(URL, drop_pending_updates=True)
    fresh = await hoa.says("Chào")

    await receiver.has(fresh)


async def test_a_delivered_update_can_be_delivered_again(
    tg: FakeTelegram, bot: Bot, receiver: Receiver, hoa: Person
) -> None:
    await bot.set_webhook(URL)
    update = await hoa.says("/start")
    await tg.all_taken()
    assert update is not None

    tg.redeliver(update)
    await receiver.has(update, update)


async def test_a_webhook_that_is_not_there_is_tried_until_it_is(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    tg.route(PUBLIC, "http://127.0.0.1:9")
    await bot.set_webhook(URL)
    await hoa.says("/start")

    await has_been_tried(tg, 2)
    assert {one.status for one in tg.deliveries} == {0}
    assert len(tg.pending) == 1
