"""For which of the groups somebody leads, and of the wards they coordinate."""

from collections.abc import Sequence
from typing import Any

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.say import Option, option
from bot.domain.people.person import LEADING, RoleKind
from bot.i18n import Text, _, verbatim
from bot.services.access import permissions
from bot.services.people import identity
from bot.storage.tables.people import Role
from bot.storage.tables.places import ResidentialGroup, Ward

_AREA = "area"


async def which_group(chat: Chat) -> ResidentialGroup | None:
    """Ask only people who lead several groups; None for people who lead none."""
    return await _which(chat, await permissions.groups_led(chat.db, chat.person))


async def _which(chat: Chat, groups: Sequence[ResidentialGroup]) -> ResidentialGroup | None:
    led = {group.id: group for group in groups}
    if len(led) > 1 and chat.given("group") not in led:
        await chat.choose("group", _("Which group is it about?"), {n: labels.group(group) for n, group in led.items()})
    return led.get(chat.given("group") or next(iter(led), 0))


async def which_coordinated(chat: Chat) -> Role | None:
    """Ask only people who coordinate several wards; None for people who coordinate none."""
    roles = await identity.roles_of(chat.db, chat.person)
    held = {coordinated_key(role): role for role in roles if role.kind is RoleKind.COORDINATOR}
    if len(held) > 1:
        names = {key: await _coordinated(chat, role) for key, role in held.items()}
        return held.get(await chat.choose("coordinated", _("Which ward?"), names))
    return next(iter(held.values()), None)


def coordinated_key(role: Role) -> str:
    """Return what a button carries, so that its flow does not ask which of several wards is meant."""
    return role.ward_code or _AREA


async def _coordinated(chat: Chat, role: Role) -> Text:
    if role.ward_code is None:
        return _("the whole area")
    return verbatim((await chat.db.get_one(Ward, role.ward_code)).name)


CHANGE, ANOTHER_PLACE = "change_place", _("🔁 Change place")


async def looking_at(chat: Chat, place: Text) -> Text | None:
    """Return which of several places is meant; None for whoever has only one."""
    roles = await identity.roles_of(chat.db, chat.person)
    held = {identity.place_of(role) for role in roles if role.kind in _SOMEWHERE}
    return _("👁 Looking at: {place}", place=place) if len(held) > 1 else None


def other_places(seen: Text | None) -> dict[Any, Text]:
    """Return what a question offers beside its answers, to whoever looks at one of several places."""
    return {} if seen is None else {CHANGE: ANOTHER_PLACE}


def another_place(seen: Text | None, flow: str) -> tuple[Option, ...]:
    """Offer the flow anew, which then asks for which place; nothing where there is one alone."""
    return () if seen is None else (option(ANOTHER_PLACE, flow),)


_SOMEWHERE = (*LEADING, RoleKind.ORGANISER)
