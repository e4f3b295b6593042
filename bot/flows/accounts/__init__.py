"""Conversations about what is beside the chat: several phones of one person, the calendar in them."""

from bot.flows.accounts import calendar, linked_accounts

FLOWS = (*linked_accounts.FLOWS, *calendar.FLOWS)
