"""When a message may leave, and until when it can be answered."""

from datetime import UTC, datetime, timedelta

from bot import clock
from bot.domain import shift_matching
from bot.domain.messaging.reminders import after_quiet_hours, is_quiet

_EARLY = timedelta(hours=2)  # from 07:00, when the quiet hours end, until 09:00


def leaves_at(*starts: datetime) -> datetime:
    local_now = clock.local(clock.now())
    return clock.now() if cannot_wait(local_now, min(starts)) else after_quiet_hours(local_now).astimezone(UTC)


def end() -> datetime | None:
    """Return when they end, while they last: what waits for it is planned for then."""
    local_now = clock.local(clock.now())
    return after_quiet_hours(local_now).astimezone(UTC) if is_quiet(local_now) else None


def cannot_wait(local_now: datetime, start: datetime) -> bool:
    """Return whether, in the quiet hours, the session (`start` in UTC) begins before 09:00 of the next morning."""
    return is_quiet(local_now) and start < after_quiet_hours(local_now).astimezone(UTC) + _EARLY


def answer_by(starts: datetime) -> datetime:
    return shift_matching.answer_by(clock.local(clock.now()), clock.local(starts)).astimezone(UTC)
