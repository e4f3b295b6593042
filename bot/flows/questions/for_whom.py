"""For whom of several people on one phone; asked only if several are concerned."""

from collections.abc import Awaitable, Callable, Sequence

from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.told_apart import told_apart
from bot.i18n import Text, _, lines, verbatim
from bot.services.people import identity
from bot.storage.tables.people import Person


async def whose(chat: Chat, about: Callable[[Person], Awaitable[object]], relayed: Sequence[Person] = ()) -> Person:
    """Return the writer, or somebody told through them; `about` returns anything true for people concerned.

    `relayed` may be meant as well: the writer has just been asked to pass something on to them.
    """
    everybody = [chat.person, *await identity.told_through(chat.db, chat.person)]
    everybody += [one for one in relayed if one not in everybody]
    others = {one.id for one in everybody[1:]}
    if chat.given("for") in others:
        return next(one for one in everybody if one.id == chat.given("for"))
    concerned = [one for one in everybody if await about(one)] if others else []
    if len(concerned) < 2:  # noqa: PLR2004
        return concerned[0] if concerned else chat.person
    options = told_apart(concerned, labels.person, numbers=False)
    chosen = await chat.choose("whose", _("Whom is it for?"), options)
    return next((one for one in concerned if one.id == chosen), chat.person)


def to(chat: Chat, person: Person, words: Text) -> Text:
    """Put the name of somebody else on this phone above the words, and address them."""
    if person.id == chat.person.id:
        return words
    return lines(_("For {name}:", name=labels.person(person)), verbatim(words.for_(reader_of(person))))
