"""The bot's profile on Telegram: name, descriptions, commands, menu button."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    MenuButtonCommands,
)
from telegram.error import TelegramError

from bot.chat.message import MenuLine
from bot.i18n import Reader, Text, _
from bot.i18n.catalogs import DEFAULT

log = structlog.get_logger()

NAME: Text = _("Học Vụ Số")
SHORT: Text = _("Automatic assistant of the «Digital literacy» classes: signing up, reminders, a person to talk to.")
IN_PRIVATE: Text = _("Talk in private")
LINK: Text = _("Post the classes of the neighbourhood here (for its leader)")
DESCRIPTION: Text = _(
    "The automatic assistant of the «Digital literacy» classes: free, and close to your home.\n\n"
    "Press «Start» to sign up, see your classes, or talk to a person.\n\n"
    "It never asks for passwords, codes or ID numbers."
)


@dataclass(frozen=True)
class Presenting:
    """One call to the platform; `what` is its content, to be compared with the last one sent."""

    key: str
    what: object
    call: Callable[[], Awaitable[object]]

    async def accepted(self) -> bool:
        try:
            await self.call()
        except TelegramError as error:
            log.warning("the profile could not be brought up to date yet", what=self.key, why=error.message)
            return False
        return True


def presentings(bot: Bot, lists: Mapping[str, Sequence[MenuLine]]) -> list[Presenting]:
    """Return all calls, for each language in `lists`; the most needed first, since the last may be throttled."""
    return [
        *(_commands(bot, language, menu) for language, menu in lists.items()),
        *(one for language in lists for one in _commands_in_groups(bot, language)),
        Presenting("menu_button", "commands", lambda: bot.set_chat_menu_button(menu_button=MenuButtonCommands())),
        *(one for language in lists for one in _texts(bot, language)),
    ]


def _commands(bot: Bot, language: str, menu: Sequence[MenuLine]) -> Presenting:
    commands = [BotCommand(line.command, line.words) for line in menu]
    what = [[line.command, line.words] for line in menu]
    return Presenting(
        f"commands:{language}", what, lambda: bot.set_my_commands(commands, language_code=_code(language))
    )


def _commands_in_groups(bot: Bot, language: str) -> list[Presenting]:
    reader, code = Reader(language), _code(language)
    talk, link = BotCommand("help", IN_PRIVATE.for_(reader)), BotCommand("noi", LINK.for_(reader))
    scopes = (BotCommandScopeAllGroupChats(), [talk]), (BotCommandScopeAllChatAdministrators(), [link, talk])
    return [
        Presenting(
            f"{scope.type}:{language}",
            [[command.command, command.description] for command in commands],
            partial(bot.set_my_commands, commands, scope, language_code=code),
        )
        for scope, commands in scopes
    ]


def _texts(bot: Bot, language: str) -> list[Presenting]:
    reader, code = Reader(language), _code(language)
    short, long, name = SHORT.for_(reader), DESCRIPTION.for_(reader), NAME.for_(reader)
    return [
        Presenting(f"short_description:{language}", short, lambda: bot.set_my_short_description(short, code)),
        Presenting(f"description:{language}", long, lambda: bot.set_my_description(long, code)),
        Presenting(f"name:{language}", name, lambda: bot.set_my_name(name, code)),
    ]


def _code(language: str) -> str | None:
    """Return None for the default language: Telegram uses it for all languages without texts."""
    return None if language == DEFAULT else language
