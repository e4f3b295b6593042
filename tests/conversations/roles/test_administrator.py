"""The code of the settings, sent by itself; and the last administrator, who cannot leave before there is another."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from pydantic import SecretStr

from bot.config import Settings
from bot.operation import admin
from bot.storage.database import Database
from bot.storage.installation import Installation
from tests import scene
from tests.town import Town


async def test_the_code_by_itself_is_enough_and_works_once(town: Town) -> None:
    town.belongs_to(Installation(admin_code=SecretStr("mo-cua-2026")))
    quan, other = town.phone("Anh Quân"), town.phone("Ai đó")
    await quan.says("mo-cua-2026")
    quan.sees("Mời trưởng khu phố") if town.kind != "buttons" else quan.sees("mã")
    await other.says("mo-cua-2026")
    other.sees("gọi thế nào")


async def test_the_last_administrator_leaves_after_there_is_another(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    @asynccontextmanager
    async def opened(_settings: Settings) -> AsyncIterator[Database]:
        yield town.app.database

    monkeypatch.setattr(admin, "_opened", opened)
    quan, ha = town.phone("Anh Quân"), town.phone("Chị Hà")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.administrator(db, quan, home, "Lê Minh Quân")
        await scene.resident(db, ha, home, "Trần Thu Hà", "chi")
    await quan.says("xóa")
    quan.sees("chỉ một mình", "python3 -m bot administrator")
    assert (await town.knows(quan)).erased_at is None

    await ha.says(await admin.invite_administrator(Settings()))
    ha.sees("Cảm ơn")
    await ha.says("/admin")
    ha.sees("mã")
    await quan.says("xóa")
    await quan.taps("Xóa hết")
    quan.sees("được xóa xong")
    await ha.says("xóa")
    ha.sees("chỉ một mình")
