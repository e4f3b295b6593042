"""What people look for: commands, names, the menu button, what the bot may know of a chat."""

import pytest
from telegram import (
    Bot,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    ChatMember,
    MenuButtonCommands,
    MenuButtonDefault,
)
from telegram.error import BadRequest, Forbidden

from tests.fake_telegram import FakeTelegram, Group, Person


@pytest.fixture
async def group(tg: FakeTelegram, hoa: Person) -> Group:
    return tg.group("Khu phố 3", [hoa])


async def test_commands_are_kept_by_scope_and_language(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    john = tg.person("John", "en")
    await john.says("/start")
    await bot.set_my_commands([("start", "Start")])
    await bot.set_my_commands([("lop", "Lớp gần tôi"), ("huy", "Thôi")], language_code="vi")
    await bot.set_my_commands([("all", "All")], BotCommandScopeAllPrivateChats())

    # The narrower place goes before the closer language.
    assert hoa.commands == john.commands == ["all"]
    await bot.delete_my_commands(BotCommandScopeAllPrivateChats())
    assert (hoa.commands, john.commands) == (["lop", "huy"], ["start"])
    await bot.set_my_commands([("tuan", "Tuần này")], BotCommandScopeChat(hoa.id))
    assert hoa.commands == ["tuan"]
    assert [one.command for one in await bot.get_my_commands(language_code="vi")] == ["lop", "huy"]
    assert await bot.get_my_commands(BotCommandScopeAllPrivateChats()) == ()


async def test_leaders_of_a_group_may_have_commands_of_their_own(
    tg: FakeTelegram, bot: Bot, hoa: Person, group: Group
) -> None:
    lan = tg.person("Lan")
    group.welcomes(lan)
    await bot.set_my_commands([("lop", "Lớp")])
    await bot.set_my_commands([("noi", "Nối nhóm")], BotCommandScopeChatAdministrators(group.id))

    assert (hoa.commands_in(group), lan.commands_in(group)) == (["noi"], ["lop"])


async def test_names_and_descriptions_fall_back_to_those_without_a_language(bot: Bot) -> None:
    await bot.set_my_name("Học Vụ Số", language_code="vi")
    await bot.set_my_description("Classes near you")
    await bot.set_my_short_description("Lớp học gần nhà", language_code="vi")

    assert (await bot.get_my_name(language_code="vi")).name == "Học Vụ Số"
    assert (await bot.get_my_description(language_code="vi")).description == "Classes near you"
    assert (await bot.get_my_short_description(language_code="vi")).short_description == "Lớp học gần nhà"
    assert (await bot.get_my_short_description()).short_description == ""


async def test_the_menu_button_of_one_chat_and_of_all(bot: Bot, hoa: Person) -> None:
    assert await bot.get_chat_menu_button() == MenuButtonDefault()
    await bot.set_chat_menu_button(hoa.id, MenuButtonCommands())

    assert await bot.get_chat_menu_button(hoa.id) == MenuButtonCommands()
    assert await bot.get_chat_menu_button() == MenuButtonDefault()


async def test_who_the_bot_is(tg: FakeTelegram, bot: Bot) -> None:
    assert bot.username == "hoc_vu_so_bot"
    assert not (await bot.get_me()).can_read_all_group_messages
    assert bot.id == int(tg.token.partition(":")[0])


async def test_what_it_may_know_of_a_chat(tg: FakeTelegram, bot: Bot, hoa: Person, group: Group) -> None:
    stranger = tg.person("Nam")

    assert (await bot.get_chat(hoa.id)).first_name == "Hoa"
    assert (await bot.get_chat(group.id)).title == "Khu phố 3"
    assert (await bot.get_chat_member(group.id, hoa.id)).status == ChatMember.OWNER
    assert (await bot.get_chat_member(group.id, bot.id)).status == ChatMember.MEMBER
    assert (await bot.get_chat_member(group.id, stranger.id)).status == ChatMember.LEFT
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.get_chat(stranger.id)
    with pytest.raises(BadRequest, match="User not found"):
        await bot.get_chat_member(group.id, 7)


async def test_it_leaves_a_group_and_may_not_write_there_any_more(bot: Bot, group: Group) -> None:
    await bot.leave_chat(group.id)

    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(group.id, "Chào")
