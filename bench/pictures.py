"""Pictures for the README: the tour of the demo, one at the end of each step, and the page in its sizes and colours."""

import asyncio
import shutil
import socket
import tempfile
from pathlib import Path

import uvicorn
from playwright.async_api import Browser, Page, async_playwright
from starlette.applications import Starlette

from bot import demonstration, logs
from bot.demo import prepared
from bot.demo.server import DemoServer, demo_routes
from bot.demo.stage import LiveStage
from bot.demo.tour import Tour
from bot.storage.installation import Installation

FOLDER = Path(__file__).parents[1] / "docs" / "img"
WIDE, HAND = {"width": 1280, "height": 760}, {"width": 390, "height": 844}
LOOKS = {"wide-light": (WIDE, "light"), "wide-dark": (WIDE, "dark"), "hand-light": (HAND, "light")}
_SETTLED = 600  # milliseconds in which what has just been said is drawn
_QUALITY = 80


async def main() -> None:
    logs.set_up()
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        begins = await prepared.neighbourhood(Path(folder), demonstration.settle)
        theatre = demonstration.Theatre(begins, Installation(page=address))
        stage = await LiveStage(theatre.build).open()
        camera = Camera(stage)
        app = Starlette(routes=demo_routes(stage, camera.tour))
        server = DemoServer(uvicorn.Config(app, log_level="critical", lifespan="off"), stage)
        served = asyncio.create_task(server.serve(sockets=[listener]))
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
            for name, (size, colours) in LOOKS.items():
                await _take(await _opened(browser, address, size, colours), name)
            await camera.play(await _opened(browser, address, WIDE, "light"))
            await browser.close()
        server.should_exit = True
        await served
        await theatre.close()


class Camera:
    """Plays the tour without the time to read, and takes a picture where each step has ended."""

    def __init__(self, stage: LiveStage) -> None:
        self.tour = Tour(stage, sleep=self._look)
        self._page: Page | None = None
        self._taken: set[int] = set()

    async def play(self, page: Page) -> None:
        self._page = page
        await (await self.tour.play(0))
        await self._look(0)

    async def _look(self, _seconds: float) -> None:
        await asyncio.sleep(0)
        step = self.tour.step
        if self._page is not None and self.tour.ready == step + 1 and step not in self._taken:
            self._taken.add(step)
            await _take(self._page, f"tour-{step + 1}")


async def _opened(browser: Browser, address: str, size: dict[str, int], colours: str) -> Page:
    context = await browser.new_context(viewport=size, color_scheme=colours, locale="vi-VN", reduced_motion="reduce")  # type: ignore[arg-type]
    page = await context.new_page()
    await page.goto(address, wait_until="load")
    return page


async def _take(page: Page, name: str) -> None:
    await page.wait_for_timeout(_SETTLED)
    await page.screenshot(path=FOLDER / f"{name}.jpg", type="jpeg", quality=_QUALITY)
    print(f"✓ docs/img/{name}.jpg")


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


if __name__ == "__main__":
    asyncio.run(main())
