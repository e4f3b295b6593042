"""Conversations about messages that were not sent, and about what they are sent by."""

from bot.flows.delivery import added_bots, emergency_stop, outages

FLOWS = (*outages.FLOWS, *emergency_stop.FLOWS, *added_bots.FLOWS)
