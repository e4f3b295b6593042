"""Residential groups are there before they have a leader; whoever has only a ward is put into one by one tap."""

from sqlalchemy import select

from bot.domain.people.person import RoleKind
from bot.services.people import places
from bot.storage.tables.people import Person
from tests import scene
from tests.list_files import workbook
from tests.town import Talker, Town


async def _mai(town: Town) -> Talker:
    """She coordinates a ward of which one group is entered."""
    mai = town.phone("Chị Mai")
    async with town.begin() as db:
        home = await scene.group(db)
        (
            await scene.role(db, await scene.somebody(db, mai, "Lê Thị Mai", "chi", home), RoleKind.COORDINATOR, home)
        ).group_id = None
    return mai


async def _comes(talker: Talker, name: str, group: str) -> None:
    """Says where, as somebody who came by no code."""
    await talker.says("tôi muốn học")
    for label in ("Bà", "Tôi đồng ý"):
        await talker.taps(label)
    await talker.says(name)
    await talker.taps("Phú Lợi")
    await talker.says(group)


async def _homes(town: Town) -> dict[str | None, str | None]:
    async with town.begin() as db:
        groups = {group.id: group.name for group in await places.groups_of(db, scene.PHU_LOI)}
        return {one.name: groups.get(one.group_id or 0) for one in await db.scalars(select(Person)) if one.name}


async def test_a_ward_enters_its_groups_and_who_named_one_is_in_it(town: Town) -> None:
    mai, tu = await _mai(town), town.phone("Bà Tư")
    await _comes(tu, "Nguyễn Thị Tư", "kp 7")
    await mai.says("/khupho")
    await mai.taps("Thêm khu phố, ấp")
    await mai.says("khu phố 1 đến 12\nấp Suối Sâu\ngì nữa quên rồi")
    mai.sees("13 nơi", "Khu phố 1", "Chưa hiểu: gì nữa quên rồi")
    await mai.taps("Đúng rồi")
    mai.sees("đã ghi 12 khu phố", "1 nơi đã có sẵn", "1 người đã báo trước")
    assert (await _homes(town))["Nguyễn Thị Tư"] == "7"
    await mai.taps("Nhầm, trả lại")
    mai.sees("bỏ lại 12")
    assert (await _homes(town))["Nguyễn Thị Tư"] is None
    async with town.begin() as db:
        assert [group.name for group in await places.groups_of(db, scene.PHU_LOI)] == ["3"]


async def test_a_sheet_of_groups_is_read_like_typed_ones(town: Town) -> None:
    mai, tu = await _mai(town), town.phone("Bà Tư")
    await _comes(tu, "Nguyễn Thị Tư", "kp 7")
    sheet = workbook([["STT", "Khu phố"], [1, 3], [2, 7], [3, "Bình Thung 1"]])
    await mai.sends_file("khu-pho.xlsx", sheet)
    mai.sees("3 nơi", "Khu phố Bình Thung 1")
    await mai.taps("Đúng rồi")
    mai.sees("đã ghi 2 khu phố", "1 nơi đã có sẵn", "1 người đã báo trước")
    assert (await _homes(town))["Nguyễn Thị Tư"] == "7"


async def test_a_new_leader_finds_those_who_named_the_group_before(town: Town) -> None:
    mai, tu, lan = await _mai(town), town.phone("Bà Tư"), town.phone("Chị Lan")
    await _comes(tu, "Nguyễn Thị Tư", "kp 7")
    await mai.says("/moi")
    await mai.says("khu phố 7")
    await lan.says(next(word.strip(".") for word in mai.sees("MOI-").split() if word.startswith("MOI-")))
    await lan.taps("Chị")
    await lan.taps("Tôi đồng ý")
    await lan.says("Trần Thị Lan")
    assert (await _homes(town))["Nguyễn Thị Tư"] == "7"
    await lan.says("/soto")
    lan.sees("Sổ Khu phố 7", "2 người")


async def test_who_has_only_a_ward_is_put_into_a_group_by_one_tap(town: Town) -> None:
    mai, tu, sau = await _mai(town), town.phone("Bà Tư"), town.phone("Bà Sáu")
    await _comes(tu, "Nguyễn Thị Tư", "kp 7")
    await _comes(sau, "Trần Thị Sáu", "không biết")
    await mai.says("menu")
    await mai.taps("Chưa rõ khu phố (2)")
    mai.sees("Còn 2 người", "bà Nguyễn Thị Tư", "có nói: Khu phố 7")
    await mai.taps("Thêm Khu phố 7")
    mai.sees("bà Nguyễn Thị Tư ở Khu phố 7")
    mai.sees("Còn 1 người", "bà Trần Thị Sáu")
    await mai.taps("Khu phố 3")
    mai.sees("bà Trần Thị Sáu ở Khu phố 3")
    mai.sees("không còn ai")
    assert await _homes(town) == {"Lê Thị Mai": "3", "Nguyễn Thị Tư": "7", "Trần Thị Sáu": "3"}
    await mai.says("bấm nhầm")
    assert (await _homes(town))["Trần Thị Sáu"] is None


async def test_the_list_is_of_the_own_ward_and_of_nobody_who_left(town: Town) -> None:
    mai, lan = await _mai(town), town.phone("Chị Lan")
    async with town.begin() as db:
        elsewhere = await scene.group(db, "1", "25966")
        (await scene.without_phone(db, elsewhere, "Võ Thị Xa", "ba")).group_id = None
        home = (await places.groups_of(db, scene.PHU_LOI))[0]
        await scene.leader(db, lan, home)
        await scene.without_phone(db, home, "Đỗ Thị Đi", "ba")
    await lan.says("sổ tổ")
    await lan.taps("bà Đỗ Thị Đi")
    await lan.taps("Không còn ở đây")
    await lan.taps("Đã chuyển")
    await mai.says("chưa rõ khu phố")
    mai.sees("không còn ai")


async def test_nobody_else_may_put_people_into_groups(town: Town) -> None:
    await _mai(town)
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, (await places.groups_of(db, scene.PHU_LOI))[0])
    await lan.says("/chuaro")
    lan.sees("dành cho điều phối viên của phường")


async def test_whom_no_leader_keeps_the_coordinator_keeps(town: Town) -> None:
    mai, tu = await _mai(town), town.phone("Bà Tư")
    await _comes(tu, "Nguyễn Thị Tư", "kp 3")
    await mai.says("sổ tổ")
    await mai.taps("bà Nguyễn Thị Tư")
    mai.sees("Nguyễn Thị Tư")
