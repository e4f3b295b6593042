"""Conversations: the weekly matching, and what it proposes or leaves over."""

from bot.flows.matching import match_now, unmatched

FLOWS = (
    *match_now.FLOWS,
    *unmatched.FLOWS,
)
