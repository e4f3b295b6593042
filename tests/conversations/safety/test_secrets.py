"""A secret typed at any question of any flow is answered and removed, and stands in no table and in no log."""

import logging

import pytest
from sqlalchemy import select

from bot import flows
from bot.chat.message import Kind
from bot.domain.people.person import RoleKind
from bot.storage import base
from tests import scene, walk
from tests.town import Talker, Town

SECRETS = ("482913", "CCCD 079 185 012 345", "mật khẩu của tôi là hoasen771", "4111 1111 1111 1111")
TRACES = ("482913", "079185012345", "079 185", "hoasen771", "4111111111111111", "4111 1111")


# The strictest kind of channel: where numbers stand for buttons every typed word may mean something.
@pytest.mark.parametrize("town", ["none"], indirect=True)
@pytest.mark.parametrize("who", ["stranger", "in_charge"])
async def test_no_question_keeps_a_secret(town: Town, who: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    somebody = await _scene(town, who)
    stopped = 0
    async for at in walk.every_question(town, somebody):
        stopped += 1
        # Half of them here, the other half at the next one.
        for typed in SECRETS[stopped % 2 :: 2]:
            # A number of people may have six digits.
            if not (typed == "482913" and at[0] in flows.ASK_FOR_LARGE_NUMBERS):
                await somebody.says(typed)
                somebody.sees("không lưu lại")
        assert await walk.open_question(town, somebody) == at
    assert stopped >= {"stranger": 18, "in_charge": 35}[who]
    assert "turn failed" not in caplog.text
    held = await _all_that_is_kept(town)
    for trace in TRACES:
        assert trace not in held, trace
        assert trace not in caplog.text, trace
        assert not any(trace in line.message.text for line in town.web.lines[somebody.account]), trace


@pytest.mark.parametrize("typed", SECRETS, ids=["code", "identity", "password", "card"])
async def test_a_secret_does_not_lose_the_talk(town: Town, typed: str) -> None:
    tu = town.phone("Bà Tư")
    await tu.says("chào")
    await tu.taps("Bà")
    await tu.taps("Tôi đồng ý")
    tu.sees("họ và tên")
    await tu.says(typed)
    tu.sees("đừng gửi mật khẩu", "không lưu lại")
    tu.sees("họ và tên")
    await tu.says("Nguyễn Thị Tư")
    tu.sees("phường hay xã nào")


async def test_whoever_was_asked_for_a_code_tells_of_it_in_two_taps(town: Town) -> None:
    quan, tu = town.phone("Anh Quân"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.administrator(db, quan, home, "Lê Minh Quân")
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
    await tu.says("Có người gọi hỏi mã OTP là 482913 đưa không con")
    tu.sees("đừng gửi mật khẩu")
    await tu.taps("Có người")
    tu.sees("liên quan tới ai")
    await tu.taps("Người khác")
    await tu.taps("Gọi lại cho tôi")
    tu.sees("đã báo ngay cho anh Quân")
    assert "482913" not in quan.sees("Bị lừa")


async def test_a_picture_may_be_of_a_card(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.sends(Kind.PHOTO)
    tu.sees("hình giấy tờ", "không lưu")
    assert not any(line.mine for line in town.web.lines[tu.account])


async def test_six_digits_are_a_number_where_a_number_is_asked(town: Town) -> None:
    mai = town.phone("Chị Mai")
    async with town.begin() as db:
        home = await scene.group(db)
        person = await scene.somebody(db, mai, "Lê Thị Mai", "chi", home)
        role = await scene.role(db, person, RoleKind.COORDINATOR, home)
        role.group_id = None
    await mai.says("/chitieu")
    await mai.taps("Chỉ tiêu")
    await mai.says("482913")
    mai.sees("văn bản nào")


async def _scene(town: Town, who: str) -> Talker:
    somebody, bay = town.phone("Ai đó"), town.phone("Ông Bảy")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.resident(db, bay, home, "Nguyễn Văn Bảy", "ong")
        if who == "in_charge":
            person = await scene.leader(db, somebody, home)
            await scene.course(db, person, seats=8, weeks=2)
            for kind in (RoleKind.VOLUNTEER, RoleKind.COORDINATOR, RoleKind.ADMINISTRATOR):
                (await scene.role(db, person, kind, home)).group_id = None
    await somebody.says("chào")
    return somebody


async def _all_that_is_kept(town: Town) -> str:
    async with town.begin() as db:
        tables = base.Base.metadata.sorted_tables
        return "\n".join([str(row) for table in tables for row in await db.execute(select(table))])
