"""Conversations about personal data."""

from bot.flows.privacy import my_data

FLOWS = (*my_data.FLOWS,)
