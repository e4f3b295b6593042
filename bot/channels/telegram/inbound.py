"""Converts Telegram updates into Incoming."""

import re
from dataclasses import replace

from telegram import ChatMember
from telegram.constants import ChatType

from bot.channels.channel import Unreadable
from bot.channels.telegram.reading import UpdatePart
from bot.chat.message import ChatRoom, Incoming, IncomingKind, Received
from bot.documents.sheets import is_table
from bot.i18n import Reader, _
from bot.i18n.catalogs import known

NAME = "telegram"
# The kinds of updates asked for, all that `to_incoming` reads.
KINDS = ["message", "edited_message", "callback_query", "message_reaction", "my_chat_member"]

_NOT_HERE = _("This cannot be done here, among so many people. Please write to me in private.")
_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
_IN = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER})
_OUT = frozenset({ChatMember.LEFT, ChatMember.BANNED})
_LONGEST_TITLE = 128
_COMMAND = re.compile(r"/\w{1,32}(?:@(\w+))?(?!\S)")
_KINDS = {
    "sticker": IncomingKind.STICKER,
    "animation": IncomingKind.STICKER,
    "photo": IncomingKind.PHOTO,
    "video": IncomingKind.PHOTO,
    "voice": IncomingKind.VOICE,
    "video_note": IncomingKind.VOICE,
    "audio": IncomingKind.VOICE,
    "location": IncomingKind.LOCATION,
    "venue": IncomingKind.LOCATION,
    "contact": IncomingKind.CONTACT,
}


def to_incoming(update: UpdatePart, me: str = "") -> Incoming | None:
    """Convert private messages, taps, reactions, commands in groups, and changes of membership. Raises Unreadable.

    None for everything else: channels, bots, other talk in groups. `me` is the bot's username.
    """
    number = str(update.number("update_id"))
    for name, read in _READ.items():
        if (part := update.maybe(name)) is not None:
            return read(number, part)
    if (message := update.maybe("message")) is None:
        return None
    kind = _type(message)
    if kind in _GROUPS:
        return _moved(number, message) or _command(number, message, me)
    return _said(number, message) if kind == ChatType.PRIVATE else None


def not_for_groups(query: UpdatePart) -> str | None:
    """Return the refusal of a tap in a group's chat; None for a private one.

    Buttons in groups are links: this one is outdated, or was not made for this person.
    """
    if _is_private(query):
        return None
    return _NOT_HERE.for_(Reader(known(query.part("from").words("language_code"))))


def _said(number: str, message: UpdatePart) -> Incoming | None:
    sender = _person(message)
    if sender is None:
        return None
    text = message.words("text")
    return Incoming(
        channel=NAME,
        event_id=number,
        external_id=_account(message.part("chat")),
        kind=IncomingKind.TEXT if text else _kind(message),
        text=text or message.words("caption"),
        album=message.words("media_group_id"),
        own_number=_own_number(message, sender),
        profile_name=_full_name(sender),
        language=sender.words("language_code") or None,
        message_id=str(message.number("message_id")),
        file=_file(message),
    )


def _edited(number: str, message: UpdatePart) -> Incoming | None:
    """Convert what is told when a message is changed later; a live location changes all the time."""
    if _type(message) != ChatType.PRIVATE or not (message.words("text") or message.words("caption")):
        return None
    said = _said(number, message)
    return None if said is None else replace(said, kind=IncomingKind.EDITED, file=None)


def _file(message: UpdatePart) -> Received | None:
    document = message.maybe("document")
    return None if document is None else Received(document.words("file_name"), size=_size(document))


def table_of(update: UpdatePart) -> str | None:
    """Return the file id of a document sent in private, if it may be a small table."""
    message = update.maybe("message")
    document = message.maybe("document") if message is not None and "from" in message else None
    if message is None or document is None or message.part("chat").words("type") != ChatType.PRIVATE:
        return None
    return document.words("file_id") if is_table(document.words("file_name"), _size(document)) else None


def _size(document: UpdatePart) -> int:
    return document.number("file_size") if "file_size" in document else 0


def _own_number(message: UpdatePart, sender: UpdatePart) -> str:
    """Return the number of a shared contact only if it is the sender's: any contact can be forwarded."""
    contact = message.maybe("contact")
    if contact is None or "user_id" not in contact or "forward_origin" in message:
        return ""
    phone = contact.words("phone_number").lstrip("+")
    return f"+{phone}" if phone and contact.number("user_id") == sender.number("id") else ""


def _tap(number: str, query: UpdatePart) -> Incoming | None:
    # A tap in a group has nothing to do with the private talk.
    sender = _person(query)
    if sender is None or not _is_private(query):
        return None
    return Incoming(
        channel=NAME,
        event_id=number,
        external_id=_account(sender),
        kind=IncomingKind.TAP,
        tap=query.words("data"),
        profile_name=_full_name(sender),
        language=sender.words("language_code") or None,
    )


def _reaction(number: str, change: UpdatePart) -> Incoming | None:
    """Convert a sign put to a message in private; return None if it was taken away, or is a custom emoji."""
    sender, signs = change.maybe("user"), [each.words("emoji") for each in change.parts("new_reaction")]
    if sender is None or sender.is_true("is_bot") or _type(change) != ChatType.PRIVATE or not any(signs):
        return None
    return Incoming(
        channel=NAME,
        event_id=number,
        external_id=_account(sender),
        kind=IncomingKind.REACTION,
        text="".join(signs),
        profile_name=_full_name(sender),
        language=sender.words("language_code") or None,
        reacts_to=str(change.number("message_id")),
    )


def _is_private(query: UpdatePart) -> bool:
    message = query.maybe("message")
    return message is None or _type(message) == ChatType.PRIVATE


def _membership(number: str, change: UpdatePart) -> Incoming | None:
    chat, kind = change.part("chat"), _type(change)
    if kind == ChatType.PRIVATE:
        is_back = _is_in(change, "new_chat_member")
        return Incoming(NAME, number, _account(chat), IncomingKind.BACK if is_back else IncomingKind.BLOCKED)
    if kind not in _GROUPS:
        return None
    if not _is_in(change, "new_chat_member"):
        return Incoming(NAME, number, _room_id(chat, "id"), IncomingKind.PUT_OUT, room=_room(chat))
    sender = _person(change)
    if sender is None or _is_in(change, "old_chat_member"):
        return None
    return Incoming(NAME, number, _account(sender), IncomingKind.PUT_IN, room=_room(chat))


def _is_in(change: UpdatePart, name: str) -> bool:
    member = change.part(name)
    status = member.words("status")
    if status == ChatMember.RESTRICTED:
        return member.is_true("is_member")
    if status not in _IN | _OUT:
        raise Unreadable(f"{name}.status")
    return status in _IN


def _moved(number: str, message: UpdatePart) -> Incoming | None:
    here = _room_id(message.part("chat"), "id")
    if "migrate_to_chat_id" in message:
        room = ChatRoom(_room_id(message, "migrate_to_chat_id"), was=here)
    elif "migrate_from_chat_id" in message:
        room = ChatRoom(here, was=_room_id(message, "migrate_from_chat_id"))
    else:
        return None
    return Incoming(NAME, number, room.external_id, IncomingKind.MOVED, room=room)


def _command(number: str, message: UpdatePart, me: str) -> Incoming | None:
    sender, words = _person(message), message.words("text")
    command = _COMMAND.match(words)
    if command is None or (command[1] or me).lower() != me.lower():
        return None
    room = replace(_room(message.part("chat")), thread=_thread(message))
    if _is_the_chat_itself(message):
        return Incoming(NAME, number, room.external_id, text=words, room=room, as_group=True)
    if sender is None or "sender_chat" in message:
        return None
    language = sender.words("language_code") or None
    return Incoming(NAME, number, _account(sender), text=words, language=language, room=room)


def _is_the_chat_itself(message: UpdatePart) -> bool:
    """Return whether an administrator wrote without a name, as the chat."""
    sender = message.maybe("sender_chat")
    return sender is not None and sender.number("id") == message.part("chat").number("id")


def _thread(message: UpdatePart) -> str:
    """Return the topic, in a chat that has topics; elsewhere the number only says what is answered."""
    return str(message.number("message_thread_id")) if message.is_true("is_topic_message") else ""


def _person(holder: UpdatePart) -> UpdatePart | None:
    sender = holder.maybe("from")
    return None if sender is None or sender.is_true("is_bot") else sender


def _type(holder: UpdatePart) -> str:
    if not (kind := holder.part("chat").words("type")):
        raise Unreadable("type of a chat")
    return kind


def _account(person: UpdatePart) -> str:
    number = person.number("id")
    if number <= 0:
        raise Unreadable("id of a person")
    return str(number)


def _room_id(holder: UpdatePart, name: str) -> str:
    number = holder.number(name)
    if number >= 0:
        raise Unreadable("id of a group")
    return str(number)


def _room(chat: UpdatePart) -> ChatRoom:
    # Control characters could reverse or end the line.
    title = "".join(c for c in chat.words("title") if c.isprintable())
    return ChatRoom(_room_id(chat, "id"), title[:_LONGEST_TITLE])


def _full_name(person: UpdatePart) -> str:
    return f"{person.words('first_name')} {person.words('last_name')}".strip()


def _kind(message: UpdatePart) -> IncomingKind:
    return next((kind for field, kind in _KINDS.items() if field in message), IncomingKind.OTHER)


_READ = {
    "callback_query": _tap,
    "my_chat_member": _membership,
    "edited_message": _edited,
    "message_reaction": _reaction,
}
