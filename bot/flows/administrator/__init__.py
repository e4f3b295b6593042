"""Conversations of administrators."""

from bot.chat.flow import Flow

FLOWS: tuple[Flow, ...] = ()
