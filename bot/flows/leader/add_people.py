"""Into the book: one person by a line, or a whole list pasted from a chat."""

from typing import Any

from bot import clock
from bot.chat.chat import Chat
from bot.chat.understand import NotUnderstood
from bot.domain.rights import Right
from bot.domain.roster_lines import Left, read_lines
from bot.domain.secret_words import has_secret
from bot.flows.leader.register_course import which_group
from bot.i18n import _, lines
from bot.services import roles


async def add_people(chat: Chat) -> None:
    """What is pasted is read at once; nothing but what was understood is kept."""
    group = await which_group(chat)
    if group is None or not await roles.may(chat.db, chat.person, Right.KEEP_BOOK, group):
        return chat.go("not_yours")
    read = await chat.ask(
        "list",
        lines(
            _("Please type one person, or paste a whole list: one person a line."),
            _("Name, number and age are enough; I take no identity numbers."),
        ),
        read_list,
        None,
        _("for example: Mrs Tư, 0912 345 678, 72 years"),
    )
    if len(read) == 1 and not read[0]["left"] and read[0]["name"]:
        return chat.go("enter_person", group=group.id, line=read[0])
    chat.go("import_people", group=group.id, lines=read)


def read_list(words: str) -> list[dict[str, Any]] | None:
    """The lines as they go on in the talk; None if there is not one person in them."""
    found = read_lines(words, clock.today().year)
    refused = [line.left is Left.SECRET for line in found]
    # A number that stands on two lines belongs to nobody we could name.
    if (any(refused) or has_secret(words)) and all(refused) is any(refused):
        raise NotUnderstood(
            _("There is an identity number or a code in it. I have kept nothing of it: please leave it out.")
        )
    return [line.as_json() for line in found] if any(line.name for line in found) else None
