"""A session is moved or called off: everybody hears of it, says so, and the leader sees «đã biết 2/3» fill up."""

from sqlalchemy import select

from bot import clock
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import SeatStatus
from bot.domain.people.person import ToldVia
from bot.services.volunteers import shifts
from bot.storage.tables.courses import ClassSession, Course, Seat
from bot.storage.tables.messaging import Call
from tests import scene
from tests.town import Talker, Town


class Neighbourhood:
    """Lan leads; An and Bảy have a seat; Hương helps. The class is on Wednesday at 19:00."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.lan, self.an, self.bay = town.phone("Lan"), town.phone("An"), town.phone("Bảy")
        self.huong = town.phone("Hương")

    async def settle(self, starts: str = "2026-11-25 19:00", weeks: int = 1) -> "Neighbourhood":
        async with self.town.begin() as db:
            three = await scene.group(db)
            leader = await scene.leader(db, self.lan, three)
            self.made = await scene.course(db, leader, starts, seats=8, weeks=weeks)
            await scene.seat(db, await scene.resident(db, self.an, three), self.made)
            await scene.seat(db, await scene.resident(db, self.bay, three, "Lê Văn Bảy", "ong"), self.made)
            helper = await scene.volunteer(db, self.huong, three)
            await shifts.take(db, helper, self.made.sessions[0].id)
        await self.town.app.sender.drain()
        for talker in (self.lan, self.an, self.bay, self.huong):
            talker.new.clear()
        return self

    async def session(self) -> ClassSession:
        async with self.town.begin() as db:
            return await db.get_one(ClassSession, self.made.sessions[0].id)

    async def open_card(self) -> None:
        await self.lan.says("/sessions")
        await self.lan.taps("Chống lừa đảo")


async def test_a_session_is_moved_and_everybody_says_that_they_know(town: Town) -> None:
    here = await Neighbourhood(town).settle()

    await here.open_card()
    here.lan.sees("Đã giữ 2/8 chỗ", "1 người hướng dẫn đã nhận")
    await here.lan.taps("Dời lịch")
    await here.lan.taps("Đổi giờ")
    await here.lan.says("8h sáng chủ nhật")
    here.lan.sees("Dời buổi 7 giờ tối ngày mốt", "8 giờ sáng Chủ nhật, ngày 29/11", "Sẽ báo cho 3 người")
    await here.lan.taps("Dời và báo")
    here.lan.sees("Báo đổi lịch Chống lừa đảo: 8 giờ sáng Chủ nhật", "Đã biết 0/3")
    here.lan.sees("Đã dời buổi học")
    here.an.sees("Bác An ơi, buổi Chống lừa đảo", "dời giờ", "8 giờ sáng Chủ nhật, ngày 29/11", "Nhà văn hóa khu phố 3")
    here.bay.sees("Ông Bảy ơi")
    here.huong.sees("Bạn Hương ơi")

    await here.an.taps("Tôi biết rồi")
    here.an.sees("Hẹn gặp bác ở lớp")
    await here.huong.taps("Tôi biết rồi")
    await here.lan.taps("Ai đã biết?")
    here.lan.sees("Đã biết 2/3")
    await here.bay.taps("Tôi biết rồi")
    await here.lan.taps("Xem lại")
    here.lan.sees("Cả 3 người đã biết")
    moved = await here.session()
    assert moved.starts_at == scene.local("2026-11-29 08:00")
    assert moved.next_reminder_at == scene.local("2026-11-26 09:00"), "reminded of the new time"


async def test_the_board_fills_up_in_its_place(town: Town) -> None:
    here = await Neighbourhood(town).settle()
    await _moved(here)
    here.lan.new.clear()

    await here.an.taps("Tôi biết rồi")
    lines = town.web.lines[here.lan.account]
    edited = [line for line in lines if line.edited and "Đã biết" in line.message.text]
    if town.kind == "buttons":
        here.lan.sees("Đã biết 1/3")
        assert len(edited) == 1
    else:
        here.lan.sees_nothing()
    await here.an.taps("Tôi biết rồi")
    here.lan.sees_nothing()


async def test_the_place_alone_moves(town: Town) -> None:
    here = await Neighbourhood(town).settle()

    await here.open_card()
    await here.lan.taps("Dời lịch")
    await here.lan.taps("Đổi chỗ")
    await here.lan.says("quán cà phê Út Hiền")
    here.lan.sees("Quán cà phê Út Hiền", "Sẽ báo cho 3 người")
    await here.lan.taps("Dời và báo")
    here.an.sees("đổi chỗ học. Giờ học vẫn như cũ", "📍 Quán cà phê Út Hiền")


async def test_who_cannot_come_at_the_new_time_says_so(town: Town) -> None:
    here = await Neighbourhood(town).settle()
    await _moved(here)

    await here.an.taps("Bận mất rồi")
    here.an.sees("đã ghi là bác nghỉ buổi này")
    await here.lan.taps("Ai đã biết?")
    here.lan.sees("Đã biết 1/3")
    async with town.begin() as db:
        seats = {seat.status for seat in await db.scalars(select(Seat))}
    assert seats == {SeatStatus.EXCUSED, SeatStatus.HELD}
    await here.huong.taps("Bận mất rồi")
    here.huong.sees("tìm")


async def test_a_move_is_taken_back_and_told_again(town: Town) -> None:
    here = await Neighbourhood(town).settle()
    await _moved(here)

    await here.lan.taps("Nhầm, trả lại")
    here.lan.sees("Đã trở lại như cũ. Đã báo lại 3 người")
    here.an.sees("báo lại", "vẫn học như cũ", "7 giờ tối ngày mốt, thứ Tư 25/11")
    assert clock.local((await here.session()).starts_at).day == 25


async def test_what_has_not_left_in_the_night_is_not_told_at_all(town: Town) -> None:
    here = await Neighbourhood(town).settle("2026-11-28 19:00")
    await town.time_is("2026-11-24 21:00")

    await here.open_card()
    await here.lan.taps("Dời lịch")
    await here.lan.says("8h sáng chủ nhật")
    here.lan.sees("Đang giờ nghỉ: tin sẽ gửi lúc 7 giờ sáng mai")
    await here.lan.taps("Dời và báo")
    here.an.sees_nothing()
    assert "8 giờ sáng Chủ nhật" in here.lan.sees("Báo đổi lịch")
    await here.lan.taps("Nhầm, trả lại")
    here.lan.sees("Đã báo lại 0 người")
    await town.time_is("2026-11-25 08:00")
    here.an.sees_nothing()


async def test_a_class_early_next_morning_is_told_of_in_the_night(town: Town) -> None:
    here = await Neighbourhood(town).settle("2026-11-25 08:00")
    await town.time_is("2026-11-24 21:00")

    await here.open_card()
    await here.lan.taps("Báo nghỉ")
    await here.lan.taps("Trời mưa lớn")
    await here.lan.taps("Chưa có")
    here.lan.sees("của 3 người?")
    await here.lan.taps("Báo nghỉ")
    here.an.sees("phải nghỉ vì trời mưa lớn", "Hôm đó bác khỏi đi ạ")


async def test_a_session_is_called_off_and_nobody_is_reminded(town: Town) -> None:
    here = await Neighbourhood(town).settle()

    await _called_off(here)
    here.lan.sees("Báo nghỉ Chống lừa đảo", "Đã biết 0/3")
    here.lan.sees("Đã báo nghỉ")
    here.an.sees("xin lỗi bác An", "phải nghỉ vì nước ngập đường")
    await here.an.taps("Tôi biết rồi")
    here.an.sees("Có ngày mới")
    await town.time_is("2026-11-25 22:00")
    here.an.sees_nothing()
    here.lan.sees("Gọi giúp: còn 2 người chưa biết buổi này tạm nghỉ")
    here.lan.sees_nothing()
    async with town.begin() as db:
        seats = {seat.status for seat in await db.scalars(select(Seat))}
    assert seats == {SeatStatus.HELD}, "calling off frees nothing"


async def test_calling_off_is_taken_back(town: Town) -> None:
    here = await Neighbourhood(town).settle()

    await _called_off(here)
    await here.lan.taps("Nhầm, trả lại")
    here.lan.sees("Đã trở lại như cũ")
    here.bay.sees("báo lại", "vẫn học như cũ")
    session = await here.session()
    assert session.status is SessionStatus.PLANNED
    assert session.next_reminder_at is not None


async def test_a_new_date_is_offered_and_nobody_is_moved_silently(town: Town) -> None:
    here = await Neighbourhood(town).settle()

    await here.open_card()
    await here.lan.taps("Báo nghỉ")
    await here.lan.taps("Trời mưa lớn")
    await here.lan.taps("Có, chọn ngày")
    await here.lan.says("8h sáng chủ nhật")
    here.lan.sees("của 3 người?", "Học bù: 8 giờ sáng Chủ nhật")
    await here.lan.taps("Báo nghỉ")
    here.an.sees("phải nghỉ", "Học bù: 8 giờ sáng Chủ nhật, ngày 29/11", "Bác học bù được không ạ?")
    await here.an.taps("Tôi học được")
    here.an.sees("giữ chỗ buổi học bù cho bác An", "8 giờ sáng Chủ nhật")
    await here.bay.taps("Tôi bận")
    here.bay.sees("Các buổi sau vẫn như cũ")
    await here.lan.taps("Ai đã biết?")
    here.lan.sees("Đã biết 2/3")
    async with town.begin() as db:
        make_up = (await db.scalars(select(ClassSession).where(ClassSession.id != here.made.sessions[0].id))).one()
        seated = (await db.scalars(select(Seat).where(Seat.session_id == make_up.id))).all()
    assert make_up.seats_taken == 1
    assert {seat.status for seat in seated} == {SeatStatus.HELD, SeatStatus.DECLINED}
    await here.an.taps("Tôi học được")
    here.an.sees("giữ chỗ buổi học bù")
    async with town.begin() as db:
        assert (await db.get_one(ClassSession, make_up.id)).seats_taken == 1


async def test_a_date_found_later_is_offered_to_all_who_had_a_seat_and_once_more(town: Town) -> None:
    here = await Neighbourhood(town).settle()
    await _called_off(here)
    # The course ends meanwhile, for nothing is ahead of it; nobody loses their place in it.
    await town.time_is("2026-11-26 09:05")
    here.an.sees("chưa có ngày học lại", "giữ tên bác")
    await here.lan.says("lớp của khu phố")
    await here.lan.taps("Hẹn ngày mới")
    await here.lan.says("8h sáng chủ nhật")
    here.lan.sees("Học bù: 8 giờ sáng Chủ nhật")
    await here.lan.taps("hỏi bà con")
    here.an.sees("nay có ngày mới: 8 giờ sáng Chủ nhật, ngày 29/11", "học bù được không")
    await here.bay.taps("Tôi bận")
    await town.time_is("2026-11-28 17:31")
    here.an.sees("nay có ngày mới: 8 giờ sáng mai")
    await here.an.taps("Tôi học được")
    here.an.sees("giữ chỗ buổi học bù cho bác An")
    async with town.begin() as db:
        made = (await db.scalars(select(ClassSession).where(ClassSession.id != here.made.sessions[0].id))).one()
        assert made.seats_taken == 1
    here.bay.sees_nothing()


async def test_a_new_date_is_taken_back(town: Town) -> None:
    here = await Neighbourhood(town).settle()
    await _called_off(here)
    await here.lan.taps("Hẹn ngày mới")
    await here.lan.says("8h sáng chủ nhật")
    await here.lan.taps("hỏi bà con")
    here.an.sees("nay có ngày mới")
    await here.lan.taps("Nhầm, trả lại")
    here.an.sees("không học bù", "Có ngày mới")
    await here.lan.says("lớp của khu phố")
    await here.lan.taps("Hẹn ngày mới")
    here.lan.sees("Học bù lúc nào")


async def test_who_has_no_phone_is_told_through_somebody_or_named_to_the_leader(town: Town) -> None:
    here = await Neighbourhood(town).settle()
    async with town.begin() as db:
        home = await scene.home(db, await scene.person(db, here.lan))
        tam = await scene.without_phone(db, home, "Ngô Văn Tám", "chu")
        sau = await scene.without_phone(db, home, "Trần Thị Sáu", "ba")
        sau.told_via, sau.told_via_person_id = ToldVia.NEIGHBOUR, (await scene.person(db, here.an)).id
        for person in (tam, sau):
            await scene.seat(db, person, here.made)

    await _called_off(here)
    here.lan.sees("Đã biết 0/5", "Cần gọi: chú Tám")
    here.an.sees("nhờ bác nhắn lại", "xin lỗi", "phải nghỉ vì nước ngập đường", "• bác An", "• bà Sáu")
    here.an.sees_nothing()
    async with town.begin() as db:
        assert [call.person_id for call in await db.scalars(select(Call))] == [tam.id]


async def test_who_changed_their_mind_changes_nothing(town: Town) -> None:
    here = await Neighbourhood(town).settle()

    await here.open_card()
    await here.lan.taps("Dời lịch")
    await here.lan.says("8h sáng chủ nhật")
    await here.lan.taps("Để nguyên")
    here.lan.sees("Chưa có gì thay đổi")
    await here.lan.taps("Xem buổi này")
    await here.lan.taps("Báo nghỉ")
    await here.lan.says("xem tại www.hoan.vn")
    here.lan.sees("không kèm đường dẫn")
    await here.lan.says("/cancel")
    here.an.sees_nothing()
    assert (await here.session()).status is SessionStatus.PLANNED


async def test_a_clash_at_the_new_time_is_named(town: Town) -> None:
    here = await Neighbourhood(town).settle()
    async with town.begin() as db:
        leader = await scene.person(db, here.lan)
        await scene.course(db, leader, "2026-11-29 08:30", seats=8)

    await here.open_card()
    await here.lan.taps("Dời lịch")
    await here.lan.says("8h sáng chủ nhật")
    here.lan.sees("đã có lớp Chống lừa đảo", "Dời buổi")
    await here.lan.taps("Giờ khác")
    await here.lan.says("10h sáng chủ nhật")
    here.lan.sees("10 giờ sáng Chủ nhật")
    await here.lan.taps("Dời và báo")
    here.an.sees("10 giờ sáng Chủ nhật")


async def test_old_buttons_and_strangers_change_nothing(town: Town) -> None:
    here = await Neighbourhood(town).settle()
    stranger = town.phone("Lạ")
    async with town.begin() as db:
        await scene.leader(db, stranger, await scene.group(db, "9"), "Hồ Thị Lạ")
    await here.open_card()
    move = await here.lan.data_of("Dời lịch")
    await _called_off(here)

    await here.lan.taps_again(move)
    here.lan.sees("Đã nghỉ: nước ngập đường")
    await stranger.taps_again(move)
    stranger.sees("mục này của tin cũ")
    await stranger.says("/sessions")
    stranger.sees("Chưa có buổi học nào")


async def _moved(here: Neighbourhood) -> None:
    await here.open_card()
    await here.lan.taps("Dời lịch")
    await here.lan.says("8h sáng chủ nhật")
    await here.lan.taps("Dời và báo")


async def _called_off(here: Neighbourhood) -> None:
    await here.open_card()
    await here.lan.taps("Báo nghỉ")
    await here.lan.says("nước ngập đường")
    await here.lan.taps("Chưa có")
    await here.lan.taps("Báo nghỉ")


async def test_two_phones_of_one_leader(town: Town) -> None:
    """Both open the move; the second to confirm finds that it is done."""
    here = await Neighbourhood(town).settle()
    second: Talker = town.phone("Lan", "phone-of-lan-2")
    async with town.begin() as db:
        await scene.second_phone(db, second, await scene.person(db, here.lan))
    await here.open_card()
    await here.lan.taps("Dời lịch")
    await here.lan.says("8h sáng chủ nhật")
    await second.says("/sessions")
    await second.taps("Chống lừa đảo")
    await second.taps("Dời lịch")
    await second.says("8h sáng chủ nhật")

    await here.lan.taps("Dời và báo")
    here.an.sees("dời giờ")
    await second.taps("Dời và báo")
    second.sees("Chưa có gì thay đổi")
    here.an.sees_nothing()


async def test_what_waits_for_the_morning_speaks_as_of_the_morning(town: Town) -> None:
    here = await Neighbourhood(town).settle("2026-11-26 19:00")
    await town.time_is("2026-11-24 22:00")

    await _called_off(here)
    here.an.sees_nothing()
    await town.time_is("2026-11-25 07:00")
    here.an.sees("buổi Chống lừa đảo lúc 7 giờ tối mai, thứ Năm 26/11 phải nghỉ")


async def test_who_has_not_answered_the_reminder_is_told_by_name(town: Town) -> None:
    here = await Neighbourhood(town).settle()
    await town.time_is("2026-11-24 18:00")
    await here.an.says("dạ được")

    await here.lan.says("ai chưa trả lời lời nhắc")

    here.lan.sees("Chống lừa đảo", "1 người báo đi, 0 người báo bận", "Chưa trả lời: ông Bảy")


async def test_a_class_gets_smaller_and_the_last_who_came_is_asked(town: Town) -> None:
    here = await Neighbourhood(town).settle(weeks=3)
    await here.open_card()
    await here.lan.taps("Đổi lớp")
    await here.lan.taps("Đổi số chỗ")
    here.lan.sees("những buổi nào")
    await here.lan.taps("Cả 3 buổi")
    await here.lan.says("còn 1 chỗ thôi")
    here.lan.sees("dư 1 người", "Không ai bị mất chỗ", "ông Bảy")
    await here.lan.taps("Hỏi 1 người đó")
    here.lan.sees("không ai bị mất chỗ")
    here.an.sees_nothing()
    here.bay.sees("phải bớt chỗ, chỉ còn 1 chỗ", "Chỗ của ông vẫn giữ nguyên")
    await here.bay.taps("Tôi nhường chỗ")
    here.bay.sees("không xếp cho ai khác", "vẫn giữ chỗ")
    await here.bay.taps("👋")
    async with town.begin() as db:
        course = await db.get_one(Course, here.made.course.id)
        assert (course.seats, course.enrolled) == (1, 1)


async def test_all_that_is_to_come_moves_at_once_and_is_told_once(town: Town) -> None:
    here = await Neighbourhood(town).settle(weeks=3)
    await here.open_card()
    await here.lan.taps("Dời lịch")
    await here.lan.says("8h sáng thứ bảy")
    here.lan.sees("Sẽ báo cho 3 người")
    await here.lan.taps("Dời các buổi khác nữa")
    await here.lan.taps("Cả 3 buổi")
    here.lan.sees("Cả 3 buổi cùng dời như vậy", "Sẽ báo cho 3 người")
    await here.lan.taps("Dời và báo")
    here.lan.sees("Đã dời 3 buổi học")
    said = here.an.sees("đổi giờ")
    assert said.count("📅") == 3
    here.an.sees_nothing()
    await here.an.taps("Có buổi tôi bận")
    await here.an.taps("5/12")
    here.an.sees("nghỉ buổi này")
    await here.lan.taps("Nhầm, trả lại")
    here.bay.sees("vẫn học như cũ")
