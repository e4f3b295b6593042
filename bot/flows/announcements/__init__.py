"""Conversations: telling many people something."""

from bot.flows.announcements import announce

FLOWS = (*announce.FLOWS,)
