"""Conversations about incidents, and visitors at the door."""

from bot.flows.safety import incident, incidents, visitor_check

FLOWS = (
    *incident.FLOWS,
    *incidents.FLOWS,
    *visitor_check.FLOWS,
)
