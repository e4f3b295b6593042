"""The only source of time: UTC inside, Asia/Ho_Chi_Minh for people."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


class _Stopped:
    at: datetime | None = None


def now() -> datetime:
    """Return the present, aware, in UTC."""
    return _Stopped.at or datetime.now(UTC)


def today() -> date:
    """Return the local date."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    return moment.astimezone(LOCAL)


def at(day: date, hour: time) -> datetime:
    """Return a local date and time as UTC."""
    return datetime.combine(day, hour, LOCAL).astimezone(UTC)


def midnight(day: date) -> datetime:
    return at(day, time())


def days(first: date, last: date) -> tuple[datetime, datetime]:
    """Return in UTC the begin of the first local day and the end (exclusive) of the last."""
    return midnight(first), midnight(last + timedelta(days=1))


def stop_at(moment: datetime) -> None:
    """Stop the clock for the demo and tests; it moves only by being set again."""
    _Stopped.at = moment.astimezone(UTC)


def release() -> None:
    _Stopped.at = None
