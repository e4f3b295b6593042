"""Conversations: messages that did not go out."""

from bot.flows.delivery import outages

FLOWS = (*outages.FLOWS,)
