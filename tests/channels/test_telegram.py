"""Telegram, with the real client against our own strict server."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.app import App
from bot.channels.channel import NotSent, Refused, SendResult, Sent, Throttled, Unclear, Unreachable
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.inbound import to_incoming
from bot.channels.telegram.polling import TelegramPolling
from bot.channels.telegram.reading import UpdatePart
from bot.chat.message import Button, IncomingKind, Outgoing
from bot.storage.database import Database
from tests import scene
from tests.fake_telegram import FakeTelegram, Person, faults
from tests.fake_telegram.faults import Fault
from tests.fake_telegram.refusals import Refusal, bad


@pytest.fixture
async def app(telegram: Telegram, file_database: Database) -> AsyncIterator[App]:
    """The whole assistant, running on the server."""
    async with file_database.begin() as db:
        await scene.group(db)
    app = App(file_database, {"telegram": telegram})
    working = [
        asyncio.create_task(TelegramPolling(telegram.bot, app.hear).run()),
        asyncio.create_task(app.sender.run()),
    ]
    yield app
    for task in working:
        task.cancel()
    await asyncio.gather(*working, return_exceptions=True)


@pytest.mark.usefixtures("app")
async def test_a_newcomer_talks_to_the_assistant(tg: FakeTelegram) -> None:
    an = tg.person("An")
    await an.says("/start")
    await an.sees("gọi thế nào")
    first = await an.presses("Bác")
    await an.sees("có đồng ý không")
    second = await an.presses("Tôi đồng ý")
    await an.sees("họ và tên")
    await tg.all_taken()
    await tg.until(lambda: all(press is not None and press.answered_at is not None for press in (first, second)))


@pytest.mark.usefixtures("app")
async def test_a_secret_is_removed_from_the_chat(tg: FakeTelegram) -> None:
    an = tg.person("An")
    await an.says("mật khẩu của tôi là hoasen123")
    await an.sees("đừng gửi mật khẩu")
    await tg.until(lambda: not any("hoasen123" in message.text for message in an.messages))


@pytest.mark.usefixtures("app")
async def test_a_sign_put_to_a_question_arrives_and_one_that_is_taken_away_does_not(tg: FakeTelegram) -> None:
    an = tg.person("An")
    await an.says("/start")
    await an.presses("Bác")
    asked = await an.sees("có đồng ý không")
    assert await an.reacts("👍", asked) is not None
    again = await an.sees_new("đồng ý")
    await an.reacts("", again)
    await tg.all_taken()
    assert an.messages[-1].id == again.id


@pytest.mark.usefixtures("app")
async def test_a_malformed_update_holds_up_nobody(tg: FakeTelegram) -> None:
    an = tg.person("An")
    tg.inject("message", {"text": "no sender, no chat, no date"})
    await an.says("/start")
    await an.sees("gọi thế nào")
    await tg.all_taken()


FAULTS = [
    (faults.throttled(7), Throttled(timedelta(seconds=7))),
    (faults.throttled(10**9), Throttled(timedelta(minutes=10))),
    (faults.blocked(), Unreachable("Forbidden: bot was blocked by the user")),
    (faults.deactivated(), Unreachable("Forbidden: user is deactivated")),
    (faults.chat_not_found(), Unreachable("Chat not found")),
    (Fault(refusal=bad("can't parse entities")), Refused("Can't parse entities")),
    (faults.server_error(), Unclear("Internal Server Error: restart")),
    (Fault(refusal=Refusal(429, "Too Many Requests: retry after 0")), Throttled(timedelta(seconds=5))),
    (faults.cut(applied=False), Unclear("ServerDisconnectedError")),
    (faults.cut(applied=True), Unclear("ServerDisconnectedError")),
    (faults.rubbish(applied=True), Unclear("Invalid server response")),
]


@pytest.mark.parametrize(("fault", "expected"), FAULTS)
async def test_a_failure_is_a_value(
    tg: FakeTelegram, telegram: Telegram, hoa: Person, fault: Fault, expected: SendResult
) -> None:
    """On a first connection and on one that is kept alive; and the client repeats nothing by itself."""
    for times in (1, 2):
        tg.next("sendMessage", fault)
        assert await telegram.send(str(hoa.id), Outgoing("Mời bác")) == expected
        assert len(tg.calls_of("sendMessage")) == times * 2 - 1
        assert len(_received(hoa)) == times - 1 + times * fault.applied
        await telegram.send(str(hoa.id), Outgoing("Chào bác"))


def _received(person: Person) -> list[str]:
    return [message.text for message in person.messages if message.by_bot]


async def test_what_a_gateway_says_leaves_the_outcome_open(tg: FakeTelegram, telegram: Telegram, hoa: Person) -> None:
    """In front of the API somebody gave up waiting: the call may have gone through all the same."""
    tg.next("sendMessage", faults.bad_gateway())
    assert isinstance(await telegram.send(str(hoa.id), Outgoing("Chào bác")), Unclear)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(
    tg: FakeTelegram, telegram: Telegram, hoa: Person, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """307 and 308 would make the client send the same message a second time, on its own account."""
    answer = tg.server._answer

    async def redirect(request: Request) -> Response:
        await answer(request)
        return RedirectResponse(str(request.url), status)

    monkeypatch.setattr(tg.server, "_answer", redirect)
    await tg.goes_down()
    await tg.comes_back()
    assert isinstance(await telegram.send(str(hoa.id), Outgoing("Chào bác")), Unclear)
    assert len(tg.calls_of("sendMessage")) == 1


async def test_no_connection_is_surely_not_sent(tg: FakeTelegram, telegram: Telegram, hoa: Person) -> None:
    await tg.goes_down()
    # The connection that was open breaks, and it may be that nobody can know; the next cannot even be made.
    assert isinstance(await telegram.send(str(hoa.id), Outgoing("Chào bác")), Unclear | NotSent)
    assert isinstance(await telegram.send(str(hoa.id), Outgoing("Chào bác")), NotSent)


async def test_a_connection_that_the_server_has_closed_is_not_used_again(
    tg: FakeTelegram, telegram: Telegram, hoa: Person
) -> None:
    await asyncio.gather(*(telegram.send(str(hoa.id), Outgoing("Mời bác")) for _time in range(3)))
    tg.hangs_up()  # this loop is busy, and has not heard it yet

    assert isinstance(await telegram.send(str(hoa.id), Outgoing("Mời bác vào")), Sent)
    assert _received(hoa).count("Mời bác vào") == 1


async def test_an_edit_edits_and_an_edit_of_nothing_is_a_new_message(telegram: Telegram, hoa: Person) -> None:
    sent = await telegram.send(str(hoa.id), Outgoing("Một", (Button("Có", "1.0"), Button("Không", "1.1"))))
    assert isinstance(sent, Sent)
    assert await telegram.send(str(hoa.id), Outgoing("Hai"), sent.message_id) == sent
    assert await telegram.send(str(hoa.id), Outgoing("Hai"), sent.message_id) == sent
    again = await telegram.send(str(hoa.id), Outgoing("Ba"), "999999")
    assert isinstance(again, Sent)
    assert _received(hoa) == ["Hai", "Ba"]


def _update(**content: object) -> UpdatePart:
    chat = {"id": 5, "type": "private"}
    sender = {"id": 5, "is_bot": False, "first_name": "An", "last_name": "Nguyễn", "language_code": "vi"}
    message = {"message_id": 9, "date": 0, "chat": chat, "from": sender, **content}
    return UpdatePart({"update_id": 77, "message": message}, "update")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"text": "chào"}, IncomingKind.TEXT),
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
            IncomingKind.STICKER,
        ),
        ({"photo": [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]}, IncomingKind.PHOTO),
        ({"voice": {"file_id": "a", "file_unique_id": "a", "duration": 1}}, IncomingKind.VOICE),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, IncomingKind.LOCATION),
        ({"contact": {"phone_number": "1", "first_name": "An"}}, IncomingKind.CONTACT),
        ({"dice": {"value": 1, "emoji": "🎲"}}, IncomingKind.OTHER),
    ],
)
def test_what_arrives(content: dict[str, object], kind: IncomingKind) -> None:
    incoming = to_incoming(_update(**content))
    assert incoming is not None
    assert (incoming.kind, incoming.event_id, incoming.external_id) == (kind, "77", "5")
    assert (incoming.profile_name, incoming.language, incoming.message_id) == ("An Nguyễn", "vi", "9")


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_what_is_said_elsewhere_is_not_for_us(kind: str) -> None:
    assert to_incoming(_update(text="chào", chat={"id": -5, "type": kind, "title": "Khu phố 3"})) is None
