"""A sheet sent as a file is read like a pasted list."""

import pytest
from sqlalchemy import func, select

from bot.domain.people.person import RoleKind
from bot.storage.tables.messaging import Conversation, Outbox
from bot.storage.tables.people import Person
from tests import scene
from tests.documents.test_sheets import HEADS, TU
from tests.list_files import Tab, workbook
from tests.town import Town


async def test_a_sheet_is_read_and_its_other_columns_are_not(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    await lan.says("/them")
    await lan.taps("bảng mẫu")
    lan.sees(*(("bảng mẫu", "2.000 người") if town.carries_files else ("chưa nhận được danh sách dạng tệp",)))
    await lan.sends_file("so.xlsx", workbook([HEADS, TU, [2, "Võ Văn Sáu", None, None, "074160001234", "Nam"]]))
    lan.sees("Em đọc được 2 người", "0912 *** 678", "60 đến 74", "“SĐT” là số điện thoại", "bỏ qua: “Số CCCD”")
    await lan.taps("Tiếp tục")
    await lan.taps("Đã hỏi từng người")
    lan.sees("đã ghi 2 người")
    async with town.begin() as db:
        assert await db.scalar(select(func.count(Person.id)).where(Person.entered_by_id.is_not(None))) == 2
        kept = [*await db.scalars(select(Conversation.answers)), *await db.scalars(select(Outbox.message))]
        assert "074154001234" not in repr(kept)


async def test_a_file_without_a_column_of_names_is_answered_plainly(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    await lan.sends_file("tien.csv", b"ma;so tien\n1;2")
    lan.sees("cần có cột tên là “Họ tên”", "chưa ghi gì cả")
    await lan.says("/them")
    await lan.sends_file("to.xlsx", b"")
    lan.sees("tệp trống", "chưa ghi gì cả")


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_who_leads_two_groups_says_for_which_one_it_is(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        leader = await scene.leader(db, lan, await scene.group(db))
        await scene.role(db, leader, RoleKind.LEADER, await scene.group(db, name="5"))
    await lan.sends_file("to.csv", "Họ tên,tuổi\nBà Nguyễn Thị Tư,72\nÔng Võ Văn Sáu,70".encode())
    lan.sees("khu phố, ấp nào")
    await lan.taps("5")
    lan.sees("Em đọc được 2 người")


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_what_nobody_should_send_is_refused_and_removed(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    await lan.says("/them")
    await lan.sends_file("to.csv", "Họ tên\nBà Nguyễn Thị Tư 074154001234".encode())
    lan.sees("đừng gửi mật khẩu", "không lưu lại")
    assert not any(line.mine and line.message.text == "to.csv" for line in town.web.lines[lan.account])
    async with town.begin() as db:
        kept = [*await db.scalars(select(Conversation.answers)), *await db.scalars(select(Outbox.message))]
        assert "0741" not in repr(kept)


async def test_nobody_else_may_send_one(town: Town) -> None:
    lan, an = town.phone("Chị Lan"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        await scene.resident(db, an, home)
    await an.sends_file("so.xlsx", workbook([HEADS, TU]))
    an.sees("dành cho người phụ trách")


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_the_leader_sees_what_is_taken_before_anything_is_written(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    rows = [
        ("STT", "Họ và tên", "SĐT", "Ghi chú"),
        (1, "Lê Văn Ba", "9.12E+08", None),
        (2, "Lê Thị Tư", "0912000112", None),
        (3, "Lê Văn Năm", "0912000113", None),
        (4, "Lê Thị Sáu", "0912000114", "đã mất"),
        (5, "Lê Thị Tám", "0912000116 / 0912000117", None),
    ]
    book = workbook(Tab(rows, hidden_rows=[3], struck=["B4"]), Tab(rows, "Bản cũ", hidden=True))
    await lan.sends_file("ds.xlsx", book)
    lan.sees(
        "Em đọc được 2 người",
        "dòng bị ẩn: Lê Thị Tư",
        "bị gạch ngang: Lê Văn Năm",
        "đã mất hoặc chuyển đi: Lê Thị Sáu",
        "bỏ qua: “Ghi chú”",
        "Trang “Bản cũ” đang ẩn",
        "số thứ hai 0912 *** 117 không ghi",
    )
    await lan.taps("Hỏi từng dòng")
    lan.sees("bị bảng tính cắt mất đuôi")
    await lan.says("0912000111")
    await lan.taps("Đã hỏi từng người")
    lan.sees("đã ghi 2 người", "Lê Văn Ba · 0912 *** 111")


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_what_cannot_be_read_is_said_by_name(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    await lan.sends_file("ds.xlsx", "Hä vµ tªn\nNguyÔn V¨n B¶y\n".encode("cp1252"))
    lan.sees("phông cũ TCVN3")
    await lan.sends_file("ds.pdf", b"%PDF")
    lan.sees("tệp PDF")


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_a_large_file_is_said_to_be_read(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    rows = "\n".join(["Họ tên,SĐT", *(f"Lê Văn Ba,09120{n:05}" for n in range(700))])
    await lan.sends_file("ds.csv", rows.encode())
    lan.sees("đang đọc")
    lan.sees("Em đọc được 700 người", "Rõ: 700", "… và 688 người nữa")
