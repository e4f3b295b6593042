"""The fake Telegram against the real client: people, what they do and what they see."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.error import BadRequest, Forbidden

from tests.fake_telegram import Clock, FakeTelegram, Person
from tests.fake_telegram.client import client


@pytest.fixture
async def tg() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(clock=Clock(running=False)) as tg:
        yield tg


@pytest.fixture
async def bot(tg: FakeTelegram) -> AsyncIterator[Bot]:
    async with client(tg) as bot:
        yield bot


@pytest.fixture
async def hoa(tg: FakeTelegram) -> Person:
    hoa = tg.person("Hoa", language="vi")
    await hoa.says("/start c_7F3k9Q")
    return hoa


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup.from_column(
        [InlineKeyboardButton(label, callback_data=f"7.{n}") for n, label in enumerate(labels)]
    )


def messages(updates: tuple[Update, ...]) -> list[Message]:
    return [update.message for update in updates if update.message is not None]


async def test_a_person_as_the_bot_meets_them(bot: Bot, hoa: Person) -> None:
    (update,) = await bot.get_updates()

    assert update.message is not None
    assert update.effective_user is not None
    assert (update.effective_user.id, update.effective_user.language_code) == (hoa.id, "vi")
    assert 2**51 < hoa.id < 2**52
    assert update.message.chat.type == "private"
    assert update.message.parse_entities() == {update.message.entities[0]: "/start"}


async def test_what_is_not_text(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    await hoa.sends_sticker()
    await hoa.sends_photo("Cháu xem")
    await hoa.sends_voice()
    await hoa.sends_location()
    await hoa.sends_contact(of=tg.person("Lan"))
    _, sticker, photo, voice, location, contact = messages(await bot.get_updates())

    assert sticker.sticker is not None
    assert (len(photo.photo), photo.caption) == (1, "Cháu xem")
    assert voice.voice is not None
    assert location.location is not None
    assert contact.contact is not None
    assert contact.contact.user_id != hoa.id


async def test_somebody_corrects_a_message(bot: Bot, hoa: Person) -> None:
    await hoa.says("Cháo")
    await hoa.edits("Chào")
    *_, last = await bot.get_updates()

    assert last.edited_message is not None
    assert last.edited_message.text == "Chào"
    assert [(one.text, one.edited) for one in hoa.messages] == [("/start c_7F3k9Q", False), ("Chào", True)]


async def test_what_stands_in_the_chat_with_edits_and_deletions(bot: Bot, hoa: Person) -> None:
    sent = await bot.send_message(hoa.id, "Lớp thứ bảy", reply_markup=keyboard("Đi được", "Bận mất rồi"))
    seen = await hoa.sees("thứ bảy")
    assert seen.buttons == ["Đi được", "Bận mất rồi"]

    await sent.edit_text("Lớp chủ nhật")
    assert (await hoa.sees("chủ nhật")).buttons == []
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_text("Lớp chủ nhật ")
    await sent.edit_reply_markup(keyboard("Đi được"))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_reply_markup(keyboard("Đi được"))
    await sent.delete()
    assert [one.text for one in hoa.messages] == ["/start c_7F3k9Q"]
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await sent.edit_text("Lớp thứ hai")
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await sent.delete()


async def test_only_the_bots_own_messages_can_be_edited_and_only_young_ones_deleted(
    tg: FakeTelegram, bot: Bot, hoa: Person
) -> None:
    sent = await bot.send_message(hoa.id, "Chào")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("Chào", hoa.id, hoa.messages[0].id)
    tg.advance(48 * 3600 + 1)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await sent.delete()


async def test_somebody_sees_what_comes_later(bot: Bot, hoa: Person) -> None:
    seeing = asyncio.create_task(hoa.sees("Lớp", "thứ bảy"))
    await bot.send_message(hoa.id, "Lớp học")
    await bot.send_message(hoa.id, "Lớp thứ bảy")

    assert (await seeing).text == "Lớp thứ bảy"
    await hoa.says("Cảm ơn")
    with pytest.raises(AssertionError, match="Hoa does not see"):
        await hoa.sees_new("thứ bảy", within=0)
    with pytest.raises(AssertionError, match="Lớp thứ bảy"):
        await hoa.sees("thứ hai", within=0.01)


async def test_a_press_is_answered_once_and_in_time(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    await bot.send_message(hoa.id, "Đi học?", reply_markup=keyboard("Đi được", "Bận mất rồi"))
    press = await hoa.presses("Bận")
    *_, update = await bot.get_updates()

    assert press is not None
    assert update.callback_query is not None
    assert update.callback_query.data == "7.1"
    await update.callback_query.answer("Vâng ạ")
    assert press.answer == {"text": "Vâng ạ", "show_alert": False}
    with pytest.raises(BadRequest, match="Query is too old"):
        await update.callback_query.answer()
    late = await hoa.presses("Đi được")
    tg.advance(16)
    assert late is not None
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
        await bot.answer_callback_query(late.id)


async def test_a_button_that_is_not_there_cannot_be_pressed(bot: Bot, hoa: Person) -> None:
    sent = await bot.send_message(hoa.id, "Đi học?", reply_markup=keyboard("Đi được"))
    with pytest.raises(AssertionError, match="Hoa has no button 'Bận'"):
        await hoa.presses("Bận", within=0)
    await sent.edit_text("Đã ghi")
    with pytest.raises(AssertionError, match="Hoa has no button 'Đi được'"):
        await hoa.presses("Đi được", within=0)


async def test_buttons_that_do_something_in_the_app(bot: Bot, hoa: Person) -> None:
    rows = [
        [InlineKeyboardButton("Chép mã", copy_text=CopyTextButton("7F3k9Q"))],
        [InlineKeyboardButton("Vào lớp", url="https://t.me/hoc_vu_so_bot?start=c_7F3k9Q")],
    ]
    await bot.send_message(hoa.id, "Mời bác", reply_markup=InlineKeyboardMarkup(rows))
    await hoa.presses("Chép mã")
    await hoa.presses("Vào lớp")
    asking = ReplyKeyboardMarkup.from_row([KeyboardButton("Gửi số", request_contact=True), KeyboardButton("Để sau")])
    await bot.send_message(hoa.id, "Số điện thoại?", reply_markup=asking)
    await hoa.presses("Gửi số")
    await hoa.presses("Để sau")

    assert hoa.clipboard == "7F3k9Q"
    _, link, contact, later = messages(await bot.get_updates())
    assert link.text == "/start c_7F3k9Q"
    assert contact.contact is not None
    assert contact.contact.user_id == hoa.id
    assert later.text == "Để sau"


@pytest.mark.parametrize("payload", ["", "c 7", "lớp", "x" * 65])
async def test_a_deep_link_carries_only_what_it_may(hoa: Person, payload: str) -> None:
    with pytest.raises(AssertionError, match="not a deep link"):
        await hoa.opens(f"https://t.me/hoc_vu_so_bot?start={payload}")


async def test_somebody_blocks_the_bot_and_comes_back(bot: Bot, hoa: Person) -> None:
    sent = await bot.send_message(hoa.id, "Chào")
    hoa.blocks()
    for attempt in (bot.send_message(hoa.id, "Chào"), sent.edit_text("Ơi"), bot.send_chat_action(hoa.id, "typing")):
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await attempt
    hoa.unblocks()
    await bot.send_message(hoa.id, "Chào lại")
    moved = [update.my_chat_member for update in await bot.get_updates() if update.my_chat_member is not None]

    assert [(one.old_chat_member.status, one.new_chat_member.status) for one in moved] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]
    hoa.deletes_account()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(hoa.id, "Chào")


async def test_the_typing_sign_is_seen(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    await bot.send_chat_action(hoa.id, "typing")

    assert [(one.chat_id, one.action) for one in tg.state.actions] == [(hoa.id, "typing")]
