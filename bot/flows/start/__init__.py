"""Conversations that start and end others: welcome, menu, settings, undo, fallbacks."""

from bot.flows.start import asked_back, fallback, home, person, settings, start, undo, welcome

FLOWS = (
    *asked_back.FLOWS,
    *fallback.FLOWS,
    *home.FLOWS,
    *person.FLOWS,
    *settings.FLOWS,
    *start.FLOWS,
    *undo.FLOWS,
    *welcome.FLOWS,
)
