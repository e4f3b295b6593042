"""Codes: found in whatever is typed, kept through what is asked first, and said back with the class they stand for."""

import pytest

from bot import flows
from tests import scene
from tests.town import Town

SAID = "mã {code}"


async def _class(town: Town) -> str:
    async with town.begin() as db:
        leader = await scene.leader(db, town.phone("Chị Lan"), await scene.group(db))
        return (await scene.course(db, leader)).course.code


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
@pytest.mark.parametrize(
    "words",
    [
        "Đăng ký {code}",
        "{lower} nha con",
        "con ơi bà học lớp {close} được không",
        (
            "📢 Khu phố 3 mời bà con học lớp\n📅 thứ Tư\nMuốn đăng ký, nhắn mã {code} cho trợ lý, hoặc hỏi chị Lan, "
            "điện thoại 0912 345 678.\nBà Tư nhà cuối hẻm"
        ),
    ],
    ids=["behind", "before", "within", "card"],
)
async def test_a_code_is_found_wherever_it_stands(town: Town, words: str) -> None:
    code = await _class(town)
    bay, tu = town.phone("Ông Bảy"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db, "4")
        await scene.resident(db, bay, home, "Nguyễn Văn Bảy", "ong")
    typed = words.format(code=code, lower=code.lower().replace("-", " "), close=code.replace("-", ""))
    await bay.says(typed)
    bay.sees("Ông chọn lớp này phải không", "Chống lừa đảo")
    await tu.says(typed)
    tu.sees(SAID.format(code=code), "Chống lừa đảo", "cạnh chợ", "gọi thế nào")


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_what_was_answered_before_a_code_is_not_asked_again(town: Town) -> None:
    code, bay = await _class(town), town.phone("Ông Bảy")
    await bay.says("chào")
    await bay.taps("Ông")
    await bay.says(f"cho ông học lớp {code}")
    bay.sees(SAID.format(code=code), "Chống lừa đảo")
    bay.sees("có đồng ý không")
    await bay.taps("Tôi đồng ý")
    await bay.says("Nguyễn Văn Bảy")
    await bay.says(code)  # once more, in the middle of it
    bay.sees("khu phố hay ấp nào")
    await bay.says("XX-0000")
    bay.sees("mã này con chưa thấy")
    bay.sees("khu phố hay ấp nào")
    await bay.taps("Khu phố 3")
    bay.sees("Ông chọn lớp này phải không", "Chống lừa đảo")
    assert (await town.knows(bay)).name == "Nguyễn Văn Bảy"


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_a_code_in_what_is_told_to_others_is_part_of_it(town: Town) -> None:
    lan, bay = town.phone("Chị Lan"), town.phone("Ông Bảy")
    async with town.begin() as db:
        home = await scene.group(db)
        code = (await scene.course(db, await scene.leader(db, lan, home))).course.code
        await scene.resident(db, bay, home, "Nguyễn Văn Bảy", "ong")
    await lan.says("/nhan")
    await lan.taps("👥")
    await lan.says(f"Mời bà con học lớp {code} nghen")
    lan.sees(f"Mời bà con học lớp {code} nghen»", "Khi nào gửi")
    assert flows.FLOWS.keys() >= flows.TAKE_ANY_WORDS
    assert flows.FLOWS.keys() >= flows.WELCOME


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_a_class_that_is_over_is_said_to_be(town: Town) -> None:
    code, tu = await _class(town), town.phone("Bà Tư")
    await town.time_is("2026-11-28 09:00")
    await tu.says(f"đăng ký {code}")
    tu.sees(f"mã {code}", "không còn buổi nào")


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_several_codes_are_asked_about(town: Town) -> None:
    bay = town.phone("Ông Bảy")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, town.phone("Chị Lan"), home)
        one = await scene.course(db, leader)
        other = await scene.course(db, leader, "2026-11-26 19:00")
        await scene.resident(db, bay, home, "Nguyễn Văn Bảy", "ong")
    await bay.says(f"{one.course.code} hay {other.course.code} cũng được")
    await bay.taps("thứ Năm")
    bay.sees("Ông chọn lớp này phải không", "thứ Năm")
