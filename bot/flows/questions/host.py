"""Who runs a class: one of the groups somebody sees to, or an organisation they speak for; and where it meets."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.chat import labels
from bot.chat.chat import Chat
from bot.domain.access.rights import Right
from bot.domain.lists.groups import names_group
from bot.domain.people.places import read_group
from bot.domain.vietnamese import fold
from bot.flows.questions.place import ask_place, read_place
from bot.flows.questions.where import ask_group, ask_ward
from bot.i18n import Text, _, verbatim
from bot.services.access import permissions
from bot.services.access.permissions import Host
from bot.services.courses import courses
from bot.services.people import places
from bot.storage.tables.places import Organisation, ResidentialGroup, Venue


async def which_host(chat: Chat, right: Right = Right.REGISTER_COURSE) -> Host | None:
    """Ask only people who see to several; None for people who see to none."""
    run = await permissions.groups_run(chat.db, chat.person)
    groups = await permissions.among(chat.db, chat.person, right, run, unled=True)
    spoken_for = await permissions.organisations_spoken_for(chat.db, chat.person)
    of_groups: dict[str, Host] = {_key(host): host for host in groups}
    hosts = of_groups | {_key(host): host for host in spoken_for}
    if (given := _given(chat)) in hosts:
        return hosts[given]
    if len(hosts) > 1:
        names = {key: labels.host(one) for key, one in hosts.items()}
        asked = await chat.choose("host", _question(right, spoken_for), names)
        return hosts.get(asked)
    return next(iter(hosts.values()), None)


def _question(right: Right, spoken_for: Sequence[Organisation]) -> Text:
    if spoken_for:
        return _("For which of them?")
    return _("For which group?") if right is Right.REGISTER_COURSE else _("Which group is it about?")


def given_host(host: Host) -> dict[str, int]:
    return {"organisation" if isinstance(host, Organisation) else "group": host.id}


async def place_of_organisation(
    chat: Chat, organisation: Organisation, said: str | None
) -> tuple[ResidentialGroup, int | str]:
    known = {venue.id: (venue, group) for venue, group in await courses.venues_of(chat.db, organisation)}
    answer: Any = said
    if said is None and known:
        shown = {of: _hall(*pair) for of, pair in known.items()}
        answer = await chat.ask("hall", _("Where does it meet?"), read_place, shown, _("for example: the canteen"))
    meant = answer if answer in known else _hall_meant(known.values(), answer)
    if meant is not None:
        return known[meant][1], meant
    ward_code = organisation.ward_code or await ask_ward(chat)
    if (named := await _group_in(chat, ward_code, answer)) is not None:
        chat.answers.setdefault("group", named)
    group = await ask_group(chat, ward_code, _("In which residential group is that place?"))
    if answer is None or names_group(answer):
        return group, await ask_place(chat, group, _("Where does it meet?"))
    venue = await courses.venue_meant(chat.db, group, answer)
    return group, answer if venue is None else venue.id


def _hall_meant(known: Iterable[tuple[Venue, ResidentialGroup]], said: str | None) -> int | None:
    meant = [venue.id for venue, _group in known if venue.search_name == fold(said or "")]
    return meant[0] if len(meant) == 1 else None


async def _group_in(chat: Chat, ward_code: str, said: str | None) -> str | None:
    """Return the group of the ward that stands in the name of the place: «nhà văn hóa khu phố 3»."""
    named = read_group(said or "")
    here = await places.groups_of(chat.db, ward_code) if named is not None else ()
    is_meant = (one for one in here if named and (one.kind, one.search_name) == (named.kind, fold(named.name)))
    return next((f"{one.kind} {one.name}" for one in is_meant), None)


def _hall(venue: Venue, group: ResidentialGroup) -> Text:
    return _("{place}, {group}", place=verbatim(venue.name), group=labels.group(group))


def _given(chat: Chat) -> str | None:
    for kind in ("organisation", "group"):
        if isinstance(chat.given(kind), int):
            return f"{kind} {chat.given(kind)}"
    return None


def _key(host: Host) -> str:
    return f"organisation {host.id}" if isinstance(host, Organisation) else f"group {host.id}"
