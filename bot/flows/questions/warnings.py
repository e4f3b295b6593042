"""Warnings against a time, one line each."""

from collections.abc import Sequence

from bot.i18n import Text, _
from bot.services.courses.scheduling_warnings import SchedulingWarning


def warned_of(against: Sequence[SchedulingWarning]) -> list[Text]:
    return [_("⚠️ {day}: {why}", day=caution.starts, why=caution.why) for caution in against]
