"""Conversations that start and end others: welcome, menu, settings, undo, fallbacks."""

from bot.flows.start import (
    asked_back,
    common_questions,
    fallback,
    helping,
    home,
    person,
    rest_of_list,
    settings,
    start,
    undo,
    welcome,
)

FLOWS = (
    *asked_back.FLOWS,
    *common_questions.FLOWS,
    *fallback.FLOWS,
    *helping.FLOWS,
    *home.FLOWS,
    *person.FLOWS,
    *rest_of_list.FLOWS,
    *settings.FLOWS,
    *start.FLOWS,
    *undo.FLOWS,
    *welcome.FLOWS,
)
