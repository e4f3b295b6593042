"""Conversations of residents."""

from bot.chat.flow import Flow

FLOWS: tuple[Flow, ...] = ()
