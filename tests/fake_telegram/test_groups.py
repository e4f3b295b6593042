"""Groups: privacy mode, joining and leaving, strangers."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import Forbidden

from tests.fake_telegram import FakeTelegram, Person

_KEEP_A_SEAT = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Giữ chỗ", callback_data="7.0"))


def messages(updates: tuple[Update, ...]) -> list[Message]:
    return [update.message for update in updates if update.message is not None]


async def test_in_a_group_the_bot_hears_what_is_meant_for_it(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    group = tg.group("Khu phố 3", [hoa])
    post = await bot.send_message(group.id, "Lớp thứ bảy")
    seen = await group.sees("thứ bảy")

    heard = [
        await hoa.says("Chào cả nhà", group),
        await hoa.says("/lop", group),
        await hoa.says("/lop@hoc_vu_so_bot", group),
        await hoa.says("/lop@other_bot", group),
        await hoa.says("Mấy giờ?", group, reply_to=seen),
        await hoa.sends_sticker(to=group),
    ]
    assert [update is not None for update in heard] == [False, True, True, False, True, False]
    assert post.message_id == seen.id
    group.promotes_bot(hoa)
    assert await hoa.says("Chào cả nhà", group) is not None


async def test_anybody_may_press_a_button_in_a_group(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    stranger = tg.person("Nam", language=None)
    group = tg.group("Khu phố 3", [hoa])
    group.welcomes(stranger)
    await bot.send_message(group.id, "Lớp thứ bảy", reply_markup=_KEEP_A_SEAT)
    await stranger.presses("Giữ chỗ", on=await group.sees("thứ bảy"))
    *_, update = await bot.get_updates()

    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert (update.callback_query.from_user.id, update.callback_query.message.chat.id) == (stranger.id, group.id)
    with pytest.raises(Forbidden, match="bot can't initiate conversation"):
        await bot.send_message(stranger.id, "Chào")


async def test_the_bot_is_added_by_a_link_and_removed(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    group = tg.group("Khu phố 3", [hoa], supergroup=True, bot=None)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(group.id, "Chào")
    await hoa.opens("https://t.me/hoc_vu_so_bot?startgroup=g_1", group)
    await bot.send_message(group.id, "Chào")
    group.removes_bot(hoa)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "Chào")

    updates = await bot.get_updates()
    service, start, left = messages(updates)[1:]
    assert [user.id for user in service.new_chat_members] == [bot.id]
    assert start.text == "/start@hoc_vu_so_bot g_1"
    assert left.left_chat_member is not None
    assert left.left_chat_member.id == bot.id
    moves = [update.my_chat_member for update in updates if update.my_chat_member is not None]
    assert [one.new_chat_member.status for one in moves] == ["member", "kicked"]
