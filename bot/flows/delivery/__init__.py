"""Conversations about messages that were not sent."""

from bot.flows.delivery import outages

FLOWS = (*outages.FLOWS,)
