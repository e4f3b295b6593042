"""Conversations: the first words, the menu, settings, the way back, and what is answered to words nobody understood."""

from bot.flows.start import fallback, home, person, settings, start, undo, welcome

FLOWS = (
    *fallback.FLOWS,
    *home.FLOWS,
    *person.FLOWS,
    *settings.FLOWS,
    *start.FLOWS,
    *undo.FLOWS,
    *welcome.FLOWS,
)
