"""«Một người hay hai?» in the list of an organisation: its organiser decides, and nobody else's book changes."""

from sqlalchemy import select

from bot.domain.people.person import AgeBand, OrganisationKind, RoleKind, RoleStatus
from bot.services.register import duplicates
from bot.storage.tables.people import Role
from bot.storage.tables.places import Organisation
from tests import scene
from tests.conversations.volunteers.test_organisations import within
from tests.town import Talker, Town


async def _factory(town: Town) -> tuple[Talker, Talker]:
    """Hạnh speaks for a factory, whose list has Sáu twice; Lan leads the group where one of the factory lives."""
    lan, hanh = town.phone("Chị Lan"), town.phone("Chị Hạnh")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        factory = Organisation(kind=OrganisationKind.EMPLOYER, name="Công ty May", ward_code=scene.PHU_LOI)
        db.add(factory)
        await db.flush()
        organiser = await scene.somebody(db, hanh, "Lê Thị Hạnh", "chi", await scene.group(db, "9", ward="25966"))
        db.add(within(factory, organiser, RoleKind.ORGANISER))
    await hanh.says("/them")
    await hanh.says("Nguyễn Thị Sáu, 0912345678, 1990\nTrần Văn Bình, 1985\nLê Thị Cúc, 0912345670")
    await hanh.taps("Tiếp tục")
    await hanh.taps("Đã hỏi từng người")
    hanh.sees("đã ghi 3 người")
    return lan, hanh


async def test_an_organiser_makes_one_of_two_entries_and_two_again(town: Town) -> None:
    _lan, hanh = await _factory(town)
    await _twice(town)
    await hanh.says("sổ đơn vị")
    await hanh.taps("Một người hay hai? (1)")
    hanh.sees("1) Nguyễn Thị Sáu", "2) chị Nguyễn Thị Sáu", "cùng họ tên")
    await hanh.taps("Một người")
    hanh.sees("là một người: Nguyễn Thị Sáu", "30 ngày")
    await hanh.says("sổ đơn vị")
    hanh.sees("3 người")
    await hanh.taps("Nguyễn Thị Sáu")
    await hanh.taps("Tách thành hai người")
    hanh.sees("tách ra như cũ")
    await hanh.says("sổ đơn vị")
    hanh.sees("4 người")


async def test_what_an_organiser_has_decided_stays_when_another_follows(town: Town) -> None:
    _lan, hanh = await _factory(town)
    await _twice(town)
    await hanh.says("sổ đơn vị")
    await hanh.taps("Một người hay hai? (1)")
    await hanh.taps("Hai người")
    hanh.sees("không hỏi lại")
    thu = town.phone("Chị Thu")
    async with town.begin() as db:
        factory = (await db.scalars(select(Organisation))).one()
        follows = await scene.somebody(db, thu, "Phạm Thị Thu", "chi", await scene.group(db, "10", ward="25966"))
        db.add(within(factory, follows, RoleKind.ORGANISER))
        gone = (await db.scalars(select(Role).where(Role.kind == RoleKind.ORGANISER).order_by(Role.id))).first()
        assert gone is not None
        gone.status = RoleStatus.ENDED
        await db.flush()
        assert await duplicates.suspects(db, follows, factory) == []


async def test_whoever_stands_in_another_book_stays_there(town: Town) -> None:
    lan, hanh = await _factory(town)
    await _twice(town, in_book_of=lan)
    await hanh.says("sổ đơn vị")
    await hanh.taps("Một người hay hai? (1)")
    await hanh.taps("Một người")
    hanh.sees("là một người")
    async with town.begin() as db:
        kept, gone = sorted(await scene.named(db, "Nguyễn Thị Sáu"), key=lambda one: one.merged_into_id is not None)
        assert kept.group_id is not None
        assert gone.merged_into_id == kept.id


async def _twice(town: Town, in_book_of: Talker | None = None) -> None:
    """Another entry of Sáu without a number; she may be known where she lives, too."""
    async with town.begin() as db:
        factory = (await db.scalars(select(Organisation))).one()
        home = await scene.home(db, await scene.person(db, in_book_of)) if in_book_of is not None else None
        again = await scene.without_phone(db, home or await scene.group(db, "8"), "Nguyễn Thị Sáu", "chi")
        again.age_band, again.group_id = AgeBand.FROM_36, home.id if home else None
        db.add(within(factory, again, RoleKind.RESIDENT))
