"""A secret that is typed is answered and removed, and the talk goes on."""

import pytest

from bot.chat.message import Kind
from bot.domain.people.person import RoleKind
from tests import scene, walk
from tests.town import Town


@pytest.mark.parametrize("typed", walk.SECRETS, ids=["code", "identity", "password", "card"])
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
