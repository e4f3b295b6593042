"""Answers in group chats: one short line, the rest in private."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.message import ChatRoom, Incoming
from bot.chat.say import Say, option, say
from bot.domain.access.codes import read_chat_code, read_code
from bot.i18n import _, verbatim
from bot.services.group_chats import links
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import identity
from bot.storage.tables.group_chats import GroupChat
from bot.storage.tables.messaging import Outbox, Priority
from bot.storage.tables.people import Address, Person
from bot.storage.tables.places import ResidentialGroup

_ONE_ANSWER = timedelta(minutes=1)
_LIVES = timedelta(minutes=10)
_LINKS = frozenset({"noi", "link"})
# Without our name a command may be meant for another bot in the chat; only these are answered then.
_UNNAMED = frozenset({"start", "help", "giup"}) | _LINKS
_MOST = 4
_WHO = _("I do not see who writes as the group. Please write it with your own name, or in private.")


async def hear(db: AsyncSession, incoming: Incoming, room: ChatRoom) -> None:
    """Answer a command without creating a person for the sender, who has not consented to anything."""
    command, *rest = incoming.text.removeprefix("/").split(maxsplit=1)
    name, at, _us = command.lower().partition("@")
    if not at and name not in _UNNAMED:
        return
    chat, address = await links.met(db, incoming.channel, room)
    payload = "".join(rest)[:64]
    if not incoming.as_group and (name in _LINKS or read_chat_code(payload) is not None):
        chat.thread = room.thread
        await _link(db, incoming, (chat, address), payload)
    elif name in _LINKS:
        await _answer(db, address, say(_WHO, links=(links.in_private(),)), room)
    else:
        code = read_code(payload)
        link = links.in_private() if code is None else links.in_private(code)
        await _answer(
            db, address, say(_("Let us talk in private, where nobody else reads along."), links=(link,)), room
        )


async def put_in(db: AsyncSession, incoming: Incoming, room: ChatRoom) -> None:
    """Ask a leader who adds us to a chat whether to link it; from anybody else wait for a command."""
    who = await identity.known(db, incoming)
    groups = await links.may_link(db, who.person) if who is not None else []
    if who is not None and groups:
        chat, _address = await links.met(db, incoming.channel, room)
        await _ask(db, who.person, chat, groups)


async def _link(db: AsyncSession, incoming: Incoming, where: tuple[GroupChat, Address], payload: str) -> None:
    chat, address = where
    who = await identity.known(db, incoming)
    wanted = read_chat_code(payload)
    led = await links.may_link(db, who.person) if who is not None else []
    groups = [group for group in led if wanted in (None, group.id)]
    if who is None or not groups:
        refusal = _("Only the leader of a residential group can link this chat.")
        return await _answer(db, address, say(refusal, links=(links.in_private(),)))
    await _ask(db, who.person, chat, groups)
    await _answer(db, address, say(_("I have written to you in private, to be sure.")))


async def _ask(db: AsyncSession, leader: Person, chat: GroupChat, groups: list[ResidentialGroup]) -> None:
    key = f"link:{chat.address_id}:{leader.id}:{clock.now():%Y%m%d%H%M}"
    linked = next((group for group in groups if group.id == chat.group_id), None)
    words = _question(chat, groups) if linked is None else _linked_already(chat, linked)
    await outbox.tell(db, leader, words, Plan(key=key, priority=Priority.REPLY, through_quiet=True))


def _question(chat: GroupChat, groups: list[ResidentialGroup]) -> Say:
    text = _(
        "Shall I post the classes of your group in the chat «{title}»? Nobody's name or number is ever posted.",
        title=verbatim(chat.title),
    )
    yes = [
        option(_("✅ Link it to {group}", group=labels.group(group)), "link_chat", chat=chat.address_id, group=group.id)
        for group in groups[:_MOST]
    ]
    return say(text, *yes, option(_("❌ No, thank you"), "home"))


def _linked_already(chat: GroupChat, group: ResidentialGroup) -> Say:
    facts = {"group": labels.group(group), "title": verbatim(chat.title)}
    text = _("New classes of {group} are posted in the chat «{title}».", **facts)
    return say(text, option(_("✂️ Stop"), "unlink_chat", group=group.id), option(_("🏠 Home"), "home"))


async def _answer(db: AsyncSession, address: Address, words: Say, room: ChatRoom | None = None) -> None:
    """Send at most one answer a minute: a flood of commands must not cause a flood of answers."""
    last = await db.scalar(
        select(Outbox.id)
        .where(
            Outbox.address_id == address.id,
            Outbox.priority == Priority.REPLY,
            Outbox.put_at > clock.now() - _ONE_ANSWER,
        )
        .limit(1)
    )
    if last is None:
        plan = Plan(priority=Priority.REPLY, through_quiet=True, expires=clock.now() + _LIVES)
        await outbox.post(db, address, words, plan, thread=None if room is None else room.thread)
