"""What comes beside plain words: pictures sent together, words below a picture, words that were changed later."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.people.person import RoleKind
from bot.storage.database import Database
from tests.channels.square import Square, square
from tests.fake_telegram import Person as Player


@pytest.fixture
async def here(file_database: Database) -> AsyncIterator[Square]:
    async with square(file_database) as here:
        yield here


@pytest.fixture
async def an(here: Square) -> Player:
    an = here.tg.person("An")
    await here.knows(an, "Nguyễn Văn An", "bac", RoleKind.RESIDENT)
    return an


def _sends(here: Square, an: Player, number: int, **body: object) -> None:
    start = {"message_id": number, "date": 0, "from": an.user.as_json(), "chat": {"id": an.id, "type": "private"}}
    here.tg.inject("message", start | {"photo": [{"file_id": "p"}]} | body)


def _answers_about_pictures(an: Player) -> int:
    return sum("Hình giấy tờ" in message.text for message in an.messages if message.by_bot)


async def test_six_pictures_sent_together_are_one_answer(here: Square, an: Player) -> None:
    for n in range(6):
        _sends(here, an, 900 + n, media_group_id="7")
    await here.settle()
    assert _answers_about_pictures(an) == 1
    assert len(here.tg.calls_of("deleteMessage")) == 6, "each may show a card"
    _sends(here, an, 910, media_group_id="8")
    await here.settle()
    assert _answers_about_pictures(an) == 2


async def test_words_below_a_picture_are_read(here: Square, an: Player) -> None:
    _sends(here, an, 900, media_group_id="7", caption="gặp người")
    _sends(here, an, 901, media_group_id="7")
    await here.settle()
    await an.sees_new("gọi")
    assert _answers_about_pictures(an) == 0
    _sends(here, an, 902, caption="mật khẩu của tôi là hoa1957")
    await here.settle()
    await an.sees_new("đừng gửi mật khẩu")


async def test_who_changes_a_message_is_asked_to_send_it_again(here: Square, an: Player) -> None:
    await an.says("lịch học")
    await here.settle()
    await an.edits("bận")
    await here.settle()
    await an.sees_new("nhắn lại")
    await an.edits("mật khẩu của tôi là hoa1957")
    await here.settle()
    await an.sees_new("đừng gửi mật khẩu")
