"""At the door: a code that is good for one session, around its hour, for whoever comes."""

from datetime import timedelta

from sqlalchemy import select

from bot import clock
from bot.domain.attendance import Mark
from bot.services.access import codes
from bot.storage.tables.courses import Attendance, ClassSession
from bot.storage.tables.people import Code
from bot.storage.tables.volunteers import Assignment
from tests import scene
from tests.scenes import begun
from tests.town import Talker, Town


class Door:
    """Lan's class on Wednesday at 19:00; Bảy has a seat; the clock stands at 18:40."""

    def __init__(self, town: Town) -> None:
        self.town, self.lan, self.bay = town, town.phone("Chị Lan"), town.phone("Ông Bảy")

    async def begin(self) -> "Door":
        return await begun(self.town, self._began)

    async def _began(self) -> "Door":
        async with self.town.begin() as db:
            self.home = await scene.group(db)
            leader = await scene.leader(db, self.lan, self.home)
            self.made = await scene.course(db, leader, seats=9, weeks=2)
            bay = await scene.resident(db, self.bay, self.home, "Nguyễn Văn Bảy", "ong")
            await scene.seat(db, bay, self.made)
        self.id = self.made.sessions[0].id
        await self.town.time_is("2026-11-25 18:40")
        await self.lan.says("/sessions")
        await self.lan.taps("7 giờ tối nay")
        await self.lan.taps("Mã vào lớp")
        self.code = self.lan.sees("Mã vào lớp: DEN-").split("DEN-")[1][:5]
        return self

    async def marks(self) -> dict[int, tuple[Mark, bool]]:
        async with self.town.begin() as db:
            return {row.session_id: (row.mark, row.walk_in) for row in await db.scalars(select(Attendance))}


async def test_who_has_a_seat_is_marked_by_the_code_and_may_take_it_back(town: Town) -> None:
    here = await Door(town).begin()

    await here.bay.says(f"đến {here.code.lower()}")
    here.bay.sees("điểm danh cho ông rồi")
    assert await here.marks() == {here.id: (Mark.PRESENT, False)}
    await here.bay.says(f"/start DEN-{here.code}")
    here.bay.sees("có tên rồi")
    assert await here.marks() == {here.id: (Mark.PRESENT, False)}


async def test_a_mark_of_ones_own_is_taken_back(town: Town) -> None:
    here = await Door(town).begin()
    await here.bay.says(f"DEN-{here.code}")
    await here.bay.taps("Nhầm, trả lại")
    assert await here.marks() == {}


async def test_who_has_no_seat_is_asked_and_counts_as_a_walk_in(town: Town) -> None:
    here = await Door(town).begin()
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, here.home, "Trần Thị Tư", "ba")

    await tu.says(f"DEN {here.code}")
    tu.sees("chưa đăng ký lớp này")
    assert await here.marks() == {}
    await tu.taps("Ghi tên tôi")
    tu.sees("điểm danh cho bà rồi")
    assert await here.marks() == {here.id: (Mark.PRESENT, True)}


async def test_a_helper_is_noted_and_not_counted_as_a_learner(town: Town) -> None:
    here = await Door(town).begin()
    huong = town.phone("Hương")
    async with town.begin() as db:
        person = await scene.volunteer(db, huong, here.home)
        await scene.accepted(db, person, here.id)

    await huong.says(f"DEN-{here.code}")
    huong.sees("Cảm ơn bạn đã tới giúp lớp")
    assert await here.marks() == {}
    async with town.begin() as db:
        assert await db.scalar(select(Assignment.arrived_at).where(Assignment.person_id == person.id)) == clock.now()


async def test_the_code_is_good_around_the_class_only(town: Town) -> None:
    here = await Door(town).begin()
    async with town.begin() as db:
        next_week = await db.get_one(ClassSession, here.made.sessions[1].id)
        early = await codes.of_door(db, await scene.person(db, here.lan), next_week)

    await here.bay.says(early.text)
    here.bay.sees("chỉ dùng được quanh giờ học")
    await town.time_is("2026-11-25 20:31")
    await here.bay.says(f"DEN-{here.code}")
    here.bay.sees("mã này")
    assert await here.marks() == {}
    async with town.begin() as db:
        code = await db.get_one(Code, f"DEN-{here.code}")
        assert code.expires_at == here.made.sessions[0].starts_at + timedelta(minutes=90)


async def test_the_same_door_has_the_same_code(town: Town) -> None:
    here = await Door(town).begin()
    await here.lan.says("/sessions")
    await here.lan.taps("7 giờ tối nay")
    await here.lan.taps("Mã vào lớp")
    here.lan.sees(f"DEN-{here.code}")


async def guess(somebody: Talker, times: int) -> None:
    for n in range(times):
        await somebody.says(f"DEN-AAA{n % 10}{n // 10}")


async def test_guessing_comes_to_an_end(town: Town) -> None:
    here = await Door(town).begin()
    thief = town.phone("Kẻ lạ")
    async with town.begin() as db:
        await scene.resident(db, thief, here.home, "Lê Văn Lạ", "anh")

    await guess(thief, 8)
    await thief.says(f"DEN-{here.code}")
    thief.sees("dò mã không kịp")
    assert await here.marks() == {}
    await here.bay.says(f"DEN-{here.code}")
    here.bay.sees("điểm danh cho ông rồi")
    await town.time_is("2026-11-25 19:45")
    await thief.says(f"DEN-{here.code}")
    thief.sees("chưa đăng ký lớp này")
