"""All that the platform knows of one bot."""

from dataclasses import dataclass
from itertools import count

from tests.fake_telegram.chats import Chat, Message, User, World
from tests.fake_telegram.clock import Clock
from tests.fake_telegram.files import Files
from tests.fake_telegram.parameters import Json
from tests.fake_telegram.profile import Profile
from tests.fake_telegram.updates import CALLBACK_LIFE, Updates
from tests.fake_telegram.webhook import Webhook

ANSWER_WITHIN = 15.0


@dataclass
class Press:
    """A tap on a button, and what the bot answered to it."""

    id: str
    person: User
    update_id: int | None
    at: float
    answer: Json | None = None
    answered_at: float | None = None


@dataclass
class Action:
    """«typing …» and the like."""

    chat_id: int
    action: str
    at: float


class State:
    """`me` is the bot."""

    def __init__(self, clock: Clock, me: User) -> None:
        self.clock = clock
        self.me = me
        self.world = World(clock, me)
        self.updates = Updates(clock)
        self.webhook = Webhook(self.updates, clock)
        self.files = Files()
        self.profile = Profile(me.first_name)
        self.presses: dict[str, Press] = {}
        self.actions: list[Action] = []
        self.reads_groups = False
        self._query_ids = count(7_000_000_000_000_001)

    def say(self, chat: Chat, sender: User, content: Json) -> int | None:
        """Somebody writes; says the update's id, or None if the bot does not get it."""
        message = self.world.post(chat, sender, content)
        return self._tell(message, "message") if self._heard(chat, message) else None

    def edit(self, message: Message, text: str) -> int | None:
        """Somebody corrects a message of theirs."""
        self.world.change(message, {"text": text})
        return self._tell(message, "edited_message") if self._heard(message.chat, message) else None

    def press(self, person: User, message: Message, data: str) -> Press:
        """A tap on a callback button."""
        query = Press(str(next(self._query_ids)), person, None, self.clock.now())
        body = {
            "id": query.id,
            "from": person.as_json(),
            "message": message.body,
            "chat_instance": str(-message.chat.id * 7),
            "data": data,
        }
        self.presses[query.id] = query
        query.update_id = self.updates.add("callback_query", body, life=CALLBACK_LIFE, queue=("callback", person.id))
        return query

    def react(self, person: User, message: Message, emoji: str) -> int | None:
        """A sign is put to a message; bots hear of it only if they have asked for it."""
        message.body.get("reactions", [])
        now = [{"type": "emoji", "emoji": emoji}] if emoji else []
        body = {
            "chat": message.chat.as_json(),
            "message_id": message.id,
            "user": person.as_json(),
            "date": int(self.clock.now()),
            "old_reaction": [],
            "new_reaction": now,
        }
        return self.updates.add("message_reaction", body, queue=("chat", message.chat.id))

    def bot_moves(self, chat: Chat, by: User, standing: str) -> int | None:
        """The bot is added, promoted, removed, blocked, unblocked."""
        before, chat.standing = chat.standing, standing
        body = {
            "chat": chat.as_json(),
            "from": by.as_json(),
            "date": int(self.clock.now()),
            "old_chat_member": member_json(self.me, "left" if before in {"unknown", "seen"} else before),
            "new_chat_member": member_json(self.me, standing),
        }
        self.clock.ring()
        return self.updates.add("my_chat_member", body, queue=("standing", chat.id))

    def _tell(self, message: Message, kind: str) -> int | None:
        return self.updates.add(kind, message.body, queue=("chat", message.chat.id))

    def _heard(self, chat: Chat, message: Message) -> bool:
        """Privacy mode: in a group the bot hears commands for it, replies to it and what happened to the group."""
        if chat.private:
            return chat.standing == "member"
        if chat.standing != "member":
            return chat.standing == "administrator"
        body = message.body
        if self.reads_groups or not ("text" in body or "caption" in body or "sticker" in body or "photo" in body):
            return True
        replied: Json = body.get("reply_to_message", {}).get("from", {})
        return replied.get("id") == self.me.id or self._is_command_for_me(body)

    def _is_command_for_me(self, body: Json) -> bool:
        for entity in body.get("entities", []):
            raw = body["text"].encode("utf-16-le")[entity["offset"] * 2 :][: entity["length"] * 2]
            _, _, addressee = raw.decode("utf-16-le").partition("@")
            if entity["type"] == "bot_command" and addressee in {"", self.me.username}:
                return True
        return False


def member_json(user: User, status: str) -> Json:
    """A ChatMember with all that its status requires."""
    member: Json = {"user": user.as_json(), "status": status}
    if status == "creator":
        member |= {"is_anonymous": False}
    elif status == "administrator":
        rights = "delete_messages manage_video_chats restrict_members promote_members change_info invite_users"
        more = "manage_chat post_stories edit_stories delete_stories"
        member |= {"can_be_edited": False, "is_anonymous": False}
        member |= {f"can_{right}": True for right in f"{rights} {more}".split()}
    elif status == "kicked":
        member |= {"until_date": 0}
    return member
