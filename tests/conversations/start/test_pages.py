"""Where one stands is shown in one place; what has happened is a message of its own; long lists come in pages."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option, say
from bot.flows import BY_COMMAND, FLOWS
from bot.i18n import verbatim
from bot.services.messaging import outbox
from bot.storage.tables.messaging import Outbox
from tests import scene
from tests.town import EVERY_KIND, Talker, Town

pytestmark = EVERY_KIND
Run: TypeAlias = Callable[[Chat], Awaitable[None]]

NAMES = {n: f"Lớp số {n}" for n in range(1, 20)}


async def _choose(chat: Chat) -> None:
    chosen = await chat.choose("which", verbatim("Lớp nào?"), NAMES)
    chat.say(verbatim(f"Đã chọn {NAMES[chosen]}"))


async def _choose_many(chat: Chat) -> None:
    chosen = await chat.choose_many("which", verbatim("Những lớp nào?"), NAMES)
    chat.say(verbatim("Đã chọn " + ", ".join(str(one) for one in chosen)))


class Lists:
    """Flows with long lists, for as long as the test lasts: one to choose of, and one to tick."""

    def __init__(self, **runs: Run) -> None:
        self.runs = runs or {"one": _choose, "many": _choose_many}

    def __enter__(self) -> None:
        for name, run in self.runs.items():
            FLOWS[name] = BY_COMMAND[name] = Flow(name, run, commands=(name,))

    def __exit__(self, *_what: object) -> None:
        for name in self.runs:
            del FLOWS[name], BY_COMMAND[name]


def bot_lines(town: Town, talker: Talker) -> list[str]:
    return [line.message.text for line in town.web.lines[talker.account] if not line.mine]


async def test_pages_take_the_place_of_one_another(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says("về đầu")
    tu.sees("giúp được gì")
    await tu.taps("Việc khác")
    tu.sees("việc gì")
    await tu.taps("An toàn, cài đặt")
    tu.sees("cần việc nào")
    await tu.taps("⚙️ Cài đặt")
    tu.sees("Nhắc lịch")
    stand = len(bot_lines(town, tu))
    assert stand == (1 if town.kind == "buttons" else 4)
    # What has happened stays, and the way home from it is a message of its own.
    await tu.taps("Dừng nhắc")
    assert len(bot_lines(town, tu)) == stand + 1
    await tu.says("NHẮC TÔI")
    await tu.taps("Về đầu")
    tu.sees("giúp được gì")
    assert len(bot_lines(town, tu)) == stand + 3


async def test_a_page_above_other_messages_is_left_as_it_is(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        person = await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says("về đầu")
    old = await tu.data_of("Việc khác")
    async with town.begin() as db:
        await outbox.tell(db, person, say(verbatim("Mai bà có buổi học")))
    await town.app.sender.drain()
    await tu.taps_again(old)
    texts = bot_lines(town, tu)
    assert "giúp được gì" in texts[0]
    assert texts[1] == "Mai bà có buổi học"
    assert "việc gì" in texts[2]


async def test_a_board_that_is_rewritten_keeps_its_buttons(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        person = await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
        row = await outbox.tell(db, person, say(verbatim("Đã biết 1/3"), option(verbatim("Về đầu"), "home")))
        assert row is not None
    await town.app.sender.drain()
    async with town.begin() as db:
        await outbox.rewrite(db, (await db.get_one(Outbox, row.id)).id, say(verbatim("Đã biết 2/3")))
    await town.app.sender.drain()
    (line,) = town.web.lines[tu.account]
    if town.kind == "buttons":
        assert line.message.text == "Đã biết 2/3"
    if town.kind != "none":
        assert [button.label for button in line.message.buttons] == ["Về đầu"]


async def test_a_long_list_comes_in_pages(town: Town) -> None:
    tu = town.phone("Bà Tư")
    with Lists():
        await tu.says("/one")
        first = tu.sees("Lớp nào?", "Trang 1/3")
        assert "Lớp số 9" not in first
        await tu.taps("Xem thêm")
        tu.sees("Trang 2/3")
        await tu.taps("Lớp số 12")
        tu.sees("Đã chọn Lớp số 12")
        await tu.says("/one")
        tu.sees("Trang 1/3")
        await tu.taps("Xem thêm")
        await tu.taps("Xem thêm")
        await tu.taps("Xem thêm")
        tu.sees("Trang 1/3")
        # What is typed in full needs no turning of pages.
        await tu.says("lop so 19")
        tu.sees("Đã chọn Lớp số 19")


async def test_what_was_ticked_on_one_page_stays_ticked_on_the_next(town: Town) -> None:
    tu = town.phone("Bà Tư")
    with Lists():
        await tu.says("/many")
        await tu.taps("⬜ Lớp số 2")
        await tu.taps("Xem thêm")
        tu.sees("Trang 2/3")
        await tu.taps("⬜ Lớp số 10")
        await tu.taps("Xong")
        tu.sees("Đã chọn 2, 10")
        await tu.says("/many")
        await tu.taps("⬜ Lớp số 2")
        await tu.taps("Xem thêm")
        # Numbers mean what stands on the page that is shown.
        await tu.says("1 3")
        tu.sees("Đã chọn 2, 8, 10")


PLACES = {
    n: f"{topic}: {when} · {place} số {n}"
    for n, (topic, when, place) in enumerate(
        (topic, when, place)
        for topic in ("VNeID", "Chống lừa đảo")
        for when in ("8 giờ sáng thứ Bảy, 5/12/2026", "7 giờ tối thứ Tư, 9/12/2026")
        for place in ("Nhà văn hóa, cạnh chợ", "Trường tiểu học", "Hội trường")
    )
}


async def _choose_place(chat: Chat) -> None:
    await chat.links(verbatim("Lớp nào?"), [option(verbatim(name), "told", n=n) for n, name in PLACES.items()])


async def _told(chat: Chat) -> None:
    chat.say(verbatim(f"Mở {PLACES[chat.given('n')]}"))


async def test_words_are_looked_for_in_all_of_a_long_list(town: Town) -> None:
    lan = town.phone("Chị Lan")
    with Lists(one=_choose_place, told=_told):
        await lan.says("/one")
        lan.sees("Lớp nào?", "Trang 1/2")
        await lan.says("lớp VNeID sáng thứ bảy gần chợ")
        lan.sees("Mở VNeID: 8 giờ sáng thứ Bảy, 5/12/2026 · Nhà văn hóa, cạnh chợ")
        await lan.says("/one")
        await lan.says("cho")
        lan.sees("«cho»: có 4 kết quả")
        await lan.taps("Chống lừa đảo: 7 giờ tối")
        lan.sees("Mở Chống lừa đảo: 7 giờ tối", "cạnh chợ")
        await lan.says("/one")
        await lan.says("gan cho")
        await lan.taps("Xem lại tất cả")
        lan.sees("Trang 1/2")


PEOPLE = {n: f"{name} {n}" for n, name in enumerate(("Trần Văn Nam", "Lê Thị Ba", *("Võ Thị Hoa",) * 8))}


async def _choose_somebody(chat: Chat) -> None:
    chosen = await chat.choose("who", verbatim("Ai ạ?"), PEOPLE)
    chat.say(verbatim(f"Đã chọn {PEOPLE[chosen]}"))


async def test_a_name_that_is_a_number_is_a_name_where_there_is_one(town: Town) -> None:
    lan = town.phone("Chị Lan")
    with Lists(one=_choose_somebody):
        for said, found in (("nam", "Văn Nam 0"), ("bà Ba", "Thị Ba 1"), ("bốn", "Thị Hoa 3"), ("2", "Thị Ba 1")):
            await lan.says("/one")
            await lan.says(said)
            lan.sees(found)


async def test_each_line_of_a_long_list_stays_good(town: Town) -> None:
    lan = town.phone("Chị Lan")
    with Lists(one=_choose_place, told=_told):
        await lan.says("/one")
        first, second = [await lan.data_of(f"{place} số {n}") for n, place in ((0, "chợ"), (1, "học"))]
        await lan.taps_again(first)
        lan.sees("số 0")
        await lan.taps_again(second)
        lan.sees("số 1")


async def test_a_name_typed_ticks_it_and_the_others_wait(town: Town) -> None:
    lan = town.phone("Chị Lan")
    with Lists():
        await lan.says("/many")
        await lan.says("lop so 19")
        await lan.says("lớp số 3")
        await lan.taps("Xong")
        lan.sees("Đã chọn 3, 19")
