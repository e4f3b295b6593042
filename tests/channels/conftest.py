"""Fixtures: a square with its people, and a street with a chat that its leader may link."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.people import RoleKind
from tests.channels.square import Square, Street, square


@pytest.fixture
async def place(database_url: str) -> AsyncIterator[Square]:
    async with square(database_url) as place:
        yield place


@pytest.fixture
async def street(place: Square) -> Street:
    lan, an = place.tg.person("Lan"), place.tg.person("An")
    await place.knows(lan, "Trần Thị Lan", "chi", RoleKind.LEADER)
    await place.knows(an, "Nguyễn Văn An", "bac")
    chat = place.tg.group("Khu phố 3 xóm mình", [lan, an, place.tg.person("Bảy")])
    await place.settle()
    return Street(place, lan, an, chat)
