"""Where somebody lives: a ward and one of its residential groups, or a new group."""

from collections.abc import Mapping, Sequence
from itertools import count

from bot.chat import labels
from bot.chat.chat import Chat
from bot.domain.people.places import read_group
from bot.domain.vietnamese import fold, tidy_name
from bot.flows.questions.group import CHANGE, other_places
from bot.i18n import Text, _, lines, verbatim
from bot.services.access import permissions
from bot.services.people import places
from bot.storage.tables.places import ResidentialGroup, Ward

_OFFERED = 6
_NAME_LIMIT = 40
_EXAMPLE_WARD = _("for example: Phú Lợi")
_EXAMPLE_GROUP = _("for example: khu phố 3, ấp Suối Sâu")


async def ask_ward(chat: Chat) -> str:
    """Return the code of a ward that has groups, or of a typed one, also by a former name."""
    known = {ward.code: verbatim(ward.name) for ward in (await places.wards_with_groups(chat.db))[:_OFFERED]}
    question = _("Which ward or commune?")
    for n in count():
        typed = await chat.ask(f"ward{n}", question, _short, known, _EXAMPLE_WARD)
        found = [typed] if typed in known else [ward.code for ward in await places.wards_named(chat.db, typed)]
        if len(found) == 1:
            return found[0]
        if found:
            return await _which(chat, found[:_OFFERED])
        question = lines(_("I do not know that ward. Its former name will do, too."), question)
    raise AssertionError(question.message)


async def _which(chat: Chat, codes: Sequence[str]) -> str:
    shown = {code: verbatim((await chat.db.get_one(Ward, code)).name) for code in codes}
    return await chat.choose("which_ward", _("Which of these do you mean?"), shown)


async def ask_group(chat: Chat, ward_code: str, question: Text | None = None) -> ResidentialGroup:
    return await _group_of(chat, ward_code, await _ask_group(chat, ward_code, question, {}))


async def ask_group_there(chat: Chat, ward_code: str, seen: Text | None) -> ResidentialGroup | None:
    """Ask for a group of the ward that is `seen`, one of several; None if another ward is meant."""
    typed = await _ask_group(chat, ward_code, lines(seen, _("Which residential group?")), other_places(seen))
    return None if typed == CHANGE else await _group_of(chat, ward_code, typed)


async def _ask_group(chat: Chat, ward_code: str, question: Text | None, other: Mapping[str, Text]) -> str:
    groups = await places.groups_of(chat.db, ward_code)
    shown: dict[str, Text] = {f"{group.kind} {group.name}": labels.group(group) for group in groups[:_OFFERED]}
    words = question or _("Which residential group?")
    return await chat.ask("group", words, read_group_name, {**shown, **other}, _EXAMPLE_GROUP)


async def _group_of(chat: Chat, ward_code: str, typed: str) -> ResidentialGroup:
    kind, _space, name = typed.partition(" ")
    return await permissions.group_of_name(chat.db, ward_code, kind, name)


def _short(words: str) -> str | None:
    return words.strip()[:_NAME_LIMIT] or None


def read_group_name(words: str) -> str | None:
    """Read «kp3» as «khu_pho 3»; a name without a kind is a group of kind `other`."""
    read, typed = read_group(words), words.split()
    kind, folded = read or ("other", fold(words))
    # The name with its diacritics, as cards will show it: the last words, if these are what was read.
    name = " ".join(typed[-len(folded.split()) :]) if folded else ""
    name = name if fold(name) == folded else folded.upper()
    return f"{kind} {tidy_name(name) or name}" if folded and len(name) <= _NAME_LIMIT else None
