"""Conversations of administrators, and of whoever decides about roles."""

from bot.chat.flow import Flow
from bot.domain.people import RoleKind
from bot.flows.administrator.administrator import administrator
from bot.flows.administrator.groups import change_group
from bot.flows.administrator.incidents import close_incident, open_incidents, take_incident
from bot.flows.administrator.invite import accept_invitation, invite_coordinator, invite_leader
from bot.flows.administrator.log import log
from bot.flows.administrator.match_now import match_now
from bot.flows.administrator.organisations import invite_organiser
from bot.flows.administrator.outgoing import outgoing, outgoing_again, outgoing_leave, outgoing_one
from bot.flows.administrator.requests import decide, open_requests
from bot.flows.administrator.revoke import revoke
from bot.i18n import _

_RUN = frozenset({RoleKind.ADMINISTRATOR, RoleKind.COORDINATOR})
_OPERATE = frozenset({RoleKind.ADMINISTRATOR})
_INVITE = frozenset({RoleKind.ADMINISTRATOR, RoleKind.COORDINATOR})
_DECIDE = frozenset({RoleKind.ADMINISTRATOR, RoleKind.COORDINATOR, RoleKind.LEADER})

FLOWS: tuple[Flow, ...] = (
    Flow("administrator", administrator, commands=("admin",)),
    Flow(
        "invite_leader",
        invite_leader,
        commands=("moi", "invite"),
        roles=_INVITE,
        menu=_("Invite a leader"),
        menu_roles=_RUN,
    ),
    Flow("invite_coordinator", invite_coordinator, commands=("dieuphoi", "coordinators"), roles=_OPERATE),
    Flow("invite_organiser", invite_organiser, commands=("tochuc", "organisations"), roles=_INVITE),
    Flow("accept_invitation", accept_invitation),
    Flow(
        "requests",
        open_requests,
        commands=("yeucau", "requests"),
        roles=_DECIDE,
        menu=_("Open requests"),
        menu_roles=_RUN,
    ),
    Flow("change_group", change_group, commands=("khupho", "groups"), roles=_INVITE),
    Flow("match_now", match_now, commands=("ghep", "match"), roles=_INVITE),
    Flow("outgoing", outgoing, commands=("hopthu", "outgoing"), roles=_OPERATE),
    Flow("outgoing_one", outgoing_one, roles=_OPERATE),
    Flow("outgoing_again", outgoing_again, roles=_OPERATE, aside=True),
    Flow("outgoing_leave", outgoing_leave, roles=_OPERATE, aside=True),
    Flow("incidents", open_incidents, commands=("vuviec", "incidents"), roles=_RUN),
    # Which of them may is asked by the service.
    Flow("take_incident", take_incident, roles=_RUN, aside=True),
    Flow("close_incident", close_incident, roles=_RUN, aside=True),
    Flow("log", log, commands=("nhatky", "log"), roles=_RUN, page=True),
    Flow("revoke", revoke, commands=("thuhoi", "revoke"), roles=_DECIDE),
    Flow("decide", decide, roles=_DECIDE, aside=True),
)
