"""A small table that a leader sends is fetched and read; nothing else is fetched."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.people.person import RoleKind
from bot.storage.database import Database
from tests.channels.square import Square, square
from tests.documents.test_sheets import HEADS, TU, workbook
from tests.fake_telegram import Person as Player


@pytest.fixture
async def here(file_database: Database) -> AsyncIterator[Square]:
    async with square(file_database) as here:
        yield here


@pytest.fixture
async def lan(here: Square) -> Player:
    lan = here.tg.person("Lan")
    await here.knows(lan, "Trần Thị Lan", "chi", RoleKind.LEADER)
    return lan


async def test_a_table_is_fetched_and_read(here: Square, lan: Player) -> None:
    await lan.sends_document("Danh sách tổ.xlsx", workbook([HEADS, TU]))
    await here.settle()
    await lan.sees_new("báo qua ai")


@pytest.mark.parametrize(("name", "size"), [("anh.pdf", 10), ("so.xlsx", 1_000_001), ("so.xlsm", 10)])
async def test_nothing_else_is_fetched(here: Square, lan: Player, name: str, size: int) -> None:
    await lan.sends_document(name, b"0" * size)
    await here.settle()
    await lan.sees_new("chữ")
    assert here.tg.calls_of("getFile") == []
