"""A leader registers a class: by taps, by one line, «như tuần trước»; warned, and able to take it back."""

import pytest
from sqlalchemy import select

from bot import clock
from bot.domain.people.person import RoleKind
from bot.storage.tables.courses import ClassSession, Course
from bot.storage.tables.places import Venue
from bot.storage.tables.volunteers import Shift
from tests import scene
from tests.town import Talker, Town


async def _lan(town: Town) -> Talker:
    lan = town.phone("Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    return lan


async def test_five_taps_make_a_weekly_class(town: Town) -> None:
    lan = await _lan(town)

    await lan.says("/menu")
    await lan.taps("Mở lớp")
    await lan.taps("Chống lừa đảo")
    lan.sees("Học ở đâu")
    await lan.taps("Nhà văn hóa khu phố 3")
    lan.sees("Bắt đầu lúc nào")
    await lan.taps("7 giờ tối thứ Sáu, ngày 27/11")
    lan.sees("Mấy chỗ, học mấy tuần")
    await lan.taps("20 chỗ, 4 tuần")

    forward = lan.sees("Khu phố 3 mời bà con học “Chống lừa đảo”, miễn phí")
    assert "4 buổi, mỗi tuần một buổi" in forward
    assert "chị Lan" in forward
    assert "http" not in forward
    assert len(forward) < 400, "short enough to be forwarded on any platform"
    card = lan.sees("Đã mở lớp Chống lừa đảo: 7 giờ tối thứ Sáu, ngày 27/11, tại Nhà văn hóa khu phố 3, 20 chỗ")
    async with town.begin() as db:
        code = await db.scalar(select(Course.code))
    assert code
    assert code in card
    assert code in forward


async def test_each_session_has_seats_a_shift_and_its_reminders(town: Town) -> None:
    lan = await _lan(town)

    await lan.says("/lop Chống lừa đảo 19h tối thứ sáu nhà văn hóa 20 chỗ 3 tuần")
    lan.sees("Đã mở lớp")
    async with town.begin() as db:
        sessions = (await db.scalars(select(ClassSession).order_by(ClassSession.starts_at))).all()
        shifts = (await db.scalars(select(Shift))).all()
    assert [session.starts_at for session in sessions] == [
        scene.local("2026-11-27 19:00"),
        scene.local("2026-12-04 19:00"),
        scene.local("2026-12-11 19:00"),
    ]
    assert sessions[0].next_reminder_at == scene.local("2026-11-24 09:00")
    assert [session.seats for session in sessions] == [20, 20, 20]
    assert [shift.needed for shift in shifts] == [5, 5, 5]


async def test_one_typed_line_asks_only_for_the_rest(town: Town) -> None:
    lan = await _lan(town)

    await lan.says("/lop Chống lừa đảo 19h tối thứ tư nhà văn hóa 20 chỗ")
    lan.sees("Học mấy tuần")
    await lan.taps("1 tuần")
    lan.sees("Đã mở lớp Chống lừa đảo: 7 giờ tối ngày mốt, thứ Tư 25/11, tại Nhà văn hóa, 20 chỗ")
    # What is forwarded is read on another day.
    lan.sees("📅 7 giờ tối thứ Tư, ngày 25/11")


async def test_a_line_at_the_first_question_finds_the_place_that_is_known(town: Town) -> None:
    lan = await _lan(town)
    async with town.begin() as db:
        await scene.course(db, await scene.person(db, lan))

    await lan.says("/lop")
    await lan.says("vneid 8h sang thu bay nha van hoa 12 cho 2 tuan")
    lan.sees("Đã mở lớp VNeID: 8 giờ sáng thứ Bảy, ngày 28/11, tại Nhà văn hóa khu phố 3, cạnh chợ, 12 chỗ")
    async with town.begin() as db:
        assert len((await db.scalars(select(Venue))).all()) == 1


async def test_as_last_week_is_one_confirmation(town: Town) -> None:
    lan = await _lan(town)
    async with town.begin() as db:
        await scene.course(db, await scene.person(db, lan), seats=12)

    await lan.says("/lop")
    await lan.taps("Như tuần trước")
    lan.sees("Mở lại lớp này?", "Chống lừa đảo", "7 giờ tối thứ Tư, ngày 2/12", "12 chỗ")
    await lan.taps("mở luôn")
    lan.sees("Đã mở lớp Chống lừa đảo: 7 giờ tối thứ Tư, ngày 2/12")
    await lan.says("/lop như tuần trước")
    lan.sees("thứ Tư, ngày 9/12")
    await lan.taps("Thôi")
    lan.sees("Chưa mở lớp nào")


async def test_a_public_holiday_is_named_before_the_class_is_created(town: Town) -> None:
    lan = await _lan(town)

    await lan.says("/lop Chống lừa đảo 19h tối mai nhà văn hóa 20 chỗ 1 tuần")
    lan.sees("7 giờ tối mai, thứ Ba 24/11: Ngày Văn hóa Việt Nam", "Vẫn mở lớp chứ?")
    await lan.taps("Chọn giờ khác")
    await lan.says("8h sáng thứ 7")
    lan.sees("Đã mở lớp Chống lừa đảo: 8 giờ sáng thứ Bảy, ngày 28/11")


async def test_full_moon_and_midday_are_warned_of_and_may_be_kept(town: Town) -> None:
    lan = await _lan(town)

    await lan.says("/lop vneid ngày 9/12 lúc 12 giờ trưa nhà văn hóa 10 chỗ 3 tuần")
    warning = lan.sees("Vẫn mở lớp chứ?")
    assert "nhằm mùng một" in warning
    assert warning.count("giờ nghỉ trưa") == 3
    await lan.taps("Vẫn mở")
    lan.sees("Đã mở lớp VNeID: 12 giờ trưa thứ Tư, ngày 9/12")


async def test_a_session_that_is_warned_of_can_be_left_out(town: Town) -> None:
    lan = await _lan(town)

    await lan.says("/lop vneid 19h tối thứ tư nhà văn hóa 10 chỗ 4 tuần")
    lan.sees("thứ Tư, ngày 9/12: nhằm mùng một")
    await lan.taps("Bỏ 1 buổi đó")
    lan.sees("Đã mở lớp VNeID")
    async with town.begin() as db:
        days = [clock.local(start).day for start in await db.scalars(select(ClassSession.starts_at))]
    assert sorted(days) == [2, 16, 25]


async def test_clashes_of_place_leader_and_people_are_named(town: Town) -> None:
    lan, an = await _lan(town), town.phone("An")
    async with town.begin() as db:
        leader = await scene.person(db, lan)
        made = await scene.course(db, leader)
        await scene.seat(db, await scene.resident(db, an, await scene.home(db, leader)), made)

    await lan.says("/lop vneid 19h30 tối thứ tư nhà văn hóa 10 chỗ 1 tuần")
    lan.sees("Nhà văn hóa khu phố 3, cạnh chợ đã có lớp Chống lừa đảo", "1 cô bác có lớp khác lúc đó")
    await lan.taps("Chọn giờ khác")
    await lan.says("20h tối thứ tư")
    lan.sees("Đã mở lớp VNeID: 8 giờ tối ngày mốt")
    await lan.says("/lop vneid 19h tối thứ tư quán cà phê Út Hiền 10 chỗ 1 tuần")
    lan.sees("lúc đó chị đang có lớp Chống lừa đảo")


async def test_times_that_cannot_be_are_answered_kindly(town: Town) -> None:
    lan = await _lan(town)

    await lan.says("/lop vneid nhà văn hóa 10 chỗ 1 tuần")
    lan.sees("Bắt đầu lúc nào")
    for words, hint in {
        "8h sáng 30/2": "lịch không có ngày đó",
        "8h sáng hôm qua": "lúc đó đã qua rồi",
        "rằm tháng chạp": "ngày dương lịch",
        "25 giờ thứ sáu": "đồng hồ không có giờ đó",
        "x" * 10_000: "chưa hiểu",
        "không biết nữa": "",
    }.items():
        await lan.says(words)
        lan.sees(hint, "Bắt đầu lúc nào")
    await lan.says("thứ 7 hoặc chủ nhật lúc 8h sáng")
    lan.sees("lúc nào")
    await lan.taps("Chủ nhật")
    lan.sees("Đã mở lớp VNeID: 8 giờ sáng Chủ nhật, ngày 29/11")


async def test_a_day_without_an_hour_asks_for_the_hour_only(town: Town) -> None:
    lan = await _lan(town)

    await lan.says("/lop vneid thứ sáu nhà văn hóa 10 chỗ 1 tuần")
    lan.sees("Mấy giờ?")
    await lan.says("9h")
    lan.sees("Đã mở lớp VNeID: 9 giờ sáng thứ Sáu, ngày 27/11")
    await lan.says("/lop vneid 9h nhà văn hóa 10 chỗ 1 tuần")
    lan.sees("Ngày nào?")
    await lan.taps("thứ Bảy")
    lan.sees("Đã mở lớp VNeID: 9 giờ sáng thứ Bảy, ngày 28/11")


async def test_links_and_wild_numbers_are_refused_kindly(town: Town) -> None:
    lan = await _lan(town)

    await lan.says("/lop vneid 8h sáng thứ bảy")
    await lan.says("https://lua-dao.example")
    lan.sees("Tin cho bà con không kèm đường dẫn", "Học ở đâu")
    await lan.says("Quán cà phê Út Hiền")
    lan.sees("Mấy chỗ")
    await lan.says("999999999999999999999")
    lan.sees("Một lớp nhận từ 1 đến 200 chỗ", "Mấy chỗ")
    await lan.says("12 chỗ")
    lan.sees("Học mấy tuần")
    await lan.says("0")
    lan.sees("người phụ trách sẽ gọi")


async def test_it_can_be_taken_back_while_nobody_has_a_seat(town: Town) -> None:
    lan, an = await _lan(town), town.phone("An")
    async with town.begin() as db:
        await scene.resident(db, an, await scene.home(db, await scene.person(db, lan)))

    await lan.says("/lop vneid 8h sáng thứ bảy nhà văn hóa 10 chỗ 1 tuần")
    code = lan.sees("Đã mở lớp VNeID").partition("Mã lớp ")[2][:7]
    await lan.taps("Nhầm, trả lại")
    lan.sees(f"Đã bỏ lớp VNeID ({code})")
    async with town.begin() as db:
        assert (await db.scalars(select(ClassSession))).all() == []
    await an.says(code)
    an.sees("mã này")

    await lan.says("/lop vneid 8h sáng thứ bảy nhà văn hóa 10 chỗ 1 tuần")
    code = lan.sees("Đã mở lớp VNeID").partition("Mã lớp ")[2][:7]
    undo = await lan.data_of("Nhầm, trả lại")
    await an.says(code)
    await an.taps("Đúng rồi")
    an.sees("đã giữ chỗ")
    await lan.taps_again(undo)
    lan.sees("không tự trả lại như cũ được")
    async with town.begin() as db:
        assert len((await db.scalars(select(ClassSession))).all()) == 1


async def test_a_leader_of_two_groups_is_asked_which(town: Town) -> None:
    lan = await _lan(town)
    async with town.begin() as db:
        leader = await scene.person(db, lan)
        await scene.role(db, leader, RoleKind.LEADER, await scene.group(db, "4"))

    await lan.says("/lop vneid 8h sáng thứ bảy nhà văn hóa 10 chỗ 1 tuần")
    lan.sees("Mở lớp cho khu phố, ấp nào?")
    await lan.taps("Khu phố 4")
    lan.sees("Khu phố 4 mời bà con học")


async def test_only_leaders_register(town: Town) -> None:
    an = town.phone("An")
    async with town.begin() as db:
        await scene.resident(db, an, await scene.group(db))

    await an.says("/lop Chống lừa đảo 19h tối thứ tư nhà văn hóa 20 chỗ")
    an.sees("việc này dành cho người phụ trách lớp")


async def test_two_groups_in_one_hall_are_told_of_each_other(town: Town) -> None:
    lan, mai = town.phone("Chị Lan"), town.phone("Chị Mai")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
        other = await scene.leader(db, mai, await scene.group(db, "4"), "Đỗ Thị Mai")
        await scene.course(db, other, "2026-11-28 08:30", seats=8)
    # For as long as the class lasts: an hour from six would be over by then.
    await lan.says("/lop Chống lừa đảo 6h–9h sáng thứ bảy tại Nhà văn hóa khu phố 3, cạnh chợ")
    await lan.says("8 chỗ 2 tuần")
    lan.sees("Khu phố 4 có lớp “Chống lừa đảo” tại Nhà văn hóa khu phố 3, cạnh chợ lúc 8 giờ 30 sáng")
    await lan.taps("Vẫn mở")
    mai.sees("Khu phố 3 cũng vừa mở lớp tại Nhà văn hóa khu phố 3, cạnh chợ, 6 giờ sáng thứ Bảy", "8 giờ 30")


async def test_two_evenings_a_week_until_a_day_are_one_line(town: Town) -> None:
    lan = await _lan(town)
    await lan.says("/lop VNeID 18h–20h30 thứ 3 thứ 5 từ 25/11 đến 8/12 nhà văn hóa 15 chỗ")
    lan.sees("🔁 4 buổi, vào thứ Ba, thứ Năm, buổi cuối")
    lan.sees("⏱ Mỗi buổi 150 phút")
    async with town.begin() as db:
        sessions = (await db.scalars(select(ClassSession).order_by(ClassSession.starts_at))).all()
    assert [clock.local(session.starts_at).day for session in sessions] == [26, 1, 3, 8]
    assert {session.minutes for session in sessions} == {150}
    await lan.says("như tuần trước")
    lan.sees("10/12", "🔁 4 buổi, vào thứ Ba, thứ Năm")


@pytest.mark.parametrize(
    ("typed", "days"),
    [("tối thứ 3 5 7 lúc 19h", "thứ Ba, thứ Năm, thứ Bảy"), ("thứ ba và thứ năm 8h", "thứ Ba, thứ Năm")],
    ids=["three", "two"],
)
async def test_several_weekdays_are_a_series_at_the_question_too(town: Town, typed: str, days: str) -> None:
    lan = await _lan(town)
    await lan.says("/lop VNeID nhà văn hóa 15 chỗ")
    lan.sees("Bắt đầu lúc nào")
    await lan.says(typed)
    lan.sees(days)
    await lan.taps("2 tuần")
    await lan.taps("Vẫn mở")
    lan.sees(f"{2 * (days.count(',') + 1)} buổi, vào {days}")
