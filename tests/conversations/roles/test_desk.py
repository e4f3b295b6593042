"""A coordinator's desk: the classes of the ward, acting for a leader with a reason, and who has not reported."""

from bot.domain.people.person import RoleKind
from tests import scene
from tests.town import Talker, Town


async def _ward(town: Town) -> tuple[Talker, Talker]:
    """Lan leads khu phố 3 with a class; Mai coordinates the ward."""
    lan, mai = town.phone("Chị Lan"), town.phone("Chị Mai")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.course(db, await scene.leader(db, lan, home))
        coordinator = await scene.somebody(db, mai, "Lê Thị Mai", "chi", home)
        (await scene.role(db, coordinator, RoleKind.COORDINATOR, home)).group_id = None
    return lan, mai


async def test_a_coordinator_acts_for_a_leader_with_a_reason_the_leader_hears(town: Town) -> None:
    lan, mai = await _ward(town)
    await town.time_is("2026-11-25 18:40")
    await mai.says("menu")
    await mai.taps("Lớp của phường")
    mai.sees("Bảy ngày tới", "1 buổi")
    await mai.taps("Khu phố 3 · Chống lừa đảo")
    await mai.says("/soto")
    mai.sees("không thuộc phần chị phụ trách")
    await mai.says("menu")
    await mai.taps("Lớp của phường")
    await mai.taps("Khu phố 3 · Chống lừa đảo")
    await mai.taps("Làm thay")
    await mai.taps("Không liên lạc được")
    mai.sees("đến ngày mai", "Khu phố 3")
    lan.sees("Chị Mai bên phường làm thay", "Không liên lạc được với trưởng")
    await mai.taps("Sổ")
    mai.sees("Sổ Khu phố 3")
    await mai.says("/diemdanh")
    mai.sees("Chống lừa đảo")


async def test_all_who_have_not_reported_are_reminded_by_one_tap(town: Town) -> None:
    lan, mai = await _ward(town)
    await mai.says("khu phố nào chưa báo cáo")
    await mai.taps("Nhắc tất cả (1)")
    mai.sees("đã nhắc 1 người")
    lan.sees("Chị Mai bên phường nhắc", "Khu phố 3")
