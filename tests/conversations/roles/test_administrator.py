"""The code of the settings, sent by itself; and the last administrator, who cannot leave before there is another."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot.config import Settings
from bot.domain.people.person import RevokedFor, RoleKind
from bot.operation import admin
from bot.services.people import identity
from bot.services.roles import invitations, revocation
from bot.storage.database import Database
from bot.storage.installation import Installation
from bot.storage.tables.people import Role
from tests import scene
from tests.town import Talker, Town

_CODE = re.compile(r"MOI-\w{4}-\w{4}")


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


async def _three(town: Town) -> tuple[Talker, Talker, Talker]:
    """Quân and Tâm administer; Hà does not yet."""
    quan, ha, tam = town.phone("Anh Quân"), town.phone("Chị Hà"), town.phone("Anh Tâm")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.administrator(db, quan, home, "Lê Minh Quân")
        await scene.administrator(db, tam, home, "Võ Văn Tâm")
        await scene.resident(db, ha, home, "Trần Thu Hà", "chi")
    return quan, ha, tam


async def test_an_administrator_invites_another_and_all_hear_of_it(town: Town) -> None:
    quan, ha, tam = await _three(town)
    await quan.says("/quantri")
    quan.sees("2 quản trị viên", "Lê Minh Quân", "Võ Văn Tâm")
    await quan.taps("Mời quản trị viên")
    quan.sees("mọi vai trò")
    await quan.taps("Tạo mã")
    code = _CODE.search(quan.sees("Lời mời làm quản trị viên"))
    assert code is not None
    await ha.says(code[0])
    ha.sees("Cảm ơn")
    quan.sees("Chị Hà vừa nhận lời mời, nay là quản trị viên")
    tam.sees("Chị Hà vừa nhận lời mời, nay là quản trị viên")


async def test_administrators_end_one_another_and_one_is_always_left(town: Town) -> None:
    quan, ha, tam = await _three(town)
    async with town.begin() as db:
        await scene.administrator(db, ha, await scene.home(db, await scene.person(db, quan)), "Trần Thu Hà")
    await _ends(ha, "Võ Văn Tâm")
    tam.sees("không còn là")
    quan.sees("Tâm", "không còn là quản trị viên", "Hà")
    await tam.says("/quantri")
    tam.sees("cần gì khác")
    await _ends(quan, "Trần Thu Hà")
    ha.sees("không còn là")
    await quan.says("/quantri")
    quan.sees("Có 1 quản trị viên", "mời thêm")
    await quan.says("/thuhoi")
    quan.sees("không có ai")


async def _ends(talker: Talker, name: str) -> None:
    await talker.says("/thuhoi")
    await talker.taps(name)
    await talker.taps("người khác")
    await talker.taps("Thu hồi")


async def test_an_invitation_opens_nothing_once_its_maker_may_not_give_the_role(town: Town) -> None:
    """Of an administrator whose role was ended, and of a coordinator, as of all who invite."""
    quan, tam, mai, ha = (town.phone(name) for name in ("Anh Quân", "Anh Tâm", "Chị Mai", "Chị Hà"))
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.administrator(db, quan, home, "Lê Minh Quân")
        leaves = await scene.administrator(db, tam, home, "Võ Văn Tâm")
        coordinates = await scene.somebody(db, mai, "Lê Thị Mai", "chi", home)
        (await scene.role(db, coordinates, RoleKind.COORDINATOR, home)).group_id = None
        await scene.resident(db, ha, home, "Trần Thu Hà", "chi")
        made = [
            (await invitations.invite_administrator(db, leaves))[0].text,
            (await invitations.invite_leader(db, coordinates, home))[0].text,
        ]
        for role in await db.scalars(select(Role).where(Role.person_id.in_((leaves.id, coordinates.id)))):
            await revocation.revoke(db, await scene.person(db, quan), role.id, RevokedFor.BUSY)
    for code in made:
        await ha.says(code)
        ha.sees("đã hết hạn")
    async with town.begin() as db:
        assert await identity.role_of(db, await scene.person(db, ha), RoleKind.ADMINISTRATOR) is None
        assert await identity.role_of(db, await scene.person(db, ha), RoleKind.LEADER) is None
