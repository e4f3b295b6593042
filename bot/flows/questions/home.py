"""Where somebody lives: the ward, and its residential group if they know which; the ward alone will do."""

import re
from collections.abc import Sequence
from typing import Any

from bot.chat import labels
from bot.chat.chat import Chat
from bot.domain.people.places import GroupName, says_unknown
from bot.flows.questions.heard import words_of
from bot.i18n import Text, _, lines, verbatim
from bot.services.people import places
from bot.services.people.places import Home
from bot.storage.tables.places import ResidentialGroup, Ward

# A resident chooses between three buttons at most, and the last one is for everybody else.
_OFFERED, _OFFERED_GROUPS = 5, 2
_UNKNOWN = 0
_LONGEST = 4  # words of the name of a ward


async def ask_home(
    chat: Chat, came_to: ResidentialGroup | None = None, heard: Sequence[str] | None = None, before: Text | None = None
) -> Home:
    """Suggest the group the person came to; else ask for the ward. `heard` is a kind and a name, said earlier.

    `before` is said with the first question.
    """
    which_ward = _("Which ward or commune do you live in? Choose one, or type its name.")
    which_group = _("Which residential group do you live in? Choose one, or type its name.")
    if came_to is not None:
        here = await chat.db.get_one(Ward, came_to.ward_code)
        return await _home(chat, here, lines(before, which_group), heard, came_to)
    return await _home(chat, await _ward(chat, lines(before, which_ward)), which_group, heard)


async def ask_home_of_family(chat: Chat) -> Home:
    own = chat.person.ward_code
    await _take_named(chat)
    if "ward" in chat.answers:
        return await ask_home_of_another(chat, own)
    mine = await chat.db.get(ResidentialGroup, chat.person.group_id) if chat.person.group_id is not None else None
    if own is not None and await chat.confirm(
        "same", _("Where do they live?"), _("Where I live, too"), _("Somewhere else")
    ):
        return Home(own, mine)
    return await ask_home_of_another(chat, own)


async def ask_home_of_another(chat: Chat, near: str | None) -> Home:
    """Ask where the person lives for whom somebody else speaks; the ward `near` is offered first."""
    which_ward = _("Which ward or commune do they live in? Choose one, or type its name.")
    which_group = _("Which residential group do they live in? Choose one, or type its name.")
    return await _home(chat, await _ward(chat, which_ward, near), which_group)


# «Đăng ký cho mẹ ở phường Dĩ An».
_NAMED = re.compile(r"\b(?:phường|xã|phuong)\s+(?P<name>[^,.;:?!\d]+)", re.IGNORECASE)


async def _take_named(chat: Chat) -> None:
    """Take the ward that was named beside the wish, if it can be one alone."""
    said = _NAMED.search(words_of(chat))
    parts = said["name"].split() if said is not None else []
    for n in range(min(len(parts), _LONGEST), 0, -1):
        found = await places.wards_named(chat.db, f"phường {' '.join(parts[:n])}")
        if len(found) == 1:
            chat.answers.setdefault("ward", found[0].name)
            return


async def _ward(chat: Chat, question: Text, near: str | None = None) -> Ward:
    await _take_named(chat)
    known = sorted(await places.wards_with_groups(chat.db), key=lambda ward: ward.code != near)
    wards = {ward.code: verbatim(ward.name) for ward in known[:_OFFERED]}
    typed = await chat.ask("ward", question, lambda words: words.strip()[:60] or None, wards, _("for example: Phú Lợi"))
    found = [] if typed in wards else await places.wards_named(chat.db, typed)
    if typed not in wards and len(found) != 1:
        typed = await _which(chat, found or known)
    return await chat.db.get_one(Ward, found[0].code if len(found) == 1 else typed)


async def _which(chat: Chat, wards: Sequence[Ward]) -> str:
    options = {ward.code: verbatim(ward.name) for ward in wards[:_OFFERED]}
    return await chat.choose("which_ward", _("Which of these do you mean?"), options)


async def _home(
    chat: Chat,
    ward: Ward,
    question: Text,
    heard: Sequence[str] | None = None,
    came_to: ResidentialGroup | None = None,
) -> Home:
    if _NAMED.search(words_of(chat)) is not None:
        question = lines(_("🏠 {group}", group=verbatim(ward.name)), question)
    groups = await places.groups_of(chat.db, ward.code)
    meant = [group for group in groups if heard and [group.kind, group.name] == list(heard)]
    if len(meant) == 1:
        return Home(ward.code, meant[0])
    first = [came_to] if came_to is not None else []
    shown = [*first, *(group for group in groups if came_to is None or group.id != came_to.id)][:_OFFERED_GROUPS]
    options: dict[Any, Text] = {group.id: labels.group(group) for group in shown}
    answer = await chat.ask(
        "group",
        question,
        lambda typed: _read(ward, groups, typed),
        options | {_UNKNOWN: _("Another one, or I do not know")},
        _("for example: khu phố 3"),
    )
    if isinstance(answer, list):
        return Home(ward.code, said=GroupName(*answer))
    return Home(ward.code, next((group for group in (*first, *groups) if group.id == answer), None))


def _read(ward: Ward, groups: Sequence[ResidentialGroup], typed: str) -> Any:  # noqa: ANN401 beside the ids that are offered
    """Return the id of the group, or kind and name of one that the ward has not entered yet."""
    found = places.group_named(groups, typed)
    if found is not None:
        return found.id
    said = places.group_said(ward, groups, typed)
    return list(said) if said is not None else _UNKNOWN if says_unknown(typed) else None
