"""Fixtures: the demo page served for real with a scripted stage, and a headless Chromium to open it in."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, ConsoleMessage, Error, Page, async_playwright
from starlette.applications import Starlette

from bot.demo.scene import DemoStage
from bot.demo.server import DemoServer, demo_routes
from bot.demo.tour import Press, Tour, TourStep, TypedLine
from bot.i18n import verbatim
from tests.web.fake_stage import FakeStage

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Opener = Callable[..., Awaitable[Page]]


@asynccontextmanager
async def serving(stage: DemoStage, tour: Tour | None = None) -> AsyncIterator[str]:
    """The page on a free port; leaving waits until the server has really gone."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        app = Starlette(routes=demo_routes(stage, tour))
        server = DemoServer(uvicorn.Config(app, log_level="critical", lifespan="off"), stage)
        served = asyncio.create_task(server.serve(sockets=[listener]))
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        await asyncio.wait_for(served, 10)


@pytest.fixture
def stage() -> FakeStage:
    """A fresh stage, at the beginning of its script."""
    return FakeStage()


async def _at_once(_seconds: float) -> None:
    await asyncio.sleep(0)


@pytest.fixture
def tour(stage: FakeStage) -> Tour:
    """Two steps of what the scripted stage can answer, without the time to read."""
    opening = TourStep(3, verbatim("Mở lớp"), verbatim("Gõ một dòng."), (TypedLine(3, verbatim("19h")),))
    answering = TourStep(2, verbatim("Trả lời"), verbatim("Một nút là xong."), (Press(2, verbatim("Đi được")),))
    return Tour(stage, (opening, answering), _at_once)


@pytest_asyncio.fixture(loop_scope="session")
async def url(stage: FakeStage, tour: Tour) -> AsyncIterator[str]:
    """Where the page of this stage is served."""
    async with serving(stage, tour) as address:
        yield address


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One headless Chromium for all tests."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine, so the page cannot be opened")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def window(browser: Browser) -> Page:
    """A window that stays open, with its last page: another is another process, which takes longer than most tests."""
    return await browser.new_page(locale="vi-VN")


@pytest_asyncio.fixture(loop_scope="session")
async def opened(browser: Browser, window: Page, url: str) -> AsyncIterator[Opener]:
    """Opens the page, each time in another window; no script may fail and no policy be broken in it."""
    pages, complaints = list[Page](), list[str]()

    def fails(error: Error) -> None:
        complaints.append(str(error))

    def says(message: ConsoleMessage) -> None:
        if "Policy" in message.text:
            complaints.append(message.text)

    async def open_page(width: int = 1440, height: int = 900, *, still: bool = True) -> Page:
        page = await browser.new_page(locale="vi-VN") if pages else window
        pages.append(page)
        page.on("pageerror", fails)
        page.on("console", says)
        await page.set_viewport_size({"width": width, "height": height})
        await page.emulate_media(color_scheme="light", reduced_motion="reduce" if still else "no-preference")
        await page.goto(url, wait_until="domcontentloaded")
        await page.locator("#log-3 .line").first.wait_for(state="attached")
        return page

    yield open_page
    for page in pages[1:]:
        await page.close()
    await window.context.clear_cookies()
    window.remove_listener("pageerror", fails)
    window.remove_listener("console", says)
    assert complaints == []
