"""What the platform refuses is refused, in its words."""

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    MessageEntity,
    ReplyKeyboardMarkup,
)
from telegram.error import BadRequest, Forbidden, InvalidToken
from telegram.request import HTTPXRequest

from tests.fake_telegram import FakeTelegram, Person

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def button(text: str, data: str = "1.0") -> InlineKeyboardButton:
    return InlineKeyboardButton(text, callback_data=data)


def png(width: int, height: int, more: int = 0) -> bytes:
    return PNG + width.to_bytes(4) + height.to_bytes(4) + bytes(more)


@pytest.mark.parametrize("text", ["x" * 4096, "ế" * 4096, "🙂" * 2048, f"<b>{'x' * 4096}</b>", f"{'x' * 4095} \n "])
async def test_a_text_may_have_4096_units_after_parsing(bot: Bot, hoa: Person, text: str) -> None:
    await bot.send_message(hoa.id, text, parse_mode="HTML")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * 4097, "Message is too long"),
        ("🙂" * 2048 + "x", "Message is too long"),
        (" \n ", "Message text is empty"),
        ("<b></b>", "Message text is empty"),
        ("<b>a", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("<b>a</i>", 'Can\'t parse entities: unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("ế</b>", "Can't parse entities: unexpected end tag at byte offset 3"),
        ("<h1>a</h1>", 'Can\'t parse entities: unsupported start tag "h1" at byte offset 0'),
        ("2 < 3", "Can't parse entities: unclosed start tag at byte offset 2"),
    ],
)
async def test_a_text_that_does_not_fit_is_refused(bot: Bot, hoa: Person, text: str, words: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(hoa.id, text, parse_mode="HTML")
    assert refused.value.message.lower() == words.lower()


async def test_entities_are_counted_in_utf_16_and_survive_trimming(bot: Bot, hoa: Person) -> None:
    sent = await bot.send_message(hoa.id, "\n🙂 <b>Sáng</b> &amp; <i>chiều</i> ", parse_mode="HTML")

    assert sent.text == "🙂 Sáng & chiều"
    assert list(sent.parse_entities().values()) == ["Sáng", "chiều"]
    assert [entity.offset for entity in sent.entities] == [3, 10]


async def test_a_moment_is_an_entity(bot: Bot, hoa: Person) -> None:
    sent = await bot.send_message(hoa.id, '<tg-time unix="1795660200" format="t">19:30</tg-time>', parse_mode="HTML")

    assert sent.entities[0].type == MessageEntity.DATE_TIME
    assert sent.entities[0].date_time_format == "t"


@pytest.mark.parametrize("data", ["a" * 64, "ế" * 21])
async def test_callback_data_may_have_64_bytes(bot: Bot, hoa: Person, data: str) -> None:
    await bot.send_message(hoa.id, "?", reply_markup=InlineKeyboardMarkup([[button("A", data)]]))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([[button("A", "ế" * 22)]], "Button_data_invalid"),
        ([[button("A", "")]], "Can't parse inline keyboard button: text buttons are unallowed in the inline keyboard"),
        ([[InlineKeyboardButton("A")]], "Can't parse inline keyboard button: text buttons are unallowed"),
        ([[button("A")] * 9], "Reply markup is too long"),
        ([[button("A")]] * 101, "Reply markup is too long"),
        ([[InlineKeyboardButton("A", url="không phải")]], "is invalid: wrong HTTP URL"),
        ([[InlineKeyboardButton("A", copy_text=CopyTextButton("x" * 257))]], "Button_copy_text_invalid"),
    ],
)
async def test_a_keyboard_that_does_not_fit_is_refused(
    bot: Bot, hoa: Person, rows: list[list[InlineKeyboardButton]], words: str
) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(hoa.id, "?", reply_markup=InlineKeyboardMarkup(rows))
    assert words.lower() in refused.value.message.lower()


async def test_100_buttons_in_rows_of_8_fit(bot: Bot, hoa: Person) -> None:
    rows = [[button("A")] * 8] * 12 + [[button("A")] * 4]
    await bot.send_message(hoa.id, "?", reply_markup=InlineKeyboardMarkup(rows))


async def test_a_contact_is_asked_for_in_private_only(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    group = tg.group("Khu phố 3", [hoa])
    asking = ReplyKeyboardMarkup([[KeyboardButton("Gửi số", request_contact=True)]])

    await bot.send_message(hoa.id, "?", reply_markup=asking)
    with pytest.raises(BadRequest, match="private chats only"):
        await bot.send_message(group.id, "?", reply_markup=asking)


async def test_a_caption_may_have_1024_units(bot: Bot, hoa: Person) -> None:
    sent = await bot.send_photo(hoa.id, png(800, 600), caption="x" * 1024)

    assert (sent.photo[-1].width, sent.photo[-1].height) == (800, 600)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(hoa.id, png(800, 600), caption="x" * 1025)


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (png(9000, 1001), "Photo_invalid_dimensions"),
        (png(2100, 100), "Photo_invalid_dimensions"),
        (b"GIF89a", "Image_process_failed"),
        (png(800, 600, 10 * 1024 * 1024), "too big for a photo"),
    ],
)
async def test_a_picture_that_does_not_fit_is_refused(bot: Bot, hoa: Person, picture: bytes, words: str) -> None:
    with pytest.raises(BadRequest, match=words):
        await bot.send_photo(hoa.id, picture)


async def test_a_file_is_sent_again_by_its_id(bot: Bot, hoa: Person) -> None:
    poster = InputFile(b"%PDF-1.7", filename="lop.pdf")
    sent = await bot.send_document(hoa.id, poster, caption="Lớp thứ bảy")
    assert sent.document is not None

    again = await bot.send_document(hoa.id, sent.document.file_id)
    assert again.document == sent.document
    assert again.document.file_name == "lop.pdf"
    assert await (await bot.get_file(sent.document.file_id)).download_as_bytearray() == b"%PDF-1.7"
    with pytest.raises(BadRequest, match="Can't use file of type document as photo"):
        await bot.send_photo(hoa.id, sent.document.file_id)
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_document(hoa.id, "BQACAgUAAx0")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (BotCommand("Lop", "Các lớp"), "Bot_command_invalid"),
        (BotCommand("lớp", "Các lớp"), "Bot_command_invalid"),
        (BotCommand("x" * 33, "Các lớp"), "Command length must not exceed 32"),
        (BotCommand("lop", " "), "Command description must be non-empty"),
        (BotCommand("lop", "x" * 257), "Command description length must not exceed 256"),
    ],
)
async def test_a_command_that_does_not_fit_is_refused(bot: Bot, command: BotCommand, words: str) -> None:
    with pytest.raises(BadRequest, match=words):
        await bot.set_my_commands([command])


async def test_no_more_than_100_commands_and_only_for_chats_that_are(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Bot_commands_too_much"):
        await bot.set_my_commands([BotCommand(f"c{n}", "Các lớp") for n in range(101)])
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.set_my_commands([BotCommand("lop", "Các lớp")], BotCommandScopeChat(1))
    with pytest.raises(BadRequest, match="Invalid language code"):
        await bot.set_my_commands([BotCommand("lop", "Các lớp")], language_code="vi-VN")


async def test_names_and_descriptions_have_limits(bot: Bot) -> None:
    with pytest.raises(BadRequest):
        await bot.set_my_name("x" * 65)
    with pytest.raises(BadRequest):
        await bot.set_my_description("x" * 513)
    with pytest.raises(BadRequest):
        await bot.set_my_short_description("x" * 121)


async def test_nobody_is_written_to_who_has_not_written_first(tg: FakeTelegram, bot: Bot) -> None:
    lan, nam = tg.person("Lan"), tg.person("Nam")
    tg.group("Khu phố 3", [lan])

    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(nam.id, "Chào")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(lan.id, "Chào")


async def test_a_wrong_token_is_unauthorized(tg: FakeTelegram) -> None:
    async with HTTPXRequest() as request:
        with pytest.raises(InvalidToken, match="Unauthorized"):
            await request.post(f"{tg.root}/bot123456:OTHER/getMe")
        with pytest.raises(InvalidToken, match="Not Found"):
            await request.post(f"{tg.root}/botother/getMe")
