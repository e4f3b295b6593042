"""Conversations of leaders."""

from bot.chat.flow import Flow

FLOWS: tuple[Flow, ...] = ()
