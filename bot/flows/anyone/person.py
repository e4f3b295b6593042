"""«Gặp người»: a human calls back."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.say import option
from bot.i18n import _
from bot.services import help as helping


async def person(chat: Chat) -> None:
    """Ask a human to call, and say who it will be."""
    caller = await helping.call_back(chat.db, chat.person)
    home = option(_("🏠 Home"), "home")
    if caller is None:
        return chat.say(_("I have noted that you want to talk to a person. Somebody in charge will see it."), home)
    chat.say(_("I have told {name}, who will call you back.", name=labels.person(caller)), home)
