"""Asks and says: one file per conversation, in rooms by subject; here is the list of them all."""

from bot.chat.flow import Flow
from bot.domain.parsing.intents import Intent
from bot.flows import (
    accounts,
    announcements,
    attendance,
    calls,
    coaching,
    courses,
    delivery,
    enrolment,
    group_chats,
    matching,
    privacy,
    register,
    reports,
    roles,
    safety,
    start,
    volunteers,
)
from bot.services.messaging import command_menu

_ROOMS = (
    start,
    courses,
    enrolment,
    attendance,
    register,
    volunteers,
    coaching,
    matching,
    reports,
    roles,
    calls,
    announcements,
    group_chats,
    safety,
    accounts,
    privacy,
    delivery,
)

FLOWS: dict[str, Flow] = {flow.name: flow for room in _ROOMS for flow in room.FLOWS}
BY_COMMAND = {command: flow for flow in FLOWS.values() for command in flow.commands}
BY_INTENT = {flow.intent: flow for flow in FLOWS.values() if flow.intent is not None}

# The list of commands beside the field where people type, the most important first: it is cut after the fifth.
_COMMAND_MENU = (
    "register_course",
    "this_week",
    "roll_calls",
    "wanted",
    "members",
    "take_shift",
    "my_shifts",
    "invite_leader",
    "requests",
    "help",
    "settings",
    "privacy",
    "cancel",
    "language",
)
command_menu.OFFERED = tuple(
    command_menu.Offered(flow.commands, flow.menu, flow.menu_roles or flow.roles)
    for flow in map(FLOWS.__getitem__, _COMMAND_MENU)
    if flow.menu is not None
)

# These words are obeyed before any open question is: a person, the way back, and silence.
BEFORE_ANY_QUESTION = frozenset({Intent.HUMAN, Intent.HOME, Intent.STOP_REMINDERS})
# Here six digits are an answer, everywhere else a one-time code.
ASK_FOR_LARGE_NUMBERS = frozenset({"official_figure", "target"})
# Here a button may stand that shares one's number.
ASK_FOR_A_CONTACT = frozenset({"my_number"})
# Here a list is pasted: a line with an identity number is left out of it by the flow, which keeps the others.
READ_LISTS = frozenset({"add_people"})
