"""The local web page's phones as a channel."""

from bot.channels.webchat.channel import PhoneMessage, WebChat

__all__ = ["PhoneMessage", "WebChat"]
