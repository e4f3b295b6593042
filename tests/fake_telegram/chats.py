"""People, chats and the messages that stand in them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count

from tests.fake_telegram.clock import Clock
from tests.fake_telegram.keyboards import buttons_of
from tests.fake_telegram.parameters import Json
from tests.fake_telegram.refusals import bad, forbidden

# 52 significant bits, as the platform announces them.
_FIRST_USER, _FIRST_GROUP, _FIRST_SUPERGROUP = 4_503_599_000_000_001, 4_000_000_001, 1_002_500_000_001
# Where the bot stands in a chat. Private: unknown → seen (in a group) → member ↔ kicked; or deactivated.
MAY_WRITE = {"member", "administrator"}


@dataclass(frozen=True)
class User:
    id: int
    first_name: str
    language_code: str | None = None
    username: str | None = None
    is_bot: bool = False

    def as_json(self) -> Json:
        """Fields without a value are left out, as they do."""
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(eq=False)
class Message:
    """As it stands now, edits applied; `touched` counts up over all chats with each change."""

    id: int
    chat: "Chat"
    by_bot: bool
    body: Json
    touched: int
    reply_keyboard: Json | None = None

    @property
    def text(self) -> str:
        """Its text, or the caption of its picture."""
        return str(self.body.get("text", self.body.get("caption", "")))

    @property
    def edited(self) -> bool:
        return "edit_date" in self.body

    @property
    def buttons(self) -> list[str]:
        return [button["text"] for button in buttons_of(self.body.get("reply_markup"))]

    def __repr__(self) -> str:
        who = "bot" if self.by_bot else "person"
        return f"<{self.id} {who}: {self.text!r}{''.join(f' [{label}]' for label in self.buttons)}>"


@dataclass(eq=False)
class Chat:
    id: int
    kind: str
    title: str
    standing: str
    owner: User | None = None
    members: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    migrated_to: int = 0
    topics: set[int] = field(default_factory=set)

    @property
    def private(self) -> bool:
        return self.owner is not None

    def as_json(self) -> Json:
        if self.owner is None:
            return {"id": self.id, "type": self.kind, "title": self.title}
        return {"id": self.id, "type": "private"} | {
            name: value for name, value in self.owner.as_json().items() if name in {"first_name", "username"}
        }

    def standing_messages(self) -> list[Message]:
        return [self.messages[number] for number in sorted(self.messages)]

    def show(self) -> str:
        return "\n".join(map(repr, self.standing_messages())) or "(empty)"


class World:
    """Everybody and every chat, whether the bot has met them or not."""

    def __init__(self, clock: Clock, me: User) -> None:
        self.me = me
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, User] = {me.id: me}
        self._clock = clock
        self._user_ids, self._touches = count(_FIRST_USER), count(1)
        self._group_ids, self._supergroup_ids = count(_FIRST_GROUP), count(_FIRST_SUPERGROUP)
        # Private chats and basic groups share one row of message ids; each supergroup has its own.
        self._account_ids = count(1)
        self._supergroup_message_ids: dict[int, count[int]] = {}

    def add_person(self, name: str, language: str | None) -> User:
        number = next(self._user_ids)
        user = self.users[number] = User(number, name, language)
        self.chats[number] = Chat(number, "private", name, "unknown", owner=user)
        return user

    def add_group(self, title: str, members: Iterable[User], *, supergroup: bool) -> Chat:
        number = -next(self._supergroup_ids if supergroup else self._group_ids)
        chat = self.chats[number] = Chat(number, "supergroup" if supergroup else "group", title, "left")
        for n, member in enumerate(members):
            self.join(chat, member, "member" if n else "creator")
        return chat

    def join(self, chat: Chat, user: User, status: str = "member") -> None:
        chat.members[user.id] = status
        alone = self.chats.get(user.id)
        if alone is not None and alone.standing == "unknown" and chat.standing in MAY_WRITE:
            alone.standing = "seen"

    def post(self, chat: Chat, sender: User, content: Json) -> Message:
        """A new message; it gets its number and date."""
        number = next(self._ids_of(chat))
        body = {
            "message_id": number,
            "from": sender.as_json(),
            "chat": chat.as_json(),
            "date": int(self._clock.now()),
        } | content
        message = chat.messages[number] = Message(number, chat, sender is self.me, body, next(self._touches))
        self._clock.ring()
        return message

    def change(self, message: Message, content: Json) -> None:
        """An edit: what is None goes."""
        message.body = {name: value for name, value in (message.body | content).items() if value is not None}
        message.body["edit_date"] = int(self._clock.now())
        message.touched = next(self._touches)
        self._clock.ring()

    def remove(self, message: Message) -> None:
        del message.chat.messages[message.id]
        self._clock.ring()

    def latest_touch(self) -> int:
        """A mark to compare `Message.touched` with: all there is was touched before."""
        return next(self._touches)

    def readable(self, chat_id: object) -> Chat:
        """The chat if the bot knows it."""
        if chat_id == "":
            raise bad("chat_id is empty")
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None or chat.standing == "unknown":
            raise bad("chat not found")
        return chat

    def writable(self, chat_id: object) -> Chat:
        """The chat if the bot may write there; else the platform's refusal."""
        chat = self.readable(chat_id)
        if chat.migrated_to:
            refusal = bad("group chat was upgraded to a supergroup chat")
            refusal.parameters["migrate_to_chat_id"] = chat.migrated_to
            raise refusal
        if chat.standing not in MAY_WRITE:
            raise forbidden(_why_not(chat))
        return chat

    def _ids_of(self, chat: Chat) -> "count[int]":
        if chat.kind != "supergroup":
            return self._account_ids
        return self._supergroup_message_ids.setdefault(chat.id, count(1))


def _why_not(chat: Chat) -> str:
    if chat.standing == "deactivated":
        return "user is deactivated"
    if chat.private:
        blocked = chat.standing == "kicked"
        return "bot was blocked by the user" if blocked else "bot can't initiate conversation with a user"
    was = "bot was kicked from the" if chat.standing == "kicked" else "bot is not a member of the"
    return f"{was} {chat.kind} chat"
