"""Who is left over is told to whoever can help: the rule, and what would help; the coordinator sees numbers."""

from bot.domain.coaching import LessonPlace
from bot.domain.people.person import RoleKind
from tests import scene
from tests.conversations.coaching.stage import THURSDAY_MORNING, coach, waiting
from tests.town import Town


async def test_the_leader_sees_the_rule_and_what_would_help(town: Town) -> None:
    lan, huong = town.phone("Chị Lan"), town.phone("Hương")
    an, tu, ba = town.phone("Bác An"), town.phone("Bác Tư"), town.phone("Bác Ba")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        await coach(db, huong, home, home_visits=False, weekly_limit=1)
        await waiting(db, an, home, LessonPlace.HOME)
        await waiting(db, tu, home)
        await waiting(db, ba, home)
    await lan.says("ai đang chờ kèm")
    lan.sees("chờ lượt ghép tới")

    await town.time_is("2026-11-24 07:05")
    await lan.says("ai đang chờ kèm")

    told = lan.sees("bác An, VNeID: chưa có ai dạy chủ đề này trên loại máy đó, ở nơi đó → hẹn ở nhà văn hóa")
    assert "đã kín: có 1 người hợp, còn 1 cô bác khác cùng chờ" in told


async def test_another_half_day_would_help(town: Town) -> None:
    lan, huong, an = town.phone("Chị Lan"), town.phone("Hương"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        person = await coach(db, huong, home)
        await scene.free_only(db, person, 5)
        await waiting(db, an, home, slots=THURSDAY_MORNING)
    await town.time_is("2026-11-24 07:05")

    await lan.says("/chokem")

    lan.sees("chưa có ai rảnh đúng buổi đó → có 1 người rảnh sáng thứ Bảy, chiều thứ Bảy")


async def test_a_coordinator_sees_numbers_and_where_one_more_helps(town: Town) -> None:
    mai, an = town.phone("Chị Mai"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        person = await scene.somebody(db, mai, "Lê Thị Mai", "chi", home)
        role = await scene.role(db, person, RoleKind.COORDINATOR, home)
        role.group_id = None
        await waiting(db, an, home)
    await town.time_is("2026-11-24 07:05")

    await mai.says("/chokem")

    told = mai.sees("Đang chờ kèm riêng: 1 cô bác", "chưa có tình nguyện viên nào", "giúp được nhiều nhất")
    assert "Khu phố 3, Phường Phú Lợi: sáng thứ Năm" in told
    assert "An" not in told.replace("Ang", "")


async def test_a_resident_sees_nobody_elses_list(town: Town) -> None:
    an = town.phone("Bác An")
    async with town.begin() as db:
        await scene.resident(db, an, await scene.group(db))

    await an.says("/chokem")

    an.sees("người phụ trách")
