"""Telegram's updates as Incoming."""

from telegram import CallbackQuery, ChatMember, ChatMemberRestricted, ChatMemberUpdated, Message, Update
from telegram.constants import ChatType

from bot.chat.message import Incoming, Kind

NAME = "telegram"
# What we ask the platform for; all that `to_incoming` can read.
KINDS = ["message", "callback_query", "my_chat_member"]

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


def to_incoming(update: Update) -> Incoming | None:
    """What a person said to us in private; None for everything else (groups, channels, edits, bots)."""
    if update.callback_query is not None:
        return _tap(update.update_id, update.callback_query)
    if update.my_chat_member is not None:
        return _standing(update.update_id, update.my_chat_member)
    message = update.message
    if (
        message is None
        or message.chat.type != ChatType.PRIVATE
        or message.from_user is None
        or message.from_user.is_bot
    ):
        return None
    return Incoming(
        channel=NAME,
        event_id=str(update.update_id),
        external_id=str(message.chat.id),
        kind=_kind(message),
        text=message.text or "",
        profile_name=message.from_user.full_name,
        language=message.from_user.language_code,
        message_id=str(message.message_id),
    )


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
    """We were blocked, or let in again."""
    if change.chat.type != ChatType.PRIVATE:
        return None
    kind = Kind.BACK if _is_in(change.new_chat_member) else Kind.BLOCKED
    return Incoming(NAME, str(update_id), str(change.chat.id), kind)


def _is_in(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in {ChatMember.LEFT, ChatMember.BANNED}


def _kind(message: Message) -> Kind:
    if message.text:
        return Kind.TEXT
    return next((kind for field, kind in _KINDS.items() if getattr(message, field)), Kind.OTHER)
