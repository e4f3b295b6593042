"""Roll call: on the board, in one line, by two at once; read back, taken back, closed, corrected."""

import asyncio

from sqlalchemy import select

from bot import clock
from bot.chat.message import IncomingKind
from bot.domain.attendance import Mark
from bot.domain.courses import SessionStatus
from bot.domain.reports.date_range import week_of
from bot.services.reports import week_figures
from bot.services.volunteers import shifts
from bot.storage.tables.courses import Attendance, ClassSession
from bot.storage.tables.people import Person
from tests import scene
from tests.scenes import begun
from tests.town import EVERY_KIND, Talker, Town

pytestmark = EVERY_KIND

NAMES = (
    "Lê Văn An",
    "Trần Thị Ánh",
    "Ngô Thị Bảy",
    "Hồ Văn Đức",
    "Lý Thị Sáu",
    "Võ Văn Tư",
    "Bùi Văn Út",
    "Đỗ Thị Vân",
    "Mai Thị Xuân",
)


class Class:
    """Lan's class on Wednesday at 19:00, with people who have no phone; the clock stands at 19:05."""

    def __init__(self, town: Town) -> None:
        self.town, self.lan = town, town.phone("Lan")

    async def begin(self, people: int = 4, at: str = "2026-11-25 19:05") -> "Class":
        return await begun(self.town, self._began, people, at)

    async def _began(self, people: int, at: str) -> "Class":
        async with self.town.begin() as db:
            self.three = await scene.group(db)
            leader = await scene.leader(db, self.lan, self.three)
            self.made = await scene.course(db, leader, seats=20)
            for name in reversed(NAMES[:people]):
                await scene.seat(db, await scene.without_phone(db, self.three, name, "bac"), self.made)
        self.id = self.made.sessions[0].id
        await self.town.time_is(at)
        return self

    async def marks(self) -> dict[str, Mark]:
        """By given name."""
        async with self.town.begin() as db:
            rows = await db.execute(
                select(Person.name, Attendance.mark)
                .join(Attendance, Attendance.person_id == Person.id)
                .where(Attendance.session_id == self.id)
            )
            return {(name or "").split()[-1]: mark for name, mark in rows}

    async def status(self) -> SessionStatus:
        async with self.town.begin() as db:
            return (await db.get_one(ClassSession, self.id)).status

    async def open(self, talker: Talker | None = None) -> None:
        who = talker or self.lan
        await who.says("/sessions")
        await who.taps("Chống lừa đảo")
        await who.taps("Điểm danh")


async def test_names_are_marked_on_the_board_in_its_place(town: Town) -> None:
    here = await Class(town).begin()

    await here.open()
    here.lan.sees("Điểm danh Chống lừa đảo", "Có mặt 0/4")
    before = len(town.web.lines[here.lan.account])
    await here.lan.taps("1 · bác An")
    here.lan.sees("Có mặt 1/4")
    await here.lan.taps("4 · bác Đức")
    here.lan.sees("Có mặt 2/4")
    await here.lan.taps("1 · bác An")
    here.lan.sees("Có mặt 1/4")
    assert await here.marks() == {"Đức": Mark.PRESENT}
    added = [line for line in town.web.lines[here.lan.account][before:] if not line.mine]
    assert (added == []) == (town.kind == "buttons"), "edited in place where the channel can"


async def test_all_present_fills_only_blanks(town: Town) -> None:
    here = await Class(town).begin()

    await here.open()
    await here.lan.says("muộn 2")
    here.lan.sees("Đã ghi 1 có mặt, trong đó 1 tới trễ (bác Ánh), 3 chưa điểm danh.")
    await here.lan.taps("Tất cả có mặt")
    here.lan.sees("Đã ghi 4 có mặt, trong đó 1 tới trễ (bác Ánh).")
    assert (await here.marks())["Ánh"] is Mark.LATE
    await here.lan.taps("Nhầm, trả lại")
    here.lan.sees("Điểm danh đã trở lại như trước")
    assert await here.marks() == {"Ánh": Mark.LATE}


async def test_one_line_by_exception_is_read_back_and_taken_back(town: Town) -> None:
    here = await Class(town).begin(9)

    await here.open()
    await here.lan.says("vắng 3 7, thêm bà Sáu, muộn 2")
    here.lan.sees("Đã ghi 7 có mặt, trong đó 1 tới trễ (bác Ánh), 2 vắng (bác Bảy, bác Út), 1 mới (bà Sáu).")
    assert (await here.marks())["An"] is Mark.PRESENT
    assert len(await here.marks()) == 10 - 1, "two are called Sáu"
    await here.lan.taps("Nhầm, trả lại")
    here.lan.sees("Điểm danh đã trở lại như trước")
    here.lan.sees("Có mặt 0/9")
    assert await here.marks() == {}
    async with town.begin() as db:
        assert await scene.named(db, "Sáu") == []


async def test_without_marks_and_with_exceptions(town: Town) -> None:
    here = await Class(town).begin()

    await here.open()
    await here.lan.says("du tru 3")
    here.lan.sees("Đã ghi 3 có mặt, 1 vắng (bác Bảy).")
    await here.lan.says("vang 1")
    here.lan.sees("Đã ghi 2 có mặt, 2 vắng (bác An, bác Bảy).")
    await here.lan.says("đủ")
    here.lan.sees("2 vắng")


async def test_in_the_middle_of_marking_only_the_absent_are_written(town: Town) -> None:
    here = await Class(town).begin()

    await here.open()
    await here.lan.taps("1 · bác An")
    await here.lan.says("vắng 2")
    here.lan.sees("Đã ghi 1 có mặt, 1 vắng (bác Ánh), 2 chưa điểm danh.")


async def test_numbers_beyond_the_list_write_nothing(town: Town) -> None:
    here = await Class(town).begin()

    await here.open()
    for words, hint in {
        "vắng 2 40": "Danh sách có 4 người, không có số 40. Chưa ghi gì",
        "vắng 2, muộn 2": "Số 2 vừa vắng vừa trễ",
        "vắng 1-3": "chưa hiểu",
        "x" * 10_000: "",
    }.items():
        await here.lan.says(words)
        here.lan.sees(hint, "Có mặt 0/4")
    assert await here.marks() == {}


async def test_names_are_read_like_numbers(town: Town) -> None:
    here = await Class(town).begin(9, at="2026-11-25 10:00")
    async with town.begin() as db:
        for name in ("Trần Văn Bảy", "Lý Thị Sậu"):
            await scene.seat(db, await scene.without_phone(db, here.three, name, "bac"), here.made)
    await town.time_is("2026-11-25 19:05")

    await here.open()
    for words, hint in {
        "vắng bà Tám": "không có bà Tám. Chưa ghi gì",
        "vắng bác Bảy": "Có nhiều người tên bác Bảy: số 3, 4",
        "vắng ông Tư, muộn 8": "Số 8 vừa vắng vừa trễ",
    }.items():
        await here.lan.says(words)
        here.lan.sees(hint)
    assert await here.marks() == {}
    await here.lan.says("vắng bác Trần Văn Bảy và bà Sáu, 10, muộn ông Đức")
    here.lan.sees("3 vắng", "tới trễ (bác Đức)")
    marks = await here.marks()
    assert (marks["Sáu"], marks["Sậu"]) == (Mark.NO_SHOW, Mark.PRESENT), "marks tell people apart"


async def test_who_said_that_they_are_busy_is_excused(town: Town) -> None:
    here = await Class(town).begin(at="2026-11-25 10:00")
    tam = town.phone("Tám")
    async with town.begin() as db:
        await scene.seat(db, await scene.resident(db, tam, here.three, "Phan Văn Tám", "chu"), here.made)
    await tam.says("bận rồi")
    tam.sees("đã ghi là chú nghỉ buổi này")
    await town.time_is("2026-11-25 19:05")

    await here.open()
    await here.lan.says("đủ")
    here.lan.sees("Đã ghi 4 có mặt, 1 vắng có báo (chú Tám).")


async def test_a_walk_in_counts_at_once(town: Town) -> None:
    here = await Class(town).begin()

    await here.open()
    await here.lan.taps("Người mới tới")
    here.lan.sees("Ai mới tới?")
    await here.lan.says("123")
    here.lan.sees("chưa hiểu")
    await here.lan.says("ông Ba, cô Lành")
    here.lan.sees("2 mới (ông Ba, cô Lành)")
    here.lan.sees("Có mặt 2/6")
    async with town.begin() as db:
        (ba,) = await scene.named(db, "Ba")
    assert (ba.address_form, ba.group_id, ba.entered_by_id) == ("ong", here.three.id, (await town.knows(here.lan)).id)


async def test_a_walk_in_is_joined_to_somebody_of_the_book_and_asked_whether_they_agree(town: Town) -> None:
    here = await Class(town).begin(9)
    await here.open()
    await here.lan.says("vắng 5, thêm bà Sáu")
    here.lan.sees("hỏi lại", "bà Sáu")
    await here.lan.taps("Chốt điểm danh")
    await here.lan.taps("Ai đây? (1)")
    here.lan.sees("bà Sáu", "Lý Thị Sáu")
    await here.lan.taps("Một người")
    async with town.begin() as db:
        (sau,) = await scene.named(db, "Lý Thị Sáu")
        (came,) = await scene.named(db, "Sáu")
        assert came.merged_into_id == sau.id
        found = await week_figures.of(db, [here.three.id], week_of(clock.today()))
    assert (found.people, found.came) == (9, 9), "counted once, and as having come"


async def test_it_is_closed_with_a_question_about_the_blanks(town: Town) -> None:
    here = await Class(town).begin()

    await here.open()
    await here.lan.taps("1 · bác An")
    await here.lan.taps("Chốt điểm danh")
    here.lan.sees("Còn 3 người chưa điểm danh: bác Ánh, bác Bảy, bác Đức")
    await here.lan.taps("Để trống")
    here.lan.sees("Đã chốt điểm danh", "1 có mặt, 3 chưa điểm danh", "Sửa được đến 9 giờ tối mai")
    assert await here.marks() == {"An": Mark.PRESENT}
    assert await here.status() is SessionStatus.HELD

    await here.lan.taps("Nhầm, trả lại")
    here.lan.sees("Điểm danh đã mở lại")
    assert await here.status() is SessionStatus.PLANNED
    await here.open()
    await here.lan.taps("Chốt điểm danh")
    await here.lan.taps("Ghi vắng")
    here.lan.sees("1 có mặt, 3 vắng (bác Ánh, bác Bảy, bác Đức)")


async def test_a_closed_one_is_corrected_until_it_is_settled(town: Town) -> None:
    here = await Class(town).begin()
    await here.open()
    await here.lan.says("đủ")
    await here.lan.taps("Chốt điểm danh")

    await town.time_is("2026-11-25 20:20")
    await here.open()
    assert "✏️ " not in here.lan.sees("Đã chốt điểm danh", "4 có mặt").partition("\n[")[0].replace("✏️ Sửa lại", "")
    await here.lan.taps("Sửa lại")
    await here.lan.says("vắng 2")
    here.lan.sees("Đã ghi 3 có mặt, 1 vắng (bác Ánh)")
    await here.lan.taps("Chốt điểm danh")
    here.lan.sees("3 có mặt, 1 vắng (bác Ánh)", "✏️ bác Ánh: vắng không báo, chị Lan sửa lúc 8 giờ 20 tối nay")
    correct = await here.lan.data_of("Sửa lại")
    await town.time_is("2026-11-26 21:01")
    await here.lan.taps_again(correct)
    here.lan.sees("đã khóa sổ")
    assert (await here.marks())["Ánh"] is Mark.NO_SHOW


async def test_nobody_came(town: Town) -> None:
    here = await Class(town).begin()

    await here.open()
    await here.lan.taps("Chốt điểm danh")
    here.lan.sees("Chưa ghi ai có mặt. Buổi học có diễn ra không?")
    await here.lan.taps("Không diễn ra")
    await here.lan.says("cúp điện")
    here.lan.sees("Ghi là buổi 7 giờ tối nay", "không diễn ra?")
    await here.lan.taps("Ghi giúp")
    here.lan.sees("Đã ghi: buổi học không diễn ra")
    assert await here.status() is SessionStatus.CALLED_OFF


async def test_it_opens_half_an_hour_before(town: Town) -> None:
    here = await Class(town).begin(at="2026-11-25 18:00")

    await here.lan.says("/sessions")
    await here.lan.taps("Chống lừa đảo")
    assert "Điểm danh" not in str(town.web.lines[here.lan.account][-1].message.buttons)
    await town.time_is("2026-11-25 18:30")
    await here.open()
    here.lan.sees("Có mặt 0/4")


async def test_more_than_eight_names_come_in_pages(town: Town) -> None:
    here = await Class(town).begin(9)

    await here.open()
    await here.lan.taps("Tên khác")
    await here.lan.taps("9 · bác Xuân")
    here.lan.sees("Có mặt 1/9")
    await here.lan.taps("Tên khác")
    await here.lan.taps("1 · bác An")
    here.lan.sees("Có mặt 2/9")


async def test_two_quick_taps_on_the_board_are_both_taken(town: Town) -> None:
    """The second one meets a board that the first has already replaced; what it says still holds."""
    here = await Class(town).begin()
    await here.open()
    an, anh, duc = [await here.lan.data_of(name) for name in ("1 · bác An", "2 · bác Ánh", "4 · bác Đức")]

    await asyncio.gather(here.lan.taps_again(an), here.lan.taps_again(anh), here.lan.taps_again(an))
    await here.lan.taps_again(duc)
    assert await here.marks() == {"An": Mark.PRESENT, "Ánh": Mark.PRESENT, "Đức": Mark.PRESENT}

    await here.lan.taps("4 · bác Đức")
    await here.lan.taps_again(an)
    here.lan.sees("Có mặt 2/4")
    assert await here.marks() == {"An": Mark.PRESENT, "Ánh": Mark.PRESENT}, "an old button takes nothing back"


async def test_a_button_of_another_class_marks_nobody(town: Town) -> None:
    here = await Class(town).begin()
    async with town.begin() as db:
        second = await scene.course(db, await scene.person(db, here.lan), "2026-11-25 19:30", seats=20)
        for name in NAMES[:2]:
            (person,) = await scene.named(db, name)
            await scene.seat(db, person, second)
    await here.open()
    an = await here.lan.data_of("1 · bác An")
    async with town.begin() as db:
        await scene.card(db, here.lan, "roll_call", session=second.sessions[0].id)
    await here.lan.taps_again(await here.lan.data_of("roll_call"))

    await here.lan.taps_again(an)

    here.lan.sees("Có mặt 0/2")
    assert await here.marks() == {}


async def test_two_who_mark_at_once_lose_nothing(town: Town) -> None:
    here, huong = await Class(town).begin(8, at="2026-11-25 10:00"), town.phone("Hương")
    async with town.begin() as db:
        await shifts.take(db, await scene.volunteer(db, huong, here.three), here.id)
    await town.time_is("2026-11-25 19:05")
    await here.open()
    await huong.says("/diemdanh")
    huong.sees("Có mặt 0/8")

    await asyncio.gather(here.lan.taps("1 · bác An"), huong.taps("2 · bác Ánh"))
    await asyncio.gather(here.lan.taps("3 · bác Bảy"), huong.taps("4 · bác Đức"))
    await asyncio.gather(here.lan.says("thêm bà Sáu"), huong.says("muộn 5"))
    marks = await here.marks()
    assert [marks[name] for name in ("An", "Ánh", "Bảy", "Đức")] == [Mark.PRESENT] * 4
    assert len(marks) == 5, "two are called Sáu, and both are marked"
    await huong.taps("Nhầm, trả lại")
    marks = await here.marks()
    assert marks["Sáu"] is Mark.PRESENT, "what the other has written stays"
    town.talk.clear()  # which of the two is heard first is chance, which no page tells


async def test_strangers_take_no_roll(town: Town) -> None:
    here, other, helper = await Class(town).begin(), town.phone("Lạ"), town.phone("Hương")
    async with town.begin() as db:
        await scene.leader(db, other, await scene.group(db, "9"), "Hồ Thị Lạ")
        await scene.volunteer(db, helper, here.three)
        for talker in (other, helper):
            await scene.card(db, talker, "roll_call", session=here.id)
    await town.app.sender.drain()

    for talker, words in ((other, "không thuộc phần chị phụ trách"), (helper, "dành cho người phụ trách lớp")):
        await talker.taps("roll_call")
        talker.sees(words)
        await talker.says("/diemdanh")
        talker.sees("Chưa có buổi nào để điểm danh")


async def test_an_open_roll_call_is_asked_for_once(town: Town) -> None:
    here = await Class(town).begin()

    await town.time_is("2026-11-25 20:59")
    here.lan.sees_nothing()
    await town.time_is("2026-11-25 23:00")
    here.lan.sees_nothing()
    await town.time_is("2026-11-26 07:00")
    here.lan.sees("Lớp Chống lừa đảo, 7 giờ tối hôm qua", "đã xong nhưng chưa chốt điểm danh")
    await here.lan.taps("Điểm danh ngay")
    await here.lan.says("đủ")
    await here.lan.taps("Chốt điểm danh")
    here.lan.sees("Đã chốt điểm danh", "4 có mặt")
    await town.time_is("2026-11-27 12:00")
    here.lan.sees_nothing()


async def test_it_is_asked_for_once_more_at_noon_and_then_stays_open(town: Town) -> None:
    here = await Class(town).begin()

    await town.time_is("2026-11-26 07:00")
    here.lan.sees("chưa chốt điểm danh")
    await town.time_is("2026-11-26 11:59")
    here.lan.sees_nothing()
    await town.time_is("2026-11-26 12:00")
    here.lan.sees("chưa chốt điểm danh")
    await town.time_is("2026-11-27 20:00")
    here.lan.sees_nothing()
    assert await here.status() is SessionStatus.PLANNED
    assert await here.marks() == {}, "not marked is not absent"


async def test_a_sticker_does_not_end_the_roll_call(town: Town) -> None:
    here = await Class(town).begin()
    await here.open()

    await here.lan.sends(IncomingKind.STICKER)
    here.lan.sees("Có mặt 0/4")
    await here.lan.says("đủ")
    here.lan.sees("Đã ghi 4 có mặt")
    await here.lan.says("/cancel")
    assert await here.status() is SessionStatus.PLANNED
    assert len(await here.marks()) == 4
