"""A ward closes days: no class is offered or reminded on them, who registers there is told, leaders are asked."""

from bot.domain.people.person import RoleKind
from tests import scene
from tests.town import Talker, Town


async def _ward(town: Town) -> tuple[Talker, Talker, Talker, Talker]:
    """Mai coordinates; Lan leads and has a class on Wednesday evening, in which An has a seat; Tư has none yet."""
    mai, lan, an, tu = (town.phone(name) for name in ("Chị Mai", "Chị Lan", "Bác An", "Bà Tư"))
    async with town.begin() as db:
        home = await scene.group(db)
        coordinates = await scene.somebody(db, mai, "Lê Thị Mai", "chi", home)
        (await scene.role(db, coordinates, RoleKind.COORDINATOR, home)).group_id = None
        leader = await scene.leader(db, lan, home)
        made = await scene.course(db, leader, "2026-11-25 19:00", seats=5)
        await scene.seat(db, await scene.resident(db, an, home), made)
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
    return mai, lan, an, tu


async def _closes(mai: Talker, days: str = "25/11") -> None:
    await mai.says("/ngaynghi")
    mai.sees("chưa ghi ngày nghỉ nào")
    await mai.taps("Thêm ngày nghỉ")
    await mai.says(days)
    await mai.taps("Bầu cử")


async def _offered(town: Town, who: Talker) -> str:
    """What stands on the screen, buttons too, once they ask for a class."""
    before = len(town.web.lines[who.account])
    await who.says("đăng ký")
    said = [line.message for line in town.web.lines[who.account][before:] if not line.mine]
    return "\n".join([one.text for one in said] + [button.label for one in said for button in one.buttons])


async def test_a_closed_day_offers_and_reminds_of_nothing_and_leaders_are_told(town: Town) -> None:
    mai, lan, an, tu = await _ward(town)
    assert "thứ Tư" in await _offered(town, tu)
    await tu.says("/cancel")
    await _closes(mai)
    mai.sees("Phường Phú Lợi nghỉ 1 ngày", "không mời học, không nhắc lớp", "1 buổi")
    lan.sees("Phường Phú Lợi nghỉ ngày này: Bầu cử", "dời hoặc báo nghỉ")
    assert "thứ Tư" not in await _offered(town, tu)
    await town.time_is("2026-11-25 18:00")
    an.sees_nothing()
    assert "người kèm" not in " ".join(lan.new)


async def test_a_day_that_is_opened_again_reminds_as_ever(town: Town) -> None:
    mai, _lan, an, _tu = await _ward(town)
    await _closes(mai)
    await mai.says("/ngaynghi")
    await mai.taps("Bầu cử")
    mai.sees("lại là ngày bình thường")
    await mai.taps("Nhầm, trả lại")
    mai.sees("Đã ghi lại ngày nghỉ")
    await mai.says("/ngaynghi")
    await mai.taps("Thêm ngày nghỉ")
    await mai.says("25/11")
    await mai.taps("Bầu cử")
    mai.sees("đã ghi nghỉ rồi")
    await mai.says("/ngaynghi")
    await mai.taps("Bầu cử")
    mai.sees("lại là ngày bình thường")
    await town.time_is("2026-11-24 18:00")
    an.sees("ngày mai")


async def test_days_are_taken_back_and_who_registers_on_one_is_told(town: Town) -> None:
    mai, lan, _an, _tu = await _ward(town)
    await _closes(mai, "từ 1/12 đến 3/12")
    mai.sees("nghỉ 3 ngày")
    await lan.says("/lop phòng lừa đảo 7h tối 2/12 nhà văn hóa khu phố 3 20 chỗ")
    await lan.taps("1 tuần")
    lan.sees("phường, xã nghỉ (Bầu cử)")
    await lan.says("/cancel")
    await mai.says("bấm nhầm")
    mai.sees("Đã mở lại 3 ngày")
    await lan.says("/lop phòng lừa đảo 7h tối 2/12 nhà văn hóa khu phố 3 20 chỗ")
    await lan.taps("1 tuần")
    assert "phường, xã nghỉ" not in " ".join(lan.new)


async def test_days_that_make_no_sense_are_asked_again(town: Town) -> None:
    mai, _lan, _an, _tu = await _ward(town)
    await mai.says("/ngaynghi")
    await mai.taps("Thêm ngày nghỉ")
    await mai.says("từ 17/12 đến 15/12")
    mai.sees("Ngày cuối phải sau ngày đầu")
    await mai.says("30/2")
    mai.sees("không có ngày")
    await mai.says("15/12 - 17/12")
    await mai.says("Hội thao")
    mai.sees("nghỉ 3 ngày")
