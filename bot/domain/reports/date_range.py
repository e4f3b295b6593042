"""A range of days, as reports are asked for: dates, never week numbers (libraries disagree about those)."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.errors import AssistantError

# No class was or will be outside of these days; calendars and databases end a little further on.
_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 12, 31)


class BackToFront(AssistantError):
    """The range ends before it begins."""


@dataclass(frozen=True)
class Span:
    """From `first` to `last`, both included, as local days. Raises BackToFront."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """The wrong way round is said at once, not counted as an empty range."""
        if self.last < self.first:
            raise BackToFront(f"{self.first} > {self.last}")

    @property
    def is_possible(self) -> bool:
        """Could there have been a class in it?"""
        return self.first >= _EARLIEST and self.last <= _LATEST

    @property
    def before(self) -> "Span":
        """As many days just before."""
        length = self.last - self.first + timedelta(days=1)
        return Span(self.first - length, self.last - length)


def week_of(day: date) -> Span:
    """Monday to Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=6))
