"""«/ghep»: a coordinator asks for the weekly matching now, and sees where one more volunteer helps most."""

from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.people.person import RoleKind
from bot.i18n import _
from bot.services.matching import runs


async def match_now(chat: Chat) -> None:
    """Solved apart; the answer comes by itself."""
    await runs.want_now(chat.db, chat.person)
    chat.say(_("I am matching now. ⏳ I will write as soon as it is done."), option(_("🏠 Home"), "home"))


FLOWS = (
    Flow(
        "match_now",
        match_now,
        commands=("ghep", "match"),
        roles=frozenset({RoleKind.ADMINISTRATOR, RoleKind.COORDINATOR}),
    ),
)
