"""Telegram's updates as Incoming."""

import re
from typing import Any

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberRestricted, ChatMemberUpdated, Message, Update
from telegram.constants import ChatType

from bot.chat.message import Incoming, Kind, Room
from bot.i18n import Reader, _
from bot.i18n.catalogs import known

NAME = "telegram"
# What we ask the platform for; all that `to_incoming` can read.
KINDS = ["message", "callback_query", "my_chat_member"]

_NOT_HERE = _("This button does nothing here, among so many people. Please write to me in private.")
_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
_LONGEST_TITLE = 128
_COMMAND = re.compile(r"/\w{1,32}(?:@(\w+))?(?!\S)")
_KINDS = {
    "sticker": Kind.STICKER,
    "animation": Kind.STICKER,
    "photo": Kind.PHOTO,
    "video": Kind.PHOTO,
    "voice": Kind.VOICE,
    "video_note": Kind.VOICE,
    "audio": Kind.VOICE,
    "location": Kind.LOCATION,
    "venue": Kind.LOCATION,
    "contact": Kind.CONTACT,
}


def to_incoming(update: Update, me: str = "") -> Incoming | None:
    """What a person said to us in private or by a command in a group's chat, and what became of us in either.

    None for everything else: channels, edits, bots, anonymous administrators, talk among others. `me` is our username.
    """
    if update.callback_query is not None:
        return _tap(update.update_id, update.callback_query)
    if update.my_chat_member is not None:
        return _standing(update.update_id, update.my_chat_member)
    message = update.message
    if message is None:
        return None
    if message.chat.type in _GROUPS:
        return _moved(update.update_id, message) or _command(update.update_id, message, me)
    return _said(update.update_id, message) if message.chat.type == ChatType.PRIVATE else None


def not_for_groups(query: dict[str, Any]) -> str | None:
    """What to answer to a tap in the chat of a group, before it has been read; None for one in private.

    Our buttons there are links: this one is of a former time, or was never meant for whoever taps it.
    """
    chat = (query.get("message") or {}).get("chat") or {}
    if chat.get("type", ChatType.PRIVATE) == ChatType.PRIVATE:
        return None
    sender = query.get("from") or {}
    return _NOT_HERE.for_(Reader(known(str(sender.get("language_code") or ""))))


def _said(update_id: int, message: Message) -> Incoming | None:
    if message.from_user is None or message.from_user.is_bot:
        return None
    return Incoming(
        channel=NAME,
        event_id=str(update_id),
        external_id=str(message.chat.id),
        kind=_kind(message),
        text=message.text or "",
        own_number=_own_number(message),
        profile_name=message.from_user.full_name,
        language=message.from_user.language_code,
        message_id=str(message.message_id),
    )


def _own_number(message: Message) -> str:
    """The number of a shared contact if it is the sender's; anybody's can be forwarded."""
    contact, sender = message.contact, message.from_user
    if contact is None or sender is None or contact.user_id != sender.id or message.forward_origin is not None:
        return ""
    return f"+{contact.phone_number.lstrip('+')}"


def _tap(update_id: int, query: CallbackQuery) -> Incoming | None:
    # A tap in a group is a stranger's to this private talk.
    if query.message is not None and query.message.chat.type != ChatType.PRIVATE:
        return None
    return Incoming(
        channel=NAME,
        event_id=str(update_id),
        external_id=str(query.from_user.id),
        kind=Kind.TAP,
        tap=query.data or "",
        profile_name=query.from_user.full_name,
        language=query.from_user.language_code,
    )


def _standing(update_id: int, change: ChatMemberUpdated) -> Incoming | None:
    """We were blocked, or let in again; or put into a group's chat by somebody, or out of it by anybody."""
    chat, is_in = change.chat, _is_in(change.new_chat_member)
    if chat.type == ChatType.PRIVATE:
        return Incoming(NAME, str(update_id), str(chat.id), Kind.BACK if is_in else Kind.BLOCKED)
    if chat.type not in _GROUPS:
        return None
    if not is_in:
        return Incoming(NAME, str(update_id), str(chat.id), Kind.PUT_OUT, room=_room(chat))
    if _is_in(change.old_chat_member) or change.from_user.is_bot:
        return None
    return Incoming(NAME, str(update_id), str(change.from_user.id), Kind.PUT_IN, room=_room(chat))


def _is_in(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in {ChatMember.LEFT, ChatMember.BANNED}


def _moved(update_id: int, message: Message) -> Incoming | None:
    """Both the old chat and the new one say so."""
    here = message.chat.id
    if message.migrate_to_chat_id:
        room = Room(str(int(message.migrate_to_chat_id)), was=str(here))
    elif message.migrate_from_chat_id:
        room = Room(str(here), was=str(int(message.migrate_from_chat_id)))
    else:
        return None
    return Incoming(NAME, str(update_id), room.external_id, Kind.MOVED, room=room)


def _command(update_id: int, message: Message, me: str) -> Incoming | None:
    """`/help` or `/help@us`, by a person under their own name; commands for other assistants are theirs."""
    sender, words = message.from_user, message.text or ""
    command = _COMMAND.match(words)
    if command is None or sender is None or sender.is_bot or message.sender_chat is not None:
        return None
    if (command[1] or me).lower() != me.lower():
        return None
    room, language = _room(message.chat), sender.language_code
    return Incoming(NAME, str(update_id), str(sender.id), text=words, language=language, room=room)


def _room(chat: Chat) -> Room:
    # Without what turns the line around or ends it.
    return Room(str(int(chat.id)), "".join(c for c in chat.title or "" if c.isprintable())[:_LONGEST_TITLE])


def _kind(message: Message) -> Kind:
    if message.text:
        return Kind.TEXT
    # A picture sent as a file is one all the same.
    if message.document is not None and (message.document.mime_type or "").startswith("image/"):
        return Kind.PHOTO
    return next((kind for field, kind in _KINDS.items() if getattr(message, field)), Kind.OTHER)
