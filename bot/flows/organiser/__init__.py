"""Conversations of those who speak for an organisation. Who may is asked by the services."""

from bot.chat.flow import Flow
from bot.domain.people import RoleKind
from bot.flows.organiser.members import dismiss_member, invite_members, members
from bot.flows.organiser.wanted import send_members, wanted
from bot.i18n import _

_SPEAK = frozenset({RoleKind.ORGANISER})
_SEE = frozenset({RoleKind.ORGANISER, RoleKind.COORDINATOR})

FLOWS: tuple[Flow, ...] = (
    Flow("wanted", wanted, commands=("canguoi", "wanted"), roles=_SEE, menu=_("Who needs people"), menu_roles=_SPEAK),
    Flow("send_members", send_members, roles=_SPEAK),
    Flow("members", members, commands=("thanhvien", "members"), roles=_SPEAK, menu=_("Our members")),
    Flow("invite_members", invite_members, roles=_SPEAK),
    Flow("dismiss_member", dismiss_member, roles=_SPEAK),
)
