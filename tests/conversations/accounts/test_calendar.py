"""«Lịch vào điện thoại»: an address for who organises, a file for who learns."""

import re

import pytest
from sqlalchemy import select

from bot.domain.people.person import RoleKind, RoleStatus
from bot.storage.installation import Installation
from bot.storage.tables.files import StoredFile
from bot.storage.tables.people import Role
from tests import scene
from tests.town import Town


async def _files(town: Town) -> list[tuple[str, str]]:
    async with town.begin() as db:
        return [(file.name, file.mime) for file in await db.scalars(select(StoredFile).order_by(StoredFile.id))]


# The address is another one each time: no transcript is kept.
@pytest.mark.parametrize("town", ["none"], indirect=True)
async def test_a_leader_shares_a_calendar_and_stops(town: Town) -> None:
    town.belongs_to(Installation(page="https://bot.example.org"))
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.course(db, await scene.leader(db, lan, home))

    await lan.says("bỏ lịch vào điện thoại giùm tui")
    lan.sees("Chị muốn lấy lịch nào?")
    await lan.taps("Các lớp tôi phụ trách")
    told = lan.sees("Đường dẫn lịch của chị", "không có tên ai")
    assert re.search(r"https://bot\.example\.org/lich/[\w-]{43}\.ics", told)

    await lan.says("/calendar")
    await lan.taps("Các lớp tôi phụ trách")
    lan.sees("đang có một đường dẫn rồi")
    await lan.taps("Ngừng chia sẻ")
    await lan.taps("Các lớp tôi phụ trách")
    lan.sees("không xem được nữa")


async def test_without_a_public_address_it_is_a_file_and_that_is_said(town: Town) -> None:
    lan, tu = town.phone("Chị Lan"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home))
        await scene.seat(db, await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba"), made)

    await lan.says("lịch vào điện thoại")
    await lan.taps("Lịch lớp của Khu phố 3")
    lan.sees("có đổi giờ, tệp không tự cập nhật" if town.carries_files else "Ở đây em chưa gửi được lịch")
    await tu.says("thêm vào lịch điện thoại giùm bà")
    tu.sees("mở tệp này" if town.carries_files else "Ở đây con chưa gửi được lịch")
    assert await _files(town) == [("lich.ics", "text/calendar")] * 2


async def test_a_role_that_ends_meanwhile_takes_its_calendar_along(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        home, five = await scene.group(db), await scene.group(db, "5")
        leader = await scene.leader(db, lan, home)
        other = await scene.role(db, leader, RoleKind.LEADER, five)
    await lan.says("lịch vào điện thoại")
    lan.sees("Chị muốn lấy lịch nào?")
    async with town.begin() as db:
        (await db.get_one(Role, other.id)).status = RoleStatus.ENDED
    await lan.taps("Lịch lớp của Khu phố 5")
    lan.sees("không còn nữa", "Chị muốn lấy lịch nào?")
    assert await _files(town) == []
    await lan.taps("Lịch lớp của Khu phố 3")
    assert len(await _files(town)) == 1


async def test_who_is_in_no_class_is_told_so(town: Town) -> None:
    an = town.phone("Bác An")
    async with town.begin() as db:
        await scene.resident(db, an, await scene.group(db))
    await an.says("lịch vào điện thoại")
    an.sees("chưa đăng ký lớp nào")
