"""Telegram, with the real client against our own strict server."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from telegram import Update

from bot.app import App
from bot.channels.channel import NotSent, Refused, SendResult, Sent, Throttled, Unclear, Unreachable
from bot.channels.telegram.channel import Telegram, connected
from bot.channels.telegram.inbound import to_incoming
from bot.channels.telegram.polling import Polling
from bot.chat.message import Button, Incoming, Kind, Outgoing
from bot.storage import wards
from bot.storage.database import Database
from bot.turn import Unavailable
from tests import scene
from tests.telegram_server import TOKEN, Fault, Refusal, TelegramServer

AN = (1 << 51) + 7  # ids reach 52 bits


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


@pytest.fixture
async def telegram(server: TelegramServer) -> AsyncIterator[Telegram]:
    async with connected(TOKEN, server.root) as telegram:
        yield telegram


@pytest.fixture
async def app(telegram: Telegram, tmp_path: Path) -> AsyncIterator[App]:
    """The whole assistant, running on the server."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    await database.create_tables()
    async with database.begin() as db:
        await wards.seed(db)
        await scene.group(db)
    app = App(database, {"telegram": telegram})
    working = [asyncio.create_task(Polling(telegram.bot, app.hear).run()), asyncio.create_task(app.sender.run())]
    yield app
    for task in working:
        task.cancel()
    await asyncio.gather(*working, return_exceptions=True)
    await database.close()


@pytest.mark.usefixtures("app")
async def test_a_newcomer_talks_to_the_assistant(server: TelegramServer) -> None:
    an = server.person("An", AN)
    await an.says("/start")
    await an.sees("gọi thế nào")
    await an.presses("Bác")
    await an.sees("có đồng ý không")
    await an.presses("Tôi đồng ý")
    await an.sees("họ và tên")
    await server.until(lambda: server.unconfirmed() == [])
    assert sum(method == "answerCallbackQuery" for method, _fields in server.calls) == 2


@pytest.mark.usefixtures("app")
async def test_a_secret_is_removed_from_the_chat(server: TelegramServer) -> None:
    an = server.person("An", AN)
    await an.says("mật khẩu của tôi là hoasen123")
    await an.sees("đừng gửi mật khẩu")
    await server.until(lambda: any(method == "deleteMessage" for method, _fields in server.calls))


@pytest.mark.usefixtures("app")
async def test_a_malformed_update_holds_up_nobody(server: TelegramServer) -> None:
    an = server.person("An", AN)
    await server.deliver({"message": {"text": "no sender, no chat, no date"}})
    await server.deliver({"chat_of_a_coming_version": {}})
    await an.says("/start")
    await an.sees("gọi thế nào")
    await server.until(lambda: server.unconfirmed() == [])


async def test_an_update_stays_with_the_platform_until_it_is_taken(server: TelegramServer, telegram: Telegram) -> None:
    taken: list[str] = []
    failures = iter([Unavailable(), Unavailable()])

    async def hear(incoming: Incoming) -> None:
        if incoming.text == "hai" and (failure := next(failures, None)) is not None:
            raise failure
        taken.append(incoming.text)

    an = server.person("An", AN)
    await an.says("một")
    second = await an.says("hai")
    polling = asyncio.create_task(Polling(telegram.bot, hear).run())
    await server.until(lambda: server.unconfirmed() == [second])
    await server.until(lambda: server.unconfirmed() == [])
    polling.cancel()
    assert taken.count("một") == 1
    assert taken.count("hai") == 1


FAULTS = [
    (Fault(Refusal(429, "Too Many Requests: retry after 7", retry_after=7)), Throttled(timedelta(seconds=7))),
    (
        Fault(Refusal(403, "Forbidden: bot was blocked by the user")),
        Unreachable("Forbidden: bot was blocked by the user"),
    ),
    (Fault(Refusal(400, "Bad Request: chat not found")), Unreachable("Chat not found")),
    (Fault(Refusal(400, "Bad Request: can't parse entities")), Refused("Can't parse entities")),
    (Fault(Refusal(502, "Bad Gateway")), NotSent("Bad Gateway")),
    (Fault(cut=True), Unclear("ServerDisconnectedError")),
    (Fault(cut=True, applied_first=True), Unclear("ServerDisconnectedError")),
]


@pytest.mark.parametrize(("fault", "expected"), FAULTS)
async def test_a_failure_is_a_value(
    server: TelegramServer, telegram: Telegram, fault: Fault, expected: SendResult
) -> None:
    server.person("An", AN)
    server.next("sendMessage", fault)
    assert await telegram.send(str(AN), Outgoing("Chào bác")) == expected
    assert len(server.chats[AN]) == fault.applied_first


async def test_no_connection_is_surely_not_sent() -> None:
    async with TelegramServer() as gone:
        gone.person("An", AN)
        async with connected(TOKEN, gone.root) as telegram:
            await gone.__aexit__()
            # The connection that was open breaks, and nobody can know; the next cannot even be made.
            assert isinstance(await telegram.send(str(AN), Outgoing("Chào bác")), Unclear)
            assert isinstance(await telegram.send(str(AN), Outgoing("Chào bác")), NotSent)


async def test_an_edit_edits_and_an_edit_of_nothing_is_a_new_message(
    server: TelegramServer, telegram: Telegram
) -> None:
    server.person("An", AN)
    sent = await telegram.send(str(AN), Outgoing("Một", (Button("Có", "1.0"), Button("Không", "1.1"))))
    assert isinstance(sent, Sent)
    assert await telegram.send(str(AN), Outgoing("Hai"), sent.message_id) == sent
    assert await telegram.send(str(AN), Outgoing("Hai"), sent.message_id) == sent
    again = await telegram.send(str(AN), Outgoing("Ba"), "999999")
    assert isinstance(again, Sent)
    assert [message.text for message in server.chats[AN].values()] == ["Hai", "Ba"]


def _update(**content: object) -> Update:
    chat = {"id": 5, "type": "private"}
    sender = {"id": 5, "is_bot": False, "first_name": "An", "last_name": "Nguyễn", "language_code": "vi"}
    message = {"message_id": 9, "date": 0, "chat": chat, "from": sender, **content}
    return Update.de_json({"update_id": 77, "message": message}, None)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"text": "chào"}, Kind.TEXT),
        (
            {
                "sticker": {
                    "file_id": "a",
                    "file_unique_id": "a",
                    "type": "regular",
                    "width": 1,
                    "height": 1,
                    "is_animated": False,
                    "is_video": False,
                }
            },
            Kind.STICKER,
        ),
        ({"photo": [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]}, Kind.PHOTO),
        ({"voice": {"file_id": "a", "file_unique_id": "a", "duration": 1}}, Kind.VOICE),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, Kind.LOCATION),
        ({"contact": {"phone_number": "1", "first_name": "An"}}, Kind.CONTACT),
        ({"dice": {"value": 1, "emoji": "🎲"}}, Kind.OTHER),
    ],
)
def test_what_arrives(content: dict[str, object], kind: Kind) -> None:
    incoming = to_incoming(_update(**content))
    assert incoming is not None
    assert (incoming.kind, incoming.event_id, incoming.external_id) == (kind, "77", "5")
    assert (incoming.profile_name, incoming.language, incoming.message_id) == ("An Nguyễn", "vi", "9")


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_what_is_said_elsewhere_is_not_for_us(kind: str) -> None:
    assert to_incoming(_update(text="chào", chat={"id": -5, "type": kind, "title": "Khu phố 3"})) is None
