"""Asks and says: one file per conversation, filed by who is talking; here is the list of them all."""

from bot.chat.flow import Flow
from bot.domain.wishes import Wish
from bot.flows import administrator, anyone, leader, organiser, resident, volunteer
from bot.services.messaging import menus

FLOWS: dict[str, Flow] = {
    flow.name: flow
    for flow in (
        *anyone.FLOWS,
        *resident.FLOWS,
        *volunteer.FLOWS,
        *leader.FLOWS,
        *organiser.FLOWS,
        *administrator.FLOWS,
    )
}
BY_COMMAND = {command: flow for flow in FLOWS.values() for command in flow.commands}
BY_WISH = {flow.wish: flow for flow in FLOWS.values() if flow.wish is not None}
menus.OFFERED = tuple(
    menus.Offered(flow.commands, flow.menu, flow.menu_roles or flow.roles)
    for flow in (*leader.FLOWS, *organiser.FLOWS, *volunteer.FLOWS, *administrator.FLOWS, *anyone.FLOWS)
    if flow.menu is not None
)

# These words are obeyed before any open question is: a person, the way back, and silence.
BEFORE_ANY_QUESTION = frozenset({Wish.HUMAN, Wish.HOME, Wish.STOP_REMINDERS})
# Here six digits are an answer, everywhere else a one-time code.
ASK_FOR_LARGE_NUMBERS = frozenset({"official_figure", "target"})
# Here a list is pasted: a line with an identity number is left out of it by the flow, which keeps the others.
READ_LISTS = frozenset({"add_people"})
