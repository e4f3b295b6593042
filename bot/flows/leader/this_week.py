"""«Báo cáo»: the week as it stands, and what to do next."""

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.say import option
from bot.domain.people import RoleKind
from bot.domain.weekly import A_WEEK, monday_of
from bot.i18n import _
from bot.services import digests, people, roles, weekly
from bot.storage.places import ResidentialGroup


async def this_week(chat: Chat) -> None:
    """Two messages: one to forward as it is, one with at most three things to do."""
    group = await _group(chat)
    if group is None:
        return await _of_coordinator(chat)
    ago = int(chat.given("ago") or 0)
    monday = monday_of(clock.today()) - ago * A_WEEK
    _figures, summary, to_do = await weekly.messages(chat.db, group, monday)
    chat.say(summary.text)
    chat.say(to_do.text, *to_do.options, option(_("◀️ The week before"), "this_week", group=group.id, ago=ago + 1))


async def _of_coordinator(chat: Chat) -> None:
    role = await people.role_of(chat.db, chat.person, RoleKind.COORDINATOR)
    if role is None:
        return chat.go("not_yours")
    ago = int(chat.given("ago") or 0)
    digest = await digests.of_role(chat.db, role, monday_of(clock.today()) - ago * A_WEEK)
    chat.say(digest.text, option(_("◀️ The week before"), "this_week", ago=ago + 1), option(_("🏠 Home"), "home"))


async def _group(chat: Chat) -> ResidentialGroup | None:
    groups = {group.id: group for group in await roles.groups_led(chat.db, chat.person)}
    wanted = chat.given("group")
    if wanted is None and len(groups) > 1:
        names = {group.id: labels.group(group) for group in groups.values()}
        wanted = await chat.choose("group", _("Which residential group?"), names)
    return groups.get(wanted) if wanted is not None else next(iter(groups.values()), None)
