"""A ward becomes part of another: its coordinator goes on, nobody is lost, nothing is counted twice."""

from datetime import date

from sqlalchemy import func, select

from bot.domain.people.person import OrganisationKind, RoleKind
from bot.domain.reports.date_range import Span
from bot.services.people import identity, places
from bot.services.register import ward_changes
from bot.services.register.ward_changes import WardMerged
from bot.services.reports import ward_table
from bot.services.reports.columns import Measure
from bot.storage.tables import Base
from bot.storage.tables.people import Person
from bot.storage.tables.places import Organisation, Ward
from tests import scene
from tests.town import Talker, Town

INTO = "25966"
WEEK = Span(date(2026, 11, 23), date(2026, 11, 29))


async def _two_wards(town: Town) -> tuple[Talker, Talker, Talker]:
    """Mai coordinates Phú Lợi, Minh both; Lan leads a group 3 of Phú Lợi, and Lái Thiêu has one, too."""
    mai, minh, lan = town.phone("Chị Mai"), town.phone("Anh Minh"), town.phone("Chị Lan")
    async with town.begin() as db:
        ours, theirs = await scene.group(db), await scene.group(db, ward=INTO)
        for talker, name, wards in ((mai, "Lê Thị Mai", (ours,)), (minh, "Lê Minh", (ours, theirs))):
            person = await scene.somebody(db, talker, name, "anh", wards[0])
            for group in wards:
                (await scene.role(db, person, RoleKind.COORDINATOR, group)).group_id = None
        leads = await scene.leader(db, lan, ours)
        made = await scene.course(db, leads, seats=5)
        await scene.seat(db, await scene.without_phone(db, ours, "Nguyễn Thị Tư", "ba"), made)
        db.add(Organisation(kind=OrganisationKind.COOPERATIVE, name="HTX Nấm", ward_code=scene.PHU_LOI))
    return mai, minh, lan


async def _merge(town: Town) -> WardMerged | None:
    async with town.begin() as db:
        return await ward_changes.merge(db, await db.get_one(Ward, scene.PHU_LOI), await db.get_one(Ward, INTO))


async def test_the_coordinator_of_a_merged_ward_goes_on_in_the_other(town: Town) -> None:
    mai, minh, lan = await _two_wards(town)
    done = await _merge(town)
    assert done == WardMerged(groups=1, renamed=1, told=3)
    await town.time_is("2026-11-23 09:01")
    for who in (mai, minh, lan):
        who.sees("Phường Phú Lợi nay thuộc Phường Lái Thiêu")
    await mai.says("/tuan")
    mai.sees("Phường Lái Thiêu")
    await minh.says("/moi")
    await minh.taps("Khu phố 3 (Phú Lợi)")
    minh.sees("trưởng Khu phố 3 (Phú Lợi), Phường Lái Thiêu")
    await lan.says("/tuan")
    lan.sees("Khu phố 3 (Phú Lợi)")
    await lan.says("/soto")
    lan.sees("Sổ Khu phố 3 (Phú Lợi): 4 người")
    assert await _merge(town) is None


async def test_nothing_of_a_merged_ward_is_left_behind_or_counted_twice(town: Town) -> None:
    _mai, minh, lan = await _two_wards(town)
    await town.time_is("2026-11-25 19:30")
    await lan.says("/diemdanh")
    await lan.says("đủ")
    async with town.begin() as db:
        before = (await ward_table.of_ward(db, scene.PHU_LOI, WEEK)).total.counts
    await _merge(town)
    async with town.begin() as db:
        after = (await ward_table.of_ward(db, INTO, WEEK)).total.counts
        assert after[Measure.ATTENDANCES] == before[Measure.ATTENDANCES] == 1
        assert after[Measure.PEOPLE] == before[Measure.PEOPLE] == 1
        for table in Base.metadata.sorted_tables:
            if "ward_code" in table.columns:
                left = select(func.count()).where(table.c.ward_code == scene.PHU_LOI)
                assert await db.scalar(left) == 0, table.name
        held = await identity.roles_of(db, await scene.person(db, minh))
        assert [role.ward_code for role in held if role.kind is RoleKind.COORDINATOR] == [INTO]
        assert {one.code for one in await places.wards_named(db, "phú lợi")} == {INTO}
        assert await db.scalar(select(func.count()).select_from(Person).where(Person.ward_code.is_(None))) == 0


async def test_whoever_names_the_former_ward_is_led_to_the_new_one(town: Town) -> None:
    await _two_wards(town)
    await _merge(town)
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        who = await scene.somebody(db, tu, "Nguyễn Thị Tư", "ba", (await places.groups_of(db, INTO))[0])
        who.ward_code = who.group_id = None
    await tu.says("tôi muốn học")
    await tu.says("phú lợi")
    tu.sees("khu phố")
