"""Nothing of the demo page lies over something else or beyond the window, however small it is and large the letters."""

import asyncio

import pytest
from playwright.async_api import Page, expect

from tests.web.conftest import Opener
from tests.web.fake_stage import FakeStage

pytestmark = pytest.mark.asyncio(loop_scope="session")

WINDOWS = (
    (320, 640),
    (360, 740),
    (390, 844),
    (430, 932),
    (600, 900),
    (768, 1024),
    (1024, 768),
    (1366, 768),
    (1920, 1080),
)

_CLUMSY = """
(() => {
  const shown = (among) => [...document.querySelectorAll(among)].filter((one) => one.checkVisibility());
  const drawn = (one) => {
    const range = document.createRange(), within = one.getBoundingClientRect();
    range.selectNodeContents(one);
    const { left, right } = range.getBoundingClientRect();
    return { left, right, top: within.top, bottom: within.bottom, height: within.height };
  };
  const named = (one) => one.innerText || one.className;
  const bad = [];
  for (const one of shown(".bar button, .tour button, .time button, .tab")) {
    const box = one.getBoundingClientRect();
    if (box.left < 0 || box.right > innerWidth) bad.push(`beyond the window: ${named(one)}`);
  }
  const apart = shown(".tour h2, .tour p, .tour button, .digits, .words, .time button").map(
    (one) => [one, one.matches("button") ? one.getBoundingClientRect() : drawn(one)]
  );
  for (const [n, [one, a]] of apart.entries())
    for (const [other, b] of apart.slice(n + 1))
      if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
        if (one.closest(".time") === other.closest(".time")) bad.push(`${named(one)} over ${named(other)}`);
  for (const one of shown(".digits, .words")) {
    const lines = drawn(one).height / parseFloat(getComputedStyle(one).lineHeight);
    if (lines > 3.5) bad.push(`${Math.round(lines)} lines: ${named(one)}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) bad.push("wider than the window");
  return bad;
})()
"""


async def _clumsy(page: Page) -> list[str]:
    found = []
    for large in (False, True):
        await page.evaluate("(large) => document.documentElement.classList.toggle('large', large)", large)
        for width, height in WINDOWS:
            await page.set_viewport_size({"width": width, "height": height})
            clumsy = await page.evaluate(_CLUMSY)
            found += [f"{width} × {height}{', large' if large else ''}: {one}" for one in clumsy]
    return found


async def test_nothing_lies_over_something_else(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    assert await _clumsy(page) == []
    stage.gate = asyncio.Event()
    await page.click(".lead[data-tour=play]")
    for press, mode in ((None, "playing"), ("pause", "paused")):
        if press is not None:
            await page.click(f"[data-tour={press}]")
        await expect(page.locator("#tour")).to_have_attribute("data-mode", mode)
        assert await _clumsy(page) == [], mode
    stage.gate.set()


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
async def test_what_plays_itself_on_a_phone_is_seen_beside_what_is_said_of_it(
    opened: Opener, stage: FakeStage, *, large: bool
) -> None:
    page = await opened(390, 844)
    if large:
        await page.click("#large-text")
    stage.gate = asyncio.Event()
    await page.click(".lead[data-tour=play]")
    await expect(page.locator("#tour")).to_have_attribute("data-mode", "playing")
    for seen in ("#tour-is", "#tour p", "[data-tour=pause]", ".lit .log", ".lit .send", ".digits"):
        await expect(page.locator(seen)).to_be_in_viewport(ratio=1)
    stage.gate.set()
