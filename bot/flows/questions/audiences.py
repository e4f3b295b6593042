"""What people say they are, of the movement's audiences: one may be several, and may say none."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.say import Option, option
from bot.domain.people.audiences import find_audiences
from bot.domain.people.person import Audience
from bot.i18n import Text, _
from bot.storage.tables.people import Person, audiences_of

_NONE = "none"


async def ask_audiences(
    chat: Chat, text: Text, standing: Collection[Audience], offered: Iterable[Audience], none: Text
) -> frozenset[Audience]:
    """Return what is true from now on. Each one chosen is added, or taken away if it stood; typed ones are added.

    What is not offered stays as it is, unseen.
    """
    each = tuple(offered)
    said: str | list[str] = await chat.ask(
        "audiences", text, lambda words: _named(words, each), {**_shown(each, standing), _NONE: none}
    )
    stands = frozenset(standing)
    if said == _NONE:
        return stands - set(each)
    return stands | set(map(Audience, said)) if isinstance(said, list) else stands ^ {Audience(said)}


def _named(words: str, offered: Collection[Audience]) -> list[str] | None:
    return sorted(find_audiences(words).intersection(offered)) or None


def _shown(each: Iterable[Audience], standing: Collection[Audience]) -> Mapping[Any, Text]:
    return {
        kind.value: _("✅ {kind}", kind=labels.AUDIENCES[kind]) if kind in standing else labels.AUDIENCES[kind]
        for kind in each
    }


def what_they_are(person: Person) -> tuple[Option, ...]:
    return () if audiences_of(person) else (option(_("🏷 What I do"), "what_i_do"),)
