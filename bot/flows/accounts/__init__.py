"""Conversations about several phones of one person."""

from bot.flows.accounts import linked_accounts

FLOWS = (*linked_accounts.FLOWS,)
