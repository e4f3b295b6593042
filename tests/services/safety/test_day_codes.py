"""A code that was said at a door names nobody else for months."""

from datetime import timedelta

import pytest

from bot import clock
from bot.domain.people.person import RoleKind
from bot.services.safety import visitor_check
from bot.storage.database import Database
from tests import scene


async def test_a_code_of_a_day_is_not_drawn_again(file_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(("SEN-4827", "SEN-4827", "TRE-3333", "SEN-4827"))
    monkeypatch.setattr(visitor_check, "day_code", lambda _pick: next(drawn))
    async with file_database.begin() as db:
        home = await scene.group(db)
        lan, huong = [await scene.without_phone(db, home, name, "chi") for name in ("Trần Thị Lan", "Phạm Thu Hương")]
        for one in (lan, huong):
            await scene.role(db, one, RoleKind.VOLUNTEER, home)
        codes = []
        for one, days in ((lan, 0), (huong, 85), (huong, 10)):
            clock.stop_at(clock.now() + timedelta(days=days))
            code = await visitor_check.code_of_today(db, one)
            assert code is not None
            codes.append(code.code)
    assert codes == ["SEN-4827", "TRE-3333", "SEN-4827"]
