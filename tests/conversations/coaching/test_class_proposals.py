"""The weekly matching proposes a class to a leader where many wait and helpers are free; people decide."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot import clock
from bot.domain.people.person import RoleKind, RoleStatus
from bot.errors import NotAllowed
from bot.services.enrolment import enrolment
from bot.services.matching import class_proposals
from bot.storage.tables.coaching import ClassProposal
from bot.storage.tables.courses import Course
from bot.storage.tables.people import Role
from bot.storage.tables.places import ClosedDay
from tests import scene
from tests.conversations.coaching.stage import waiting
from tests.town import Talker, Town

pytestmark = pytest.mark.parametrize("town", ["buttons"], indirect=True)
MORNING = "2026-11-24 07:05"


async def four_wait(town: Town) -> tuple[Talker, list[Talker]]:
    """To be taught VNeID alone in the hall; two help in classes, but nobody has been vouched for."""
    lan, residents = town.phone("Chị Lan"), [town.phone(name) for name in ("Bác An", "Bà Tư", "Ông Bảy", "Chú Sáu")]
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        for name in ("Hương", "Nam"):
            await scene.volunteer(db, town.phone(name), home, f"Phạm {name}")
        for talker in residents:
            await waiting(db, talker, home)
    return lan, residents


async def courses(town: Town) -> int:
    async with town.begin() as db:
        return await db.scalar(select(func.count()).select_from(Course)) or 0


async def test_a_class_is_proposed_explained_and_opened_by_its_leader(town: Town) -> None:
    lan, residents = await four_wait(town)

    await town.time_is(MORNING)
    lan.sees(
        "Có 4 người đang chờ", "VNeID", "sáng thứ Năm 26/11", "bạn Hương, bạn Nam", "Mở lớp ở Khu phố 3 không chị?"
    )
    assert await courses(town) == 0
    await lan.taps("Vì sao?")
    lan.sees("4 người xin kèm riêng", "chưa tìm được ai", "bạn Hương, bạn Nam dạy được", "2 người mới học")

    await lan.taps("Mở lớp")
    await lan.says("Nhà văn hóa khu phố 3")
    await lan.taps("8 giờ sáng")
    await lan.says("8 chỗ 1 tuần")
    lan.sees("8 giờ sáng", "Em đã báo cho 4 người đang chờ lớp này")
    assert await courses(town) == 1
    for talker in residents:
        talker.sees("mới có lớp đúng điều", "8 giờ sáng")
    await residents[0].taps("Ghi tên học")
    residents[0].sees("VNeID")

    await lan.says("/menu")
    async with town.begin() as db:
        (proposed,) = await db.scalars(select(ClassProposal))
        assert proposed.opened_at is not None
        with pytest.raises(NotAllowed):
            await class_proposals.of_leader(db, await scene.person(db, residents[0]), proposed.id)


async def test_no_class_is_proposed_on_a_day_on_which_the_ward_is_closed(town: Town) -> None:
    lan, _residents = await four_wait(town)
    async with town.begin() as db:
        day = clock.today() + timedelta(days=3)
        moments = {"begins_at": clock.midnight(day), "ends_at": clock.midnight(day + timedelta(days=1))}
        db.add(ClosedDay(day=day, name="Bầu cử", ward_code=scene.PHU_LOI, **moments))
    await town.time_is(MORNING)
    assert not any("thứ Năm 26/11" in said for said in lan.new)


async def test_a_class_put_off_is_not_proposed_again_for_two_weeks(town: Town) -> None:
    lan, residents = await four_wait(town)
    await town.time_is(MORNING)
    lan.sees("đang chờ")

    await lan.taps("Để sau")
    lan.sees("chưa mở lớp nào", "Hai tuần nữa")
    await lan.says("các buổi học")
    await lan.taps("🌱")
    lan.sees("4 người xin kèm riêng")
    await town.time_is("2026-11-25 07:05")
    lan.sees_nothing()
    await town.time_is("2026-12-08 07:05")
    lan.sees("đang chờ", "Mở lớp ở Khu phố 3 không")

    assert await courses(town) == 0
    for talker in residents:
        talker.sees_nothing()


async def test_who_waits_for_a_full_class_gets_a_place_in_the_new_one(town: Town) -> None:
    lan, tu = town.phone("Chị Lan"), town.phone("Bà Tư")
    residents = [tu, *(town.phone(name) for name in ("Ông Bảy", "Bà Năm", "Chú Út"))]
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        full = await scene.course(db, leader, "2026-11-27 19:00", seats=1)
        await scene.seat(db, await scene.resident(db, town.phone("Chú Sáu"), home), full)
        for name in ("Hương", "Nam", "Mai"):
            await scene.volunteer(db, town.phone(name), home, f"Phạm {name}")
        for talker in residents:
            person = await scene.resident(db, talker, home, f"Nguyễn {talker.name.split()[-1]}", "ba")
            await enrolment.enrol(db, person, full.course, person)
    await town.time_is(MORNING)
    lan.sees("Có 4 người đang chờ", "tối thứ Sáu 27/11")

    await lan.taps("Mở lớp")
    await lan.says("Trường tiểu học")
    await lan.taps("6 giờ tối")
    await lan.says("8 chỗ 1 tuần")
    tu.sees("vẫn kín", "cùng buổi", "Trường tiểu học", "giữ chỗ này")
    await tu.taps("Tôi học được")
    tu.sees("bỏ tên bà khỏi danh sách chờ lớp kia")


async def test_who_leads_no_more_opens_nothing(town: Town) -> None:
    lan, _residents = await four_wait(town)
    await town.time_is(MORNING)
    async with town.begin() as db:
        role = (await db.scalars(select(Role).where(Role.kind == RoleKind.LEADER))).one()
        role.status = RoleStatus.ENDED

    await lan.taps("Mở lớp")

    assert await courses(town) == 0
