"""Conversations about seats: taking one, leaving, answering reminders and offers."""

from bot.flows.enrolment import answers, excuse, for_relative, my_classes, several, sign_up

FLOWS = (
    *answers.FLOWS,
    *excuse.FLOWS,
    *for_relative.FLOWS,
    *my_classes.FLOWS,
    *several.FLOWS,
    *sign_up.FLOWS,
)
