"""Conversations about incidents, and visitors at the door."""

from bot.flows.safety import danger, incident, incidents, visitor_check

FLOWS = (
    *danger.FLOWS,
    *incident.FLOWS,
    *incidents.FLOWS,
    *visitor_check.FLOWS,
)
