"""What a list, sheet or form starts that somebody has sent as a file."""

from datetime import timedelta

from bot import flows
from bot.chat.message import Received, Table
from bot.documents.cells import NoTableReason
from bot.documents.sheets import refused
from bot.domain.access.rights import Right
from bot.domain.people.person import RoleKind
from bot.routing.arrived import Arrived
from bot.routing.start import Start, named
from bot.services.access import permissions
from bot.services.messaging import attachments

_A_FORM_IS_NAMED = timedelta(days=2)  # or it is sent again


async def start(here: Arrived, file: Received) -> Start:
    table = file.table or Table(why=refused(file.name, file.size) or NoTableReason.BROKEN)
    if await _is_form(here, table):
        sent = await attachments.keep(here.db, "mau-gui-len.xlsx", file.content, _A_FORM_IS_NAMED)
        return named("ward_form", file=sent.id, form=table.form)
    if table.has_secret:
        await here.remove()
    if table.invited and here.talk.flow == "invite_many":
        invited = {"invited": list(table.invited), "unread": []}
        return Start(flows.FLOWS["invite_many"], {**here.answers(), "invited": invited})
    if table.people and here.talk.flow == "invite_members_by_slips":
        names = [line["name"] for line in table.people if line.get("name") and not line.get("left")]
        invited = {"invited": names, "unread": []}
        return Start(flows.FLOWS[here.talk.flow], {**here.answers(), "invited": invited})
    if table.groups and await _enters_groups(here, table):
        answers = here.answers() if here.talk.flow == "add_groups" else {}
        return Start(flows.FLOWS["add_groups"], {**answers, "groups": {"groups": list(table.groups), "unread": []}})
    if not table.people:
        return named("secret") if table.has_secret else named("no_table", why=table.why, pages=list(table.pages))
    answers = here.answers() if here.talk.flow == "add_people" else {}
    read = {"list": list(table.people), "pages": list(table.pages), "sees_all": table.sees_all}
    return Start(flows.FLOWS["add_people"], {**answers, **read})


async def _is_form(here: Arrived, table: Table) -> bool:
    """Return whether it is a form of the ward's own, which a coordinator has filled by our numbers."""
    if table.form is None or table.has_secret or (table.form["heads"] and (table.people or table.groups)):
        return False
    return RoleKind.COORDINATOR in await here.roles()


async def _enters_groups(here: Arrived, table: Table) -> bool:
    """Return whether they are asked for residential groups, or the table has nothing else."""
    asked = here.talk.flow == "add_groups" or not (table.people or table.has_secret)
    return asked and await permissions.holds(here.db, here.address.person, Right.CHANGE_GROUPS)
