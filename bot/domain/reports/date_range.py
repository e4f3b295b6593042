"""Ranges of days in reports: dates, never week numbers, which libraries count differently."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.weeks import monday_of, sunday_of
from bot.errors import AssistantError

# No class is outside these days; calendars and databases support a little more.
_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 12, 31)


class BackToFront(AssistantError):
    """The range ends before it begins."""


@dataclass(frozen=True)
class Span:
    """Local days from `first` to `last`, both included. Raises BackToFront."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BackToFront(f"{self.first} > {self.last}")

    @property
    def is_possible(self) -> bool:
        return self.first >= _EARLIEST and self.last <= _LATEST

    @property
    def before(self) -> "Span":
        length = self.last - self.first + timedelta(days=1)
        return Span(self.first - length, self.last - length)


def week_of(day: date) -> Span:
    return Span(monday_of(day), sunday_of(day))
