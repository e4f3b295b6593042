"""A small table that a leader sends is fetched and read while others are answered; nothing else is fetched."""

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest

from bot.chat.message import Incoming, Table
from bot.domain.people.person import RoleKind
from bot.services.register import sent_tables
from bot.storage.database import Database
from tests.channels.square import Square, square
from tests.documents.test_sheets import HEADS, TU
from tests.fake_telegram import Person as Player
from tests.fake_telegram.parameters import Upload
from tests.list_files import workbook


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
    await lan.sees_new("Em đọc được 1 người")


async def test_nothing_else_is_fetched(here: Square, lan: Player) -> None:
    large, others = (
        "tệp lớn quá",
        (("so.pdf", 10, "tệp PDF"), ("so.docx", 10, "tệp Word"), ("so.exe", 10, "không đọc được")),
    )
    for name, size, why in (*others, ("so.xlsx", 1_000_001, large), ("mot-dong.csv", 50_000_000, large)):
        await lan.sends_document(name, b"0" * size)
        await here.settle()
        await lan.sees_new(why)
    assert here.tg.calls_of("getFile") == []


async def test_what_is_larger_than_it_says_is_not_downloaded(
    here: Square, lan: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, downloaded = here.tg.state.files, list[str]()
    file = files.add("document", Upload("so.csv", b"0" * 1_000_001, "text/csv"))
    monkeypatch.setattr(files, "download", downloaded.append)
    body = {"message_id": 900, "date": 0, "from": lan.user.as_json(), "chat": {"id": lan.id, "type": "private"}}
    here.tg.inject("message", body | {"document": file.as_json() | {"file_name": "so.csv", "file_size": 10}})
    await here.settle()
    await lan.sees_new("chưa tải về được")
    assert downloaded == []


async def test_nobody_else_s_table_is_fetched(here: Square) -> None:
    for role in (None, RoleKind.RESIDENT, RoleKind.VOLUNTEER):
        an = here.tg.person("An")
        if role is not None:
            await here.knows(an, "Nguyễn Văn An", "bac", role)
        await an.sends_document("so.csv", "Họ tên\nBà Tư".encode())
        await here.settle()
        await an.sees_new("dành cho người phụ trách")
    assert here.tg.calls_of("getFile") == []


async def test_others_are_answered_while_a_table_is_read(
    here: Square, lan: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, goes_on = threading.Event(), threading.Event()

    def slowly(*_file: object) -> Table:
        begun.set()
        goes_on.wait(30)
        return Table()

    monkeypatch.setattr(sent_tables, "_apart", slowly)
    an = here.tg.person("An")
    await an.says("/start")
    await here.settle()
    await lan.sends_document("so.csv", b"Ho ten")
    await here.tg.until(begun.is_set)
    await asyncio.wait_for(here.app.hear(Incoming("telegram", "beside", str(an.id), text="gặp người")), 20)
    await here.app.sender.drain()
    await an.sees_new("gọi")
    assert here.tg.pending
    goes_on.set()
    await here.settle()
    await lan.sees_new("em đọc chưa được")
