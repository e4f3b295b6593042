"""The demo as a newcomer plays it, in a real browser, with the real assistant behind the page."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.web.conftest import CHROMIUM, FLAGS

ROOT = Path(__file__).parents[2]
PATIENCE = 30_000  # milliseconds until a test gives up
JUMP_PATIENCE = 180_000  # a jump ends when its work is done: this only ends the wait for one that never does

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: .ci/run installs it")


@pytest.fixture
def address() -> Iterator[str]:
    """`python -m bot demo`, started and stopped as a process."""
    command = [sys.executable, "-m", "bot", "demo", "--no-open"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        told = next(line for line in demo.stdout if "http://" in line)
        yield told.split()[-1]
        demo.terminate()
        demo.stdout.read()
        assert demo.wait() in (0, -15, 143)


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce", locale="vi-VN")
        page.set_default_timeout(PATIENCE)
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(address, wait_until="domcontentloaded")
        yield page
        browser.close()
        assert wrong == []


class _Phone:
    def __init__(self, page: Page, number: int) -> None:
        self._page, self._number = page, number
        self.log = page.locator(f"#log-{number}")

    def says(self, text: str) -> None:
        self._page.fill(f"#say-{self._number}", text)
        self._page.press(f"#say-{self._number}", "Enter")

    def taps(self, *labels: str) -> None:
        for label in labels:
            self.log.locator("button", has_text=label).last.click()

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.log).to_contain_text(text, timeout=PATIENCE)


def _jumps(page: Page, to: str) -> None:
    """Press a jump of the clock, and wait until the page takes the next one: everything on the way has happened."""
    button = page.locator(f"[data-jump={to}]")
    button.click()
    expect(button).to_be_enabled(timeout=JUMP_PATIENCE)


@pytest.mark.slow
def test_a_newcomer_plays_the_main_job(page: Page) -> None:
    huong, bay, lan = (_Phone(page, number) for number in (1, 2, 3))

    lan.says("Chống lừa đảo 19h tối thứ tư nhà văn hóa khu phố 3 8 chỗ")
    lan.taps("2 tuần")
    lan.sees(re.compile(r"Nhắn mã này cho trợ lý “Học Vụ Số”: [A-Z]{2}-\d{4}"))
    code = re.search(r"[A-Z]{2}-\d{4}", lan.log.inner_text())
    assert code is not None

    bay.says(code[0])
    bay.taps("Ông")
    bay.taps("Tôi đồng ý")
    bay.sees("họ và tên")
    bay.says("Nguyễn Văn Bảy")
    bay.taps("Khu phố 3")
    bay.taps("Đúng rồi")
    bay.sees("con đã giữ chỗ cho ông Bảy")

    _jumps(page, "next")
    huong.sees("Bạn nhận được không?")
    huong.taps("Nhận lớp", "Cả khóa")
    huong.sees("Bạn đã nhận lớp")

    while "Ông đi được không" not in bay.log.inner_text():
        _jumps(page, "next")
    bay.taps("Đi được")
    bay.sees("hẹn gặp ông ở lớp")

    _jumps(page, "sunday")
    lan.sees("Kết quả “Bình dân học vụ số” tại Khu phố 3")
