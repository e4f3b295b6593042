"""An organisation runs classes of its own, by the flows of a leader: registering, people, roll, moving, forwarding."""

import pytest
from sqlalchemy import select

from bot.domain.people.person import OrganisationKind, RoleKind
from bot.services.people import identity
from bot.storage.tables.courses import Attendance, Course
from bot.storage.tables.people import Person
from bot.storage.tables.places import Organisation
from tests import scene
from tests.conversations.volunteers.test_organisations import code_in, within
from tests.town import Talker, Town


async def _factory(town: Town, kind: OrganisationKind = OrganisationKind.EMPLOYER) -> tuple[Talker, Talker]:
    """Lan leads khu phố 3; Hạnh speaks for a factory of the ward."""
    lan, hanh = town.phone("Chị Lan"), town.phone("Chị Hạnh")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        factory = Organisation(kind=kind, name="Công ty May Bình Dương", ward_code=scene.PHU_LOI)
        db.add(factory)
        await db.flush()
        organiser = await scene.somebody(db, hanh, "Lê Thị Hạnh", "chi", await scene.group(db, "9", ward="25966"))
        db.add(within(factory, organiser, RoleKind.ORGANISER))
    return lan, hanh


async def _registers(hanh: Talker, to: str) -> str:
    await hanh.says("/lop")
    hanh.sees("Mở lớp về điều gì")
    await hanh.says("chống lừa đảo 17h thứ bảy nhà ăn công ty 20 chỗ 1 tuần")
    hanh.sees("khu phố hay ấp nào")
    await hanh.taps("Khu phố 3")
    hanh.sees("Ai được đến học")
    await hanh.taps(to)
    hanh.sees("Công ty May Bình Dương mời")
    words = hanh.sees("Đã mở lớp", "Nhà ăn công ty")
    return next(word.strip(".") for word in words.split() if word.startswith("HT-"))


async def _enters_three(hanh: Talker) -> None:
    """Her people are entered by list, and put into the class."""
    await hanh.says("/them")
    await hanh.says("Nguyễn Văn An, 0912345678, 1990\nTrần Thị Bình, 1985\nLê Văn Cường")
    await hanh.taps("Tiếp tục")
    await hanh.taps("Đã hỏi từng người")
    hanh.sees("đã ghi 3 người")
    await hanh.taps("Ghi cả danh sách vào lớp")
    await hanh.taps("Chống lừa đảo")
    hanh.sees("Vừa có chỗ: 3")


async def test_a_factory_teaches_its_own_people(town: Town) -> None:
    lan, hanh = await _factory(town)
    code = await _registers(hanh, "Chỉ người của")
    lan.sees_nothing()
    await _enters_three(hanh)
    # Whoever has the code forwarded to them is answered plainly.
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.home(db, await scene.person(db, lan)), "Nguyễn Thị Tư", "ba")
    await tu.says(code)
    tu.sees("dành riêng cho người của Công ty May Bình Dương", "Các lớp khác")
    await tu.says("có lớp nào không")
    tu.sees("chưa có lớp nào đang mở")


async def test_the_roll_of_a_factory_is_its_organisers(town: Town) -> None:
    lan, hanh = await _factory(town)
    await _registers(hanh, "Chỉ người của")
    await _enters_three(hanh)
    await town.time_is("2026-11-28 17:10")
    await lan.says("/diemdanh")
    lan.sees("Chưa có buổi")
    await hanh.says("/diemdanh")
    hanh.sees("Có mặt 0/3")
    await hanh.says("đủ")
    hanh.sees("3")
    async with town.begin() as db:
        assert len((await db.scalars(select(Attendance))).all()) == 3


async def test_whoever_walks_in_there_stands_in_its_list_and_in_no_leaders_book(town: Town) -> None:
    lan, hanh = await _factory(town)
    await _registers(hanh, "Chỉ người của")
    await _enters_three(hanh)
    await town.time_is("2026-11-28 17:10")
    await hanh.says("đủ, thêm chị Đào Thị Út")
    hanh.sees("3 có mặt, 1 mới (chị Út)")
    await hanh.says("sổ đơn vị")
    hanh.sees("4 người")
    await lan.says("sổ tổ")
    assert not any("Út" in message for message in lan.new)
    async with town.begin() as db:
        (ut,) = await scene.named(db, "Đào Thị Út")
        assert ut.group_id is None


async def test_a_walk_in_there_is_taken_back_with_the_line(town: Town) -> None:
    _lan, hanh = await _factory(town)
    await _registers(hanh, "Chỉ người của")
    await _enters_three(hanh)
    await town.time_is("2026-11-28 17:10")
    await hanh.says("đủ, thêm chị Đào Thị Út")
    await hanh.taps("Nhầm, trả lại")
    async with town.begin() as db:
        assert await scene.named(db, "Đào Thị Út") == []


async def test_whoever_joins_a_factory_by_its_code_learns_there(town: Town) -> None:
    _lan, hanh = await _factory(town)
    await _registers(hanh, "Chỉ người của")
    await hanh.says("mời thành viên")
    await hanh.taps("5 người")
    code = code_in(hanh.sees("MOI-"))
    an = town.phone("Anh An")
    await an.says(code)
    for label in ("Anh", "Tôi đồng ý"):
        await an.taps(label)
    await an.says("Nguyễn Văn An")
    an.sees("học viên của Công ty May Bình Dương", "Lớp của nơi mình")
    hanh.sees("anh An", "học viên của Công ty May Bình Dương")
    await an.says("/classes")
    await an.taps("Phú Lợi")
    await an.taps("chưa rõ")
    await an.taps("Chống lừa đảo")
    await an.taps("Đúng rồi")
    an.sees("giữ chỗ")


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_a_union_teaches_everybody_in_the_hall_of_a_group(town: Town) -> None:
    """Residents see its class beside those of their group; who leads the group cannot move it."""
    lan, hanh = await _factory(town, OrganisationKind.WOMENS_UNION)
    await _registers(hanh, "Ai cũng được")
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.home(db, await scene.person(db, lan)), "Nguyễn Thị Tư", "ba")
    await tu.says("có lớp nào không")
    await tu.taps("Chống lừa đảo")
    await tu.taps("Đúng rồi")
    tu.sees("giữ chỗ")
    await lan.says("dời lớp thứ bảy")
    lan.sees("Chưa có buổi")
    await hanh.says("dời lớp thứ bảy")
    await hanh.says("18h thứ bảy")
    await hanh.taps("Dời")
    tu.sees("6 giờ tối")


async def test_the_list_of_a_factory_is_taken_back_whole(town: Town) -> None:
    _lan, hanh = await _factory(town)
    await hanh.says("/them")
    await hanh.says("Nguyễn Văn An, 0912345678, 1990\nTrần Thị Bình, 1985")
    await hanh.taps("Tiếp tục")
    await hanh.taps("Đã hỏi từng người")
    await hanh.taps("Rút lại cả danh sách")
    hanh.sees("2 người")
    async with town.begin() as db:
        assert not await db.scalar(select(Person).where(Person.entered_by_id.is_not(None)))
        assert await db.scalar(select(Course.id)) is None
        hanh_now = await scene.person(db, hanh)
        assert len(await identity.organisations_of(db, hanh_now)) == 1


async def test_an_organisation_tells_its_people_and_gets_its_week(town: Town) -> None:
    _lan, hanh = await _factory(town)
    await _registers(hanh, "Chỉ người của")
    an = town.phone("Anh An")
    async with town.begin() as db:
        person = await scene.resident(db, an, await scene.group(db, "5"))
        db.add(within((await db.scalars(select(Organisation))).one(), person, RoleKind.RESIDENT))
    await an.says("/classes")
    await an.taps("Chống lừa đảo")
    await an.taps("Đúng rồi")
    await hanh.says("/nhan")
    await hanh.taps("Tất cả")
    await hanh.says("Mai mang theo sạc nhé")
    await hanh.taps("5 phút nữa")
    await town.time_is("2026-11-28 17:10")
    await hanh.says("/diemdanh")
    await hanh.says("đủ")
    await hanh.taps("hốt")
    await hanh.says("/tuan")
    hanh.sees("Công ty May Bình Dương", "1 buổi", "1 người")
