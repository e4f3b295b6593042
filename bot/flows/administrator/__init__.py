"""Conversations of administrators, and of whoever decides about roles."""

from bot.chat.flow import Flow
from bot.domain.people import RoleKind
from bot.flows.administrator.administrator import administrator
from bot.flows.administrator.invite import accept_invitation, invite_leader
from bot.flows.administrator.requests import decide, open_requests

_INVITE = frozenset({RoleKind.ADMINISTRATOR, RoleKind.COORDINATOR})
_DECIDE = frozenset({RoleKind.ADMINISTRATOR, RoleKind.COORDINATOR, RoleKind.LEADER})

FLOWS: tuple[Flow, ...] = (
    Flow("administrator", administrator, commands=("admin",)),
    Flow("invite_leader", invite_leader, commands=("invite",), roles=_INVITE),
    Flow("accept_invitation", accept_invitation),
    Flow("requests", open_requests, commands=("requests",), roles=_DECIDE),
    Flow("decide", decide, roles=_DECIDE, aside=True),
)
