"""Pupils under 16 are numbers that their school tells: taken back like any act, never shown below five."""

from sqlalchemy import select

from bot.domain.people.person import OrganisationKind, RoleKind
from bot.storage.tables.people import Person
from bot.storage.tables.places import Organisation
from bot.storage.tables.reports import PupilCount
from tests import scene
from tests.conversations.volunteers.test_organisations import within
from tests.town import Talker, Town


async def school(town: Town, kind: OrganisationKind = OrganisationKind.SCHOOL) -> Talker:
    """Hạnh speaks for a school of the ward; khu phố 3 has a leader."""
    lan, hanh = town.phone("Chị Lan"), town.phone("Chị Hạnh")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        made = Organisation(kind=kind, name="Trường THCS Phú Lợi", ward_code=scene.PHU_LOI)
        db.add(made)
        await db.flush()
        db.add(within(made, await scene.somebody(db, hanh, "Lê Thị Hạnh", "chi", home), RoleKind.ORGANISER))
    return hanh


async def counted(town: Town) -> list[tuple[str, int]]:
    async with town.begin() as db:
        return [(f"{row.month:%m/%Y}", row.pupils) for row in await db.scalars(select(PupilCount))]


async def test_a_school_tells_a_number_and_takes_it_back(town: Town) -> None:
    hanh = await school(town)
    async with town.begin() as db:
        people = len((await db.scalars(select(Person.id))).all())
    await hanh.says("/hocsinh")
    hanh.sees("Trong tháng nào")
    await hanh.taps("Tháng 10/2026")
    hanh.sees("Tháng 10/2026 có bao nhiêu học sinh dưới 16 tuổi", "không giữ tên")
    await hanh.says("120 em")
    hanh.sees("Đã ghi cho Trường THCS Phú Lợi, tháng 10/2026: 120 học sinh")
    assert await counted(town) == [("10/2026", 120)]
    await hanh.taps("Nhầm, trả lại")
    hanh.sees("Đã rút lại")
    assert await counted(town) == []
    async with town.begin() as db:
        assert len((await db.scalars(select(Person.id))).all()) == people, "no pupil is a person here"


async def test_one_line_is_enough_and_of_a_month_the_newest_counts(town: Town) -> None:
    hanh = await school(town)
    await hanh.says("báo 40 em học sinh tháng 11")
    hanh.sees("tháng 11/2026: 40 học sinh")
    await hanh.says("báo 45 em học sinh tháng 11")
    hanh.sees("tháng 11/2026: 45 học sinh")
    await hanh.says("/tuan")
    hanh.sees("Trường THCS Phú Lợi")
    assert await counted(town) == [("11/2026", 40), ("11/2026", 45)]


async def test_fewer_than_five_are_not_even_said_back(town: Town) -> None:
    hanh = await school(town)
    await hanh.says("báo 3 em học sinh tháng 11")
    assert "3 học sinh" not in hanh.sees("Đã ghi", "dưới 5")


async def test_only_a_school_tells_them(town: Town) -> None:
    hanh = await school(town, OrganisationKind.WOMENS_UNION)
    await hanh.says("/hocsinh")
    hanh.sees("do người phụ trách của trường báo")
    lan = town.phone("Chị Lan")
    await lan.says("/hocsinh")
    assert not any("bao nhiêu học sinh" in words for words in lan.new)
    assert await counted(town) == []
