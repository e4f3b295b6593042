"""Conversations of volunteers and organisations: signing up, shifts, members."""

from bot.flows.volunteers import (
    answer_shift,
    ask_organisations,
    hours,
    members,
    organisations,
    own_helpers,
    own_times,
    promise,
    safety_lesson,
    shifts,
    sign_up,
    wanted,
)

FLOWS = (
    *hours.FLOWS,
    *answer_shift.FLOWS,
    *ask_organisations.FLOWS,
    *members.FLOWS,
    *organisations.FLOWS,
    *own_helpers.FLOWS,
    *own_times.FLOWS,
    *promise.FLOWS,
    *safety_lesson.FLOWS,
    *shifts.FLOWS,
    *sign_up.FLOWS,
    *wanted.FLOWS,
)
