"""People with a phone, and groups of them: what they do reaches the bot, what it sends stands before them."""

from typing import NoReturn

from tests.fake_telegram.chats import Chat, Message, User
from tests.fake_telegram.entities import commands_in
from tests.fake_telegram.keyboards import buttons_of
from tests.fake_telegram.links import deep_link
from tests.fake_telegram.parameters import Json, Upload
from tests.fake_telegram.state import Press, State

PATIENCE = 60.0  # seconds until a test gives up, on a machine as slow as it may be


class Group:
    """A group chat; its first member made it."""

    def __init__(self, state: State, chat: Chat) -> None:
        self._state = state
        self.chat = chat

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        return self.chat.standing_messages()

    def adds_bot(self, by: "Person", *, administrator: bool = False) -> None:
        self._state.bot_moves(self.chat, by.user, "administrator" if administrator else "member")
        for number in self.chat.members:
            self._state.world.join(self.chat, self._state.world.users[number], self.chat.members[number])
        me = self._state.me.as_json()
        self._state.say(self.chat, by.user, {"new_chat_members": [me], "new_chat_member": me})

    def welcomes(self, person: "Person") -> None:
        self._state.world.join(self.chat, person.user)
        self._state.say(self.chat, person.user, {"new_chat_members": [person.user.as_json()]})

    def promotes_bot(self, by: "Person") -> None:
        self._state.bot_moves(self.chat, by.user, "administrator")

    def removes_bot(self, by: "Person") -> None:
        self._state.say(self.chat, by.user, {"left_chat_member": self._state.me.as_json()})
        self._state.bot_moves(self.chat, by.user, "kicked")

    def becomes_supergroup(self) -> "Group":
        """The old chat is left behind; the new one has another id."""
        old, world = self.chat, self._state.world
        new = world.add_group(old.title, [], supergroup=True)
        new.members, new.standing = dict(old.members), old.standing
        creator = world.users[next(iter(old.members))]
        self._state.say(old, creator, {"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        self._state.say(new, creator, {"migrate_from_chat_id": old.id})
        return Group(self._state, new)

    async def sees(self, *words: str, within: float = PATIENCE) -> Message:
        return await seen(self._state, self.chat, words, 0, within)


class Person:
    """Somebody with the app. Their private chat with the bot is `chat`."""

    def __init__(self, state: State, user: User) -> None:
        self._state = state
        self.user = user
        self.chat = state.world.chats[user.id]
        self.clipboard = ""
        self._acted = 0

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def messages(self) -> list[Message]:
        """What stands in the private chat, both sides, oldest first."""
        return self.chat.standing_messages()

    @property
    def presses_made(self) -> list[Press]:
        return [press for press in self._state.presses.values() if press.person is self.user]

    @property
    def commands(self) -> list[str]:
        """The menu of commands in the private chat, in the person's language."""
        return self._state.profile.private_menu(self.id, self.user.language_code or "")

    def commands_in(self, group: Group) -> list[str]:
        """The same in a group."""
        leads = group.chat.members.get(self.id) in {"creator", "administrator"}
        return self._state.profile.group_menu((group.id, self.id), self.user.language_code or "", leads=leads)

    async def says(self, text: str, to: Group | None = None, reply_to: Message | None = None) -> int | None:
        content: Json = {"text": text, "entities": commands_in(text)}
        if reply_to is not None:
            content["reply_to_message"] = reply_to.body
        return self._say({name: value for name, value in content.items() if value}, to)

    async def edits(self, text: str) -> int | None:
        """The last of their own messages."""
        mine = [message for message in self.messages if not message.by_bot]
        return self._state.edit(mine[-1], text)

    async def sends_sticker(self, emoji: str = "👍", to: Group | None = None) -> int | None:
        file = self._state.files.add("sticker", Upload("s.webp", emoji.encode(), "image/webp"))
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._say({"sticker": file.as_json() | looks | {"emoji": emoji}}, to)

    async def sends_photo(self, caption: str = "", to: Group | None = None) -> int | None:
        file = self._state.files.add("photo", Upload("p.jpg", b"\xff\xd8\xff" + caption.encode(), "image/jpeg"))
        size = file.as_json() | {"width": file.width, "height": file.height}
        return self._say({"photo": [size]} | ({"caption": caption} if caption else {}), to)

    async def sends_document(self, name: str, content: bytes) -> int | None:
        file = self._state.files.add("document", Upload(name, content, "application/octet-stream"))
        return self._say({"document": file.as_json() | {"file_name": name, "mime_type": file.mime}})

    async def sends_voice(self, seconds: int = 3) -> int | None:
        file = self._state.files.add("voice", Upload("v.ogg", bytes(seconds), "audio/ogg"))
        return self._say({"voice": file.as_json() | {"duration": seconds, "mime_type": "audio/ogg"}})

    async def sends_location(self, latitude: float = 10.98, longitude: float = 106.65) -> int | None:
        return self._say({"location": {"latitude": latitude, "longitude": longitude}})

    async def sends_contact(self, phone: str = "+84901234567", of: "Person | None" = None) -> int | None:
        whom = of or self
        contact = {"phone_number": phone, "first_name": whom.user.first_name, "user_id": whom.id}
        return self._say({"contact": contact})

    async def opens(self, link: str, group: Group | None = None) -> int | None:
        """Follow a deep link to the bot; the app takes only what the platform allows in one."""
        found = deep_link(link)
        if found is None or found.bot != self._state.me.username or not found.allowed:
            raise AssertionError(f"not a deep link to this bot: {link}")
        if found.kind == "start":
            return await self.says(f"/start {found.payload}")
        if group is None:
            raise AssertionError("?startgroup= asks for a group")
        group.adds_bot(self)
        return await self.says(f"/start@{self._state.me.username} {found.payload}", group)

    def blocks(self) -> int | None:
        return self._state.bot_moves(self.chat, self.user, "kicked")

    def unblocks(self) -> int | None:
        return self._state.bot_moves(self.chat, self.user, "member")

    def deletes_account(self) -> None:
        self.chat.standing = "deactivated"

    async def presses(self, label: str, *, on: Message | None = None, within: float = PATIENCE) -> Press | None:
        """Tap the newest button with this label, as soon as there is one (`on`: of this message, in any chat)."""
        chat = on.chat if on is not None else self.chat
        held = await self._state.clock.until(lambda: _button(chat, label, on), within)
        if held is None:
            _not_there(f"{self.user.first_name} has no button {label!r}", chat)
        self._acted = self._state.world.latest_touch()
        return await self._press(*held)

    async def reacts(self, emoji: str, to: Message) -> int | None:
        """Put a sign to a message; an empty one takes it away."""
        self._acted = self._state.world.latest_touch()
        return self._state.react(self.user, to, emoji)

    async def sees(self, *words: str, within: float = PATIENCE) -> Message:
        """Wait until one message of the bot's holds all these words; it may be an old one."""
        return await seen(self._state, self.chat, words, 0, within)

    async def sees_new(self, *words: str, within: float = PATIENCE) -> Message:
        """The same, but sent or edited since this person last did something."""
        return await seen(self._state, self.chat, words, self._acted, within)

    async def _press(self, message: Message, button: Json) -> Press | None:
        if "callback_data" in button:
            return self._state.press(self.user, message, button["callback_data"])
        if "copy_text" in button:
            self.clipboard = button["copy_text"]["text"]
        elif "url" in button and deep_link(button["url"]):
            await self.opens(button["url"])
        elif button.get("request_contact"):
            await self.sends_contact()
        elif button.get("request_location"):
            await self.sends_location()
        elif message.reply_keyboard is not None:
            await self.says(button["text"])
        return None

    def _say(self, content: Json, to: Group | None = None) -> int | None:
        self._acted = self._state.world.latest_touch()
        if to is None and self.chat.standing in {"unknown", "seen"}:
            self.chat.standing = "member"
        return self._state.say(self.chat if to is None else to.chat, self.user, content)


def _button(chat: Chat, label: str, on: Message | None) -> tuple[Message, Json] | None:
    """The newest that reads just so, else the newest that has these words in it; a reply keyboard is under the last."""
    messages = chat.standing_messages()[::-1] if on is None else [chat.messages.get(on.id, on)]
    keyboard = next((message for message in messages if message.reply_keyboard is not None), None)
    shown = [(message, button) for message in messages for button in buttons_of(message.body.get("reply_markup"))]
    if keyboard is not None:
        shown += [(keyboard, button) for button in buttons_of(keyboard.reply_keyboard)]
    exact = [held for held in shown if held[1]["text"] == label]
    return next(iter(exact or [held for held in shown if label in held[1]["text"]]), None)


async def seen(state: State, chat: Chat, words: tuple[str, ...], since: int, within: float) -> Message:
    def found() -> Message | None:
        fresh = [one for one in chat.standing_messages() if one.by_bot and one.touched > since]
        return next((one for one in reversed(fresh) if all(part in one.text for part in words)), None)

    message = await state.clock.until(found, within)
    if message is None:
        _not_there(f"{chat.title} does not see {words!r}", chat)
    return message


def _not_there(what: str, chat: Chat) -> NoReturn:
    raise AssertionError(f"{what} in:\n{chat.show()}")
