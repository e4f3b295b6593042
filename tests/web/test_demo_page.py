"""The demo page in a real browser: what a newcomer sees and presses."""

import asyncio

import pytest
from playwright.async_api import Locator, Page, expect

from bot.demo.scene import ClockMoved
from bot.demo.tour import Tour
from tests.web.axe import EVERY_LOOK, every_look, violations
from tests.web.conftest import Opener
from tests.web.fake_stage import ANSWER, BEGINNING, FakeStage

pytestmark = pytest.mark.asyncio(loop_scope="session")

DESKTOP, HAND = (1440, 900), (390, 844)


def lines(page: Page, phone: int) -> Locator:
    return page.locator(f"#log-{phone} .line")


def button(page: Page, data: str) -> Locator:
    return page.locator(f"[data-tap='{data}']")


async def box(locator: Locator) -> dict[str, float]:
    found = await locator.bounding_box()
    assert found is not None
    return {
        "left": found["x"],
        "top": found["y"],
        "right": found["x"] + found["width"],
        "bottom": found["y"] + found["height"],
    }


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
async def test_three_phones_stand_completely_in_one_window(opened: Opener, *, large: bool) -> None:
    page = await opened(*DESKTOP)
    if large:
        await page.click("#large-text")
    assert await page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    right = 0.0
    for phone in (1, 2, 3):
        seat, send = await box(page.locator(f"#seat-{phone}")), await box(page.locator(f"#seat-{phone} .send"))
        assert seat["left"] >= right
        assert send["right"] <= seat["right"]
        assert send["bottom"] <= seat["bottom"] <= 900
        right = seat["right"]
    clock = await box(page.locator(".time"))
    assert right <= clock["left"]
    assert clock["right"] <= 1440


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
async def test_a_narrow_screen_shows_one_phone_at_a_time(opened: Opener, stage: FakeStage, *, large: bool) -> None:
    page = await opened(*HAND)
    if large:
        await page.click("#large-text")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await expect(page.locator("#seat-1 .phone")).to_be_in_viewport(ratio=0.2)
    await expect(page.locator("#seat-3 .phone")).not_to_be_in_viewport()

    stage.bubble(3, "Có người mới đăng ký.")
    third = page.locator("[data-show=seat-3]")
    await expect(third).to_contain_class("unread")
    await third.click()
    await expect(page.locator("#seat-3 .phone")).to_be_in_viewport(ratio=0.2)
    await expect(page.locator("#seat-1 .phone")).not_to_be_in_viewport()
    await expect(third).not_to_contain_class("unread")
    await expect(third).to_have_attribute("aria-current", "true")


async def test_on_a_narrow_screen_the_clock_opens_upwards(opened: Opener) -> None:
    page = await opened(*HAND)
    await expect(page.locator("[data-jump=next]")).to_be_visible()
    await expect(page.locator("[data-jump=sunday]")).to_be_hidden()
    await page.click(".more")
    await expect(page.locator("[data-jump=sunday]")).to_be_visible()
    await expect(page.locator("#jobs")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("[data-jump=sunday]")).to_be_hidden()


_SPILLED = """
[...document.querySelectorAll("button, .blank > *")].filter((one) => one.checkVisibility()).filter((one) => {
  const within = one.getBoundingClientRect(), range = document.createRange();
  const shown = [...one.childNodes].filter(
    (part) => part.nodeType === Node.TEXT_NODE || getComputedStyle(part).clipPath === "none"
  );
  const head = one.closest(".blank") && one.closest(".phone").querySelector(".chat").getBoundingClientRect();
  return (head && within.top < head.bottom) || shown.some((part) => {
    range.selectNode(part);
    const box = range.getBoundingClientRect();
    return box.width && (box.left < within.left - 1 || box.right > within.right + 1);
  });
}).map((one) => one.innerText)
"""


async def test_no_words_stand_beyond_their_button_in_any_window(opened: Opener) -> None:
    page = await opened()
    for large in (False, True):
        for width, height in ((360, 740), HAND, (768, 1024), (1366, 768), DESKTOP):
            await page.set_viewport_size({"width": width, "height": height})
            assert await page.evaluate(_SPILLED) == [], (width, height, large)
        await page.evaluate("document.documentElement.classList.add('large')")


@pytest.mark.slow
@EVERY_LOOK
async def test_nothing_violates_wcag(opened: Opener, *, all_looks: bool) -> None:
    page = await opened()
    await _must_be_readable(page, all_looks=all_looks)

    await page.click("#seat-1 .signal")
    await expect(page.locator("#seat-1 .unreachable")).to_be_attached()
    await page.click("[data-jump=next]")
    await expect(page.locator("#fired li")).to_have_count(1)
    await button(page, "21.0").click()
    await expect(lines(page, 2)).to_have_count(3)
    await page.click("#seat-2 .plus")
    await _must_be_readable(page, all_looks=all_looks)
    await expect(page.locator("#attach-2")).to_be_visible()

    await page.click("#start-over")
    await _must_be_readable(page, all_looks=all_looks)
    await expect(page.get_by_role("dialog")).to_be_visible()


async def _must_be_readable(page: Page, *, all_looks: bool) -> None:
    """In both windows, light and dark, with letters of both sizes."""
    for size in ("normal", "large"):
        async for look in every_look(page, HAND, DESKTOP, all_looks=all_looks):
            assert await violations(page) == [], (look, size)
        await page.evaluate("document.documentElement.classList.toggle('large')")


async def test_the_clock_is_legible_under_every_sky(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    skies = {6: "morning", 12: "noon", 16: "afternoon", 20: "evening", 23: "night"}
    for hour, sky in skies.items():
        stage.now = BEGINNING.replace(hour=hour)
        stage.tell(ClockMoved())
        await expect(page.locator("#clock")).to_have_attribute("data-sky", sky)
        async for look in every_look(page, DESKTOP, DESKTOP, all_looks=False):
            assert await violations(page, within=".time") == [], (sky, look)


async def test_a_message_is_sent_and_answered(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    await page.fill("#say-2", "cho tôi hỏi")
    await page.press("#say-2", "Enter")
    await expect(lines(page, 2)).to_have_count(3)
    await expect(lines(page, 2).nth(1)).to_have_class("line me fresh")
    await expect(lines(page, 2).nth(1).locator(".text")).to_contain_text("cho tôi hỏi")
    await expect(lines(page, 2).nth(2).locator(".text")).to_contain_text(ANSWER)
    await expect(page.locator("#say-2")).to_have_value("")
    assert stage.calls == [("say", 2, "cho tôi hỏi")]
    await page.press("#say-2", "ArrowUp")
    await expect(page.locator("#say-2")).to_have_value("cho tôi hỏi")


async def test_an_empty_message_is_not_sent(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    await page.click("#seat-1 .send")
    await page.fill("#say-1", "   ")
    await page.click("#seat-1 .send")
    await page.fill("#say-1", "chào")
    await page.click("#seat-1 .send")
    await expect(lines(page, 1)).to_have_count(3)
    assert stage.calls == [("say", 1, "chào")]


async def test_what_people_write_is_never_markup(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    stage.bubble(1, "<img src=x onerror=alert(1)>\nMã KV-4827", (("<b>Đậm</b>", "9.0"),))
    await expect(lines(page, 1).nth(1).locator(".text")).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(lines(page, 1).nth(1).locator("img")).to_have_count(0)
    await expect(lines(page, 1).nth(1).locator(".code")).to_have_text("KV-4827")
    await expect(button(page, "9.0")).to_contain_text("<b>Đậm</b>")


async def test_a_double_click_taps_once_and_the_button_is_marked(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    await button(page, "21.0").dblclick()
    await expect(lines(page, 2)).to_have_count(2)
    await expect(button(page, "21.0")).to_have_class("pressed")
    await expect(button(page, "21.1")).not_to_have_class("pressed")
    assert stage.calls == [("tap", 2, "21.0")]
    await page.reload()
    await expect(button(page, "21.0")).to_have_class("pressed")


async def test_a_button_waits_for_the_answer(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    stage.gate = asyncio.Event()
    await button(page, "21.0").click()
    await expect(button(page, "21.0")).to_be_disabled()
    await button(page, "21.0").dispatch_event("click")
    stage.gate.set()
    await expect(button(page, "21.0")).to_be_enabled()
    assert stage.calls == [("tap", 2, "21.0")]


async def test_what_fails_is_said_kindly_and_nothing_is_lost(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    stage.failing = "say"
    await page.fill("#say-1", "xin chào")
    await page.click("#seat-1 .send")
    kindly = await page.get_attribute("#words", "data-failed")
    await expect(page.get_by_role("alert")).to_have_text(kindly or "(no words)")
    await expect(page.locator("#say-1")).to_have_value("xin chào")
    stage.failing = ""
    await page.click("#seat-1 .send")
    await expect(lines(page, 1)).to_have_count(3)
    await expect(page.get_by_role("alert")).to_be_empty()


async def test_buttons_are_as_large_as_a_thumb(opened: Opener) -> None:
    page = await opened(*HAND)
    for pressable in await page.locator("#seat-1 button:visible, [data-jump]:visible, .tab, .tool").all():
        size = await box(pressable)
        assert size["bottom"] - size["top"] >= 44
        assert size["right"] - size["left"] >= 44


async def test_each_kind_of_channel_shows_the_buttons_it_can(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    shown = page.locator("#log-3 .buttons button:visible")
    kinds = page.locator("#seat-3 [data-channel-kind]")
    await expect(shown).to_have_count(4)
    await kinds.select_option("few")
    await expect(shown).to_have_count(3)
    await kinds.select_option("none")
    await expect(shown).to_have_count(0)
    await kinds.select_option("buttons")
    await expect(shown).to_have_count(4)
    assert stage.calls == [("channel_kind", 3, kind) for kind in ("few", "none", "buttons")]


async def test_a_refused_choice_is_taken_back(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    stage.failing = "channel_kind"
    await page.locator("#seat-3 [data-channel-kind]").select_option("none")
    await expect(page.get_by_role("alert")).not_to_be_empty()
    await expect(page.locator("#seat-3 [data-channel-kind]")).to_have_value("buttons")


async def test_an_edit_changes_the_line_that_stands(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    asked = stage.bubble(3, "Điểm danh 0/2", (("⬜ Bà Tư", "40.0"), ("⬜ Bác An", "40.1")))
    line = lines(page, 3).nth(1)
    await line.evaluate("line => { line.stood = true }")
    await button(page, "40.1").focus()
    stage.edit(asked, "Điểm danh 1/2", (("⬜ Bà Tư", "41.0"), ("✅ Bác An", "41.1")))
    await expect(line.locator(".text")).to_contain_text("Điểm danh 1/2")
    assert await line.evaluate("line => line.stood")
    await expect(button(page, "41.1")).to_be_focused()
    stage.edit(asked, "")
    await expect(line.locator(".removed")).to_be_visible()
    await expect(line.locator("button")).to_have_count(0)


async def test_the_person_changes_and_so_do_the_messages(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    await page.click("[data-choose='2']")
    await page.keyboard.type("co lan")
    await expect(page.locator("#cast li:visible")).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(page.locator("#who-is")).to_be_hidden()
    await expect(page.locator("#name-2")).to_have_text("Cô Lan")
    await expect(lines(page, 2)).to_have_count(0)
    await expect(lines(page, 1)).to_have_count(1)
    await page.click("[data-choose='2']")
    await page.keyboard.type("ai do")
    await expect(page.locator("#who-none")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(page.locator("#who-is")).to_be_visible()
    await page.fill("#who-search", "")
    assert await violations(page, within="#who-is") == []
    await page.click("[data-sit=new]")
    await expect(page.locator("#name-2")).to_have_text("Người mới")
    assert stage.calls == [("sit", 2, "lan"), ("sit", 2, "new")]


async def test_a_phone_without_messages_offers_to_start(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    start = page.locator("#seat-2 [data-start]")
    await expect(start).to_be_hidden()
    await page.click("[data-choose='2']")
    await page.click("[data-sit=an]")
    await expect(start).to_be_visible()
    assert await violations(page) == []
    await start.click()
    await expect(lines(page, 2)).to_have_count(2)
    await expect(start).to_be_hidden()
    assert stage.calls == [("sit", 2, "an"), ("say", 2, "/start")]


async def test_a_phone_out_of_reach_sends_nothing(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    switch = page.locator("#seat-1 .signal")
    await switch.click()
    await expect(switch).to_have_attribute("aria-pressed", "true")
    await page.fill("#say-1", "xin chào")
    await page.click("#seat-1 .send")
    await button(page, "11.0").click()
    offline = await page.get_attribute("#words", "data-offline")
    await expect(page.get_by_role("alert")).to_have_text(offline or "(no words)")
    await switch.click()
    await expect(switch).to_have_attribute("aria-pressed", "false")
    assert stage.calls == [("offline", 1, True), ("offline", 1, False)]


async def test_attachments_are_sent_from_a_menu(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    plus, menu = page.locator("#seat-1 .plus"), page.locator("#attach-1")
    await plus.click()
    await expect(menu).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(menu).to_be_hidden()
    await expect(plus).to_be_focused()
    for kind in ("sticker", "photo", "voice", "location", "contact"):
        await plus.click()
        await page.click(f"#attach-1 [data-attach={kind}]")
        await expect(lines(page, 1).last).to_contain_text(f"({kind})")
    assert stage.calls == [("attach", 1, kind) for kind in ("sticker", "photo", "voice", "location", "contact")]


async def test_the_clock_jumps_and_says_what_happened(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    await expect(page.locator(".digits")).to_have_text(f"{BEGINNING:%H:%M}")
    await expect(page.locator("#jobs li")).to_have_count(4)
    await expect(page.locator("#fired")).to_be_hidden()
    await page.click("[data-jump=next]")
    await expect(page.locator(".digits")).to_have_text("17:30")
    await expect(page.locator("#fired li")).to_have_count(1)
    await expect(page.locator("#jobs li")).to_have_count(3)
    await expect(page.locator("#seat-2 .now")).to_have_text("17:30")
    await expect(page.locator("#log-2 .day")).to_have_count(2)
    await page.click("[data-jump=morning]")
    await expect(page.locator(".digits")).to_have_text("07:00")
    await expect(page.locator("#fired")).to_be_hidden()
    await page.click("[data-jump=sunday]")
    await expect(page.locator(".digits")).to_have_text("19:30")
    await expect(page.locator("#jobs li")).to_have_count(0)
    assert stage.calls == [("jump", "next"), ("jump", "morning"), ("jump", "sunday")]


async def test_while_time_passes_nothing_else_jumps(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    stage.gate = asyncio.Event()
    await page.click("[data-jump=next]")
    await expect(page.locator("[data-jump=sunday]")).to_be_disabled()
    await page.locator("[data-jump=sunday]").dispatch_event("click")
    stage.gate.set()
    await expect(page.locator("[data-jump=sunday]")).to_be_enabled()
    assert stage.calls == [("jump", "next")]


async def test_starting_over_asks_first(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    await button(page, "21.0").click()
    await expect(lines(page, 2)).to_have_count(2)
    await page.click("#start-over")
    await expect(page.locator("#sure [value=no]")).to_be_focused()
    await page.click("#sure [value=no]")
    await expect(page.locator("#sure")).to_be_hidden()
    await page.click("#start-over")
    await page.keyboard.press("Escape")
    await expect(page.locator("#sure")).to_be_hidden()
    stage.gate = asyncio.Event()
    await page.click("#start-over")
    await page.click("#sure [value=yes]")
    await expect(page.locator("#done")).to_have_text("Đang làm lại từ đầu…")
    stage.gate.set()
    await expect(lines(page, 2)).to_have_count(1)
    await expect(page.locator("#done")).to_contain_text("sáng đầu tiên")
    assert stage.calls == [("tap", 2, "21.0"), ("start_over",)]
    await page.reload()
    await expect(button(page, "21.0")).not_to_have_class("pressed")


async def test_the_language_changes_on_every_open_page(opened: Opener, stage: FakeStage) -> None:
    page, other = await opened(), await opened()
    await page.click("[data-speak=en]")
    for one in (page, other):
        await expect(one.locator("html")).to_have_attribute("lang", "en")
        await expect(one.locator("#start-over")).to_have_text("Start over")
        await expect(one.locator("#log-1 .line")).to_have_count(1)
    assert stage.calls == [("speak", "en")]


async def test_large_text_dark_and_the_closed_tour_are_remembered(opened: Opener) -> None:
    page = await opened()
    await page.click("#large-text")
    await page.click("#dark")
    await page.click("[data-tour=close]")
    await page.reload()
    assert await page.evaluate("getComputedStyle(document.documentElement).fontSize") == "22px"
    assert await page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    await expect(page.locator("#large-text")).to_have_attribute("aria-pressed", "true")
    await expect(page.locator("#dark")).to_have_attribute("aria-pressed", "true")
    await expect(page.locator("#tour")).to_be_hidden()


async def test_the_tour_types_and_presses_where_it_points(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    await expect(page.locator(".lit")).to_have_count(0)
    await page.click(".lead[data-tour=play]")
    await expect(lines(page, 2)).to_have_count(2)
    await expect(page.locator("#tour")).to_have_attribute("data-mode", "waiting")
    await expect(page.locator("#tour [aria-current=step]")).to_contain_text("2")
    await expect(page.locator(".lit")).to_have_attribute("id", "seat-2")
    await expect(button(page, "21.0")).to_contain_class("pressed")
    await page.click("#tour [data-step='0']")
    async with asyncio.timeout(10):
        while len(stage.calls) < 5:
            await page.wait_for_timeout(20)
    assert stage.calls == [("say", 3, "19h"), ("tap", 2, "21.0"), ("start_over",), *stage.calls[:2]]
    await expect(page.locator("#tour")).to_have_attribute("data-mode", "waiting")
    await page.click("[data-tour=close]")
    await expect(page.locator("#tour")).to_be_hidden()
    await expect(page.locator(".lit")).to_have_count(0)
    await page.click("#tour-opens")
    await expect(page.locator(".lit")).to_have_attribute("id", "seat-2")


async def test_two_orders_at_once_play_one_tour(stage: FakeStage, tour: Tour) -> None:
    playing = await tour.play(0)
    first, second = await asyncio.gather(tour.play(0), tour.play(1))
    assert playing.done()
    assert first.done()
    await second
    assert tour.mode == "waiting"
    assert stage.calls.count(("tap", 2, "21.0")) == 1


async def test_a_tour_that_plays_is_paused_and_left_to_the_visitor(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    stage.gate = asyncio.Event()
    await page.click(".lead[data-tour=play]")
    for press, mode in (("pause", "paused"), ("resume", "playing"), ("pause", "paused")):
        await page.click(f"[data-tour={press}]")
        await expect(page.locator("#tour")).to_have_attribute("data-mode", mode)
    stage.gate.set()
    await page.click("[data-tour=stop]")
    await expect(page.locator("#tour")).to_have_attribute("data-mode", "waiting")
    assert len(stage.calls) <= 1
    await page.click("[data-jump=hour]")
    await expect(page.locator(".digits")).to_have_text("10:00")


async def test_a_lost_connection_is_said_and_made_up_for(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    stopped = await page.get_attribute("#words", "data-stopped")
    stage.close()
    await expect(page.locator("#lost")).to_have_text(stopped or "(no words)")
    stage.bubble(1, "Tin trong lúc mất kết nối")
    await expect(page.locator("#lost")).to_be_empty()
    await expect(lines(page, 1)).to_have_count(2)
    await expect(lines(page, 2)).to_have_count(1)


async def test_who_reads_above_is_not_pulled_down(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    for n in range(12):
        stage.bubble(1, f"Tin {n}\nhai dòng")
    await expect(lines(page, 1)).to_have_count(13)
    log = page.locator("#seat-1 .log")
    # The page hears of it with its next picture.
    await log.evaluate(
        "log => new Promise(seen => { log.scrollTo(0, 0); requestAnimationFrame(() => setTimeout(seen)); })"
    )
    stage.bubble(1, "Tin cuối")
    await expect(page.locator("#seat-1 .newer")).to_be_visible()
    assert await log.evaluate("log => log.scrollTop") == 0
    await page.click("#seat-1 .newer")
    await expect(lines(page, 1).last).to_be_in_viewport()
    await expect(page.locator("#seat-1 .newer")).to_be_hidden()


async def test_the_last_message_is_seen_however_the_page_changes(opened: Opener, stage: FakeStage) -> None:
    page = await opened(still=False)
    log, last = page.locator("#seat-1 .log"), lines(page, 1).last
    for n in range(6):
        stage.bubble(1, f"Tin {n}\n" * 5)
    stage.bubble(1, "Tin cuối\n" * 4, (("Đồng ý", "51.0"), ("Không", "51.1")))
    await _must_be_at_the_end(page, log, lines(page, 1), 8)
    stage.edit(stage.phones[1].bubbles[-1], "Dài hơn\n" * 9, (("Một", "52.0"), ("Hai", "52.1"), ("Ba", "52.2")))
    await expect(last).to_contain_text("Dài hơn")
    await _must_be_at_the_end(page, log, lines(page, 1), 8)
    await page.click("#large-text")
    await _must_be_at_the_end(page, log, lines(page, 1), 8)
    await page.set_viewport_size({"width": 1200, "height": 700})
    await _must_be_at_the_end(page, log, lines(page, 1), 8)


# `wait_for_function` looks a second time by `eval`, which the page forbids.
_SCROLLED = """log => new Promise(done => {
    const look = () => log.scrollHeight - log.scrollTop - log.clientHeight < 2 ? done() : requestAnimationFrame(look)
    look()
})"""


async def _must_be_at_the_end(page: Page, log: Locator, all_lines: Locator, count: int) -> None:
    await expect(all_lines).to_have_count(count)
    await log.evaluate(_SCROLLED)
    await expect(page.locator("#seat-1 .newer")).to_be_hidden()
    assert await log.evaluate("log => log.scrollHeight > log.clientHeight")


async def test_a_list_is_pasted_as_lines_and_the_field_grows(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    field = page.locator("#say-3")
    low = await box(field)
    await field.fill("bà Tư\nông Năm\nbà Bảy")
    high = await box(field)
    assert high["bottom"] - high["top"] > 1.5 * (low["bottom"] - low["top"])
    await field.press("Shift+Enter")
    await field.press("Enter")
    await expect(field).to_have_value("")
    assert (await box(field))["top"] == low["top"]
    assert stage.calls == [("say", 3, "bà Tư\nông Năm\nbà Bảy\n")]


async def test_an_address_in_a_message_opens_beside_the_page(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    stage.bubble(1, "Mở trang: http://127.0.0.1:8765/bang/KV-4827?a=1&b=2.\nXong")
    link = lines(page, 1).last.locator("a")
    await expect(link).to_have_attribute("href", "http://127.0.0.1:8765/bang/KV-4827?a=1&b=2")
    await expect(link).to_have_attribute("target", "_blank")
    await expect(lines(page, 1).last.locator(".text")).to_contain_text("b=2.")


async def test_everything_can_be_done_from_the_keyboard(opened: Opener, stage: FakeStage) -> None:
    page = await opened()
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip")).to_be_focused()
    await button(page, "11.0").focus()
    await page.keyboard.press("Enter")
    await expect(lines(page, 1)).to_have_count(2)
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    await page.keyboard.press("Tab")
    assert await page.evaluate(outline) == "solid"
    assert stage.calls == [("tap", 1, "11.0")]
