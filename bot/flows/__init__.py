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

# These words are obeyed before any open question is: a person, the way back, and silence.
BEFORE_ANY_QUESTION = frozenset({Intent.HUMAN, Intent.HOME, Intent.STOP_REMINDERS})
# Here six digits are an answer, everywhere else a one-time code.
ASK_FOR_LARGE_NUMBERS = frozenset({"official_figure", "target"})
# Here a list is pasted: a line with an identity number is left out of it by the flow, which keeps the others.
READ_LISTS = frozenset({"add_people"})
