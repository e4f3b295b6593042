"""Back to the start: today's card and what can be done from here."""

from bot.chat.chat import Chat
from bot.i18n import _


async def home(chat: Chat) -> None:
    """Show where one stands."""
    chat.say(_("What can I do for you?"))
