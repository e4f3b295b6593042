"""Before the first class: two short screens, one question, a promise; without it nobody is put beside a learner."""

import pytest
from sqlalchemy import select, update

from bot.errors import NotAllowed
from bot.services.volunteers import safety_pledge, shifts
from bot.storage.tables.messaging import Act
from bot.storage.tables.volunteers import Assignment, Volunteer
from tests import scene
from tests.town import Talker, Town

_NUMBERED = ("1. ", "0. ")  # where there are no buttons


@pytest.fixture
async def huong(town: Town) -> Talker:
    """A volunteer who has not promised yet, and a class that needs somebody."""
    huong = town.phone("Hương")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, town.phone("Chị Lan"), home)
        await scene.volunteer(db, huong, home)
        await scene.course(db, leader)
        await db.execute(update(Volunteer).values(pledged_at=None))
    return huong


async def test_the_lesson_comes_before_the_first_class(town: Town, huong: Talker) -> None:
    await town.time_is("2026-11-23 09:05")
    await huong.taps("Nhận lớp")
    for about in ("Máy của người học", "Tiền bạc"):
        lines = huong.sees("1/3", about).split("\n")
        assert len([line for line in lines if not line.startswith(_NUMBERED)]) <= 4
        await huong.taps("Đã hiểu")
    huong.sees("gõ hộ mã")
    await huong.taps("Gõ hộ cho nhanh")
    huong.sees("Mã của ai, người đó tự gõ")
    await huong.taps("Quay đi")
    huong.sees("cam kết", "Không nhận tiền")
    await huong.taps("cam kết")
    huong.sees("đã nhận lớp")
    async with town.begin() as db:
        assert await db.scalar(select(Volunteer.pledged_at)) is not None
        assert "pledged" in set(await db.scalars(select(Act.kind)))
    await huong.says("/nhanca")
    assert "1/3" not in "".join(huong.new)


async def test_who_does_not_promise_sits_beside_nobody(town: Town, huong: Talker) -> None:
    await town.time_is("2026-11-23 09:05")
    await huong.taps("Nhận lớp")
    for _screen in range(2):
        await huong.taps("Đã hiểu")
    await huong.taps("Quay đi")
    await huong.taps("Để sau")
    huong.sees("chưa xếp")
    async with town.begin() as db:
        person = await scene.person(db, huong)
        assert not await safety_pledge.is_given(db, person)
        offered = (await db.scalars(select(Assignment))).one()
        with pytest.raises(NotAllowed):
            await shifts.accept(db, person, offered.id)
    await huong.says("bấm nhầm")
    huong.sees("Không có gì")


async def test_the_list_of_classes_begins_with_the_lesson(huong: Talker) -> None:
    await huong.says("/nhanca")
    huong.sees("1/3")
