"""Five topics more: the nightly matching asks about them as about those there are, and proves its answer the best."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, jobs
from bot.chat import labels
from bot.demo import neighbourhood
from bot.domain.coaching import LessonPlace
from bot.domain.enrolment import EnrolmentStatus
from bot.domain.topics import Topic
from bot.i18n import verbatim
from bot.services.coaching import requests
from bot.services.coaching.requests import LessonWish
from bot.services.enrolment import enrolment
from bot.storage.tables.coaching import Appointment, ClassProposal, MatchRun
from bot.storage.tables.courses import Enrolment
from bot.storage.tables.places import ResidentialGroup
from bot.storage.tables.volunteers import Coach, Volunteer
from tests import scene
from tests.conversations.coaching.stage import THURSDAY_MORNING, coach
from tests.town import Talker, Town

pytestmark = [pytest.mark.parametrize("town", ["buttons"], indirect=True), pytest.mark.usefixtures("more")]
FIVE_MORE = ("T91", "T92", "T93", "T94", "T95")
MORNING = "2026-11-24 07:05"


@pytest.fixture
def more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five members more in the enum, each with a name, as if they had been written there."""
    for value in FIVE_MORE:
        member = str.__new__(Topic, value)
        member._name_ = member._value_ = value
        monkeypatch.setitem(Topic._member_map_, value, member)
        monkeypatch.setitem(Topic._value2member_map_, value, member)
        monkeypatch.setitem(labels.TOPICS, member, verbatim(f"chủ đề {value}"))
    monkeypatch.setattr(Topic, "_member_names_", [*Topic._member_names_, *FIVE_MORE])


async def ask(db: AsyncSession, talker: Talker, home: ResidentialGroup, topic: str, slots: int) -> None:
    """To be taught alone in the hall."""
    person = await scene.resident(db, talker, home, f"Nguyễn Văn {talker.name.split()[-1]}")
    await requests.ask(db, person, person, LessonWish(Topic(topic), LessonPlace.HALL, slots))


async def proved(db: AsyncSession) -> list[tuple[bool | None, float]]:
    return [(run.certified, (run.facts or {})["gap"]) for run in await db.scalars(select(MatchRun))]


async def test_a_visit_a_seat_and_a_class_about_topics_that_are_new(town: Town) -> None:
    lan, huong, tu = town.phone("Chị Lan"), town.phone("Hương"), town.phone("Bà Tư")
    async with town.begin() as db:
        three, five = await scene.group(db), await scene.group(db, "5")
        leader = await scene.leader(db, lan, three)
        binh = await scene.leader(db, town.phone("Anh Bình"), five, "Lê Bình", "anh")
        full = await scene.course(db, leader, "2026-11-26 19:00", seats=1, topic=Topic("T94"))
        other = await scene.course(db, binh, "2026-11-26 18:30", seats=3, topic=Topic("T94"))
        await scene.seat(db, await scene.resident(db, town.phone("Chú Sáu"), three), full)
        waits = await scene.resident(db, tu, three, "Nguyễn Thị Tư", "ba")
        await enrolment.enrol(db, waits, full.course, waits)
        await coach(db, huong, three)
        (await db.get_one(Volunteer, (await scene.person(db, huong)).id)).topics = ["T95"]
        await ask(db, town.phone("Bác An"), three, "T95", THURSDAY_MORNING)
        for name in ("Nam", "Mai"):
            await scene.volunteer(db, town.phone(name), three, f"Phạm {name}")
        for name in ("Bà Năm", "Ông Bảy", "Chú Út", "Cô Tám"):
            await ask(db, town.phone(name), three, "T92", THURSDAY_MORNING << 6)

    await town.time_is("2026-11-24 07:05")

    huong.sees("chủ đề T95")
    tu.sees("vẫn kín", "6 giờ 30 tối")
    lan.sees("Có 4 người đang chờ", "chủ đề T92", "sáng thứ Bảy 28/11")
    async with town.begin() as db:
        assert await proved(db) == [(True, 0.0)]
        assert (await db.scalars(select(Appointment.topic))).all() == ["T95"]
        assert (await db.scalars(select(ClassProposal.topic))).all() == ["T92"]
        offered = select(Enrolment.course_id).where(Enrolment.status == EnrolmentStatus.OFFERED)
        assert (await db.scalars(offered)).all() == [other.course.id]


async def test_the_demo_is_seeded_and_its_week_is_matched(town: Town) -> None:
    async with town.begin() as db:
        await neighbourhood.settle(db, "web")
        (home,) = await db.scalars(select(ResidentialGroup).where(ResidentialGroup.name == "3"))
        huong = (await db.scalars(select(Volunteer).order_by(Volunteer.person_id))).all()[0]
        huong.topics = list(Topic)
        db.add(Coach(person_id=huong.person_id, languages=["vi"], weekly_limit=2, vetted_at=clock.now()))
        saturday_morning = THURSDAY_MORNING << 6
        await ask(db, town.phone("Bác An"), home, "T95", saturday_morning)
        db.add(MatchRun(wanted_at=clock.now()))

    assert await jobs.do_here(town.app.database, jobs.MATCHING) == 1

    async with town.begin() as db:
        assert await proved(db) == [(True, 0.0)]
