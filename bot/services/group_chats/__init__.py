"""Chats of residential groups: linking, posting, replying."""
