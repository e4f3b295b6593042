"""How people come to their roles: by the code of the settings, by invitation, by asking."""

import re

import pytest
from pydantic import SecretStr

from bot.storage.installation import Installation
from tests import scene
from tests.town import Talker, Town

CODE = "doan-ket-2026"


@pytest.fixture(autouse=True)
def _code_of_the_settings(town: Town) -> None:
    town.belongs_to(Installation(admin_code=SecretStr(CODE)))


async def test_the_first_who_sends_the_code_becomes_administrator(town: Town) -> None:
    minh, la = town.phone("Minh"), town.phone("Người lạ")
    async with town.begin() as db:
        three = await scene.group(db)
        await scene.resident(db, minh, three, "Lê Minh", "anh")
        await scene.resident(db, la, three, "Hồ Văn Lạ", "anh")

    await la.says("/admin doan-ket-2025")
    la.sees("không đúng")
    await minh.says(f"/admin {CODE}")
    minh.sees("Đã ghi nhận quản trị viên")
    minh.sees("Đang chờ duyệt: 0")
    await la.says(f"/admin {CODE}")
    la.sees("không đúng hoặc đã có người dùng")
    await minh.says("/admin")
    minh.sees("Mời trưởng khu phố")


async def test_without_a_code_in_the_settings_nobody_becomes_administrator(town: Town) -> None:
    town.belongs_to(Installation())
    la = town.phone("Người lạ")

    await la.says("/admin")
    la.sees("không đúng")


async def test_an_invited_leader_starts_with_the_code(town: Town) -> None:
    minh, lan = town.phone("Minh"), town.phone("Lan")
    async with town.begin() as db:
        await scene.administrator(db, minh, await scene.group(db))

    await minh.says("/admin")
    await minh.taps("Mời trưởng khu phố")
    minh.sees("Phường hay xã nào")
    await minh.says("phu loi")
    minh.sees("Khu phố hay ấp nào")
    await minh.says("kp 5")
    forward = minh.sees("Kính mời phụ trách", "Khu phố 5, Phường Phú Lợi")
    code = _code(forward)
    minh.sees("dùng cho một người, trong 3 ngày")

    await lan.says(code.lower())
    await lan.taps("Chị")
    await lan.taps("Tôi đồng ý")
    await lan.says("tran thi lan")
    lan.sees("Cảm ơn chị đã nhận lời", "Trưởng Khu phố 5")
    await lan.says("/sessions")
    lan.sees("Chưa có buổi học nào")


async def test_an_invitation_is_for_one_person(town: Town) -> None:
    minh, lan, other = town.phone("Minh"), town.phone("Lan"), town.phone("Người khác")
    async with town.begin() as db:
        three = await scene.group(db)
        await scene.administrator(db, minh, three)
        await scene.resident(db, lan, three, "Trần Thị Lan", "chi")
        await scene.resident(db, other, three, "Hồ Văn Khác", "anh")

    code = await _invited(minh)
    await lan.says(code)
    lan.sees("Cảm ơn chị đã nhận lời")
    await other.says(code)
    other.sees("mã này", "đã hết hạn")
    await other.says("MOI-AAAA-2222")
    other.sees("mã này", "đã hết hạn")


async def test_the_inviter_hears_of_it_and_the_code_ends_after_three_days(town: Town) -> None:
    minh, lan, late = town.phone("Minh"), town.phone("Lan"), town.phone("Trễ")
    async with town.begin() as db:
        three = await scene.group(db)
        await scene.administrator(db, minh, three)
        await scene.resident(db, lan, three, "Trần Thị Lan", "chi")
        await scene.resident(db, late, three, "Võ Văn Trễ", "anh")

    code = await _invited(minh)
    await lan.says(code)
    lan.sees("Cảm ơn chị đã nhận lời")
    minh.sees("chị Lan", "nay là Trưởng Khu phố 3, Phường Phú Lợi")

    code = await _invited(minh)
    await town.time_is("2026-11-26 09:00")
    await late.says(code)
    late.sees("đã hết hạn")


async def test_an_invitation_can_be_taken_back(town: Town) -> None:
    minh, lan = town.phone("Minh"), town.phone("Lan")
    async with town.begin() as db:
        three = await scene.group(db)
        await scene.administrator(db, minh, three)
        await scene.resident(db, lan, three, "Trần Thị Lan", "chi")

    code = await _invited(minh)
    await minh.taps("Nhầm, trả lại")
    minh.sees(f"Đã thu lại mã {code}")
    await lan.says(code)
    lan.sees("đã hết hạn")


async def test_a_group_the_ward_does_not_have_yet_is_made_by_the_invitation(town: Town) -> None:
    minh, lan = town.phone("Minh"), town.phone("Lan")
    async with town.begin() as db:
        three = await scene.group(db)
        await scene.administrator(db, minh, three)
        await scene.resident(db, lan, three, "Trần Thị Lan", "chi")

    await minh.says("/invite")
    await minh.says("xã không có thật")
    minh.sees("chưa tìm ra phường, xã đó")
    await minh.says("lai thiu")
    await minh.says("khu phố Bình Hòa")
    code = _code(minh.sees("Khu phố Bình Hòa, Phường Lái Thiêu"))
    await lan.says(code)
    lan.sees("Khu phố Bình Hòa")


async def test_somebody_asks_to_lead_and_is_approved(town: Town) -> None:
    minh, ha, lan = town.phone("Minh"), town.phone("Hà"), town.phone("Lan")
    async with town.begin() as db:
        three = await scene.group(db)
        await scene.administrator(db, minh, three)
        await scene.administrator(db, ha, three, "Vũ Thu Hà")
        await scene.resident(db, lan, three, "Trần Thị Lan", "chi")

    await lan.says("/lead")
    lan.sees("Chị là trưởng Khu phố 3 phải không ạ?")
    await lan.taps("Đúng rồi")
    lan.sees("đã chuyển đề nghị phụ trách Khu phố 3")
    await lan.says("/lop")
    lan.sees("việc này dành cho người phụ trách lớp")
    minh.sees("Trần Thị Lan xin làm Trưởng Khu phố 3, Phường Phú Lợi")
    ha.sees("Trần Thị Lan xin làm Trưởng Khu phố 3")

    await ha.says("/requests")
    ha.sees("Trần Thị Lan xin làm")
    await ha.taps("Duyệt")
    ha.sees("Đã duyệt: Trần Thị Lan là Trưởng Khu phố 3")
    lan.sees("chị đã được duyệt làm Trưởng Khu phố 3")
    await minh.taps("Từ chối")
    minh.sees("Trần Thị Lan đã được duyệt làm Trưởng Khu phố 3 rồi")
    lan.sees_nothing()


async def test_asking_again_is_the_same_request(town: Town) -> None:
    minh, lan = town.phone("Minh"), town.phone("Lan")
    async with town.begin() as db:
        three = await scene.group(db)
        await scene.administrator(db, minh, three)
        await scene.resident(db, lan, three, "Trần Thị Lan", "chi")

    for _time in range(2):
        await lan.says("/lead")
        await lan.taps("Đúng rồi")
    await minh.says("/admin")
    minh.sees("Đang chờ duyệt: 1")
    await minh.taps("Chờ duyệt")
    await minh.taps("Duyệt")
    await lan.says("/lead")
    await lan.taps("Đúng rồi")
    lan.sees("Chị đang phụ trách Khu phố 3 rồi")


async def test_a_request_is_declined_kindly_and_opened_again(town: Town) -> None:
    minh, lan = town.phone("Minh"), town.phone("Lan")
    async with town.begin() as db:
        three = await scene.group(db)
        await scene.administrator(db, minh, three)
        await scene.resident(db, lan, three, "Trần Thị Lan", "chi")
    await lan.says("/lead")
    await lan.taps("Đúng rồi")

    decline = await minh.data_of("Từ chối")
    await minh.taps("Từ chối")
    minh.sees("Chưa nhận đề nghị của Trần Thị Lan")
    lan.sees("Lần này chưa xác nhận được")
    await minh.taps_again(decline)
    minh.sees("đã có câu trả lời: chưa nhận")
    await minh.says("hoàn tác")
    minh.sees("lại chờ duyệt")
    lan.sees("đang được xem lại")
    await minh.says("/requests")
    await minh.taps("Duyệt")
    lan.sees("chị đã được duyệt")


async def _invited(minh: Talker) -> str:
    await minh.says("/invite")
    await minh.taps("Phường Phú Lợi")
    await minh.taps("Khu phố 3")
    return _code(minh.sees("Kính mời phụ trách"))


def _code(card: str) -> str:
    found = re.search(r"MOI-\w{4}-\w{4}", card)
    assert found is not None, card
    return found[0]


async def test_a_coordinator_is_invited_for_a_ward(town: Town) -> None:
    minh, hoa = town.phone("Minh"), town.phone("Chị Hoa")
    async with town.begin() as db:
        three = await scene.group(db)
        await scene.administrator(db, minh, three)
        await scene.resident(db, hoa, three, "Võ Thị Hoa", "chi")
    await minh.says("/dieuphoi")
    await minh.taps("Một phường")
    await minh.says("phu loi")
    code = _code(minh.sees("Mã mời điều phối viên", "Phường Phú Lợi"))
    await hoa.says(code)
    hoa.sees("điều phối viên, Phường Phú Lợi")
    minh.sees("chị Hoa", "điều phối viên, Phường Phú Lợi")
    await hoa.says("/canguoi")
    hoa.sees("chưa nơi nào cần người")
    await hoa.says("/dieuphoi")
    hoa.sees("dành cho quản trị viên")
