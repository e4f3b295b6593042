"""The local web page's phones as a channel."""

from bot.channels.webchat.channel import Line, WebChat

__all__ = ["Line", "WebChat"]
