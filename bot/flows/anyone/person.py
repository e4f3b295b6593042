"""«Gặp người»: a human calls back."""

from bot.chat.chat import Chat
from bot.i18n import _


async def person(chat: Chat) -> None:
    """Ask a human to call."""
    chat.say(_("I have passed it on: somebody will call you back."))
