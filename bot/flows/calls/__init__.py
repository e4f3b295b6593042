"""Conversations: the list of people to call."""

from bot.flows.calls import calls

FLOWS = (*calls.FLOWS,)
