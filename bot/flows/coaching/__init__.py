"""Conversations about one-to-one lessons: requests, offers, answers."""

from bot.flows.coaching import coach_profile, family_lesson, request, resident_answers, volunteer_answers

FLOWS = (
    *coach_profile.FLOWS,
    *family_lesson.FLOWS,
    *request.FLOWS,
    *resident_answers.FLOWS,
    *volunteer_answers.FLOWS,
)
