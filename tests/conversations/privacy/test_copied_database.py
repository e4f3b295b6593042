"""Whoever gets hold of the database file, of what lies beside it, or of a backup reads nobody's number in it."""

import asyncio
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from tests import scene
from tests.town import Talker, Town

# In every spelling: national, international, grouped in any way.
NUMBER = re.compile(rb"(?:0|84)\W{0,3}9\W{0,3}1\W{0,3}2\W{0,3}3\W{0,3}4\W{0,3}5\W{0,3}6\W{0,3}7\W{0,3}8")

NAMES = ("Kim Ngân", "Nguyễn Thị Tư", "nguyen thi tu", "Trần Thị Lan", "Lê Thị Út", "Lê Thị Cẩm Nhung")


async def test_no_copy_of_the_database_shows_a_number_or_a_name(town: Town) -> None:
    lan, tu, an = town.phone("Chị Lan"), town.phone("Bà Tư"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
        course = await scene.course(db, leader, "2026-11-25 19:00", seats=8)
        await scene.seat(db, await scene.resident(db, an, home), course)

    await _leaves_a_number(tu, lan)
    await _writes_down(lan)
    await _calls_off(lan)
    an.sees("phải nghỉ")

    copies = await asyncio.to_thread(_copies, town.folder)
    assert {"bot.db", "bot.db-wal", "backup.db"} <= set(copies)
    assert _shows("Nhà văn hóa khu phố 3", copies), "the search finds what is readable"
    assert [name for name in NAMES if _shows(name, copies)] == []
    assert [name for name, content in copies.items() if NUMBER.search(content)] == []


async def _leaves_a_number(tu: Talker, lan: Talker) -> None:
    await tu.says("gặp người")
    await tu.taps("Để lại số điện thoại")
    await tu.says("số con gái tôi là Kim Ngân, +84 912.345.678")
    tu.sees("ghi số 0912 345 678 rồi")
    await lan.taps("Gọi ngay")
    lan.sees("0912 345 678")


async def _writes_down(lan: Talker) -> None:
    await lan.says("thêm người")
    await lan.taps("Ghi thêm người")
    await lan.says("bà Lê Thị Út")
    await lan.taps("60 đến 74")
    await lan.taps("Không có số")
    await lan.taps("Con cháu")
    await lan.says("chị Lê Thị Cẩm Nhung, 84912345678")
    await lan.taps("Đã đồng ý")
    lan.sees("Báo qua người nhà")


async def _calls_off(lan: Talker) -> None:
    await lan.says("/sessions")
    await lan.taps("Chống lừa đảo")
    await lan.taps("Báo nghỉ")
    await lan.says("chị Kim Ngân ốm, hỏi thêm 0912-345-678")
    await lan.taps("Chưa có")
    await lan.taps("Báo nghỉ")


def _shows(words: str, copies: dict[str, bytes]) -> list[str]:
    spelled = (words.encode(), words.encode("unicode_escape"))
    return [name for name, content in copies.items() if any(each in content for each in spelled)]


def _copies(folder: Path) -> dict[str, bytes]:
    """The backup as docs/how-to/run-and-back-up.md makes it, and every file there is."""
    with closing(sqlite3.connect(folder / "bot.db", isolation_level=None)) as db:
        db.execute(f"VACUUM INTO '{folder / 'backup.db'}'")
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
