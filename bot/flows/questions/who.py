"""Which of several people: those of one name are told apart by what is known of them; a name that fits two is asked."""

from collections.abc import Callable, Sequence

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.told_apart import told_apart
from bot.domain.vietnamese import fold
from bot.i18n import Text, _
from bot.services.people import places
from bot.storage.tables.people import Person


async def shown(
    chat: Chat, people: Sequence[Person], name: Callable[[Person], Text] = labels.in_full, *, numbers: bool = False
) -> dict[int, Text]:
    """Name each by id, with their group where they are of several; `numbers`: may they be seen, masked?"""
    homes = {person.group_id for person in people if person.group_id is not None}
    groups = await places.of_ids(chat.db, homes) if len(homes) > 1 else []
    return told_apart(people, name, {home.id: labels.group(home) for home in groups}, numbers=numbers)


async def which_of(chat: Chat, question: str, found: Sequence[Person], *, numbers: bool = False) -> int | None:
    if len(found) < 2:  # noqa: PLR2004 nothing to choose
        return found[0].id if found else None
    return await chat.choose(question, _("Which of them?"), await shown(chat, found, numbers=numbers))


def called(people: Sequence[Person], words: str) -> list[Person]:
    """Return those whose name ends with these words, else contains them, with the form of address or without."""
    wanted = fold(words)
    found = [who for who in people if f" {who.search_name} ".endswith(f" {_bare(who, wanted)} ")]
    found = found or [who for who in people if f" {_bare(who, wanted)} " in f" {who.search_name} "]
    return found if wanted else []


def _bare(who: Person, wanted: str) -> str:
    return wanted.removeprefix(f"{who.address_form} ")
