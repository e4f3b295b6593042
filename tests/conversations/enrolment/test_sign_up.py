"""A resident takes a seat: by a code, by choosing, on the waiting list."""

import pytest

from tests import scene
from tests.town import EVERY_KIND, Town


async def test_newcomer_takes_a_seat_with_a_class_code(town: Town) -> None:
    lan, bay = town.phone("Chị Lan"), town.phone("Ông Bảy")
    async with town.begin() as db:
        leader = await scene.leader(db, lan, await scene.group(db))
        made = await scene.course(db, leader)

    await bay.says(made.course.code.lower().replace("-", ""))
    bay.sees("trợ lý tự động", "gọi thế nào")
    await bay.taps("Ông")
    bay.sees("xin phép lưu")
    bay.sees("XÓA", "có đồng ý không")
    await bay.taps("Tôi đồng ý")

    # From here on: four taps or words to a seat.
    bay.sees("họ và tên")
    await bay.says("nguyen van bay")
    bay.sees("khu phố hay ấp nào")
    await bay.taps("Khu phố 3")
    bay.sees("Ông chọn lớp này phải không", "Chống lừa đảo", "cạnh chợ")
    await bay.taps("Đúng rồi")
    bay.sees("Dạ xong, con đã giữ chỗ cho ông Bay", "Con sẽ nhắc ông lúc")

    person = await town.knows(bay)
    assert (person.name, person.address_form) == ("Nguyen Van Bay", "ong")


async def test_who_does_not_agree_is_not_kept_and_may_come_all_the_same(town: Town) -> None:
    lan, tu = town.phone("Chị Lan"), town.phone("Bà Tư")
    async with town.begin() as db:
        made = await scene.course(db, await scene.leader(db, lan, await scene.group(db)))

    await tu.says(f"/start {made.course.code}")
    await tu.taps("Bà")
    await tu.taps("Xem đầy đủ")
    tu.sees("Không bao giờ lưu: số căn cước")
    await tu.taps("Không đồng ý")
    tu.sees("không lưu gì hết", "cạnh chợ", "Trần Thị Lan")

    person = await town.knows(tu)
    assert (person.name, person.address_form, person.group_id) == (None, None, None)


@EVERY_KIND
async def test_the_full_class_has_a_waiting_list(town: Town) -> None:
    lan, bay, tu = town.phone("Chị Lan"), town.phone("Ông Bảy"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home), seats=1)
        await scene.resident(db, bay, home, "Nguyễn Văn Bảy", "ong")
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")

    await bay.says("đăng ký")
    bay.sees("muốn học lớp nào", "Chống lừa đảo") if town.kind == "none" else bay.sees("muốn học lớp nào")
    await bay.taps("Chống lừa đảo")
    await bay.taps("Đúng rồi")
    bay.sees("đã giữ chỗ")
    await bay.says(made.course.code)
    bay.sees("đã có chỗ")

    await tu.says(made.course.code)
    tu.sees("vừa đủ người rồi", "danh sách chờ")
    await tu.taps("Ghi giúp tôi")
    tu.sees("danh sách chờ, số 1")

    await bay.says("bận")
    bay.sees("đã ghi là ông nghỉ buổi này")
    tu.sees("Tin vui, bà Tư ơi, lớp vừa có chỗ trống!", "Con giữ chỗ này cho bà đến")
    await tu.taps("Tôi học được")
    tu.sees("chỗ này là của bà")

    await bay.taps("Nhầm, trả lại")
    bay.sees("chỗ buổi đó đã có người chờ nhận")


@pytest.mark.outlook
async def test_an_offer_that_is_not_answered_goes_to_the_next(town: Town) -> None:
    lan, bay, tu, sau = (town.phone(name) for name in ("Chị Lan", "Ông Bảy", "Bà Tư", "Chú Sáu"))
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home), "2026-11-28 08:00", seats=1)
        await scene.resident(db, bay, home, "Nguyễn Văn Bảy", "ong")
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
        await scene.resident(db, sau, home, "Võ Văn Sáu", "chu")
    for person, yes in ((bay, "Đúng rồi"), (tu, "Ghi giúp tôi"), (sau, "Ghi giúp tôi")):
        await person.says(made.course.code)
        await person.taps(yes)
    sau.sees("số 2")

    await bay.says("/leave")
    await bay.taps("Thôi học")
    bay.sees("đã ghi là ông thôi học")
    tu.sees("Tin vui", "1 giờ chiều nay")
    sau.sees_nothing()

    await town.time_is("2026-11-23 13:00")
    tu.sees("nhường cho người tiếp theo")
    sau.sees("Tin vui, chú Sáu ơi, lớp vừa có chỗ trống!")
    await tu.taps("Tôi học được")
    tu.sees("vừa nhường cho người tiếp theo")
    await sau.taps("Tôi bận")
    sau.sees("mời người kế tiếp")


async def test_undo_gives_the_seat_back(town: Town) -> None:
    lan, bay = town.phone("Chị Lan"), town.phone("Ông Bảy")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home), seats=1)
        await scene.resident(db, bay, home, "Nguyễn Văn Bảy", "ong")
    await bay.says(made.course.code)
    await bay.taps("Đúng rồi")
    undo = await bay.data_of("Nhầm, trả lại")
    await bay.taps("Nhầm, trả lại")
    bay.sees("bỏ đăng ký")
    await bay.taps_again(undo)
    bay.sees("đã trả lại như cũ rồi")
    await bay.says("lịch học")
    bay.sees("chưa đăng ký lớp nào")
