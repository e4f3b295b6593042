"""A secret that is typed is answered and removed, and the talk goes on."""

import pytest

from bot.chat.message import IncomingKind
from bot.domain.people.person import RoleKind
from tests import scene, walk
from tests.town import Town

MORE = ("hộ chiếu C7391648", "bốn tám không hai chín một")


@pytest.mark.parametrize(
    "typed", [*walk.SECRETS, *MORE], ids=["code", "identity", "password", "card", "passport", "dictated"]
)
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


@pytest.mark.parametrize(
    ("first", "then"), [("Mã OTP của tôi là", "7391"), ("mat khau zalo:", "hoasen62")], ids=["code", "password"]
)
async def test_a_secret_in_two_messages_is_one(town: Town, first: str, then: str) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says(first)
    tu.sees("đừng gửi mật khẩu")
    await tu.says(then)
    tu.sees("không lưu lại")
    assert not any(line.mine and then in line.message.text for line in town.web.lines[tu.account])
    await town.time_is("2026-11-25 09:03")
    await tu.says(then)
    assert not any("không lưu lại" in said for said in tu.new)


async def test_digits_one_by_one_are_people_in_a_roll_call(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        made = await scene.course(db, await scene.leader(db, lan, await scene.group(db)))
    await town.time_is("2026-11-25 19:05")
    await walk.begin(town, lan, "roll_call", session=made.sessions[0].id)
    await lan.says("7 3 9 1 6 4")
    assert not any("không lưu lại" in said for said in lan.new)


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
    await tu.sends(IncomingKind.PHOTO)
    tu.sees("Hình giấy tờ", "không lưu")
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
