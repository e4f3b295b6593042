"""«Em dạy mẹ dùng VNeID»: counted as taught at home, with the family member's yes, apart from classes and hours."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import clock
from bot.chat import labels
from bot.domain.people.person import RoleKind
from bot.domain.reports.date_range import week_of
from bot.domain.reports.ladder import Step
from bot.domain.topics import Topic
from bot.domain.weeks import monday_of
from bot.errors import NotAllowed
from bot.i18n import Reader
from bot.services.access import codes
from bot.services.register import family_lessons
from bot.services.reports import ladder, taught_at_home, volunteer_hours, ward_digest, ward_table
from bot.services.reports.columns import COLUMNS, Measure
from bot.services.reports.papers import ladder_texts
from bot.services.reports.ward_table import WardTable
from bot.storage.tables.coaching import FamilyLesson
from bot.storage.tables.people import Consent, Person
from bot.storage.tables.places import Ward
from tests import scene
from tests.town import Talker, Town


async def student(town: Town) -> Talker:
    huy = town.phone("Huy")
    async with town.begin() as db:
        await scene.resident(db, huy, await scene.group(db), "Lê Quang Huy", "ban")
    return huy


async def ward(town: Town) -> WardTable:
    async with town.begin() as db:
        return await ward_table.of_ward(db, scene.PHU_LOI, week_of(monday_of(clock.today())))


async def counted(town: Town) -> int | float | None:
    return (await ward(town)).total.counts[Measure.PEOPLE_TAUGHT_AT_HOME]


def code_in(words: str) -> str:
    return next(word.strip(".") for word in words.split() if word.startswith("MOI-"))


async def witnessed(huy: Talker, words: str, name: str, form: str = "Bà") -> None:
    await huy.says(words)
    await huy.taps("Người không có máy")
    await huy.taps("Cùng chỗ với tôi")
    await huy.taps(form)
    await huy.says(name)
    await huy.taps("Đã đồng ý")


async def test_a_mother_says_yes_on_her_own_phone(town: Town) -> None:
    huy, tu = await student(town), town.phone("Bà Tư")
    async with town.begin() as db:
        home = (await db.scalars(select(Person))).one()
        await scene.resident(db, tu, await scene.home(db, home), "Nguyễn Thị Tư", "ba")
    await huy.says("em dạy mẹ em dùng VNeID")
    huy.sees("đã chỉ ai trong nhà")
    await huy.taps("Người có máy riêng")
    card = huy.sees("báo đã chỉ", "VNeID", "MOI-")
    assert await counted(town) is None, "not before the yes"
    await huy.says(code_in(card))
    huy.sees("chuyển qua máy của người ấy")
    await tu.says(code_in(card))
    tu.sees("Bạn Huy báo đã chỉ bà ở nhà: VNeID", "Đúng vậy không")
    await tu.taps("Đúng vậy")
    huy.sees("Bà Tư xác nhận rồi: VNeID")
    assert await counted(town) == 1
    await tu.says(code_in(card))
    tu.sees("mã này con chưa thấy")
    await tu.says("hoàn tác")
    assert await counted(town) is None


async def test_a_mother_who_says_no_is_not_counted(town: Town) -> None:
    huy, tu = await student(town), town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db, "4"), "Nguyễn Thị Tư", "ba")
    await huy.says("con dạy má xài Zalo")
    await huy.taps("Người có máy riêng")
    await tu.says(code_in(huy.sees("MOI-")))
    await tu.taps("Không phải")
    tu.sees("không tính")
    huy.sees("nói không phải vậy")
    assert await counted(town) is None
    async with town.begin() as db:
        assert not (await db.scalars(select(FamilyLesson))).all()


async def test_whoever_is_new_is_welcomed_and_then_asked(town: Town) -> None:
    huy, tu = await student(town), town.phone("Bà Tư")
    await huy.says("em dạy bà ngoại dùng Zalo")
    await huy.taps("Người có máy riêng")
    await tu.says(code_in(huy.sees("MOI-")))
    await tu.taps("Bà")
    await tu.taps("Tôi đồng ý")
    await tu.says("Nguyễn Thị Tư")
    await tu.taps("Phường Phú Lợi")
    await tu.taps("Khu phố 3")
    tu.sees("Bạn Huy báo đã chỉ bà ở nhà")
    await tu.taps("Đúng vậy")
    assert await counted(town) == 1


async def test_a_grandmother_without_a_phone_is_witnessed(town: Town) -> None:
    huy = await student(town)
    await witnessed(huy, "em dạy bà ngoại dùng Zalo", "Nguyễn Thị Năm")
    huy.sees("Đã ghi: bà Nguyễn Thị Năm học ở nhà")
    async with town.begin() as db:
        (nam,) = await scene.named(db, "Nguyễn Thị Năm")
        (student_,) = await scene.named(db, "Lê Quang Huy")
        said = (await db.scalars(select(Consent).where(Consent.person_id == nam.id))).one()
        assert (said.given, said.channel, said.witness_id) == (True, "spoken", student_.id)
        assert await volunteer_hours.of_person(db, student_) == [], "no hours"
    assert await counted(town) == 1
    await huy.taps("Mình đã chỉ người nhà")
    await huy.taps("VNeID")
    await huy.taps("bà Năm")
    await huy.taps("Đã đồng ý")
    assert await counted(town) == 1, "people, not lessons"
    await huy.taps("Nhầm, trả lại")
    huy.sees("không tính nữa")
    assert await counted(town) == 1


async def test_who_has_not_been_asked_is_not_written_down(town: Town) -> None:
    huy = await student(town)
    await huy.says("em dạy bà nội dùng điện thoại")
    await huy.taps("Người không có máy")
    await huy.taps("Cùng chỗ với tôi")
    await huy.taps("Bà")
    await huy.says("Nguyễn Thị Năm")
    await huy.taps("Chưa hỏi")
    huy.sees("chưa ghi gì")
    async with town.begin() as db:
        assert await scene.named(db, "Nguyễn Thị Năm") == []


async def test_it_is_a_figure_of_its_own_in_ward_and_area(town: Town) -> None:
    """Also of who has told no group; in the area only from five people on."""
    huy = await student(town)
    await witnessed(huy, "em dạy bà ngoại dùng Zalo", "Nguyễn Thị Năm")
    async with town.begin() as db:
        (nam,) = await scene.named(db, "Nguyễn Thị Năm")
        home, nam.group_id = await scene.home(db, nam), None
        others = [column for column in COLUMNS if column is not Measure.PEOPLE_TAUGHT_AT_HOME]
        table = await ward_table.of_ward(db, scene.PHU_LOI, week_of(monday_of(clock.today())))
        assert table.total.counts[Measure.PEOPLE_TAUGHT_AT_HOME] == 1
        assert not any(table.total.counts[column] for column in others)
        overseen = [(await db.get_one(Ward, scene.PHU_LOI), [home])]
        area = await ward_table.of_area(db, overseen, week_of(monday_of(clock.today())))
        assert area.total.counts[Measure.PEOPLE_TAUGHT_AT_HOME] is None, "a few are hidden above the ward"
        (teacher,) = await scene.named(db, "Lê Quang Huy")
        for n in range(4):
            more = await scene.without_phone(db, home, f"Bà {n}", "ba")
            more.told_via_person_id = teacher.id
            assert await family_lessons.witness(db, teacher, more, Topic.T03) is not None
        area = await ward_table.of_area(db, overseen, week_of(monday_of(clock.today())))
        assert area.total.counts[Measure.PEOPLE_TAUGHT_AT_HOME] == 5
        assert area.rows[scene.PHU_LOI].counts[Measure.PEOPLE_TAUGHT_AT_HOME] == 5
        span = week_of(monday_of(clock.today()))
        assert await taught_at_home.people(db, [home.id], [], span) == 4
        assert await taught_at_home.people(db, [home.id], [scene.PHU_LOI], span) == 5


async def test_nobody_is_witnessed_for_by_a_stranger_and_no_code_serves_twice(town: Town) -> None:
    huy, tu, ba = await student(town), town.phone("Bà Tư"), town.phone("Bà Ba")
    async with town.begin() as db:
        home = await scene.group(db, "4")
        one = await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
        other = await scene.resident(db, ba, home, "Nguyễn Thị Ba", "ba")
        (teacher,) = await scene.named(db, "Lê Quang Huy")
        with pytest.raises(NotAllowed):
            await family_lessons.witness(db, teacher, one, Topic.T03)
        code, _act = await family_lessons.ask_on_own_phone(db, teacher, Topic.T03)
        assert await family_lessons.agree(db, teacher, code) is None, "nobody says yes for the family"
        assert await family_lessons.agree(db, one, code) is not None
        await db.refresh(code)
        assert await family_lessons.agree(db, other, code) is None
        again, _act = await family_lessons.ask_on_own_phone(db, teacher, Topic.T03)
        assert await family_lessons.agree(db, one, again) is None, "the same person and topic count once"
        assert len((await db.scalars(select(FamilyLesson))).all()) == 1
    del huy


async def test_a_code_that_has_run_out_opens_nothing(town: Town) -> None:
    huy = await student(town)
    async with town.begin() as db:
        teacher = await scene.person(db, huy)
        code, _act = await family_lessons.ask_on_own_phone(db, teacher, Topic.T03)
        assert code.expires_at is not None
        code.expires_at = clock.now() - timedelta(minutes=1)
        await db.flush()
        assert await codes.look_up(db, code.text) is None


async def test_the_week_of_the_coordinators_says_it_and_of_the_area_only_from_five_on(town: Town) -> None:
    huy = await student(town)
    async with town.begin() as db:
        teacher = await scene.person(db, huy)
        home = await scene.home(db, teacher)
        role = await scene.role(db, teacher, RoleKind.COORDINATOR, home)
        monday = monday_of(clock.today())

        async def said(n: int) -> str:
            for _one in range(n):
                more = await scene.without_phone(db, home, "Bà Năm", "ba")
                more.told_via_person_id = teacher.id
                await family_lessons.witness(db, teacher, more, Topic.T03)
            return (await ward_digest.of_role(db, role, monday)).text.for_(Reader("vi"))

        assert "chỉ ở nhà" not in await said(0)
        assert "• Được người nhà chỉ ở nhà: 4 người" in await said(4)
        role.ward_code = role.group_id = None
        assert "chỉ ở nhà" not in await said(0)
        assert "• Được người nhà chỉ ở nhà: 5 người" in await said(1)


async def test_the_leaders_paragraph_and_the_ladder_say_it(town: Town) -> None:
    huy, lan = await student(town), town.phone("Chị Lan")
    async with town.begin() as db:
        teacher = await scene.person(db, huy)
        home = await scene.home(db, teacher)
        await scene.leader(db, lan, home)

        async def of_area() -> int | None:
            area = await ladder.of(db, [home], None, whole=True)
            return area.at_home

        assert (await ladder.of(db, [home], scene.PHU_LOI, whole=True)).at_home == 0
        for n in range(5):
            more = await scene.without_phone(db, home, f"Bà {n}", "ba")
            more.told_via_person_id = teacher.id
            await family_lessons.witness(db, teacher, more, Topic.T03)
            few = await of_area()
            assert few is None if n < 4 else few == 5
        whole = await ladder.of(db, [home], scene.PHU_LOI, whole=True)
        assert whole.at_home == 5
        assert whole.steps[Step.CAME] == 0, "apart from those who came"
        assert "• Được người nhà chỉ ở nhà: 5 người" in ladder_texts.told(labels.group(home), whole).for_(Reader("vi"))
    await lan.says("báo cáo tuần này")
    lan.sees("Được người nhà chỉ ở nhà: 5 người")
