"""How the bot presents itself: commands by scope and language, its names and descriptions, the menu button."""

import re
from collections.abc import Hashable
from dataclasses import dataclass, field

from tests.fake_telegram.entities import units
from tests.fake_telegram.parameters import Json
from tests.fake_telegram.refusals import bad

COMMANDS_LIMIT, COMMAND_LIMIT, DESCRIPTION_LIMIT = 100, 32, 256
_COMMAND = re.compile(r"[a-z0-9_]+")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
# What the texts are called in the methods, their limits, and what is said when they are passed.
_TEXTS = {
    "name": (64, "BOT_NAME_TOO_LONG"),
    "description": (512, "DESCRIPTION_TOO_LONG"),
    "short_description": (120, "ABOUT_TOO_LONG"),
}

Scope = tuple[Hashable, ...]


@dataclass
class Profile:
    first_name: str
    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)

    def put_commands(self, scope: Scope, language: str, commands: list[Json]) -> None:
        key = (scope, _checked_language(language))
        if len(commands) > COMMANDS_LIMIT:
            raise bad("BOT_COMMANDS_TOO_MUCH")
        self.commands[key] = [_checked_command(command) for command in commands]

    def drop_commands(self, scope: Scope, language: str) -> None:
        self.commands.pop((scope, _checked_language(language)), None)

    def commands_at(self, scope: Scope, language: str) -> list[Json]:
        """What was set for exactly this."""
        return self.commands.get((scope, _checked_language(language)), [])

    def private_menu(self, person: int, language: str) -> list[str]:
        """The commands that a person sees in the private chat."""
        return self._menu([("chat", person), ("all_private_chats",), ("default",)], language)

    def group_menu(self, place: tuple[int, int], language: str, *, leads: bool) -> list[str]:
        """The commands that a person sees in a group; `place` is the group and the person."""
        group = place[0]
        for_all: list[Scope] = [("chat_member", *place), ("chat", group), ("all_group_chats",), ("default",)]
        if leads:
            for_all.insert(1, ("chat_administrators", group))
            for_all.insert(3, ("all_chat_administrators",))
        return self._menu(for_all, language)

    def _menu(self, scopes: list[Scope], language: str) -> list[str]:
        """The narrowest scope that has a list wins, and in it the own language."""
        for scope in scopes:
            for spoken in (language, ""):
                if commands := self.commands.get((scope, spoken)):
                    return [command["command"] for command in commands]
        return []

    def put_text(self, which: str, language: str, text: str) -> None:
        limit, refusal = _TEXTS[which]
        key = (which, _checked_language(language))
        if units(text) > limit:
            raise bad(refusal)
        self.texts[key] = text

    def text_at(self, which: str, language: str) -> str:
        given = self.texts.get((which, language)) or self.texts.get((which, ""), "")
        return given or (self.first_name if which == "name" else "")

    def put_menu_button(self, chat_id: int | None, button: Json | None) -> None:
        given = button or {"type": "default"}
        if given.get("type") not in {"default", "commands", "web_app"}:
            raise bad("unsupported menu button type")
        if given["type"] == "web_app" and not str(given.get("web_app", {}).get("url", "")).startswith("https://"):
            raise bad("menu button Web App URL is invalid: Only HTTPS links are allowed")
        self.menu_buttons[chat_id] = given

    def menu_button(self, chat_id: int | None) -> Json:
        found: Json = self.menu_buttons.get(chat_id) or self.menu_buttons.get(None) or {"type": "default"}
        return found


def scope_of(given: Json | None) -> Scope:
    """As a key: the kind, then whom it is for."""
    scope = given or {"type": "default"}
    if scope.get("type") not in _SCOPES:
        raise bad("unsupported BotCommandScope type specified")
    parts = _SCOPES[scope["type"]]
    for part in parts:
        if not scope.get(part):
            raise bad(f"can't parse BotCommandScope: Can't find field \"{part}\"")
    return (scope["type"], *(scope[part] for part in parts))


def _checked_command(command: Json) -> Json:
    name, description = command.get("command", "").strip().removeprefix("/"), command.get("description", "").strip()
    if not name or not description:
        raise bad(f"command {'description ' if name else ''}must be non-empty")
    if len(name) > COMMAND_LIMIT:
        raise bad(f"command length must not exceed {COMMAND_LIMIT}")
    if len(description) > DESCRIPTION_LIMIT:
        raise bad(f"command description length must not exceed {DESCRIPTION_LIMIT}")
    if not _COMMAND.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def _checked_language(language: str) -> str:
    if not _LANGUAGE.fullmatch(language):
        raise bad("invalid language code specified")
    return language
