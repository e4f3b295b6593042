"""What a list or sheet starts that somebody has sent as a file."""

from bot import flows
from bot.chat.message import Table
from bot.domain.access.rights import Right
from bot.routing.arrived import Arrived
from bot.routing.start import Start, named
from bot.services.access import permissions


async def start(here: Arrived, table: Table) -> Start:
    if table.has_secret:
        await here.remove()
    if table.groups and await _enters_groups(here, table):
        answers = here.answers() if here.talk.flow == "add_groups" else {}
        return Start(flows.FLOWS["add_groups"], {**answers, "groups": {"groups": list(table.groups), "unread": []}})
    if not table.people:
        return named("secret") if table.has_secret else named("no_table", why=table.why, pages=list(table.pages))
    answers = here.answers() if here.talk.flow == "add_people" else {}
    read = {"list": list(table.people), "pages": list(table.pages), "sees_all": table.sees_all}
    return Start(flows.FLOWS["add_people"], {**answers, **read})


async def _enters_groups(here: Arrived, table: Table) -> bool:
    """Return whether they are asked for residential groups, or the table has nothing else."""
    asked = here.talk.flow == "add_groups" or not (table.people or table.has_secret)
    return asked and await permissions.holds(here.db, here.address.person, Right.CHANGE_GROUPS)
