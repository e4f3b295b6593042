"""Whom of the book a sentence names: «bà Tư», told apart where there are two of that name."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.flows.questions.heard import facts_of, named
from bot.flows.questions.host import which_host
from bot.flows.questions.who import which_of
from bot.i18n import _
from bot.services.register import register


async def meant(chat: Chat) -> int | None:
    """Return the one who was named, or chosen among those of that name; None if there is nobody."""
    host, said = await which_host(chat, Right.KEEP_BOOK), facts_of(chat).people
    people = await register.people_of(chat.db, chat.person, host) if host is not None else []
    found = named(people, said[0]) if said else []
    return await which_of(chat, "which", found, numbers=True)


def nobody(chat: Chat) -> None:
    """Say that nobody of that name is in the book; show the book if no name was heard."""
    said = facts_of(chat).people
    if not said:
        return chat.go("book")
    name = labels.with_form(said[0].form, said[0].name)
    return chat.say(
        _("There is no {name} in the book.", name=name),
        option(_("➕ Add people"), "add_people"),
        option(_("📖 The book"), "book"),
        option(_("🏠 Home"), "home"),
    )
