"""Conversations about people to be called."""

from bot.flows.calls import calls

FLOWS = (*calls.FLOWS,)
