"""Conversations: lessons for one person: asking, offering, answering."""

from bot.flows.coaching import coach_profile, request, resident_answers, volunteer_answers

FLOWS = (
    *coach_profile.FLOWS,
    *request.FLOWS,
    *resident_answers.FLOWS,
    *volunteer_answers.FLOWS,
)
