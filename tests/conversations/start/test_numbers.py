"""Numbers on a phone without buttons: nine lines have one, an amount has none, a person is «0»."""

from collections.abc import Iterator

import pytest

from bot.chat.chat import Ask, Asking, Chat
from bot.chat.flow import Flow
from bot.chat.say import option, say
from bot.flows import BY_COMMAND, FLOWS
from bot.i18n import _, verbatim
from bot.services.messaging import outbox
from tests import scene
from tests.domain.understanding.test_amount import AMOUNTS
from tests.town import Town

pytestmark = pytest.mark.parametrize("town", ["none"], indirect=True)

_LABELS = {n: f"Lớp số {n}" for n in range(1, 20)}


async def _board(chat: Chat) -> None:
    """A question that does not come in pages of its own."""
    reply, chat.reply = chat.reply, None
    if reply is None or not reply.is_option:
        options = tuple((n, verbatim(_LABELS[n])) for n in range(1, 13))
        raise Asking(Ask("board", verbatim("Ai tới?"), options))
    chat.say(verbatim(f"Đã chọn {reply.value}"))


async def _seats(chat: Chat) -> None:
    offered = {n: f"{n} chỗ" for n in (10, 15, 20, 30)}
    beyond, example = verbatim("Nhiều nhất 60 chỗ."), _("for example: 12")
    n = await chat.ask_amount("seats", verbatim("Mấy chỗ?"), offered, 60, beyond, example)
    chat.say(verbatim(f"{n} chỗ rồi"))


async def _pair(chat: Chat) -> None:
    half = await chat.choose("half", verbatim("Sáng hay chiều?"), {"sáng": "Sáng", "chiều": "Chiều"})
    chat.say(verbatim(f"Đã chọn {half}"))


_ASKING = {"board": _board, "seats": _seats, "pair": _pair}


@pytest.fixture(autouse=True)
def _flows() -> Iterator[None]:
    for name, run in _ASKING.items():
        FLOWS[name] = BY_COMMAND[name] = Flow(name, run, commands=(name,))
    yield
    for name in _ASKING:
        del FLOWS[name], BY_COMMAND[name]


async def test_nine_lines_have_a_number_and_the_rest_is_behind_the_ninth(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        person = await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
        cards = [option(verbatim(label), "home") for label in _LABELS.values()]
        cards.insert(5, option(_("🙋 Talk to a person"), "person"))
        await outbox.tell(db, person, say(verbatim("Các lớp"), *cards))
    await town.app.sender.drain()
    first = tu.sees("Các lớp", "8. Lớp số 8\n9. Xem thêm ▸\n0. Gặp người")
    assert "🙋" not in first, "it is there once, as 0"
    await tu.says("9")
    tu.sees("1. Lớp số 9\n", "8. Lớp số 16\n9. Xem thêm")
    await tu.says("9")
    tu.sees("1. Lớp số 17\n2. Lớp số 18\n3. Lớp số 19\n0. Gặp người")
    await tu.says("số 4")
    tu.sees("chưa hiểu")


async def test_a_question_takes_what_is_behind_the_ninth_line_as_its_answer(town: Town) -> None:
    tu = town.phone("Bà Tư")
    await tu.says("/board")
    tu.sees("Ai tới?", "9. Xem thêm ▸")
    await tu.says("9")
    tu.sees("1. Lớp số 9\n", "4. Lớp số 12\n0.")
    await tu.says("hai")
    tu.sees("Đã chọn 10")


@pytest.mark.parametrize(
    ("typed", "n"), [("3", 3), ("dạ 3 chỗ", 3), ("ba chỗ thôi con", 3), ("15 chỗ", 15), ("khoảng hai chục", 20)]
)
async def test_an_amount_is_what_was_said_and_no_line_of_a_list(town: Town, typed: str, n: int) -> None:
    tu = town.phone("Bà Tư")
    await tu.says("/seats")
    tu.sees("Mấy chỗ?\n• 10 chỗ\n• 15 chỗ\n• 20 chỗ\n• 30 chỗ\n0. Gặp người")
    await tu.says("99")
    tu.sees("Nhiều nhất 60 chỗ")
    await tu.says(typed)
    tu.sees(f"{n} chỗ rồi")


async def test_what_is_no_amount_asks_again(town: Town) -> None:
    """Each line of the table for people: an amount, or the question again and nothing else."""
    tu, wrong = town.phone("Bà Tư"), []
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    for row in AMOUNTS:
        if row["counted"] == "people" and row["amount"] != "100":
            await tu.says("/seats")
            await tu.says(row["text"])
            said = "\n".join(tu.new)
            right = "Mấy chỗ?" in said if row["amount"] == "-" else f"{row['amount']} chỗ rồi" in said
            wrong += [] if right else [(row["text"], row["amount"], said)]
    assert not wrong, "\n".join(map(str, wrong))


async def test_at_the_third_miss_a_human_is_told_once_a_day(town: Town) -> None:
    """The first time the question stands below with what it offers, the second time with an example."""
    tu, lan = town.phone("Bà Tư"), town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
    await tu.says("/seats")
    await tu.says("xyz")
    tu.sees("chưa hiểu", "• 15 chỗ")
    await tu.says("xyz")
    tu.sees("ví dụ: 12", "• 15 chỗ")
    await tu.says("xyz")
    tu.sees("con đã nhờ chị Lan gọi cho bà rồi ạ", "• 15 chỗ")
    lan.sees("Bà Tư muốn được gặp")
    for _miss in range(3):
        await tu.says("xyz")
    tu.sees("con đã nhờ chị Lan gọi cho bà rồi ạ")
    lan.sees_nothing()
    await tu.says("15 chỗ")
    tu.sees("15 chỗ rồi")


async def test_an_aside_and_the_open_question_share_no_number(town: Town) -> None:
    """«0» in the middle of a question: the question keeps its numbers, what the answer offers goes on from them."""
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says("/board")
    await tu.says("0")
    tu.sees("• 📱 Để lại số điện thoại\n• 🏠 Về đầu\n0. Gặp người")
    tu.sees("Ai tới?\n1. Lớp số 1\n")
    await tu.says("/pair")
    await tu.says("0")
    tu.sees("3. 📱 Để lại số điện thoại\n4. 🏠 Về đầu\n0. Gặp người")
    tu.sees("Sáng hay chiều?\n1. Sáng\n2. Chiều\n0. Gặp người")
    await tu.says("số 3 nha con")
    tu.sees("số điện thoại nào")
    await tu.says("0912 345 678")
    tu.sees("con ghi số 0912 345 678")
    tu.sees("Sáng hay chiều?\n1. Sáng\n2. Chiều")
    await tu.says("1")
    tu.sees("Đã chọn sáng")


async def test_below_an_aside_a_typed_number_answers_the_question(town: Town) -> None:
    """Where an amount is asked «2» is two: the lines of the answer above it have no numbers."""
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says("/seats")
    await tu.says("0")
    tu.sees("• 📱 Để lại số điện thoại\n• 🏠 Về đầu\n0. Gặp người")
    tu.sees("Mấy chỗ?")
    await tu.says("2")
    tu.sees("2 chỗ rồi")
