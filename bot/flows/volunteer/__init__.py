"""Conversations of volunteers."""

from bot.chat.flow import Flow

FLOWS: tuple[Flow, ...] = ()
