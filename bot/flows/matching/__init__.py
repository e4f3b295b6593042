"""Conversations about the weekly matching and residents it left over."""

from bot.flows.matching import match_now, unmatched

FLOWS = (
    *match_now.FLOWS,
    *unmatched.FLOWS,
)
