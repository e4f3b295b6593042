"""What speaks against a date or time for a class: warnings, never bans."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from lunar_vn import SUPPORTED_YEAR_RANGE, LunarDate, solar_to_lunar


class CautionKind(StrEnum):
    """Why people may stay away at this time."""

    HOLIDAY = "holiday"
    TET_SEASON = "tet_season"
    FULL_MOON = "full_moon"
    NEW_MOON = "new_moon"
    MIDDAY = "midday"


@dataclass(frozen=True)
class CalendarWarning:
    """`name` is the name of the holiday, if it is one."""

    kind: CautionKind
    name: str | None = None


_MIDDAY_FROM, _MIDDAY_UNTIL = time(11), time(14)
_LAST_MONTH, _TET_FROM, _TET_UNTIL = 12, 23, 10
_NEW_MOON, _FULL_MOON = 1, 15


def cautions(local_start: datetime, holidays: Mapping[date, str]) -> list[CalendarWarning]:
    day, hour = local_start.date(), local_start.time()
    found = [CalendarWarning(CautionKind.HOLIDAY, holidays[day])] if day in holidays else []
    if (moon := _lunar_caution(day)) is not None:
        found.append(CalendarWarning(moon))
    if _MIDDAY_FROM <= hour < _MIDDAY_UNTIL:
        found.append(CalendarWarning(CautionKind.MIDDAY))
    return found


def lunar(day: date) -> LunarDate:
    return solar_to_lunar(day)


def _lunar_caution(day: date) -> CautionKind | None:
    """Warn of the Tết season (23rd of the last lunar month to the 10th of the first), else of the 1st and 15th."""
    first, last = SUPPORTED_YEAR_RANGE
    if not first < day.year < last:  # a typing error such as «1/1/2150» must not raise
        return None
    moon = lunar(day)
    before = moon.month == _LAST_MONTH and moon.day >= _TET_FROM
    after = moon.month == 1 and moon.day <= _TET_UNTIL
    if before or after:
        return CautionKind.TET_SEASON
    return {_NEW_MOON: CautionKind.NEW_MOON, _FULL_MOON: CautionKind.FULL_MOON}.get(moon.day)
