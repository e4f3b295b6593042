"""Conversations about classes: registering, moving, calling off."""

from bot.flows.courses import (
    call_off,
    change_answers,
    change_class,
    class_proposal,
    closed_days,
    make_up,
    move_session,
    papers,
    register_course,
    repeat_course,
    sessions,
    ward_sessions,
)

FLOWS = (
    *call_off.FLOWS,
    *change_answers.FLOWS,
    *change_class.FLOWS,
    *class_proposal.FLOWS,
    *closed_days.FLOWS,
    *make_up.FLOWS,
    *move_session.FLOWS,
    *papers.FLOWS,
    *register_course.FLOWS,
    *repeat_course.FLOWS,
    *sessions.FLOWS,
    *ward_sessions.FLOWS,
)
