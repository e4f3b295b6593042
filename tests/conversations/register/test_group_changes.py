"""A residential group is renamed, or joined to another one, in the middle of a week: nothing counted is lost."""

from datetime import time

from sqlalchemy import select

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.courses import SessionStatus
from bot.domain.people.person import RoleKind
from bot.domain.reports.date_range import week_of
from bot.services.reports import week_figures
from bot.storage.tables.courses import ClassSession, Course
from bot.storage.tables.places import ResidentialGroup
from bot.storage.tables.reports import WeekReport
from tests import scene
from tests.conversations.reports.test_weekly_summary import mark, people, session_on
from tests.town import Talker, Town


class Ward:
    """Two groups with a leader each, a class held in each last week and this week, and Mai who coordinates."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.lan, self.hoa, self.mai = town.phone("Chị Lan"), town.phone("Chị Hoa"), town.phone("Chị Mai")

    async def begin(self) -> "Ward":
        async with self.town.begin() as db:
            self.three, self.five = await scene.group(db), await scene.group(db, "5")
            for talker, group, name in ((self.lan, self.three, "An"), (self.hoa, self.five, "Bình")):
                made = await scene.course(db, await scene.leader(db, talker, group), "2026-11-28 19:00")
                (learner,) = await people(db, f"Nguyễn {name}")
                for day in ("2026-11-18 19:00", "2026-11-23 08:00"):
                    held = await session_on(db, made, day, SessionStatus.HELD)
                    await mark(db, held, {learner: Mark.PRESENT})
            mai = await scene.somebody(db, self.mai, "Lê Thị Mai", "chi", self.three)
            (await scene.role(db, mai, RoleKind.COORDINATOR, self.three)).group_id = None
        return self

    async def came(self, group: ResidentialGroup) -> tuple[int, int]:
        """Attendances of last week and of this week."""
        async with self.town.begin() as db:
            week = week_of(clock.today())
            last, this = [await week_figures.of(db, [group.id], span) for span in (week.before, week)]
        return last.came or 0, this.came or 0


async def chooses(mai: Talker, *labels: str) -> None:
    await mai.says("/khupho")
    for label in labels:
        await mai.taps(label)


async def test_a_group_is_renamed_in_mid_week(town: Town) -> None:
    ward = await Ward(town).begin()
    await chooses(ward.mai, "Khu phố 3", "Đổi tên")
    await ward.mai.says("kp 5")
    ward.mai.sees("đã có nơi tên như vậy")

    await chooses(ward.mai, "Khu phố 3", "Đổi tên")
    await ward.mai.says("khu phố Bình Thung 1")
    ward.mai.sees("Khu phố 3 nay là Khu phố Bình Thung 1")
    await ward.lan.says("báo cáo")
    ward.lan.sees("Khu phố Bình Thung 1", "1 lượt")
    assert await ward.came(ward.three) == (1, 1)

    await ward.mai.taps("Nhầm, trả lại")
    ward.mai.sees("lại là Khu phố 3")


async def test_two_groups_become_one_in_mid_week_and_two_again(town: Town) -> None:
    ward = await Ward(town).begin()
    async with town.begin() as db:
        monday = week_of(clock.today()).before.first
        for group in (ward.three, ward.five):
            told = {"held": 1, "people": 1, "came": 1, "no_show": 0}
            db.add(WeekReport(group_id=group.id, monday=monday, told=told, told_at=clock.now()))
    await chooses(ward.mai, "Khu phố 5", "Nhập vào nơi khác", "Khu phố 3")
    ward.mai.sees("Khu phố 5 nhập vào Khu phố 3")
    await ward.mai.taps("Đúng rồi")
    ward.mai.sees("Khu phố 5 đã nhập vào Khu phố 3")

    assert await ward.came(ward.three) == (2, 2), "past weeks too"
    assert await ward.came(ward.five) == (0, 0)
    for leader in (ward.lan, ward.hoa):
        await leader.says("báo cáo")
        words = leader.sees("Khu phố 3", "2 lượt")
        assert "Đính chính" not in words, "nothing told was wrong"
    await chooses(ward.mai)
    assert not any("Khu phố 5" in button.label for button in town.web.lines[ward.mai.account][-1].message.buttons)
    await ward.mai.says("/cancel")

    await ward.mai.taps_again(await ward.mai.data_of("Nhầm, trả lại"))
    ward.mai.sees("tách ra như cũ")
    assert (await ward.came(ward.three), await ward.came(ward.five)) == ((1, 1), (1, 1))
    await ward.hoa.says("báo cáo")
    ward.hoa.sees("Khu phố 5", "1 lượt")


async def test_only_who_coordinates_changes_groups(town: Town) -> None:
    ward = await Ward(town).begin()
    await ward.lan.says("/khupho")
    ward.lan.sees("dành cho điều phối viên của phường")
    async with town.begin() as db:
        assert sorted(await db.scalars(select(ResidentialGroup.name))) == ["3", "5"]


async def test_a_class_moved_across_midnight_or_into_another_week_counts_where_it_was_held(town: Town) -> None:
    ward = await Ward(town).begin()
    async with town.begin() as db:
        here = select(ClassSession).join(Course).where(Course.group_id == ward.three.id)
        last = (await db.scalars(here.order_by(ClassSession.starts_at))).first()
        assert last is not None
        last.starts_at = clock.at(week_of(clock.today()).before.last, time(23, 30))
    assert await ward.came(ward.three) == (1, 1)
    async with town.begin() as db:
        moved = await db.get_one(ClassSession, last.id)
        moved.starts_at = clock.at(week_of(clock.today()).first, time(0, 30))
    assert await ward.came(ward.three) == (0, 2), "half past midnight on Monday is another week"
