"""Conversations of volunteers."""

from bot.chat.flow import Flow
from bot.domain.people import RoleKind
from bot.domain.wishes import Wish
from bot.flows.volunteer.answer_coaching import (
    answer_coaching_offer,
    answer_move,
    answer_second,
    leave_appointment,
    stand_by,
)
from bot.flows.volunteer.answer_shift import answer_shift, coming_to_help
from bot.flows.volunteer.coach import coach, vouch
from bot.flows.volunteer.safety_lesson import safety_lesson
from bot.flows.volunteer.shifts import my_hours, my_shifts, release_shift, take_shift
from bot.flows.volunteer.volunteer import volunteer
from bot.i18n import _

_VOLUNTEERS = frozenset({RoleKind.VOLUNTEER})

FLOWS: tuple[Flow, ...] = (
    Flow("volunteer", volunteer, commands=("volunteer",), wish=Wish.VOLUNTEER),
    Flow("safety_lesson", safety_lesson, roles=_VOLUNTEERS),
    Flow("answer_shift", answer_shift, roles=_VOLUNTEERS),
    Flow("coming_to_help", coming_to_help, roles=_VOLUNTEERS, aside=True),
    Flow(
        "take_shift",
        take_shift,
        commands=("nhanca", "help_out"),
        roles=_VOLUNTEERS,
        menu=_("Classes that need somebody"),
    ),
    Flow("my_shifts", my_shifts, commands=("ca", "shifts"), roles=_VOLUNTEERS, menu=_("My shifts"), page=True),
    Flow("my_hours", my_hours, commands=("hours", "gio"), roles=_VOLUNTEERS),
    Flow("release_shift", release_shift, roles=_VOLUNTEERS),
    Flow("coach", coach, commands=("coach",), roles=_VOLUNTEERS),
    Flow("vouch", vouch),
    Flow("answer_coaching_offer", answer_coaching_offer, roles=_VOLUNTEERS, aside=True),
    Flow("answer_second", answer_second, roles=_VOLUNTEERS, aside=True),
    Flow("leave_appointment", leave_appointment),
    Flow("stand_by", stand_by, roles=_VOLUNTEERS, aside=True),
    Flow("answer_move", answer_move),
)
