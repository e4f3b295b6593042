"""Conversations about announcements."""

from bot.flows.announcements import announce

FLOWS = (*announce.FLOWS,)
