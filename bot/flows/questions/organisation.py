"""For which of the organisations somebody speaks."""

from bot.chat.chat import Chat
from bot.i18n import _, verbatim
from bot.services.access import permissions
from bot.storage.tables.places import Organisation


async def ask_organisation(chat: Chat) -> Organisation | None:
    mine = await permissions.organisations_spoken_for(chat.db, chat.person)
    if len(mine) < 2:  # noqa: PLR2004 nothing to choose
        return mine[0] if mine else None
    shown = {one.id: verbatim(one.name) for one in mine}
    chosen = await chat.choose("organisation", _("For which organisation?"), shown)
    return next((one for one in mine if one.id == chosen), None)
