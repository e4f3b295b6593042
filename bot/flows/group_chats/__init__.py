"""Conversations about the chat of a residential group."""

from bot.flows.group_chats import group_chat

FLOWS = (*group_chat.FLOWS,)
