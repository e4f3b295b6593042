"""Where: one of the group's venues, or the name of a new one."""

import re

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.understand import NotUnderstood
from bot.domain.understanding.place import names_a_place
from bot.i18n import Reader, Text, _
from bot.services.courses import courses
from bot.storage.tables.places import ResidentialGroup, Venue

_LIMIT = 120
_LINK = re.compile(r"https?:|www\.|\w\.(?:com|net|org|vn|me|io|ly)\b", re.IGNORECASE)
_USUAL = ("Nhà văn hóa {group}", "Văn phòng {group}")


async def ask_place(chat: Chat, group: ResidentialGroup, text: Text, apart_from: Venue | None = None) -> int | str:
    """Return the id of a venue, or the name of a new one."""
    known = [venue for venue in await courses.venues(chat.db, group) if apart_from is None or venue.id != apart_from.id]
    shown: dict[int | str, str] = {venue.id: venue.name for venue in known}
    if not shown:
        shown = {name: name for name in _usual(group, apart_from)}
    return await chat.ask("place", text, read_place, shown, _("for example: the culture house of quarter 3"))


def read_place(words: str) -> str | None:
    """Reject links: residents are told never to press one."""
    name = free_of_links(words, _LIMIT)
    return name[0].upper() + name[1:] if name and names_a_place(name, clock.local(clock.now())) else None


def free_of_links(words: str, limit: int) -> str | None:
    tidy = " ".join(words.split())
    if _LINK.search(tidy):
        raise NotUnderstood(_("Messages to residents carry no links. Please write it in words."))
    if len(tidy) > limit:
        raise NotUnderstood(_("That is a little long. Please say it in a few words."))
    return tidy if any(letter.isalpha() for letter in tidy) else None


def _usual(group: ResidentialGroup, apart_from: Venue | None) -> list[str]:
    sign = labels.group(group).for_(Reader())
    names = [name.format(group=sign[0].lower() + sign[1:]) for name in _USUAL]
    return [name for name in names if apart_from is None or name != apart_from.name]
