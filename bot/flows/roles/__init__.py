"""Conversations about roles: requests, invitations, stand-ins, endings."""

from bot.flows.roles import (
    accept_stand_in,
    activity_log,
    administrator,
    ask_to_lead,
    invite,
    member_slips,
    requests,
    revoke,
    see_as,
    slips,
    stand_in,
    ward_people,
    ward_settings,
)

FLOWS = (
    *accept_stand_in.FLOWS,
    *activity_log.FLOWS,
    *administrator.FLOWS,
    *ask_to_lead.FLOWS,
    *invite.FLOWS,
    *member_slips.FLOWS,
    *requests.FLOWS,
    *revoke.FLOWS,
    *see_as.FLOWS,
    *slips.FLOWS,
    *stand_in.FLOWS,
    *ward_people.FLOWS,
    *ward_settings.FLOWS,
)
