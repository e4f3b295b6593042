"""«Nhật ký»: who answers for a place reads what those in charge did there, and not whom it was about."""

import pytest

from bot.domain.people.person import RoleKind
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
    for nobody in (lan, tu):
        await nobody.says("/nhatky")
        assert not any("gần đây" in words for words in nobody.new)
        nobody.sees("dành cho người phụ trách")
