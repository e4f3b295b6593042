"""Outgoing as Telegram's calls: messages, pictures, documents, edits."""

from telegram import Bot, BotCommand, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.helpers import create_deep_linked_url

from bot.channels.channel import Sent
from bot.chat.message import Attachment, Button, MenuLine, Outgoing

_SHORT = 14
_A_ROW = 2


async def post(bot: Bot, chat: int, message: Outgoing) -> Sent:
    """A new message."""
    file, keyboard = message.attachment, _keyboard(bot, message.buttons)
    if file is None:
        sent = await bot.send_message(chat, message.text, reply_markup=keyboard)
        return Sent(str(sent.message_id))
    what = file.external_id or file.content
    if file.is_picture:
        sent = await bot.send_photo(chat, what, caption=message.text, reply_markup=keyboard, filename=file.name)
    else:
        sent = await bot.send_document(chat, what, caption=message.text, reply_markup=keyboard, filename=file.name)
    return Sent(str(sent.message_id), _name_of(sent, file))


async def edit(bot: Bot, chat: int, message: Outgoing, edits: str) -> Sent:
    """Another text and other buttons on a message that stands there."""
    await bot.edit_message_text(message.text, chat, int(edits), reply_markup=_keyboard(bot, message.buttons))
    return Sent(edits)


async def edit_below_file(bot: Bot, chat: int, message: Outgoing, edits: str) -> Sent:
    """The same where the text stands below a picture or document."""
    await bot.edit_message_caption(chat, int(edits), caption=message.text, reply_markup=_keyboard(bot, message.buttons))
    return Sent(edits)


async def put_menu(bot: Bot, chat: int, menu: tuple[MenuLine, ...]) -> Sent:
    """The list of commands of one private chat; putting it twice is harmless."""
    await bot.set_my_commands([BotCommand(line.command, line.words) for line in menu], BotCommandScopeChat(chat))
    return Sent("")


def _name_of(sent: Message, file: Attachment) -> str | None:
    if file.external_id is not None:
        return None
    if sent.photo:
        return sent.photo[-1].file_id
    return sent.document.file_id if sent.document else None


def _keyboard(bot: Bot, buttons: tuple[Button, ...]) -> InlineKeyboardMarkup | None:
    """Two short labels a row, else one: a long label must not be cut."""
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
