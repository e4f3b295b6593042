"""What speaks against a time, in one question that names it."""

from collections.abc import Sequence

from bot.i18n import Text, _
from bot.services.courses.scheduling_warnings import SchedulingWarning


def warned_of(against: Sequence[SchedulingWarning]) -> list[Text]:
    """A line for each."""
    return [_("⚠️ {day}: {why}", day=caution.starts, why=caution.why) for caution in against]
