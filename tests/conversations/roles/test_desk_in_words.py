"""What a coordinator or an organiser asks for in one line brings that, with the place and the kind that were said."""

import pytest

from bot.domain.people.person import OrganisationKind, RoleKind
from bot.storage.tables.places import Organisation
from tests import scene
from tests.conversations.volunteers.test_organisations import within
from tests.town import Talker, Town

# What is said, and what stands in the answer.
OF_THE_WARD = {
    "lớp của phường hôm nay": ("Hôm nay", "không có buổi nào"),
    "các lớp khu phố 3": ("Bảy ngày tới", "Khu phố 3"),
    "lớp khu phố 9 của phường": ("Bảy ngày tới", "không có buổi nào"),
    "lớp nào trong phường chưa điểm danh": ("Chưa điểm danh",),
    "lớp nào đang thiếu người hướng dẫn": ("Còn thiếu người hướng dẫn",),
    "buổi nào báo nghỉ trong phường": ("Buổi nghỉ",),
    "làm thay khu phố 3": ("làm thay trưởng Khu phố 3 vì sao",),
    "làm thay chị Lan": ("làm thay trưởng Khu phố 3 vì sao",),
    "làm thay": ("Làm thay ai",),
    "chỉ tiêu của phường": ("Tiến độ thực hiện chỉ tiêu",),
    "chỉ tiêu năm nay": ("Tiến độ thực hiện chỉ tiêu",),
    "mời trưởng khu phố 9": ("Khu phố 9", "MOI-"),
    "mời hội phụ nữ phường": ("Hội phụ nữ phường", "MOI-"),
    "thêm khu phố 12": ("đọc được 1 nơi", "Khu phố 12"),
    "chỉ tiêu năm 2026 là 3.500 người": ("Con số này ở văn bản nào",),
    "nhập chỉ tiêu": ("bao nhiêu người được xác nhận",),
    "số chính thức tháng này 640": ("tính đến ngày nào",),
    "gửi tôi bảng excel tháng 10": ("bảng tính",),
    "nhờ đoàn cử 3 bạn cho lớp khu phố 3": ("xin nhờ 3",),
}


async def _ward(town: Town) -> Talker:
    """Mai coordinates a ward with two groups, of which Lan leads one that has a class; a union is there to be asked."""
    mai, lan, tam = town.phone("Chị Mai"), town.phone("Chị Lan"), town.phone("Anh Tâm")
    async with town.begin() as db:
        home = await scene.group(db)
        coordinates = await scene.somebody(db, mai, "Lê Thị Mai", "chi", await scene.group(db, "9"))
        (await scene.role(db, coordinates, RoleKind.COORDINATOR, home)).group_id = None
        made = await scene.course(db, await scene.leader(db, lan, home), "2026-11-25 19:00")
        made.course.group_id = home.id
        union = Organisation(kind=OrganisationKind.YOUTH_UNION, name="Đoàn phường", ward_code=scene.PHU_LOI)
        db.add(union)
        await db.flush()
        db.add(within(union, await scene.somebody(db, tam, "Ngô Văn Tâm", "anh", home), RoleKind.ORGANISER))
    return mai


@pytest.mark.parametrize("said", OF_THE_WARD)
async def test_a_coordinators_line_brings_what_it_names(town: Town, said: str) -> None:
    mai = await _ward(town)
    await mai.says(said)
    buttons = town.web.lines[mai.account][-1].message.buttons
    together = "\n".join([*mai.new, *(one.label for one in buttons)])
    expected = OF_THE_WARD[said]
    if said.startswith("gửi tôi bảng") and not town.carries_files:
        expected = ("01/10 đến 31/10/2026",)
    assert [words for words in expected if words not in together] == []


async def test_a_warning_in_one_line_is_offered_as_it_was_said(town: Town) -> None:
    mai = await _ward(town)
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.home(db, await scene.person(db, mai)), "Nguyễn Thị Tư", "ba")
    await mai.says("cảnh báo lừa đảo: có người giả danh công an gọi điện")
    await mai.taps("Có người giả danh công an gọi điện")
    mai.sees("giả danh công an")
    await mai.taps("5 phút nữa")
    await town.time_is("2026-11-23 09:10")
    tu.sees("giả danh công an")


async def test_whoever_was_cheated_is_helped_all_the_same(town: Town) -> None:
    mai = await _ward(town)
    await mai.says("tui bị người giả danh công an lừa mất tiền rồi")
    mai.sees("đừng chuyển thêm tiền")


async def test_a_bare_number_renames_within_the_kind(town: Town) -> None:
    mai = await _ward(town)
    await mai.says("/khupho")
    await mai.taps("Khu phố 9")
    await mai.taps("Đổi tên")
    await mai.says("3")
    mai.sees("đã có nơi tên như vậy rồi")


async def _hall(town: Town) -> Talker:
    tam = town.phone("Anh Tâm")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.group(db, "7")
        union = Organisation(kind=OrganisationKind.YOUTH_UNION, name="Đoàn phường", ward_code=scene.PHU_LOI)
        db.add(union)
        await db.flush()
        db.add(within(union, await scene.somebody(db, tam, "Ngô Văn Tâm", "anh", home), RoleKind.ORGANISER))
    return tam


async def test_the_group_in_the_name_of_the_place_is_not_asked_for(town: Town) -> None:
    tam = await _hall(town)
    await tam.says("mở lớp chống lừa đảo 19h tối thứ sáu nhà văn hóa khu phố 7, 20 chỗ 1 tuần")
    await tam.taps("Ai cũng được")
    tam.sees("Đã mở lớp", "Nhà văn hóa khu phố 7")
    await tam.says("mở lớp zalo 8h sáng chủ nhật nhà văn hóa khu phố 7, 20 chỗ 1 tuần")
    tam.sees("Ai được đến học")


async def test_a_group_alone_is_no_hall(town: Town) -> None:
    tam = await _hall(town)
    await tam.says("mở lớp zalo 8h sáng chủ nhật kp 7, 15 chỗ 1 tuần")
    tam.sees("Học ở đâu")


async def test_the_table_of_an_organisation_is_a_file_and_no_page(town: Town) -> None:
    tam = await _hall(town)
    await tam.says("về đầu")
    assert not any("Bảng số liệu" in one.label for one in town.web.lines[tam.account][-1].message.buttons)
    await tam.says("/bang")
    assert "đường dẫn" not in " ".join(tam.new)
    tam.sees("bảng tính" if town.carries_files else "Đoàn phường")


async def test_an_administrator_names_the_ward_in_the_wish(town: Town) -> None:
    quan = town.phone("Anh Quân")
    async with town.begin() as db:
        home = await scene.group(db)
        runs = await scene.somebody(db, quan, "Lê Minh Quân", "anh", home)
        role = await scene.role(db, runs, RoleKind.ADMINISTRATOR, home)
        role.group_id = role.ward_code = None
    await quan.says("mời điều phối cho phường Phú Lợi")
    quan.sees("Mã mời điều phối viên, Phường Phú Lợi")
    await quan.says("mời điều phối viên")
    quan.sees("Điều phối ở đâu")


async def test_a_factory_invites_to_learn_and_a_union_to_help(town: Town) -> None:
    hanh = town.phone("Chị Hạnh")
    async with town.begin() as db:
        factory = Organisation(kind=OrganisationKind.EMPLOYER, name="Công ty May", ward_code=scene.PHU_LOI)
        db.add(factory)
        await db.flush()
        speaks = await scene.somebody(db, hanh, "Lê Thị Hạnh", "chi", await scene.group(db))
        db.add(within(factory, speaks, RoleKind.ORGANISER))
    await hanh.says("mời thành viên")
    await hanh.taps("5 người")
    assert "giúp bà con" not in hanh.sees("Công ty May mời", "cùng học")
