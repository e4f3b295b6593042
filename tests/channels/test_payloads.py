"""Whatever comes from Telegram, or in its name: nothing is raised or stuck, and who writes next is answered."""

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.channels.channel import Unclear
from bot.channels.telegram import channel, webhook
from bot.channels.telegram.channel import connected
from bot.channels.telegram.inbound import to_incoming
from bot.channels.telegram.polling import TelegramPolling
from bot.channels.telegram.profile import presentings
from bot.channels.telegram.reading import UpdatePart
from bot.channels.telegram.webhook import TelegramWebhook
from bot.channels.webhook import WebhookAddress
from bot.chat.message import Incoming, Outgoing
from bot.services.delivery import outages
from tests.channels import payloads
from tests.channels.damage import junk
from tests.channels.doors import SECRET, Blank, open_doors
from tests.channels.payloads import LAN, STREET, Json
from tests.fake_telegram import FakeTelegram
from tests.fake_telegram.faults import Fault

# The same examples in each run; a failure prints the blob that repeats it.
steady = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.lane
@steady
@given(st.lists(payloads.asked, min_size=4, max_size=14))
async def test_whatever_is_fetched_is_taken_and_the_next_is_answered(
    blank: Blank, bodies: list[tuple[str, Json]]
) -> None:
    async with open_doors(blank) as here:
        for kind, body in bodies:
            here.tg.inject(kind, body)
        await here.answers()


@steady
@given(st.lists(payloads.updates | junk, min_size=4, max_size=14))
async def test_whatever_is_brought_is_taken_and_the_next_is_answered(blank: Blank, updates: list[object]) -> None:
    async with open_doors(blank) as here:
        assert [await here.brings(update) for update in updates] == [200] * len(updates)
        await here.answers()


@given(body=st.one_of(payloads.private(), payloads.in_group()), extra=st.dictionaries(payloads.unread, junk))
@settings(steady, max_examples=100)
def test_what_nobody_reads_changes_nothing(body: Json, extra: Json) -> None:
    """So a change of the API, or of the library's idea of it, cannot take somebody's words away."""
    more = {"reply_to_message": [], "entities": [{}], "date": "?", "via_bot": {}} | extra
    assert _read(body | more) == _read(body)


async def test_words_are_heard_whatever_stands_beside_them(blank: Blank) -> None:
    """The library throws the whole message away if it misses something in a corner of it."""
    beside = {"reply_to_message": {"message_id": 1}, "sticker": {}, "entities": [{"offset": 9**9}], "photo": "?"}
    async with open_doors(blank) as here:
        here.tg.inject("message", here.said("menu") | beside)
        await here.answers()
        assert len([message for message in here.lan.messages if message.by_bot]) == 2


async def test_every_change_of_our_standing_is_taken_everywhere(blank: Blank) -> None:
    everywhere = [(LAN, "private"), (STREET, "group"), (STREET, "supergroup"), (-7, "channel")]
    statuses = (*payloads.STATUSES, "of the future")
    async with open_doors(blank) as here:
        for (number, kind), before, after in product(everywhere, statuses, statuses):
            chat = {"id": number, "type": kind, "title": "Khu phố 3"}
            members = {"old_chat_member": {"status": before}, "new_chat_member": {"status": after}}
            here.tg.inject("my_chat_member", {"chat": chat, "from": here.lan.user.as_json(), "date": 1, **members})
        await here.answers()


async def test_what_cannot_be_read_is_counted_and_not_told(blank: Blank) -> None:
    async with open_doors(blank) as here:
        with capture_logs() as logs:
            here.tg.inject("message", here.said("bí mật") | {"chat": {"id": LAN}, "message_id": "bí mật"})
            here.tg.inject("message", here.said("bí mật") | {"from": "bí mật"})
            await here.tg.all_taken()
        assert [(line["log_level"], line["so_far"]) for line in logs] == [("warning", 1), ("warning", 2)]
        async with here.app.database.begin() as db:
            assert await outages._unread(db) == 2
        assert "bí mật" not in str(logs)


async def test_the_spinner_stops_also_for_a_tap_that_cannot_be_read(blank: Blank) -> None:
    async with open_doors(blank) as here:
        here.tg.inject("callback_query", {"id": "77", "message": []})
        await here.tg.until(lambda: here.tg.calls_of("answerCallbackQuery"))
        await here.answers()


async def test_a_message_without_an_id_cannot_be_deleted(blank: Blank) -> None:
    async with open_doors(blank) as here:
        for wrong in ("abc", True, 0.5, None, 10**30):
            here.tg.inject("message", here.said("mật khẩu của tôi là hoasen123") | {"message_id": wrong})
        await here.answers()
        assert here.tg.calls_of("deleteMessage") == []


async def test_a_group_is_nobody_and_nobody_is_a_group(blank: Blank) -> None:
    async with open_doors(blank) as here:
        group, lan = {"id": STREET, "type": "private"}, {"id": LAN, "type": "group", "title": "Lan"}
        here.tg.inject("message", here.said("chào") | {"chat": group})
        here.tg.inject("message", here.said("/noi") | {"chat": lan})
        await here.answers()


async def test_what_fails_even_in_the_apology_counts_as_taken(blank: Blank) -> None:
    """Whatever a channel takes for a person: the chat of a group has no turn, and nobody to be told."""
    async with open_doors(blank) as here:
        await here.app.hear(Incoming("telegram", "1", str(STREET), text="chào"))
        assert ["turn failed" in here.errors.seen[0], "nobody could be told" in here.errors.seen[1]] == [True, True]


@pytest.mark.parametrize("phone", ["", "+", None, 84901234567])
def test_a_contact_without_a_number_is_nobody_s_number(phone: object) -> None:
    contact = {"phone_number": phone, "first_name": "Lan", "user_id": LAN}
    assert _heard({"contact": contact}).own_number == ""


UNREADABLE = [
    "null",
    "{}",
    "[7]",
    '[{"message":{}}]',
    '[{"update_id":true}]',
    '[{"update_id":-5}]',
    "[" * 50_000 + "]" * 50_000,
]


@pytest.mark.parametrize("result", UNREADABLE)
async def test_no_answer_of_the_platform_s_ends_the_polling(result: str) -> None:
    """It is a failure as any other, which is waited out."""
    async with FakeTelegram() as tg, connected(tg.token, tg.root) as telegram:
        tg.next("getUpdates", Fault(page=(200, f'{{"ok":true,"result":{result}}}')))
        assert not await TelegramPolling(telegram.bot, _deaf)._tried()


@pytest.mark.parametrize("result", ["true", "null", "[]", "{}", '{"message_id":1}', "[" * 50_000 + "]" * 50_000])
async def test_a_message_whose_receipt_cannot_be_read_may_have_arrived(result: str) -> None:
    async with FakeTelegram() as tg, connected(tg.token, tg.root) as telegram:
        tg.next("sendMessage", Fault(page=(200, f'{{"ok":true,"result":{result}}}')))
        assert isinstance(await telegram.send("5", Outgoing("Chào bác")), Unclear)


ODD = [
    *(
        (200, f'{{"ok":true,"result":{result}}}')
        for result in ("null", "[]", "7", '{"id":"x","is_bot":1}', '{"url":7}')
    ),
    *((status, body) for status in (200, 429, 500) for body in ("[]", "null", "{}", '{"ok":false,"description":7}')),
    (429, '{"ok":false,"parameters":{"retry_after":"soon"}}'),
    (429, '{"ok":false,"parameters":{"retry_after":1e300}}'),
    (500, '{"ok":false,"parameters":{"migrate_to_chat_id":"x"}}'),
    (200, '{"ok":true,"result":{"file_id":"a","file_unique_id":"b"}}'),
]


@pytest.mark.parametrize("page", ODD)
async def test_no_odd_answer_ends_the_process(monkeypatch: pytest.MonkeyPatch, page: tuple[int, str]) -> None:
    """Who we are, where updates are brought, updates, a table, our name: a failure as any other, and tried again."""
    monkeypatch.setattr(channel, "_INTRODUCE_EVERY", 0.0)
    monkeypatch.setattr(channel, "_UNREADABLE_WAIT", timedelta(0))
    monkeypatch.setattr(webhook, "_FIRST_PAUSE", 0.0)
    async with FakeTelegram() as tg:
        tg.route("https://bot.example", "http://127.0.0.1:9")
        for method in ("getMe", "getWebhookInfo", "setWebhook", "getUpdates", "getFile", "setMyName"):
            tg.next(method, Fault(page=page))
        tg.next("deleteWebhook", Fault(page=page), times=2)
        async with connected(tg.token, tg.root) as telegram:
            assert telegram.bot.username == "hoc_vu_so_bot"
            door = TelegramWebhook(telegram.bot, _deaf, WebhookAddress.of("https://bot.example", tg.token, SECRET))
            for _look in range(3):
                await webhook._persistently(door._look)
            assert (await telegram.bot.get_webhook_info()).url == door._address.url
            polling = TelegramPolling(telegram.bot, _deaf)
            assert await polling._intake._fetched("x") == b""
            await presentings(telegram.bot, {"vi": []})[-1].accepted()
            while tg.server.script.unused():
                await polling._tried()


async def _deaf(incoming: Incoming) -> None:
    raise AssertionError(incoming)


def _heard(content: Json) -> Incoming:
    chat, sender = {"id": LAN, "type": "private"}, {"id": LAN, "is_bot": False, "first_name": "Lan"}
    message = {"message_id": 0, "chat": chat, "from": sender, **content}
    incoming = _read(message)
    assert incoming is not None
    return incoming


def _read(message: Json) -> Incoming | None:
    return to_incoming(UpdatePart({"update_id": 1, "message": message}, "update"))
