"""What axe finds (WCAG 2.2 AA) on every page, in each window, light and dark, with letters of both sizes: a table."""

import asyncio
import logging
import re
import shutil
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

import uvicorn
from playwright.async_api import Page, async_playwright
from starlette.applications import Starlette

from bot import demonstration, logs
from bot.demo import prepared
from bot.demo.server import DemoServer, demo_routes
from bot.demo.stage import LiveStage
from bot.storage.installation import Installation
from bot.web.class_pages import class_page_routes
from bot.web.pages import page_routes
from tests.web.axe import violations

WINDOWS = ((390, 844), (1366, 768))
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SIZES = {"normal": "100%", "large": "150%"}
SPAN = "from=2026-10-01&to=2026-11-29"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LAN = 3  # the phone of the leader


@asynccontextmanager
async def served() -> AsyncIterator[tuple[str, LiveStage]]:
    """The demo with its pages: where it is, and its stage."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        begins = await prepared.neighbourhood(Path(folder), demonstration.settle)
        theatre = demonstration.Theatre(begins, Installation(page=address))
        stage = await LiveStage(theatre.build).open()
        pages = (*page_routes(theatre.begin, theatre.read), *class_page_routes(theatre.read))
        app = Starlette(routes=[*demo_routes(stage), *pages])
        server = DemoServer(uvicorn.Config(app, log_level="critical", lifespan="off"), stage)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        yield address, stage
        server.should_exit = True
        await serving
        await theatre.close()


async def said(stage: LiveStage, words: str, wanted: str) -> str:
    """Let the leader say this; what matches in the answers."""
    await stage.say(LAN, words)
    (phone,) = [phone for phone in stage.snapshot().phones if phone.number == LAN]
    found = re.search(wanted, "\n".join(bubble.text for bubble in phone.bubbles[::-1]))
    if found is None:
        sys.exit(f"«{words}» was not answered with a link")
    return found[0]


async def row(page: Page, name: str) -> int:
    """Print a line of the table; how much is wrong."""
    counts, wrong = [], set[str]()
    for width, height in WINDOWS:
        await page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for size in SIZES.values():
                await page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
                found = await violations(page)
                counts.append(len(found))
                wrong.update(found)
    print(f"| {name} | {' | '.join(map(str, counts))} |", *sorted(wrong), sep="\n  ", flush=True)
    return sum(counts)


async def main() -> int:
    logs.set_up()
    logging.disable(logging.CRITICAL)
    looks = [f"{width} {scheme} {size}" for width, _height in WINDOWS for scheme in SCHEMES for size in SIZES]
    async with served() as (address, stage), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page(locale="vi-VN")
        print(f"| page | {' | '.join(looks)} |\n|---|{'---|' * len(looks)}")
        await page.goto(address, wait_until="load")
        wrong = await row(page, "demo")
        link = await said(stage, "bảng", rf"{address}/bang/vao/\S+")
        await page.goto(link)
        wrong += await row(page, "the link")
        await page.get_by_role("button").first.click()
        for name, path in (
            ("figures", f"?{SPAN}"),
            ("sessions", f"buoi?{SPAN}"),
            ("people", f"nguoi?{SPAN}"),
            ("volunteers", f"nguoi?of=volunteers&{SPAN}"),
        ):
            await page.goto(f"{address}/bang/{path}")
            wrong += await row(page, name)
        await page.goto(f"{address}/bang/buoi?{SPAN}")
        await page.locator("tbody a").first.click()
        wrong += await row(page, "a session")
        await page.goto(await said(stage, "cho xin đường dẫn trang của lớp", rf"{address}/lop/\S+"))
        wrong += await row(page, "a class")
        await browser.close()
    return wrong


if __name__ == "__main__":
    sys.exit(1 if asyncio.run(main()) else 0)
