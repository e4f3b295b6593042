"""Conversations: what is kept of a person: reading, correcting, exporting, erasing."""

from bot.flows.privacy import my_data

FLOWS = (*my_data.FLOWS,)
