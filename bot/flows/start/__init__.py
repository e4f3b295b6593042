"""Conversations that start and end others: welcome, menu, settings, undo, fallbacks."""

from bot.flows.start import common_questions, fallback, home, person, settings, start, undo, welcome

FLOWS = (
    *common_questions.FLOWS,
    *fallback.FLOWS,
    *home.FLOWS,
    *person.FLOWS,
    *settings.FLOWS,
    *start.FLOWS,
    *undo.FLOWS,
    *welcome.FLOWS,
)
