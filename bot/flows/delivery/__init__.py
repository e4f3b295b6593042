"""Conversations about messages that were not sent."""

from bot.flows.delivery import emergency_stop, outages

FLOWS = (*outages.FLOWS, *emergency_stop.FLOWS)
