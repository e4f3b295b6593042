"""A telephone number is shared by a button or typed; only one's own is taken, and the button goes away afterwards."""

import json
from collections.abc import AsyncIterator

import pytest

from bot.chat.message import Incoming
from bot.domain.people.person import RoleKind
from bot.services.people import identity
from bot.storage.database import Database
from tests.channels.square import Square, square
from tests.fake_telegram import Person as Player


@pytest.fixture
async def here(file_database: Database) -> AsyncIterator[Square]:
    async with square(file_database) as here:
        yield here


@pytest.fixture
async def tu(here: Square) -> Player:
    """She wants to be called, and is asked on which number."""
    lan, tu = here.tg.person("Lan"), here.tg.person("Tư")
    await here.knows(lan, "Trần Thị Lan", "chi", RoleKind.LEADER)
    await here.knows(tu, "Nguyễn Thị Tư", "ba")
    await tu.says("gặp người")
    await here.settle()
    await tu.presses("Để lại số điện thoại")
    await here.settle()
    await tu.sees_new("số điện thoại nào")
    return tu


async def number_left(here: Square, player: Player) -> str | None:
    async with here.app.database.begin() as db:
        return (await identity.caller(db, Incoming("telegram", "scene", str(player.id)))).person.phone


def keyboards(here: Square) -> list[str]:
    """Which reply keyboards came and went, in order."""
    markups = [json.loads(call.get("reply_markup") or "{}") for call in here.tg.calls_of("sendMessage")]
    return [kind for markup in markups for kind in ("keyboard", "remove_keyboard") if kind in markup]


async def test_the_button_shares_the_number_and_goes_away(here: Square, tu: Player) -> None:
    await tu.presses("Gửi số của tôi")
    await here.settle()
    await tu.sees_new("ghi số 0901 234 567 rồi")
    assert await number_left(here, tu) == "+84901234567"
    assert keyboards(here) == ["keyboard", "remove_keyboard"]


async def test_a_typed_number_is_as_good(here: Square, tu: Player) -> None:
    await tu.says("dạ 0912.345.678")
    await here.settle()
    await tu.sees_new("ghi số 0912 345 678 rồi")
    assert keyboards(here) == ["keyboard", "remove_keyboard"]


async def test_a_contact_of_somebody_else_is_not_taken(here: Square, tu: Player) -> None:
    await tu.sends_contact("+84987654321", of=here.tg.person("Hùng"))
    await here.settle()
    await tu.sees_new("chưa cần nên không lưu")
    await tu.sees_new("số điện thoại nào")
    assert await number_left(here, tu) is None
    # It is asked again, and the button with it.
    await tu.presses("Gửi số của tôi")
    await here.settle()
    assert await number_left(here, tu) == "+84901234567"


@pytest.mark.parametrize("words", ["thôi", "về đầu"])
async def test_who_would_rather_not_is_not_held_up(here: Square, tu: Player, words: str) -> None:
    await tu.says(words)
    await here.settle()
    await tu.sees_new("giúp được gì")
    assert await number_left(here, tu) is None
    assert keyboards(here) == ["keyboard", "remove_keyboard"]


async def test_a_number_that_nobody_asked_for_is_not_kept(here: Square) -> None:
    an = here.tg.person("An")
    await here.knows(an, "Nguyễn Văn An", "bac")
    await an.says("về đầu")
    await here.settle()
    await an.sends_contact()
    await here.settle()
    await an.sees_new("chưa cần nên không lưu")
    await an.sends_location()
    await here.settle()
    await an.sees_new("không lưu vị trí này")


async def test_a_shared_number_is_no_name(here: Square) -> None:
    """Somebody new shares a contact where the name is asked: it is not taken for one."""
    an = here.tg.person("An")
    await an.says("/start")
    await here.settle()
    await an.presses("Bác")
    await here.settle()
    await an.presses("Tôi đồng ý")
    await here.settle()
    await an.sees_new("họ và tên")
    await an.sends_contact()
    await here.settle()
    await an.sees_new("chưa cần nên không lưu")
    await an.sees_new("họ và tên")
