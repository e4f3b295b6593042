"""«Để tôi tự lo»: the leader finds the helpers of a session, or asks for more."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.i18n import _, n_
from bot.services.volunteers import shifts, staffing_alerts

_HOME = option(_("🏠 Home"), "home")


async def own_helpers(chat: Chat) -> None:
    details, act = await shifts.see_to_it_oneself(chat.db, chat.person, int(chat.given("session") or 0))
    undo = (option(_("↩️ Undo"), "undo", act=act.id),) if act is not None else ()
    chat.say(
        _("All right, for {session} I will ask nobody any more.", session=labels.session_line(details)),
        *undo,
        _HOME,
    )


async def ask_helpers(chat: Chat) -> None:
    asked, act = await staffing_alerts.ask_more(chat.db, chat.person, int(chat.given("session") or 0))
    if act is None:
        return chat.say(_("There are enough helpers for those who come, or I am asking them already."), _HOME)
    chat.say(
        n_("All right, I am asking one more volunteer now.", "All right, I am asking {n} more volunteers now.", asked)
        if asked
        else _("All right, I ask as soon as somebody suits. I have nobody to ask yet."),
        option(_("↩️ Undo"), "undo", act=act.id),
        _HOME,
    )


FLOWS = (
    Flow("own_helpers", own_helpers),
    Flow("ask_helpers", ask_helpers),
)
