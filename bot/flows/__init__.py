"""All conversations, in rooms by subject, and the tables of what starts them."""

from types import MappingProxyType

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

# Understood before any open question: asking for a person, going home, a greeting, silence.
BEFORE_ANY_QUESTION = frozenset({Intent.HUMAN, Intent.HOME, Intent.GREETING, Intent.STOP_REMINDERS})
# What is typed is passed on to these: it may name a day or somebody.
HEAR_MORE = frozenset({Intent.BUSY})
# These take back what was done last.
TAKE_BACK = frozenset({"put_back", "undo", "undo_last"})
# These end what was open: it is not asked again after them.
END_THE_TALK = frozenset({Intent.HOME, Intent.CANCEL, Intent.ERASE})
# Begun from the answer to an aside, these come back to the question that is open.
COME_BACK = frozenset({"my_number"})
# In these flows six digits are an answer, in all others a one-time password.
ASK_FOR_LARGE_NUMBERS = frozenset({"official_figure", "target"})
# In these flows a button that shares the own number may stand below the field where people type.
ASK_FOR_A_CONTACT = frozenset({"my_number"})
# «Không biết» is an answer to these questions, and no cry for help.
MAY_NOT_BE_KNOWN = frozenset({"group"})
# In these flows digits one by one are numbers of a list.
ASK_FOR_A_ROLL = frozenset({"roll_call"})
# These flows are begun by the wish for another: whoever is there wishes for nothing else with it.
BEGUN_BY = MappingProxyType({"roll_call": "roll_calls"})
# These flows draw files, which costs far more than words. What is left of an import is always told.
SEND_FILES = frozenset(
    {
        "calendar",
        "calendar_file",
        "door_code",
        "export",
        "group_poster",
        "invite_administrator",
        "invite_coordinator",
        "invite_leader",
        "invite_many",
        "invite_members",
        "invite_members_by_slips",
        "invite_organiser",
        "leaflet",
        "members_hours",
        "month_hours",
        "my_hours",
        "paper_roll",
        "people_template",
        "poster",
        "this_week",
        "ward_files",
        "ward_form",
        "week_files",
    }
)
# In these flows a code is part of what is told, or the answer.
TAKE_ANY_WORDS = frozenset({"add_people", "announce", "call_off", "import_people", "late_rolls", "send_week"})
# In an emergency stop these subjects and these flows go on for everybody.
GO_ON_IN_A_STOP = frozenset({"safety", "calls", "privacy"})
ALSO_GO_ON = frozenset({"person", "my_number", "stop", "not_yours", "secret"})
# What somebody new is asked first: a code changes where that leads, and nothing of what was answered.
WELCOME = frozenset({"agree", "introduce", "welcome"})
# These flows read pasted lists: they leave out lines with an identity number and keep the rest.
READ_LISTS = frozenset({"add_groups", "add_people", "import_people"})
