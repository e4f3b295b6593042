"""What axe finds in a page: loaded into it once, run for each way of showing it."""

from collections.abc import AsyncIterator
from itertools import cycle, product
from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],  # where a rule holds, one place is enough
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Each window and each scheme once, in the lanes each window in each scheme.
EVERY_LOOK = pytest.mark.parametrize("all_looks", [False, pytest.param(True, marks=pytest.mark.lane)])
_AXE = Axe()


async def violations(page: Page, within: str = "html") -> list[str]:
    """What is wrong with the page as it is shown now."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(_AXE.axe_script)
    found = await page.evaluate(
        "([within, rules]) => axe.run(within, rules).then(found => found.violations)", [within, RULES]
    )
    return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]


async def every_look(page: Page, *windows: tuple[int, int], all_looks: bool) -> AsyncIterator[str]:
    """The page in each of these windows, light and dark; says which."""
    pairs = product(windows, SCHEMES) if all_looks else zip(windows, cycle(SCHEMES), strict=False)
    for (width, height), scheme in pairs:
        await page.set_viewport_size({"width": width, "height": height})
        await page.emulate_media(color_scheme=scheme)
        yield f"{width} × {height}, {scheme}"
