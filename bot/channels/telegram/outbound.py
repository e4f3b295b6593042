"""Sends Outgoing by Telegram's methods: messages, pictures, documents, edits, command lists."""

from datetime import UTC, datetime

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.helpers import create_deep_linked_url

from bot.channels.channel import Sent
from bot.chat.message import Attachment, Button, MenuLine, Outgoing

_SHORT = 14
_A_ROW = 2


async def post(bot: Bot, chat: int, message: Outgoing) -> Sent:
    if message.attachment is not None:
        return await _post_file(bot, chat, message, message.attachment)
    keyboard, entities = _markup(bot, chat, message), _entities(message)
    thread = int(message.thread) if message.thread else None
    sent = await bot.send_message(
        chat, message.text, entities=entities, reply_markup=keyboard, message_thread_id=thread
    )
    return Sent(str(sent.message_id))


async def _post_file(bot: Bot, chat: int, message: Outgoing, file: Attachment) -> Sent:
    what, name, words = file.external_id or file.content, file.name, message.text
    keyboard, entities = _markup(bot, chat, message), _entities(message)
    if file.is_picture:
        sent = await bot.send_photo(
            chat, what, caption=words, filename=name, caption_entities=entities, reply_markup=keyboard
        )
    else:
        sent = await bot.send_document(
            chat, what, caption=words, filename=name, caption_entities=entities, reply_markup=keyboard
        )
    return Sent(str(sent.message_id), _name_of(sent, file))


async def edit(bot: Bot, chat: int, message: Outgoing, edits: str) -> Sent:
    keyboard, entities = _keyboard(bot, message.buttons), _entities(message)
    await bot.edit_message_text(message.text, chat, int(edits), entities=entities, reply_markup=keyboard)
    return Sent(edits)


async def edit_below_file(bot: Bot, chat: int, message: Outgoing, edits: str) -> Sent:
    keyboard, entities = _keyboard(bot, message.buttons), _entities(message)
    await bot.edit_message_caption(
        chat, int(edits), caption=message.text, caption_entities=entities, reply_markup=keyboard
    )
    return Sent(edits)


async def put_menu(bot: Bot, chat: int, menu: tuple[MenuLine, ...]) -> Sent:
    await bot.set_my_commands([BotCommand(line.command, line.words) for line in menu], BotCommandScopeChat(chat))
    return Sent("")


def _name_of(sent: Message, file: Attachment) -> str | None:
    if file.external_id is not None:
        return None
    if sent.photo:
        return sent.photo[-1].file_id
    return sent.document.file_id if sent.document else None


def _entities(message: Outgoing) -> list[MessageEntity] | None:
    return [
        MessageEntity(MessageEntity.DATE_TIME, one.offset, one.length, unix_time=datetime.fromtimestamp(one.at, tz=UTC))
        for one in message.moments
    ] or None


def _markup(
    bot: Bot, chat: int, message: Outgoing
) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    if message.contact and chat > 0:
        key = KeyboardButton(message.contact, request_contact=True)
        return ReplyKeyboardMarkup([[key]], resize_keyboard=True, one_time_keyboard=True)
    if message.ends_contact and not message.buttons:
        return ReplyKeyboardRemove()
    return _keyboard(bot, message.buttons)


def _keyboard(bot: Bot, buttons: tuple[Button, ...]) -> InlineKeyboardMarkup | None:
    if not buttons:
        return None
    keys = [_key(bot, button) for button in buttons]
    a_row = _A_ROW if all(len(button.label) <= _SHORT for button in buttons) else 1
    return InlineKeyboardMarkup([keys[n : n + a_row] for n in range(0, len(keys), a_row)])


def _key(bot: Bot, button: Button) -> InlineKeyboardButton:
    if button.opens is None:
        return InlineKeyboardButton(button.label, callback_data=button.data)
    link = create_deep_linked_url(bot.username, button.opens, group=button.in_group)
    return InlineKeyboardButton(button.label, url=link)
