"""Conversations: taking a seat, leaving it, answering a reminder or an offer."""

from bot.flows.enrolment import answers, for_relative, my_classes, sign_up

FLOWS = (
    *answers.FLOWS,
    *for_relative.FLOWS,
    *my_classes.FLOWS,
    *sign_up.FLOWS,
)
