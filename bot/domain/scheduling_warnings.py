"""What speaks against a day or an hour for a class: warnings before a time is chosen, never bans."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from lunar_vn import SUPPORTED_YEAR_RANGE, LunarDate, solar_to_lunar


class CautionKind(StrEnum):
    """Why people may stay away."""

    HOLIDAY = "holiday"
    TET_SEASON = "tet_season"
    FULL_MOON = "full_moon"
    NEW_MOON = "new_moon"
    MIDDAY = "midday"


@dataclass(frozen=True)
class CalendarWarning:
    """One reason; `name` is that of the holiday."""

    kind: CautionKind
    name: str | None = None


_MIDDAY_FROM, _MIDDAY_UNTIL = time(11), time(14)
_LAST_MONTH, _TET_FROM, _TET_UNTIL = 12, 23, 10
_NEW_MOON, _FULL_MOON = 1, 15


def cautions(local_start: datetime, holidays: Mapping[date, str]) -> list[CalendarWarning]:
    """What to say before this local time is settled on."""
    day, hour = local_start.date(), local_start.time()
    found = [CalendarWarning(CautionKind.HOLIDAY, holidays[day])] if day in holidays else []
    if (moon := _of_the_moon(day)) is not None:
        found.append(CalendarWarning(moon))
    if _MIDDAY_FROM <= hour < _MIDDAY_UNTIL:
        found.append(CalendarWarning(CautionKind.MIDDAY))
    return found


def lunar(day: date) -> LunarDate:
    """The day in the Vietnamese lunar calendar, for the years that `lunar_vn` knows."""
    return solar_to_lunar(day)


def _of_the_moon(day: date) -> CautionKind | None:
    """From the Kitchen Gods' day to mùng 10 people get ready for Tết and keep it; else the two temple days of a month.

    The season already says all that its mùng một could.
    """
    first, last = SUPPORTED_YEAR_RANGE
    if not first < day.year < last:  # «1/1/2150» is a slip of the hand, not worth a failure
        return None
    moon = lunar(day)
    before = moon.month == _LAST_MONTH and moon.day >= _TET_FROM
    after = moon.month == 1 and moon.day <= _TET_UNTIL
    if before or after:
        return CautionKind.TET_SEASON
    return {_NEW_MOON: CautionKind.NEW_MOON, _FULL_MOON: CautionKind.FULL_MOON}.get(moon.day)
