"""Fixtures: a server, a square with its people, and a street with a chat that its leader may link."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.telegram.channel import Telegram, connected
from bot.domain.people.person import RoleKind
from bot.storage.database import Database
from tests.blank import fill
from tests.channels.doors import Blank
from tests.channels.payloads import AN, LAN, STREET
from tests.channels.square import Square, Street, square
from tests.fake_telegram import FakeTelegram, Person


@pytest.fixture
async def tg() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as tg:
        yield tg


@pytest.fixture
async def hoa(tg: FakeTelegram) -> Person:
    """She has written before, and that was taken."""
    hoa = tg.person("Hoa")
    await hoa.says("/start")
    tg.state.updates.drop_all()
    return hoa


@pytest.fixture
async def telegram(tg: FakeTelegram) -> AsyncIterator[Telegram]:
    async with connected(tg.token, tg.root) as telegram:
        yield telegram


@pytest.fixture
async def place(database: Database) -> AsyncIterator[Square]:
    async with square(database) as place:
        yield place


@pytest.fixture
async def street(place: Square) -> Street:
    lan, an = place.tg.person("Lan"), place.tg.person("An")
    await place.knows(lan, "Trần Thị Lan", "chi", RoleKind.LEADER)
    await place.knows(an, "Nguyễn Văn An", "bac")
    chat = place.tg.group("Khu phố 3 xóm mình", [lan, an, place.tg.person("Bảy")])
    await place.settle()
    return Street(place, lan, an, chat)


@pytest.fixture(scope="session")
def blank_once(tmp_path_factory: pytest.TempPathFactory) -> Blank:
    return Blank.in_folder(tmp_path_factory.mktemp("blank"))


@pytest.fixture
async def blank(blank_once: Blank) -> AsyncIterator[Blank]:
    """Lan leads a residential group whose chat is linked; An has been asked something."""
    if not blank_once.at_first.exists():
        await _tell_the_beginning(blank_once.at_first)
    yield blank_once
    await blank_once.database.close()


async def _tell_the_beginning(path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{path}")
    await fill(database)
    async with square(database) as place:
        lan, an = place.tg.person("Lan"), place.tg.person("An")
        await place.knows(lan, "Trần Thị Lan", "chi", RoleKind.LEADER)
        await an.says("/start")
        chat = place.tg.group("Khu phố 3", [lan, an])
        await place.settle()
        await Street(place, lan, an, chat).linked()
    await database.close()
    assert (lan.id, an.id, chat.id) == (LAN, AN, STREET)
