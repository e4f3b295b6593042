"""A lesson alone that somebody is asked to pass on is told so that it is true on any day."""

import pytest

from bot import clock
from bot.services.reminders import lessons
from tests import scene
from tests.conversations.coaching.stage import coach, settled, waiting
from tests.town import Town


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_whoever_is_in_charge_passes_on_the_evening_before_what_is_true_on_any_day(town: Town) -> None:
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, town.phone("Chị Lan"), home)
        tu = await waiting(db, town.phone("Bà Tư"), home)
        await settled(db, tu, await coach(db, town.phone("Hương"), home))
    clock.stop_at(scene.local("2026-11-25 17:30"))
    async with town.begin() as db:
        dues = await lessons.fall_due(db)
        assert dues[0].person.id == tu.id
        await lessons.tell_in_charge(db, dues[:1])
    # Words for somebody else are looked at in every scenario (tests/fitting.py).
    (told,) = [message.text for message in town.put if "kèm riêng" in message.text]
    assert "8 giờ 30 sáng thứ Năm, ngày 26/11/2026" in told
