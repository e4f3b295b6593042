"""/admin: becoming the first administrator, and what administrators do."""

from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.people.person import RoleKind
from bot.i18n import _
from bot.services.access import permissions
from bot.services.people import identity
from bot.services.roles import requests


async def administrator(chat: Chat) -> None:
    typed = str(chat.given("payload") or "")
    if await identity.role_of(chat.db, chat.person, RoleKind.ADMINISTRATOR):
        return await _to_do(chat)
    if not await permissions.become_administrator(chat.db, chat.person, typed):
        return chat.say(_("This opens nothing. Whoever runs the assistant can help."), option(_("🏠 Home"), "home"))
    chat.say(_("You are now the administrator. The code is used up: nobody else can become one by it."))
    await _to_do(chat)


async def _to_do(chat: Chat) -> None:
    waiting = len(await requests.open_for(chat.db, chat.person))
    chat.say(
        _("Leaders are invited by a code. Requests waiting: {n}.", n=waiting),
        option(_("🔑 Invite a leader"), "invite_leader"),
        option(_("📥 Requests"), "requests"),
        option(_("🚫 End a role"), "revoke"),
        option(_("📒 What was done lately"), "log"),
        option(_("👁 See as somebody else"), "see_as"),
        option(_("🛑 Emergency stop"), "emergency_stop"),
    )


FLOWS = (Flow("administrator", administrator, commands=("admin",)),)
