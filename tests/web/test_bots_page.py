"""«Thêm bot Zalo» on the page: for coordinators, by a form of ours; the token is taken once and shown nowhere."""

import httpx
import pytest
from sqlalchemy import select

from bot.domain.people.person import RoleKind
from bot.storage.installation import Installation
from bot.storage.tables.bots import AddedBot
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from tests import scene
from tests.services.reports.test_ward_table import person
from tests.web.test_pages import House, house, seal_of

__all__ = ["house"]
TOKEN, SECRET = "22222222:SECRETOFTHEGROUP", "SECRETOFTHEGROUP"
PAGE = "/bang/bot-zalo"


@pytest.fixture
async def mai(house: House) -> Person:
    async with house.database.begin() as db:
        mai = await person(db)
        (await scene.role(db, mai, RoleKind.COORDINATOR, house.three)).group_id = None
    return mai


async def _gives(browser: httpx.AsyncClient, **more: str) -> httpx.Response:
    seal = seal_of(await browser.get(PAGE))
    return await browser.post(PAGE, data={"seal": seal, "token": TOKEN, **more})


async def test_a_coordinator_adds_and_removes_a_bot_and_never_sees_its_token_again(house: House, mai: Person) -> None:
    browser = await house.inside(mai)
    assert "Bot Zalo" in (await browser.get("/bang/")).text
    added = await _gives(browser, place=f"g{house.three.id}")
    assert added.status_code == 200
    assert "đang hỏi Zalo" in added.text
    for path in (PAGE, "/bang/"):
        assert SECRET not in (await browser.get(path)).text
    async with house.database.begin() as db:
        bot = await db.get_one(AddedBot, "22222222")
        assert (bot.bot_key, bot.group_id, bot.ward_code) == (TOKEN, house.three.id, None)
        assert SECRET not in str([act.facts for act in await db.scalars(select(Act))])
    gone = await browser.post(PAGE, data={"seal": seal_of(added), "remove": "22222222"})
    assert gone.status_code == 200
    assert "…2222" not in gone.text


async def test_where_nobody_asks_zalo_the_page_says_so(house: House, mai: Person) -> None:
    house.database.belongs_to(Installation(page="http://127.0.0.1:8765", runs_added_bots=False))
    browser = await house.inside(mai)
    added = await _gives(browser, place=f"g{house.three.id}")
    assert "bản xem thử không nối với Zalo" in added.text
    assert "đang hỏi Zalo" not in added.text


async def test_what_is_no_token_is_said_and_not_repeated(house: House, mai: Person) -> None:
    browser = await house.inside(mai)
    said = await _gives(browser, place=f"g{house.three.id}", token="SECRETOFTHEGROUP")
    assert "Chưa phải mã" in said.text
    assert SECRET not in said.text


async def test_whoever_does_not_coordinate_is_refused(house: House, mai: Person) -> None:
    leader = await house.inside()
    assert (await leader.get(PAGE)).status_code == 403
    assert "Bot Zalo" not in (await leader.get("/bang/")).text
    browser = await house.inside(mai)
    assert (await _gives(browser, place="g999")).status_code == 403
    assert (await _gives(browser, place="")).status_code == 403
    assert (await browser.post(PAGE, data={"token": TOKEN, "place": f"g{house.three.id}"})).status_code == 403
    async with house.database.begin() as db:
        assert await db.scalar(select(AddedBot)) is None
