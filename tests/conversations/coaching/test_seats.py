"""The weekly matching also fills seats: who waits for a full class is offered another that has room, and may say no."""

from sqlalchemy import select

from bot.domain.enrolment import EnrolmentStatus
from bot.services.enrolment import enrolment
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.courses import Course, Enrolment
from tests import scene
from tests.conversations.coaching.stage import THURSDAY_MORNING, coach, waiting
from tests.town import Talker, Town

MORNING, NEXT_MORNING = "2026-11-24 07:05", "2026-11-25 07:05"


async def two_classes(town: Town, *waits: Talker, places: int = 3) -> tuple[int, int]:
    """A full class in khu phố 3 and one with room in khu phố 5, both on Thursday evening; the ids."""
    async with town.begin() as db:
        three, five = await scene.group(db), await scene.group(db, "5")
        lan = await scene.leader(db, town.phone("Chị Lan"), three)
        binh = await scene.leader(db, town.phone("Anh Bình"), five, "Lê Bình", "anh")
        full = await scene.course(db, lan, "2026-11-26 19:00", seats=1)
        other = await scene.course(db, binh, "2026-11-26 18:30", seats=places)
        sau = await scene.resident(db, town.phone("Chú Sáu"), three, "Võ Văn Sáu", "chu")
        await scene.seat(db, sau, full)
        for talker in waits:
            person = await scene.resident(db, talker, three, f"Nguyễn Thị {talker.name.split()[-1]}", "ba")
            await enrolment.enrol(db, person, full.course, person)
        return full.course.id, other.course.id


async def standing(town: Town, talker: Talker) -> dict[int, EnrolmentStatus]:
    async with town.begin() as db:
        person = await scene.person(db, talker)
        rows = await db.scalars(select(Enrolment).where(Enrolment.person_id == person.id))
        return {row.course_id: row.status for row in rows}


async def test_who_waits_for_a_full_class_is_offered_another_that_has_room(town: Town) -> None:
    tu = town.phone("Bà Tư")
    full, other = await two_classes(town, tu)

    await town.time_is(MORNING)
    tu.sees("vẫn kín", "cùng buổi", "6 giờ 30 tối", "thôi chờ lớp kia", "Bà học được không")
    assert await standing(town, tu) == {full: EnrolmentStatus.WAITLISTED, other: EnrolmentStatus.OFFERED}
    await tu.says("/mine")
    tu.sees("số 1", "giữ")

    await tu.taps("Tôi học được")
    tu.sees("bỏ tên bà khỏi danh sách chờ lớp kia")
    assert await standing(town, tu) == {full: EnrolmentStatus.CANCELLED, other: EnrolmentStatus.ENROLLED}


async def test_who_says_no_to_the_other_class_waits_on_and_is_not_asked_again(town: Town) -> None:
    tu = town.phone("Bà Tư")
    full, other = await two_classes(town, tu)
    await town.time_is(MORNING)

    await tu.taps("Tôi bận")
    tu.sees("vẫn còn tên trong danh sách chờ lớp kia")
    await town.time_is(NEXT_MORNING)
    tu.sees_nothing()

    assert await standing(town, tu) == {full: EnrolmentStatus.WAITLISTED, other: EnrolmentStatus.CANCELLED}
    async with town.begin() as db:
        assert (await db.get_one(Course, other)).enrolled == 0


async def test_silence_gives_the_place_back(town: Town) -> None:
    tu = town.phone("Bà Tư")
    full, other = await two_classes(town, tu)

    await town.time_is(MORNING)
    tu.sees("vẫn kín")
    await town.time_is(NEXT_MORNING)

    tu.sees("Bà vẫn còn trong danh sách chờ")
    assert await standing(town, tu) == {full: EnrolmentStatus.WAITLISTED, other: EnrolmentStatus.CANCELLED}


async def test_who_would_take_either_leaves_the_volunteer_to_who_takes_nothing_else(town: Town) -> None:
    """One week for both kinds: the most people are served."""
    huong, tu, an = town.phone("Hương"), town.phone("Bà Tư"), town.phone("Bác An")
    await two_classes(town, tu, places=1)
    async with town.begin() as db:
        three = await scene.home(db, await scene.person(db, tu))
        await coach(db, huong, three, weekly_limit=1)
        await waiting(db, tu, three, slots=THURSDAY_MORNING)
        await waiting(db, an, three, slots=THURSDAY_MORNING)

    await town.time_is(MORNING)

    huong.sees("xin người kèm riêng")
    tu.sees("vẫn kín")
    async with town.begin() as db:
        made = (await db.scalars(select(Appointment))).one()
        assert made.resident_id == (await scene.person(db, an)).id


async def test_two_who_wait_and_one_place_longest_first(town: Town) -> None:
    tu, nam = town.phone("Bà Tư"), town.phone("Bà Năm")
    await two_classes(town, tu, nam, places=1)
    async with town.begin() as db:
        first = (
            await db.scalars(select(Enrolment).where(Enrolment.person_id == (await scene.person(db, nam)).id))
        ).one()
        first.since = scene.local("2026-11-01 09:00")

    await town.time_is(MORNING)

    nam.sees("vẫn kín")
    tu.sees_nothing()
