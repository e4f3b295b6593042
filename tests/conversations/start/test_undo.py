"""«Nhầm» takes back what was done last only while there is time for it, whatever it was; later it asks."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.i18n import Text, verbatim
from bot.services.access import acts
from bot.services.history import registry
from bot.services.history.registry import Noted, Stays
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from tests import scene
from tests.town import Talker, Town

pytestmark = pytest.mark.parametrize("town", ["none"], indirect=True)

_WORDS = ("nhầm", "nhầm rồi con", "bấm lộn rồi", "bấm nhầm", "undo")
_TOO_LATE, _ASKED = "không tự trả lại được nữa", "muốn trả lại như trước phải không"
_STAYS = "không tự trả lại như cũ được"


@pytest.fixture
def taken_back(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The kinds of acts that were taken back: each row as it is, but for what its `undo` would find in its facts."""
    done: list[str] = []

    async def undo(_db: AsyncSession, act: Act) -> Text | None:
        done.append(act.kind)
        return verbatim("Đã trả lại")

    for row in registry.ROWS:
        if not isinstance(row.undo, Stays):
            monkeypatch.setitem(registry.BY_KIND, row.kind, replace(row, undo=undo, right=None, then=None))
    return done


async def _tu(town: Town) -> tuple[Talker, int]:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        return tu, (await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")).id


async def _does(town: Town, person: int, kind: acts.ActKind, ago: timedelta, until: datetime | None = None) -> None:
    async with town.begin() as db:
        facts = {} if until is None else {"until": until.isoformat()}
        act = await acts.record(db, await db.get_one(Person, person), kind, **facts)
        act.at = clock.now() - ago


async def test_every_act_is_taken_back_in_time_and_asked_about_later(town: Town, taken_back: list[str]) -> None:
    tu, person = await _tu(town)
    second, wrong = timedelta(seconds=1), []
    for n, row in enumerate(row for row in registry.ROWS if not isinstance(row.undo, Noted)):
        later = clock.now() + timedelta(days=3)
        for ago, until, expected in (
            (acts.UNDO - second, None, "Đã trả lại"),
            (acts.UNDO + second, None, _TOO_LATE),
            (timedelta(days=2), None, _TOO_LATE),
            (acts.UNDO - second, later, "Đã trả lại"),
            (timedelta(days=4), clock.now() - second, _TOO_LATE),
            (timedelta(hours=5), later, _ASKED),
        ):
            stays = isinstance(row.undo, Stays) and expected == "Đã trả lại"
            await _does(town, person, row.kind, ago, until)
            before = len(taken_back)
            await tu.says(_WORDS[n % len(_WORDS)])
            seen = (_STAYS if stays else expected) in "\n".join(tu.new)
            if not seen or (len(taken_back) > before) != (expected == "Đã trả lại" and not stays):
                wrong.append((_WORDS[n % len(_WORDS)], row.kind, ago, until, tu.new[:]))
            if expected == _ASKED:
                await tu.says("thôi khỏi")
            async with town.begin() as db:
                await db.execute(delete(Act))
    assert not wrong, "\n".join(map(str, wrong))


async def test_asked_later_only_a_yes_takes_it_back(town: Town, taken_back: list[str]) -> None:
    tu, person = await _tu(town)
    kind = next(row.kind for row in registry.ROWS if not isinstance(row.undo, Stays))
    await _does(town, person, kind, timedelta(hours=5), clock.now() + timedelta(days=3))
    await tu.says("nhầm")
    await tu.says("thôi khỏi")
    assert taken_back == []
    await tu.says("nhầm rồi")
    await tu.says("ừ")
    assert taken_back == [kind]
