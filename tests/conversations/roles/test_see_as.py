"""An administrator sees what a leader sees: only to look, short names, told at once, over after half an hour."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot import clock, flows
from bot.chat.chat import Chat, Look
from bot.chat.flow import Flow
from bot.i18n import verbatim
from bot.looking import shown
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Address, Person
from tests import scene
from tests.town import Talker, Town

pytestmark = pytest.mark.parametrize("town", ["buttons"], indirect=True)


async def stage(town: Town) -> tuple[Talker, Talker]:
    """Quân runs the assistant, chị Lan leads, with bà Tư in her book and class."""
    quan, lan, tu = town.phone("Anh Quân"), town.phone("Chị Lan"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.administrator(db, quan, home, "Lê Minh Quân")
        made = await scene.course(db, await scene.leader(db, lan, home))
        resident = await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
        resident.phone = "+84912345678"
        await scene.seat(db, resident, made)
    return quan, lan


async def look(quan: Talker) -> str:
    await quan.says("/xemnhu")
    await quan.taps("Trưởng khu phố")
    await quan.taps("Lan")
    await quan.says("chị ấy báo thiếu một lớp")
    return quan.sees("CHỈ ĐỂ XEM")


async def test_it_is_bannered_read_only_short_and_told_at_once(town: Town) -> None:
    quan, lan = await stage(town)
    assert "Lan" in await look(quan)
    lan.sees("Quân", "đang xem những gì", "chị ấy báo thiếu một lớp", "viết tắt")
    before = await _count(town)
    await quan.taps("Sổ")
    said = quan.sees("CHỈ ĐỂ XEM", "N. T. Tư")
    assert "Nguyễn Thị Tư" not in said
    assert "345" not in said
    await quan.taps("Các buổi")
    quan.sees("CHỈ ĐỂ XEM")
    assert await _count(town) == before
    await lan.says("/nhatky")
    lan.sees("xem phần của người khác", "chị ấy báo thiếu một lớp")


async def _count(town: Town) -> int:
    async with town.begin() as db:
        return await db.scalar(select(func.count()).select_from(Act)) or 0


async def test_after_half_an_hour_it_is_over(town: Town) -> None:
    quan, _lan = await stage(town)
    await look(quan)
    clock.stop_at(clock.now() + timedelta(minutes=31))
    await quan.taps("Sổ")
    assert not any("CHỈ ĐỂ XEM" in words for words in quan.new)


async def test_nobody_else_sees_as_anybody(town: Town) -> None:
    _quan, lan = await stage(town)
    await lan.says("/xemnhu")
    assert not any("Xem như" in words for words in lan.new)


async def test_what_a_page_writes_is_undone_and_what_it_reads_is_not_kept(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    _quan, lan = await stage(town)

    async def writes(chat: Chat) -> None:
        chat.person.given_name = "Khác"
        chat.db.add(Person(created_at=clock.now()))
        (name,) = await chat.db.scalars(
            select(Person.name).where(Person.name.is_not(None), Person.phone_index.is_not(None))
        )
        (phone,) = await chat.db.scalars(select(Person.phone).where(Person.phone_index.is_not(None)))
        await chat.db.flush()
        chat.say(verbatim(f"{name} {phone}"))

    monkeypatch.setitem(flows.FLOWS, "writes", Flow("writes", writes))
    async with town.begin() as db:
        address = await db.scalar(select(Address).where(Address.external_id == lan.account))
        assert address is not None
        people = await db.scalar(select(func.count()).select_from(Person))
        said = await shown(db, Look("writes", address.id, verbatim("👁")))
        assert await db.scalar(select(func.count()).select_from(Person)) == people
        names = set(await db.scalars(select(Person.name)))
        assert await db.scalar(select(Person.given_name).where(Person.id == address.person_id)) != "Khác"
    assert "N. T. Tư +84912***678" in str(said)
    assert "Nguyễn Thị Tư" in names
