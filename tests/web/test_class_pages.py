"""The page of a class: what stands on it, who finds it, and when it is gone."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.applications import Starlette

from bot import clock
from bot.services.courses import class_pages, reschedule
from bot.services.courses.courses import Registered
from bot.storage.installation import Installation
from bot.storage.tables.courses import Course
from bot.storage.tables.people import Person
from bot.storage.tables.places import Venue
from bot.web.class_pages import class_page_routes
from tests import scene
from tests.town import Talker, Town

# The address is another one each time: no transcript is kept.
pytestmark = pytest.mark.parametrize("town", ["none"], indirect=True)
PUBLIC = Installation(page="https://bot.example.org", links={"telegram": "https://t.me/hoc_vu_so_bot?start={code}"})


@dataclass
class Found:
    """A class, its leader, and a browser."""

    town: Town
    made: Registered
    lan: Person
    phone: Talker
    path: str
    browser: httpx.AsyncClient

    async def page(self, path: str = "") -> httpx.Response:
        return await self.browser.get(path or self.path)


@pytest.fixture
async def found(town: Town) -> Found:
    town.belongs_to(PUBLIC)
    phone = town.phone("Chị Lan")
    async with town.begin() as db:
        lan = await scene.leader(db, phone, await scene.group(db))
        made = await scene.course(db, lan, weeks=2)
        address = class_pages.address(db, made.course)
    app = Starlette(routes=class_page_routes(town.app.database.read))
    browser = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://bot.example.org")
    return Found(town, made, lan, phone, urlsplit(address or "").path, browser)


async def test_it_says_what_and_when_and_where_and_how_and_names_nobody(found: Found) -> None:
    answer = await found.page()
    assert answer.status_code == 200
    assert answer.headers["x-robots-tag"] == "noindex"
    for part in (
        "Chống lừa đảo",
        "7 giờ tối thứ Tư, ngày 25/11",
        "2/12",
        "Nhà văn hóa khu phố 3",
        found.made.course.code,
    ):
        assert part in answer.text
    assert "Lan" not in answer.text
    assert f'href="https://t.me/hoc_vu_so_bot?start={found.made.course.code}"' in answer.text
    both = {"zalo:1": "https://bot.zaloplatforms.com/bots/1", **PUBLIC.links}
    found.town.belongs_to(Installation(page=PUBLIC.page, links=both))
    opens = '<a href="https://bot.zaloplatforms.com/bots/1">Mở Zalo, rồi nhắn {code}</a>'
    assert opens.format(code=found.made.course.code) in (await found.page()).text
    for name in ("title", "description", "image", "url"):
        assert f'property="og:{name}"' in answer.text
    picture = await found.page(f"{found.path}/anh.png")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
    assert picture.content[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")


async def test_nobody_walks_from_class_to_class(found: Found) -> None:
    name, _dash, key = found.path.rpartition("-")
    other = name.removesuffix(str(found.made.course.id)) + str(found.made.course.id + 1)
    for path in (
        f"{other}-{key}",
        f"{name}-{key[:-1]}",
        f"{name}-{'0' * 32}",
        f"{name}-{found.made.course.code}",
        name,
    ):
        assert (await found.page(path)).status_code == 404


async def test_where_somebody_lives_is_told_to_who_signs_up(found: Found) -> None:
    async with found.town.begin() as db:
        (await db.get_one(Venue, found.made.venue.id)).name = "Nhà bà Tư, hẻm 12"
    text = (await found.page()).text
    assert "bà Tư" not in text
    assert "trợ lý báo chỗ học" in text


async def test_it_is_gone_when_all_is_over_or_called_off_or_for_own_people(found: Found) -> None:
    async with found.town.begin() as db:
        await reschedule.call_off(db, found.lan, found.made.sessions[0].id, "mưa")
    assert "25/11" not in (await found.page()).text
    async with found.town.begin() as db:
        course = await db.get_one(Course, found.made.course.id)
        course.members_only = True
    assert (await found.page()).status_code == 404
    async with found.town.begin() as db:
        course = await db.get_one(Course, found.made.course.id)
        assert class_pages.address(db, course) is None
        course.members_only = False
    clock.stop_at(found.made.sessions[1].starts_at + timedelta(minutes=1))
    assert (await found.page()).status_code == 404


async def test_the_leader_is_told_the_link(found: Found) -> None:
    await found.phone.says("cho xin link lớp")
    found.phone.sees("Trang của lớp", found.path)
