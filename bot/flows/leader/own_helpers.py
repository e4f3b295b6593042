"""«Để tôi tự lo»: the leader finds the helpers of a session."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.say import option
from bot.i18n import _
from bot.services import shifts
from bot.services.roles import NotAllowed


async def own_helpers(chat: Chat) -> None:
    """Nobody is asked any more; taken back, I go on asking."""
    try:
        meeting, act = await shifts.see_to_it_oneself(chat.db, chat.person, int(chat.given("session") or 0))
    except NotAllowed:
        return chat.go("not_yours")
    except LookupError:
        return chat.go("past")
    undo = (option(_("↩️ Undo"), "undo", act=act.id),) if act is not None else ()
    chat.say(
        _("All right, for {session} I ask nobody any more.", session=labels.session_line(meeting)),
        *undo,
        option(_("🏠 Home"), "home"),
    )
