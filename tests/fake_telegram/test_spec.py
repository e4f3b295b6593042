"""The table of methods is the library's, and what is not in it is our client's mistake."""

import inspect
import re
from collections.abc import AsyncIterator

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, EndPointNotFound

from tests.fake_telegram import FakeTelegram, Person
from tests.fake_telegram.methods import METHODS as RUN
from tests.fake_telegram.spec import METHODS

# What the library offers beyond the platform.
_OWN = {
    "self",
    "read_timeout",
    "write_timeout",
    "connect_timeout",
    "pool_timeout",
    "api_kwargs",
    "allow_sending_without_reply",
    "reply_to_message_id",
    "disable_web_page_preview",
    "filename",
}


@pytest.fixture(autouse=True)
async def _no_offence(tg: FakeTelegram) -> AsyncIterator[None]:
    """The mistakes are made on purpose."""
    yield
    tg.mistakes.clear()


async def refused(tg: FakeTelegram, method: str, body: dict[str, object]) -> str:
    """What is said to a client other than the library, which would not let this pass."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{tg.root}/bot{tg.token}/{method}", json=body) as answer,
    ):
        assert answer.status == 400
        return str((await answer.json())["description"])


@pytest.mark.parametrize("method", METHODS)
def test_its_parameters_are_those_of_the_library(method: str) -> None:
    python = re.sub("([A-Z])", r"_\1", method).lower()
    library = inspect.signature(getattr(Bot, python)).parameters

    assert METHODS[method].keys() == library.keys() - _OWN
    required = {name for name, one in library.items() if one.default is one.empty} - _OWN
    assert {name for name, one in METHODS[method].items() if one.required} == required


def test_each_method_has_its_function() -> None:
    assert RUN.keys() == METHODS.keys()


@pytest.mark.parametrize(
    ("method", "parameters", "words"),
    [
        ("sendMessage", {"text": "Chào", "reply_makrup": {}}, "sendMessage knows no parameter reply_makrup"),
        ("sendMessage", {"text": "Chào", "disable_notification": 7}, "must be of type bool, not '7'"),
        ("sendMessage", {"text": "Chào", "entities": {}}, "must be of type list"),
        ("editMessageText", {"text": "Chào", "message_id": "một"}, "editMessageText.message_id must be of type int"),
        ("sendMessage", {"text": "x", "reply_markup": {"inline_keyboard": [], "keyboard": []}}, "exactly one kind"),
        ("sendMessage", {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "A", "data": "1"}]]}}, "no data"),
        ("sendMessage", {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]}, "outside of its text"),
        ("sendMessage", {"text": "x", "parse_mode": "MarkdownV2"}, "does not read"),
        ("getUpdates", {"allowed_updates": ["mesage"]}, "no such kinds of updates here: ['mesage']"),
    ],
)
async def test_a_mistake_is_refused_and_remembered(
    tg: FakeTelegram, hoa: Person, method: str, parameters: dict[str, object], words: str
) -> None:
    where = {} if method == "getUpdates" else {"chat_id": hoa.id}

    assert words in await refused(tg, method, where | parameters)
    assert len(tg.mistakes) == 1
    assert words in tg.mistakes[0]


async def test_two_actions_on_one_button_are_a_mistake(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    both = InlineKeyboardButton("A", callback_data="1", api_kwargs={"url": "https://example.org"})

    with pytest.raises(BadRequest, match="exactly one thing"):
        await bot.send_message(hoa.id, "?", reply_markup=InlineKeyboardMarkup([[both]]))
    assert len(tg.mistakes) == 1


async def test_a_link_that_the_app_would_not_follow_is_a_mistake(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    link = InlineKeyboardButton("Vào lớp", url="https://t.me/hoc_vu_so_bot?start=lớp.7")

    with pytest.raises(BadRequest, match="deep link"):
        await bot.send_message(hoa.id, "?", reply_markup=InlineKeyboardMarkup([[link]]))
    assert len(tg.mistakes) == 1


async def test_a_method_that_is_not_there(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendMesage", {"chat_id": hoa.id})
    assert tg.mistakes == ["there is no method sendMesage, or this fake does not speak it"]


@pytest.mark.parametrize(("parameters", "words"), [({}, "chat_id is empty"), ({"chat_id": 1}, "message text is empty")])
async def test_what_is_required(tg: FakeTelegram, parameters: dict[str, object], words: str) -> None:
    assert await refused(tg, "sendMessage", parameters) == f"Bad Request: {words}"


async def test_leaving_the_block_tells_the_mistakes() -> None:
    with pytest.raises(AssertionError, match="there is no method getMa"):
        async with FakeTelegram() as tg, aiohttp.ClientSession() as session:
            await session.get(f"{tg.root}/bot{tg.token}/getMa")


async def test_without_strictness_the_unknown_is_ignored_as_they_do() -> None:
    async with FakeTelegram(strict=False) as tg, aiohttp.ClientSession() as session:
        hoa = tg.person("Hoa")
        await hoa.says("/start")
        body = {"chat_id": hoa.id, "text": "Chào", "from_the_future": {}}
        async with session.post(f"{tg.root}/bot{tg.token}/SENDMESSAGE", json=body) as answer:
            assert (await answer.json())["result"]["text"] == "Chào"


async def test_calls_are_remembered_as_they_were_sent(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    await bot.send_message(hoa.id, "Chào")

    assert tg.calls[-1] == ("sendMessage", {"chat_id": str(hoa.id), "text": "Chào"})
    assert [(exchange.method, exchange.status) for exchange in tg.exchanges] == [("getMe", 200), ("sendMessage", 200)]
