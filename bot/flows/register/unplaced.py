"""«Chưa rõ khu phố»: one person after the other is put into their residential group, by one tap each."""

from collections.abc import Sequence
from typing import Any

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.people.places import GroupName
from bot.i18n import Text, _, lines, n_
from bot.services.courses import catalogue
from bot.services.people import places, profile
from bot.services.register import new_groups, unplaced
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup

_HOME = option(_("🏠 Home"), "home")
_NEW, _LATER = "new", "later"


async def place_people(chat: Chat) -> None:
    passed = chat.given("passed") or []
    waiting = [person for person in await unplaced.of(chat.db, chat.person) if person.id not in passed]
    person = next((one for one in waiting if one.id == chat.given("person")), next(iter(waiting), None))
    if person is None:
        return chat.say(_("Of everybody else the residential group is known."), _HOME)
    # The list may grow while the question is open: it stays about this person.
    chat.answers["person"] = person.id
    said = profile.said_group(person)
    groups = await places.groups_of(chat.db, person.ward_code or "")
    meant = places.group_of_name(groups, said) if said is not None else None
    likely = await _likely_first(chat, person, groups, meant)
    answer = await chat.ask(
        "group",
        lines(
            n_(
                "📍 Of one person the residential group is not known.",
                "📍 Of {n} people the residential group is not known.",
                len(waiting),
            ),
            _("Where does {name} live? They said: {group}.", name=labels.in_full(person), group=labels.group(said))
            if said is not None
            else _("Where does {name} live?", name=labels.in_full(person)),
        ),
        lambda typed: _id_of(places.group_named(groups, typed)),
        _options(likely, said if meant is None else None),
        _("for example: khu phố 3"),
    )
    if answer == _LATER:
        return chat.go("place_people", passed=[*passed, person.id])
    await _put(chat, person, answer, said)
    chat.go("place_people", passed=passed)


async def _put(chat: Chat, person: Person, answer: Any, said: GroupName | None) -> None:  # noqa: ANN401 an id, or a word
    if answer == _NEW and said is not None:
        added = await new_groups.add(chat.db, chat.person, person.ward_code or "", [said])
        act, where = added.act, labels.group(said)
    else:
        group = await chat.db.get_one(ResidentialGroup, answer)
        act, where = await unplaced.place(chat.db, chat.person, person, group), labels.group(group)
    if act is None:
        return chat.say(_("Somebody else has just done that."))
    chat.say(
        _("Done: {name} lives in {group}.", name=labels.in_full(person), group=where),
        option(_("↩️ Undo"), "undo", act=act.id),
    )


async def _likely_first(
    chat: Chat, person: Person, groups: Sequence[ResidentialGroup], meant: ResidentialGroup | None
) -> Sequence[ResidentialGroup]:
    """Begin with the one they named, then with where they go to class."""
    near = {details.group.id for details, _mine in await catalogue.courses_of(chat.db, person)}
    return sorted(groups, key=lambda group: (group is not meant, group.id not in near))


def _options(groups: Sequence[ResidentialGroup], said: GroupName | None) -> dict[Any, Text]:
    new: dict[Any, Text] = {_NEW: _("➕ Enter {group}", group=labels.group(said))} if said is not None else {}
    return {**new, _LATER: _("⏭ Later"), **{group.id: labels.group(group) for group in groups}}


def _id_of(group: ResidentialGroup | None) -> int | None:
    return None if group is None else group.id


FLOWS = (
    Flow(
        "place_people",
        place_people,
        commands=("chuaro", "unplaced"),
        right=Right.PLACE_PEOPLE,
        label=_("📍 Group not known"),
        phrases="""
            chưa rõ khu phố · ai chưa rõ khu phố · danh sách chưa rõ khu phố · ai chưa có khu phố
            xếp bà con vào khu phố · people without a group · whose group is not known
            bà con nào chưa có khu phố · người chưa rõ ở khu phố nào · danh sách người chưa xếp khu phố
            xếp khu phố cho bà con · người chưa gắn khu phố
            bà con nào chưa có khu · người chưa xếp vào khu phố
        """,
    ),
)
