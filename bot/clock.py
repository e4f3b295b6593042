"""The only source of time: UTC inside, Asia/Ho_Chi_Minh outside."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


class _Stopped:
    at: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _Stopped.at or datetime.now(UTC)


def today() -> date:
    """The day it is for the people we serve."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """An aware moment as the wall clocks of the area show it."""
    return moment.astimezone(LOCAL)


def at(day: date, hour: time) -> datetime:
    """A local day and hour as a moment in UTC."""
    return datetime.combine(day, hour, LOCAL).astimezone(UTC)


def midnight(day: date) -> datetime:
    """When a local day begins, in UTC."""
    return at(day, time())


def days(first: date, last: date) -> tuple[datetime, datetime]:
    """From the beginning of the first local day to the end of the last, which is no longer among them; in UTC."""
    return midnight(first), midnight(last + timedelta(days=1))


def stop_at(moment: datetime) -> None:
    """Hold the clock still, for the demo and the tests; it goes on only by being set again."""
    _Stopped.at = moment.astimezone(UTC)


def release() -> None:
    """Let the clock follow the machine's again."""
    _Stopped.at = None
