"""For which of the groups a leader leads."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.i18n import _
from bot.services.access import permissions
from bot.storage.tables.places import ResidentialGroup


async def which_group(chat: Chat) -> ResidentialGroup | None:
    led = {group.id: group for group in await permissions.groups_led(chat.db, chat.person)}
    if len(led) > 1 and chat.given("group") not in led:
        await chat.choose("group", _("For which group?"), {n: labels.group(group) for n, group in led.items()})
    return led.get(chat.given("group") or next(iter(led), 0))
