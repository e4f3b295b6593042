"""Conversations about seats: taking one, leaving, answering reminders and offers."""

from bot.flows.enrolment import answers, for_relative, my_classes, several, sign_up

FLOWS = (
    *answers.FLOWS,
    *for_relative.FLOWS,
    *my_classes.FLOWS,
    *several.FLOWS,
    *sign_up.FLOWS,
)
