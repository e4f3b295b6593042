"""Somebody steps back from a class: three are asked for a quarter of an hour, and thanked when it is enough."""

from datetime import timedelta

from sqlalchemy import select, update

from bot import clock
from bot.services.courses.courses import Registered
from bot.storage.tables.coaching import StandBy
from bot.storage.tables.places import ResidentialGroup
from bot.storage.tables.volunteers import Assignment, Volunteer
from tests import scene
from tests.town import Talker, Town


async def stepped_back(town: Town, others: list[Talker], when: str) -> tuple[Talker, Registered]:
    """Hương had taken the class of Wednesday evening and gives it back at this time."""
    lan, huong = town.phone("Chị Lan"), town.phone("Hương")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home))
        await scene.volunteer(db, huong, home)
    await town.time_is("2026-11-23 09:05")
    await huong.taps("Nhận lớp")
    async with town.begin() as db:
        for n, talker in enumerate(others):
            person = await scene.volunteer(db, talker, home, f"Phạm {talker.name}")
            asked = scene.local(f"2026-11-{20 - n:02} 09:00")
            await db.execute(update(Volunteer).where(Volunteer.person_id == person.id).values(last_asked_at=asked))
    await town.time_is(when)
    await huong.says("/shifts")
    await huong.taps("Mình bận một buổi")
    await huong.taps("Tìm giúp mình")
    return lan, made


async def test_three_are_asked_the_least_recently_asked_first(town: Town) -> None:
    others = [town.phone(name) for name in ("Ba", "Nam", "Sáu", "Bảy")]
    await stepped_back(town, others, "2026-11-25 10:00")

    assert [bool(talker.new) for talker in others] == [False, True, True, True], "Ba was asked last"
    others[3].sees("cần thêm 1 người kèm", "đến 10 giờ 15 sáng nay")

    await others[2].taps("Nhận lớp")
    others[2].sees("đã nhận lớp")
    others[1].sees("đã đủ người, cảm ơn")
    others[3].sees("đã đủ người, cảm ơn")
    others[0].sees_nothing()


async def test_who_stands_by_is_among_the_first_who_are_asked(town: Town) -> None:
    others = [town.phone(name) for name in ("Ba", "Nam", "Sáu", "Bảy")]
    await stepped_back(town, [], "2026-11-23 09:10")
    async with town.begin() as db:
        home = await db.get_one(ResidentialGroup, 1)
        for n, talker in enumerate(others):
            person = await scene.volunteer(db, talker, home, f"Phạm {talker.name}")
            asked = scene.local(f"2026-11-{20 - n:02} 09:00")
            await db.execute(update(Volunteer).where(Volunteer.person_id == person.id).values(last_asked_at=asked))
        days = {"first": clock.today(), "last": clock.today() + timedelta(days=6)}
        db.add(StandBy(person_id=(await scene.person(db, others[0])).id, **days, told_at=clock.now()))

    await town.time_is("2026-11-23 09:12")

    assert [bool(talker.new) for talker in others] == [True, False, True, True], "Ba stands by"


async def test_after_a_quarter_of_an_hour_the_next_are_asked(town: Town) -> None:
    others = [town.phone(name) for name in ("Ba", "Nam", "Sáu", "Bảy")]
    await stepped_back(town, others, "2026-11-25 10:00")

    await town.time_is("2026-11-25 10:16")

    others[0].sees("cần thêm 1 người kèm", "đến 10 giờ 30")


async def test_under_three_hours_it_goes_to_the_leader(town: Town) -> None:
    others = [town.phone(name) for name in ("Ba", "Nam")]
    lan, _made = await stepped_back(town, others, "2026-11-25 16:30")

    lan.sees("không kèm được nữa")
    lan.sees("chưa có thêm ai nhận")
    for talker in others:
        talker.sees_nothing()
    async with town.begin() as db:
        assert len((await db.scalars(select(Assignment))).all()) == 1
