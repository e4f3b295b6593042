"""Conversations at a class: roll call, check-in, what people were helped with."""

from bot.flows.attendance import check_in, close_roll, confirm_consent, helpers, roll_call, roll_line, tallies

FLOWS = (
    *check_in.FLOWS,
    *close_roll.FLOWS,
    *confirm_consent.FLOWS,
    *helpers.FLOWS,
    *roll_call.FLOWS,
    *roll_line.FLOWS,
    *tallies.FLOWS,
)
