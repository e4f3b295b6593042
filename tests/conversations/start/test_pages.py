"""Where one stands is shown in one place; what has happened is a message of its own; long lists come in pages."""

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

NAMES = {n: f"Lớp số {n}" for n in range(1, 20)}


async def _choose(chat: Chat) -> None:
    chosen = await chat.choose("which", verbatim("Lớp nào?"), NAMES)
    chat.say(verbatim(f"Đã chọn {NAMES[chosen]}"))


async def _choose_many(chat: Chat) -> None:
    chosen = await chat.choose_many("which", verbatim("Những lớp nào?"), NAMES)
    chat.say(verbatim("Đã chọn " + ", ".join(str(one) for one in chosen)))


class Lists:
    """Two flows with long lists, for as long as the test lasts."""

    def __enter__(self) -> None:
        for name, run in {"one": _choose, "many": _choose_many}.items():
            FLOWS[name] = BY_COMMAND[name] = Flow(name, run, commands=(name,))

    def __exit__(self, *_what: object) -> None:
        for name in ("one", "many"):
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
