"""Converts Zalo's updates into Incoming: flat or wrapped, whole or with parts missing."""

import hashlib
import re

from bot.channels.channel import Unreadable
from bot.chat.message import ChatRoom, Incoming, IncomingKind
from bot.domain.vietnamese import normal

_EVENT = re.compile(r"message\.(\w+)\.received")
_KINDS = {
    "text": IncomingKind.TEXT,
    "image": IncomingKind.PHOTO,
    "sticker": IncomingKind.STICKER,
    "voice": IncomingKind.VOICE,
    "location": IncomingKind.LOCATION,
    "contact": IncomingKind.CONTACT,
    "unsupported": IncomingKind.HIDDEN,
}
_GROUP = "GROUP"
_ACCOUNT = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LONGEST_ID = 56  # with what stands before it, it still fits
# Put before the number of what cannot be read: if a later version can, it counts as new.
UNREAD = "unread:"


def to_incoming(update: object, channel: str, me: str = "") -> Incoming | None:
    """Convert what somebody has sent. Raises Unreadable. None for what is not meant for us: other bots, reactions.

    `me` is the bot's name: in a group a message that is for it begins with it.
    """
    whole = unwrapped(update)
    event = _EVENT.fullmatch(_words(whole, "event_name"))
    if event is None or event[1] == "reaction":
        return None
    message = _part(whole, "message")
    sender, chat = _maybe(message, "from"), _maybe(message, "chat")
    if sender.get("is_bot") is True:
        return None
    kind = _KINDS.get(event[1], IncomingKind.OTHER)
    text = _words(message, "text") if kind is IncomingKind.TEXT else ""
    room = _room(chat)
    return Incoming(
        channel=channel,
        event_id=number_of(whole),
        external_id=_account(chat if room is None and "id" in chat else sender),
        kind=kind if kind is not IncomingKind.TEXT or text else IncomingKind.OTHER,
        text=_without_mention(text, me) if room is not None else text,
        profile_name=_line(_words(sender, "display_name")),
        room=room,
    )


def unwrapped(update: object) -> dict[str, object]:
    """Raises Unreadable."""
    if isinstance(update, dict) and "event_name" not in update and "result" in update:
        update = update["result"]
    if not isinstance(update, dict):
        raise Unreadable("update")
    return update


def number_of(update: object) -> str:
    """Return the message's id, or a digest where it has none that can be kept: the same update has the same."""
    message = update.get("message") if isinstance(update, dict) else None
    found = message.get("message_id") if isinstance(message, dict) else None
    if isinstance(found, str) and 0 < len(found) <= _LONGEST_ID and found.isascii() and found.isprintable():
        return found
    # Only what is compared is digested: a second delivery may be wrapped in another way.
    return hashlib.sha256(repr(found or update).encode(errors="replace")).hexdigest()[:48]


def _part(whole: dict[str, object], name: str) -> dict[str, object]:
    found = whole.get(name)
    if not isinstance(found, dict):
        raise Unreadable(name)
    return found


def _maybe(whole: dict[str, object], name: str) -> dict[str, object]:
    found = whole.get(name)
    return found if isinstance(found, dict) else {}


def _words(whole: dict[str, object], name: str) -> str:
    """Return the text without what databases refuse; empty if it is missing."""
    found = whole.get(name)
    return found.replace("\0", "").encode(errors="replace").decode() if isinstance(found, str) else ""


def _line(name: str) -> str:
    # Control characters could reverse or end the line.
    return "".join(letter for letter in name if letter.isprintable()).strip()


def _account(holder: dict[str, object]) -> str:
    found = holder.get("id")
    if not isinstance(found, str) or not _ACCOUNT.fullmatch(found):
        raise Unreadable("id")
    return found


def _room(chat: dict[str, object]) -> ChatRoom | None:
    return ChatRoom(_account(chat)) if _words(chat, "chat_type").upper() == _GROUP else None


def _without_mention(text: str, me: str) -> str:
    """Return the text without the bot's name where it was picked from the list: mostly at the beginning."""
    if not me:
        return text
    mention = re.escape(f"@{normal('NFC', me)}")
    return re.sub(rf"\s*{mention}(?!\w)\s*", " ", normal("NFC", text), count=1, flags=re.IGNORECASE).strip()
