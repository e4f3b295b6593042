"""What is said to us among others is answered briefly; what is not meant for us is passed over in silence."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot import clock
from bot.storage.tables.people import Address, Person
from tests.channels.square import Street
from tests.fake_telegram.keyboards import buttons_of

ME = "hoc_vu_so_bot"
# How somebody is answered depends on no database.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.mark.parametrize("command", [f"/help@{ME}", "/help", f"/lop@{ME}", f"/HELP@{ME}", f"/help@{ME} ạ"])
async def test_a_command_is_answered_by_one_line_and_a_way_into_private(street: Street, command: str) -> None:
    await street.an.says(command, to=street.chat)
    await street.place.settle()
    (answer,) = [message for message in street.chat.messages if message.by_bot]
    assert "nhắn riêng" in answer.text
    before = len(street.an.messages)
    await street.an.presses("Nhắn riêng", on=answer)
    await street.place.settle()
    assert len(street.an.messages) > before
    assert not any("không biết mã" in message.text for message in street.an.messages)


async def test_the_way_into_private_keeps_the_code_of_a_class(street: Street) -> None:
    await street.an.says(f"/start@{ME} KV-4827", to=street.chat)
    await street.place.settle()
    (button,) = buttons_of(street.chat.messages[-1].body["reply_markup"])
    assert button["url"].endswith("?start=KV-4827")


@pytest.mark.parametrize("words", ["/help@rose_bot", "/ban", "/roll 20", "/", "/ help", "//", "chào cả nhà", "/help@"])
async def test_what_is_meant_for_others_is_passed_over(street: Street, words: str) -> None:
    street.place.tg.state.reads_groups = True
    await street.an.says(words, to=street.chat)
    await street.place.settle()
    assert street.posts() == []


async def test_a_flood_of_commands_is_answered_once_a_minute(street: Street) -> None:
    for _n in range(8):
        await street.an.says("/help", to=street.chat)
    await street.place.settle()
    assert len(street.posts()) == 1
    clock.stop_at(clock.now() + timedelta(seconds=61))
    await street.lan.says("/help", to=street.chat)
    await street.place.settle()
    assert len(street.posts()) == 2


async def test_a_flood_of_links_asks_the_leader_once_a_minute(street: Street) -> None:
    for _n in range(5):
        await street.lan.says("/noi", to=street.chat)
    await street.place.settle()
    assert sum("Nối với Khu phố 3" in str(message.buttons) for message in street.lan.messages) == 1


async def test_somebody_new_in_a_chat_is_not_written_down(street: Street) -> None:
    stranger = street.place.tg.person("Người lạ")
    street.chat.welcomes(stranger)
    await stranger.says("/noi", to=street.chat)
    await street.place.settle()
    async with street.begin() as db:
        known = await db.scalar(
            select(func.count()).select_from(Address).where(Address.external_id == str(stranger.id))
        )
        people = await db.scalar(select(func.count()).select_from(Person))
    assert (known, people) == (0, 2)


async def test_a_tap_in_a_chat_is_answered_kindly_and_by_nothing_else(street: Street) -> None:
    await street.an.says("/help", to=street.chat)
    await street.place.settle()
    old = street.chat.messages[-1]
    said, talk = len(street.chat.messages), len(street.an.messages)
    press = street.place.tg.state.press(street.an.user, old, "1.0")
    await street.place.settle()
    await street.place.tg.until(lambda: press.answer is not None)
    assert press.answer is not None
    assert press.answer["show_alert"] is True
    assert "nhắn riêng" in press.answer["text"]
    assert (len(street.chat.messages), len(street.an.messages)) == (said, talk)


def _message(street: Street, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 any JSON value
    body = {
        "message_id": 900,
        "date": 1_700_000_000,
        "chat": street.chat.chat.as_json(),
        "from": street.an.user.as_json(),
        "text": f"/help@{ME}",
        "entities": [{"type": "bot_command", "offset": 0, "length": 19}],
    }
    return {name: value for name, value in (body | changes).items() if value is not None}


async def test_whoever_writes_as_the_group_is_answered_and_links_nothing(street: Street) -> None:
    itself = {"from": _ANONYMOUS, "sender_chat": street.chat.chat.as_json()}
    street.place.tg.inject("message", _message(street, text="/noi", **itself))
    await street.place.settle()
    assert "tên của mình" in street.posts()[-1]
    clock.stop_at(clock.now() + timedelta(seconds=61))
    street.place.tg.inject("message", _message(street, **itself))
    await street.place.settle()
    assert "nhắn riêng" in street.posts()[-1]
    async with street.begin() as db:
        assert await db.scalar(select(func.count()).select_from(Person)) == 2


async def test_what_is_said_in_a_topic_is_answered_there_and_classes_are_posted_where_it_was_linked(
    street: Street,
) -> None:
    street.chat.chat.topics |= {7, 8}
    here = {"message_thread_id": 7, "is_topic_message": True}
    lan = {"from": street.lan.user.as_json()}
    street.place.tg.inject("message", _message(street, text="/noi", **here, **lan))
    await street.place.settle()
    await street.lan.presses("Nối với Khu phố 3")
    await street.place.settle()
    assert _topics(street) == [7, 7], "«in private, to be sure», and the first post"
    clock.stop_at(clock.now() + timedelta(seconds=61))
    street.place.tg.inject("message", _message(street, **(here | {"message_thread_id": 8})))
    await street.place.settle()
    assert _topics(street) == [7, 7, 8]
    clock.stop_at(clock.now() + timedelta(seconds=61))
    street.chat.chat.topics.clear()
    street.place.tg.inject("message", _message(street, **here))
    await street.place.settle()
    assert _topics(street) == [7, 7, 8, None], "the topic is gone, the chat is there"


def _topics(street: Street) -> list[int | None]:
    return [message.body.get("message_thread_id") for message in street.chat.messages if message.by_bot]


_ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("message", {"from": {"id": 77, "is_bot": True, "first_name": "Rose", "username": "rose_bot"}}),
        ("message", {"from": _ANONYMOUS, "sender_chat": {"id": -5, "type": "group", "title": "Khu phố 3"}}),
        ("message", {"sender_chat": {"id": -1007, "type": "channel", "title": "Tin phường"}}),
        ("message", {"from": None}),
        ("message", {"text": None, "new_chat_title": "\u202eKhu phố"}),
        ("message", {"text": None, "left_chat_member": {"id": 9, "is_bot": False, "first_name": "Tư"}}),
        ("message", {"text": "\u200f/help\0"}),
        ("edited_message", {"edit_date": 1_700_000_009}),
        ("channel_post", {"chat": {"id": -1007, "type": "channel", "title": "Tin phường"}, "from": None}),
        ("edited_channel_post", {"chat": {"id": -1007, "type": "channel", "title": "Tin phường"}, "from": None}),
    ],
)
async def test_no_noise_about_what_is_not_for_us(street: Street, kind: str, changes: dict[str, Any]) -> None:
    with capture_logs() as logs:
        street.place.tg.inject(kind, _message(street, **changes))
        await street.place.settle()
    assert logs == []
    assert street.posts() == []


@pytest.mark.parametrize("title", ["\u202e3 ốhp uhK\n\0", "x" * 500, "", "🏘" * 200])
async def test_any_title_of_a_chat_will_do(street: Street, title: str) -> None:
    chat = street.chat.chat.as_json() | {"title": title}
    street.place.tg.inject("message", _message(street, chat=chat, text="/noi", **{"from": street.lan.user.as_json()}))
    await street.place.settle()
    await street.lan.presses("Nối với Khu phố 3")
    await street.place.settle()
    assert "không nêu tên ai" in street.posts()[-1]


async def test_an_id_of_52_bits_is_a_chat_like_any_other(street: Street) -> None:
    huge = {"id": -(2**52 - 1), "type": "supergroup", "title": "Xa"}
    street.place.tg.inject("message", _message(street, chat=huge))
    await street.place.settle()
    async with street.begin() as db:
        found = await db.scalar(select(Address).where(Address.external_id == str(huge["id"])))
    assert found is not None
    assert found.unreachable_at is not None
