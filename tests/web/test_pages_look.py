"""The page in a real browser: readable for everybody, light and dark, on a phone and on a desk."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, StorageState
from starlette.applications import Starlette

from bot.domain.attendance import Mark
from bot.domain.people.person import RoleKind
from bot.domain.topics import Topic
from bot.services.access import page_sessions
from bot.storage import encryption
from bot.storage.database import Database
from bot.storage.encryption import KeyRing
from bot.web.pages import page_routes
from tests import scene
from tests.blank import fill
from tests.services.reports.test_ward_table import course, mark, person, session
from tests.web.axe import EVERY_LOOK, every_look, violations

pytestmark = pytest.mark.asyncio(loop_scope="session")

_NO_COLUMN_IS_CUT = "[...document.querySelectorAll('.wide')].every((one) => one.scrollWidth <= one.clientWidth)"
DESK, HAND = (1280, 900), (390, 844)
SPAN = "from=2026-11-16&to=2026-11-22"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def link(tmp_path_factory: pytest.TempPathFactory, _key_of_the_run: KeyRing) -> AsyncIterator[str]:
    """Where a coordinator's link leads; used by all tests of the module, each with a visit of its own."""
    encryption.KEY_RING = _key_of_the_run  # whatever the test before has left
    database = Database(f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('page')}/page.db")
    await fill(database)
    async with database.begin() as db:
        groups = [await scene.group(db, str(n)) for n in range(1, 8)]
        thuy = await person(db)
        role = await scene.role(db, thuy, RoleKind.COORDINATOR, groups[0])
        role.group_id = None
        await scene.role(db, thuy, RoleKind.LEADER, groups[0])
        await scene.role(db, thuy, RoleKind.LEADER, await scene.group(db, "1", "25747"))
        learners = [await person(db) for _n in range(12)]
        for n, group in enumerate(groups):
            for week in ("2026-11-04", "2026-11-11", "2026-11-18"):
                held = await session(db, await course(db, group, thuy, list(Topic)[int(week[-1])]), week)
                await mark(db, held, dict.fromkeys(learners[: n + 4], Mark.PRESENT))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(
            uvicorn.Config(
                Starlette(routes=page_routes(database.begin, database.read)), log_level="error", lifespan="off"
            )
        )
        served = asyncio.create_task(server.serve(sockets=[listener]))
        async with database.begin() as db:
            token = await page_sessions.invite(db, thuy)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/bang/vao/{token}"
        server.should_exit = True
        await asyncio.wait_for(served, 10)
    await database.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def cookies(browser: Browser, link: str) -> StorageState:
    """Come in as a person does: open the link, press the button; the browser's state afterwards."""
    context = await browser.new_context(locale="vi-VN")
    page = await context.new_page()
    await page.goto(link)
    assert await violations(page) == []
    await page.get_by_role("button", name="Tiếp tục").click()
    await page.get_by_role("heading", name="Phường Phú Lợi").wait_for()
    state = await context.storage_state()
    await context.close()
    return state


@pytest.mark.slow
@EVERY_LOOK
async def test_every_page_is_readable(browser: Browser, link: str, cookies: StorageState, *, all_looks: bool) -> None:
    context = await browser.new_context(storage_state=cookies)
    page, complaints = await context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    home = link.partition("/vao/")[0]
    for path in (
        f"?{SPAN}",
        f"buoi?{SPAN}",
        f"nguoi?{SPAN}",
        f"nguoi?of=volunteers&{SPAN}",
        f"khu-vuc?{SPAN}",
        "bot-zalo",
        "giay",
        "buoi/1",
        "vao/nothing",
    ):
        await page.goto(f"{home}/{path}")
        async for look in every_look(page, DESK, HAND, all_looks=all_looks):
            assert await violations(page) == [], (path, look)
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, look)
            assert await page.evaluate(_NO_COLUMN_IS_CUT), (path, look)
    assert complaints == ["Failed to load resource: the server responded with a status of 410 (Gone)"]
    await context.close()


async def test_the_chart_has_its_numbers_in_a_table(browser: Browser, link: str, cookies: StorageState) -> None:
    context = await browser.new_context(storage_state=cookies)
    page = await context.new_page()
    await page.goto(f"{link.partition('/vao/')[0]}/?{SPAN}")

    assert await page.locator(".chart svg").count() == 1
    rows = page.locator("figcaption tbody tr")
    assert await rows.count() == 4
    assert "10" in await rows.last.inner_text()
    await context.close()
