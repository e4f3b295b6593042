"""Weeks of Monday to Sunday, by local dates; Monday is weekday 0."""

from datetime import date, timedelta

A_WEEK = timedelta(days=7)
_DAYS = 7


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def sunday_of(day: date) -> date:
    return monday_of(day) + timedelta(days=_DAYS - 1)


def first_weekday(weekday: int, since: date) -> date:
    """Return the first such day, which may be `since` itself."""
    return since + timedelta(days=(weekday - since.weekday()) % _DAYS)
