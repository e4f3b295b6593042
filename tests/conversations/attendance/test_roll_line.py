"""The line that a printed roll asks for, sent from anywhere: for the session that is meant, and then it is closed."""

import pytest

from bot.domain.attendance import Mark
from bot.domain.courses import SessionStatus
from bot.storage.tables.courses import ClassSession
from tests import scene
from tests.conversations.attendance.test_roll_call import Class
from tests.town import Town

pytestmark = pytest.mark.parametrize("town", ["buttons"], indirect=True)


@pytest.mark.parametrize("words", ["đủ", "vắng 3 4", "{code} vắng 3 4", "vắng 3 4 lớp {code}"], ids="abcd")
async def test_it_works_without_a_board(town: Town, words: str) -> None:
    here = await Class(town).begin()
    await here.lan.says(words.format(code=here.made.course.code))
    here.lan.sees("Đã ghi 4 có mặt" if words == "đủ" else "Đã ghi 2 có mặt, 2 vắng (bác Bảy, bác Đức)")
    here.lan.sees("chốt luôn không")
    await here.lan.taps("Chốt điểm danh")
    here.lan.sees("Đã chốt điểm danh")
    assert await here.status() is SessionStatus.HELD
    await here.lan.taps("Nhầm, trả lại")
    here.lan.sees("Điểm danh đã mở lại")
    here.lan.sees("Điểm danh Chống lừa đảo", "4/4" if words == "đủ" else "2/4")
    await here.lan.data_of("4 · bác Đức")


async def test_a_line_that_is_edited_stands_for_the_first_one(town: Town) -> None:
    here = await Class(town).begin()
    await here.lan.says("vắng 3, thêm bà Sáu")
    here.lan.sees("Đã ghi 3 có mặt, 1 vắng (bác Bảy), 1 mới (bà Sáu)")
    await here.lan.edits("vắng 4, thêm bà Sáu")
    here.lan.sees("Đã ghi 3 có mặt, 1 vắng (bác Đức), 1 mới (bà Sáu)")
    async with town.begin() as db:
        assert len(await scene.named(db, "Sáu")) == 1
    await here.lan.edits("vắng 40")
    here.lan.sees("nhắn lại")
    assert (await here.marks())["Đức"] is Mark.NO_SHOW, "nothing is taken back for what cannot be read"
    await here.lan.edits("cảm ơn con")
    here.lan.sees("nhắn lại")


async def test_it_works_in_the_middle_of_something_else(town: Town) -> None:
    here = await Class(town).begin()
    await here.lan.says("/lop")
    await here.lan.says("vắng 3")
    here.lan.sees("Đã ghi 3 có mặt, 1 vắng (bác Bảy)")
    await here.lan.says("chốt")
    here.lan.sees("Đã chốt điểm danh", "3 có mặt")


async def test_of_several_open_rolls_the_class_is_asked(town: Town) -> None:
    here = await Class(town).begin()
    async with town.begin() as db:
        second = await scene.course(db, await scene.person(db, here.lan), "2026-11-25 19:30", seats=20)
    await here.lan.says("vắng 3")
    here.lan.sees("buổi nào")
    await here.lan.taps("7 giờ tối")
    here.lan.sees("Đã ghi 3 có mặt, 1 vắng (bác Bảy)")
    await here.lan.says(f"{second.course.code} đủ")
    here.lan.sees("Điểm danh", "7 giờ 30 tối")


async def test_a_closed_one_is_corrected_by_its_code_and_asked_to_be_closed_once(town: Town) -> None:
    here = await Class(town).begin()
    await here.lan.says("đủ")
    await here.lan.taps("Xem lại tên")
    here.lan.sees("Có mặt 4/4")
    await here.lan.says("muộn 1")
    assert not any("chốt luôn không" in said for said in here.lan.new), "asked once"
    await here.lan.says("chốt")
    await town.time_is("2026-11-26 08:00")
    await here.lan.says(f"{here.made.course.code} vắng 2")
    here.lan.sees("1 vắng (bác Ánh)")
    assert (await here.marks())["Ánh"] is Mark.NO_SHOW


async def test_whoever_calls_no_roll_enrols_by_the_code(town: Town) -> None:
    here, tam = await Class(town).begin(at="2026-11-25 18:45"), town.phone("Tám")
    async with town.begin() as db:
        await scene.resident(db, tam, here.three, "Phan Văn Tám", "chu")
    await tam.says(f"{here.made.course.code} đủ")
    tam.sees("chọn lớp này phải không")
    await tam.says("vắng 3 7")
    assert await here.marks() == {}


async def test_who_is_added_and_has_a_number_is_that_number(town: Town) -> None:
    here = await Class(town).begin(3, at="2026-11-25 10:00")
    async with town.begin() as db:
        for name, form in (("Phan Thị Tư", "ba"), ("Cao Thị Năm", "ba"), ("Lê Thị Năm", "ba")):
            await scene.seat(db, await scene.without_phone(db, here.three, name, form), here.made)
    await town.time_is("2026-11-25 19:05")
    await here.lan.says("vắng 1, thêm bà Tư, ông Tư")
    here.lan.sees("Đã ghi 5 có mặt, 1 vắng (bác An), 1 mới (ông Tư)")
    await here.open()
    await here.lan.taps("Người mới tới")
    await here.lan.says("bà Năm")
    here.lan.sees("2 mới (ông Tư, bà Năm)")
    async with town.begin() as db:
        assert len(await scene.named(db, "Tư")) == 1
        assert len(await scene.named(db, "Năm")) == 1, "both are here already: it is a third one"


async def test_of_two_of_one_name_the_number_is_asked(town: Town) -> None:
    here = await Class(town).begin(1, at="2026-11-25 10:00")
    async with town.begin() as db:
        for name in ("Cao Thị Năm", "Lê Thị Năm"):
            await scene.seat(db, await scene.without_phone(db, here.three, name, "ba"), here.made)
    await town.time_is("2026-11-25 19:05")
    await here.lan.says("vắng 1, thêm bà Năm")
    here.lan.sees("Có nhiều người tên bà Năm: số 2, 3")
    assert await here.marks() == {}


async def test_a_board_that_is_past_says_so_once_and_lets_go(town: Town) -> None:
    """The class is called off, or the correction has become too late, while the board stands open."""
    here = await Class(town).begin()
    await here.lan.says("/diemdanh")
    async with town.begin() as db:
        (await db.get_one(ClassSession, here.id)).status = SessionStatus.CALLED_OFF
    await here.lan.says("vắng 2")
    here.lan.sees("đã nghỉ")
    here.lan.sees_nothing()
    await here.lan.says("cảm ơn em")
    assert not any("đã nghỉ" in said for said in here.lan.new)


async def test_a_correction_that_is_too_late_is_the_coordinators(town: Town) -> None:
    here = await Class(town).begin()
    await here.lan.says("vắng 2")
    await here.lan.says("chốt")
    await here.lan.says("sửa điểm danh: 2 có mặt")
    here.lan.sees("Đã ghi 4 có mặt")
    await town.time_is("2026-12-20 09:00")
    await here.lan.says("sửa điểm danh buổi 25/11")
    here.lan.sees("điều phối")


@pytest.mark.parametrize("words", ["mở lại điểm danh"], ids="a")
async def test_a_closed_roll_is_found_again_in_words(town: Town, words: str) -> None:
    here = await Class(town).begin()
    await here.lan.says("vắng 2")
    await here.lan.says("chốt")
    await here.lan.says(words)
    await here.lan.taps("7 giờ tối")
    here.lan.sees("Sửa được đến")
    await here.lan.taps("Sửa lại")
    await here.lan.says("số 2 có mặt")
    here.lan.sees("Đã ghi 4 có mặt")


async def test_who_is_added_and_fits_two_of_the_list_is_asked_about(town: Town) -> None:
    here = await Class(town).begin(at="2026-11-25 10:00")
    async with town.begin() as db:
        again = await scene.without_phone(db, here.three, "Ngô Thị Đức", "bac")
        await scene.seat(db, again, here.made)
    await town.time_is("2026-11-25 19:05")
    await here.lan.says("thêm bác Đức")
    here.lan.sees("bác Đức", "số 4, 5")
    await here.lan.taps("Người mới tới")
    await here.lan.says("bác Đức")
    here.lan.sees("bác Đức", "số 4, 5")
    await here.lan.says("bác Hồ Thị Mới")
    here.lan.sees("1 mới (bác Mới)")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("chỉ có 1 2 4 tới", "Đã ghi 3 có mặt, 1 vắng (bác Bảy)"),
        ("hôm nay chỉ 1, 3 và 4 có mặt thôi", "Đã ghi 3 có mặt, 1 vắng (bác Ánh)"),
        ("vắng 1 – 3", "em chưa ghi gì"),
        ("chỉ có 1 9 tới", "không có số 9"),
    ],
    ids="abcd",
)
async def test_what_is_said_of_numbers_from_anywhere(town: Town, words: str, said: str) -> None:
    here = await Class(town).begin()
    await here.lan.says(words)
    here.lan.sees(said)
