"""«Nhờ người trông tổ», «bàn giao», «thu hồi»: lists, reminders, calls and rights go to whoever leads now."""

import pytest
from sqlalchemy import select

from bot.domain.people.person import RoleKind
from bot.services.access import page_sessions
from bot.storage import session_queries
from bot.storage.tables.people import Person
from tests import scene
from tests.town import Talker, Town

pytestmark = pytest.mark.parametrize("town", ["buttons"], indirect=True)


async def _leading(town: Town) -> list[str | None]:
    async with town.begin() as db:
        return [one.name for one in await session_queries.leaders(db, 1)]


async def _scene(town: Town) -> tuple[Talker, Talker, Talker]:
    """Lan leads khu phố 3, Tâm helps there, Mai is the ward's coordinator; a class on Wednesday evening."""
    lan, tam, mai = town.phone("Chị Lan"), town.phone("Anh Tâm"), town.phone("Chị Mai")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        await scene.volunteer(db, tam, home, "Lê Văn Tâm", "anh")
        coordinator = await scene.somebody(db, mai, "Lê Thị Mai", "chi", await scene.group(db, "9"))
        (await scene.role(db, coordinator, RoleKind.COORDINATOR, home)).group_id = None
        made = await scene.course(db, leader, "2026-11-25 19:00")
        await scene.seat(db, await scene.without_phone(db, home, "Nguyễn Thị Tư", "ba"), made)
    return lan, tam, mai


async def _looked_after(town: Town) -> tuple[Talker, Talker]:
    """Tâm has said yes, until Friday 27/11."""
    lan, tam, mai = await _scene(town)

    await lan.says("nhờ người trông tổ đến 27/11")
    lan.sees("nhờ ai")
    await lan.taps("anh Tâm")
    await lan.taps("nghỉ")
    lan.sees("đã nhắn anh Tâm", "27/11")
    tam.sees("chị Lan", "Khu phố 3", "27/11")
    assert await _leading(town) == ["Trần Thị Lan"]

    await tam.taps("Tôi nhận")
    tam.sees("Khu phố 3", "27/11")
    lan.sees("anh Tâm")
    mai.sees("anh Tâm", "Khu phố 3")
    return lan, tam


@pytest.mark.outlook
async def test_somebody_looks_after_the_group_until_a_day(town: Town) -> None:
    lan, tam = await _looked_after(town)
    assert await _leading(town) == ["Lê Văn Tâm"]
    await lan.says("/lop")
    lan.sees("anh Tâm đang trông Khu phố 3")
    await tam.says("/sessions")
    tam.sees("Xem buổi nào")

    # The call list of the evening before, the roll call that is still open are his.
    await town.time_is("2026-11-24 20:00")
    tam.sees("bà Tư")
    assert lan.new == []
    await tam.says("/goi")
    tam.sees("bà Tư")
    await town.time_is("2026-11-26 09:00")
    tam.sees("điểm danh")
    await town.time_is("2026-11-28 08:00")
    tam.sees("Cảm ơn", "Chị Lan phụ trách lại")
    lan.sees("Khu phố 3", "Anh Tâm đã trông giúp xong")
    assert await _leading(town) == ["Trần Thị Lan"]
    await tam.says("/sessions")
    tam.sees("không còn phụ trách Khu phố 3")


async def test_it_ends_earlier_by_one_tap_and_goes_on_by_undo(town: Town) -> None:
    lan, tam, _mai = await _scene(town)
    await lan.says("/trongto")
    await lan.says("30/11")
    await lan.taps("anh Tâm")
    await lan.taps("Cùng")
    await tam.taps("Tôi nhận")
    assert await _leading(town) == ["Trần Thị Lan", "Lê Văn Tâm"]

    await lan.taps("Nhận lại khu phố")
    tam.sees("chị Lan", "phụ trách lại")
    assert await _leading(town) == ["Trần Thị Lan"]
    await lan.taps("Nhầm, trả lại")
    assert await _leading(town) == ["Trần Thị Lan", "Lê Văn Tâm"]
    await tam.taps("Trả lại khu phố")
    lan.sees("anh Tâm", "trả lại")
    assert await _leading(town) == ["Trần Thị Lan"]


async def test_by_a_code_a_stranger_waits_for_a_human(town: Town) -> None:
    lan, _tam, mai = await _scene(town)
    la = town.phone("Chị Hoa")
    async with town.begin() as db:
        await scene.resident(db, la, await scene.group(db, "5"), "Đỗ Thị Hoa", "chi")

    await _sends_the_code(lan, la)
    await la.taps("Tôi nhận")
    la.sees("duyệt")
    mai.sees("Đỗ Thị Hoa", "chị Lan")
    assert await _leading(town) == ["Trần Thị Lan"]
    await mai.taps("Duyệt")
    assert await _leading(town) == ["Đỗ Thị Hoa"]
    lan.sees("chị Hoa")

    # The coordinator ends it: she leads again, by itself.
    await mai.says("/thuhoi")
    await mai.taps("Trưởng")
    await mai.taps("Đỗ Thị Hoa")
    await mai.taps("bận")
    await mai.taps("Thu hồi")
    assert await _leading(town) == ["Trần Thị Lan"]

    await _sends_the_code(lan, la)
    await la.taps("không nhận")
    lan.sees("chị Hoa", "chưa")


async def _sends_the_code(lan: Talker, la: Talker) -> None:
    await lan.says("nhờ người trông tổ")
    await lan.taps("30")
    await lan.says("Hoa")
    await lan.taps("bằng mã")
    await lan.taps("nghỉ")
    await la.says(next(said for said in lan.new if "MOI-" in said).rsplit(" ", 1)[-1])


async def test_a_group_is_handed_over_for_good(town: Town) -> None:
    lan, tam, _mai = await _scene(town)
    async with town.begin() as db:
        old = (await db.scalars(select(Person).where(Person.id == (await scene.person(db, lan)).id))).one()
        cookie = await page_sessions.begin(db, await page_sessions.invite(db, old) or "")
    await lan.says("bàn giao từ 30/11")
    await lan.taps("anh Tâm")
    await tam.taps("Tôi nhận")
    assert await _leading(town) == ["Trần Thị Lan"]
    await town.time_is("2026-11-30 09:00")
    tam.sees("phụ trách Khu phố 3")
    lan.sees("anh Tâm", "Cảm ơn")
    assert await _leading(town) == ["Lê Văn Tâm"]
    async with town.begin() as db:
        assert await page_sessions.visitor(db, cookie or "") is None


async def test_a_role_is_ended_with_a_reason_and_its_cards_are_shut(town: Town) -> None:
    lan, _tam, mai = await _scene(town)
    await lan.says("menu")
    card = await lan.data_of("Sổ khu phố")
    async with town.begin() as db:
        leader = await scene.person(db, lan)
        cookie = await page_sessions.begin(db, await page_sessions.invite(db, leader) or "")
    await lan.says("/lop")

    await mai.says("/thuhoi")
    await mai.taps("Trưởng")
    await mai.taps("Trần Thị Lan")
    await mai.taps("phản ánh")
    await mai.taps("Thu hồi")
    mai.sees("Trần Thị Lan", "đã")
    lan.sees("phản ánh", "Cảm ơn")
    await lan.taps_again(card)
    lan.sees("không còn phụ trách")
    async with town.begin() as db:
        assert await page_sessions.visitor(db, cookie or "") is None
        assert not await session_queries.leaders(db, 1)
    # Rights end with the role: what was done a minute ago is not taken back any more.
    await lan.says("bấm nhầm")
    lan.sees("không còn phụ trách")
    await mai.taps("Nhầm, trả lại")
    assert await _leading(town) == ["Trần Thị Lan"]
    lan.sees("như trước")
