"""«Nhật ký»: what those in charge of a place did lately."""

from bot.chat.chat import Chat
from bot.chat.say import option
from bot.i18n import _, lines
from bot.services.access import audit
from bot.services.access.roles import NotAllowed

_HOME = option(_("🏠 Home"), "home")


async def log(chat: Chat) -> None:
    """The newest first, a page at a time."""
    try:
        found = await audit.last(chat.db, chat.person, chat.given("before"))
    except NotAllowed:
        return chat.go("not_yours")
    if not found:
        return chat.say(_("Nothing older is written down."), _HOME)
    older = (option(_("🕑 Older"), "log", before=found[-1].act.id),) if len(found) == audit.A_PAGE else ()
    chat.say(lines(_("📒 What was done lately:"), *map(audit.line, found)), *older, _HOME)
