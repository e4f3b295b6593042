"""«Nhật ký»: who answers for a place reads what those in charge did there, and not whom it was about."""

import pytest

from bot.domain.people.person import RoleKind
from bot.services.access import acts
from bot.services.attendance import roll_call
from bot.services.register import register
from tests import scene
from tests.town import Town

pytestmark = pytest.mark.parametrize("town", ["buttons"], indirect=True)


async def test_what_those_in_charge_did_is_read_by_who_answers_for_the_place(town: Town) -> None:
    lan, mai, ba, tu = town.phone("Chị Lan"), town.phone("Chị Mai"), town.phone("Anh Ba"), town.phone("Bà Tư")
    async with town.begin() as db:
        home, away = await scene.group(db), await scene.group(db, "9", ward="25966")
        made = await scene.course(db, await scene.leader(db, lan, home))
        await scene.seat(db, await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba"), made)
        for talker, name, form, where in ((mai, "Lê Thị Mai", "chi", home), (ba, "Võ Văn Ba", "anh", away)):
            person = await scene.somebody(db, talker, name, form, where)
            (await scene.role(db, person, RoleKind.COORDINATOR, where)).group_id = None

    await mai.says("/nhatky")
    said = mai.sees("Những việc gần đây")
    assert "chị Lan mở một lớp" in said
    assert "Tư" not in said
    # Of another ward nothing is read, and by who answers for nothing neither.
    await ba.says("/nhatky")
    ba.sees("không còn việc nào cũ hơn")
    # A leader reads what was done in the own group.
    await lan.says("/nhatky")
    assert "chị Lan mở một lớp" in lan.sees("Những việc gần đây")
    await tu.says("/nhatky")
    assert not any("gần đây" in words for words in tu.new)
    tu.sees("dành cho người phụ trách")


async def test_the_log_says_where_which_class_and_how_many_and_is_searched(town: Town) -> None:
    lan, ba, mai = town.phone("Chị Lan"), town.phone("Anh Ba"), town.phone("Chị Mai")
    async with town.begin() as db:
        home, away = await scene.group(db), await scene.group(db, "5")
        of_lan, of_ba = await scene.leader(db, lan, home), await scene.leader(db, ba, away, "Võ Văn Ba")
        made = await scene.course(db, of_lan)
        for by, group, n in ((of_lan, home, 12), (of_ba, away, 7)):
            await acts.record(db, by, register.ENTER_PEOPLE, group=group.id, persons=list(range(100, 100 + n)))
        await acts.record(db, of_lan, roll_call.CLOSE_ROLL, session=made.sessions[0].id)
        person = await scene.somebody(db, mai, "Lê Thị Mai", "chi", home)
        (await scene.role(db, person, RoleKind.COORDINATOR, home)).group_id = None

    await mai.says("/nhatky")
    said = mai.sees("Những việc gần đây")
    assert "Khu phố 3 · 12 người" in said
    assert "Khu phố 5 · 7 người" in said
    assert "chốt điểm danh · " in said
    for way, which, seen, unseen in (
        ("Theo người", "Ba", "7 người", "12 người"),
        ("Theo nơi", "Khu phố 3", "12 người", "7 người"),
        ("Theo loại", "vào sổ", "7 người", "mở một lớp"),
        ("Theo ngày", "23/11/2026", "7 người", "khác"),
    ):
        await mai.taps("Tìm")
        await mai.taps(way)
        await mai.taps(which)
        said = mai.sees("Những việc gần đây")
        assert seen in said
        assert unseen not in said

    await lan.says("/nhatky")
    said = lan.sees("Những việc gần đây")
    assert "12 người" in said
    assert "Khu phố 5" not in said
