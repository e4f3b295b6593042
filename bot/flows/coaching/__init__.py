"""Conversations about one-to-one lessons: requests, offers, answers."""

from bot.flows.coaching import coach_profile, request, resident_answers, volunteer_answers

FLOWS = (
    *coach_profile.FLOWS,
    *request.FLOWS,
    *resident_answers.FLOWS,
    *volunteer_answers.FLOWS,
)
