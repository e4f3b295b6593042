"""A coordinator sends the ward's own Excel form, names its columns once, and gets it filled by our numbers."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.courses import SessionStatus
from bot.domain.people.person import RoleKind
from bot.storage.tables.courses import Attendance
from tests import scene
from tests.conversations.courses.test_papers import sent
from tests.list_files import workbook
from tests.town import Talker, Town

pytestmark = pytest.mark.parametrize("town", ["buttons"], indirect=True)
FORM: tuple[list[str | None], ...] = (
    ["UBND PHƯỜNG PHÚ LỢI"],
    ["TT", "Đơn vị", "Số buổi đã tổ chức", "Lượt dự học", "Ghi chú"],
    ["(1)", "(2)", "(3)", "(4)", "(5)"],
    [],
    [],
    ["Cộng", None, None, "=SUM(D4:D5)"],
)


async def _coordinator(town: Town) -> Talker:
    """Of a ward with two groups; in the first one a class was held to which one person came."""
    mai = town.phone("Chị Mai")
    async with town.begin() as db:
        three = await scene.group(db)
        await scene.group(db, "4")
        coordinator = await scene.somebody(db, mai, "Lê Thị Mai", "chi", three)
        (await scene.role(db, coordinator, RoleKind.COORDINATOR, three)).group_id = None
        lan = await scene.without_phone(db, three, "Trần Thị Lan", "chi")
        await scene.role(db, lan, RoleKind.LEADER, three)
        made = await scene.course(db, lan, "2026-11-24 09:00")
        await scene.seat(db, lan, made)
        mark = Attendance(session_id=made.sessions[0].id, person_id=lan.id, mark=Mark.PRESENT, marked_by_id=lan.id)
        mark.marked_at = clock.now()
        made.sessions[0].status = SessionStatus.HELD
        db.add(mark)
    await town.time_is("2026-11-24 20:00")
    return mai


def _rows(content: bytes) -> list[list[object]]:
    page = load_workbook(BytesIO(content)).active
    assert page is not None
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=4, max_col=4)]


FILLED = [[1, "Khu phố 3", 1, 1], [2, "Khu phố 4", None, None], ["Cộng", None, None, "=SUM(D4:D5)"]]


async def test_its_columns_are_named_once_and_it_is_filled_ever_after(town: Town) -> None:
    mai = await _coordinator(town)
    await mai.sends_file("bao-cao-phuong.xlsx", workbook(FORM))
    mai.sees("Cột “Lượt dự học” điền số nào")
    await mai.taps("Số lượt người tham gia")
    mai.sees("Số liệu từ ngày nào")
    await mai.taps("Tháng này")
    mai.sees("đã điền xong", "giữ mẫu này lại")
    assert _rows((await sent(town))["mau-da-dien.xlsx"]) == FILLED

    await mai.says("xuất file báo cáo tháng 11")
    mai.sees("Mẫu riêng của phường, đã điền số liệu")


async def test_what_has_no_room_is_said_and_not_kept(town: Town) -> None:
    mai = await _coordinator(town)
    await mai.sends_file("bao-cao-phuong.xlsx", workbook([*FORM[:3], [], ["Cộng"]]))
    await mai.taps("Số lượt người tham gia")
    await mai.says("từ 1/11 đến 30/11")
    mai.sees("có 1 dòng trống", "chừa 2 dòng trống")
    assert f"mau-{scene.PHU_LOI}.xlsx" not in await sent(town)


async def test_a_form_that_is_named_already_asks_only_for_the_days(town: Town) -> None:
    mai = await _coordinator(town)
    heads = ["{{STT}}", "{{khu phố}}", "{{Số buổi đã tổ chức}}", "{{Số lượt người tham gia}}"]
    await mai.sends_file("bao-cao-phuong.xlsx", workbook([*FORM[:3], heads, [], FORM[-1]]))
    await mai.taps("Tháng này")
    mai.sees("đã điền xong")
    assert _rows((await sent(town))["mau-da-dien.xlsx"]) == FILLED


async def test_headings_of_two_rows_are_read_by_the_lower_one_and_their_sum_is_no_group(town: Town) -> None:
    mai = await _coordinator(town)
    heads: tuple[list[str | None], ...] = (
        ["BIỂU 02"],
        ["STT", "Khu phố, ấp", "Lớp học", None, "Ghi chú"],
        [None, None, "Số buổi đã tổ chức", "Lượt dự học", None],
    )
    await mai.sends_file("bieu-02.xlsx", workbook([*heads, [], [], [None, "Tổng cộng", None, "=SUM(D4:D5)"]]))
    mai.sees("Cột “Lượt dự học” điền số nào")
    await mai.taps("Số lượt người tham gia")
    await mai.taps("Tháng này")
    mai.sees("đã điền xong")
    filled = _rows((await sent(town))["mau-da-dien.xlsx"])
    assert filled == [*FILLED[:2], [None, "Tổng cộng", None, "=SUM(D4:D5)"]]
