"""The week of a residential group: what is counted, when it is sent, and what is worth doing next."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.attendance import attendance_rate

A_WEEK = timedelta(days=7)
MOST_THINGS = 3

_SUNDAY, _SENT_AT, _SENT_UNTIL = 6, time(19, 30), time(12)


@dataclass(frozen=True)
class Figures:
    """What a week came to. People and attendances are different things, and what was not counted is not 0.

    `unmarked` sessions are over without a closed roll call; `ahead` are still to come.
    """

    held: int = 0
    called_off: int = 0
    unmarked: int = 0
    ahead: int = 0
    people: int = 0
    came: int = 0
    no_show: int = 0
    enrolled: int = 0

    @property
    def is_empty(self) -> bool:
        """Was there no session at all?"""
        return not (self.held or self.called_off or self.unmarked or self.ahead)

    @property
    def is_counted(self) -> bool:
        """Has anybody been counted yet?"""
        return bool(self.held or self.came or self.no_show)

    @property
    def rate(self) -> float | None:
        """Came over came and absent without notice; None while nobody was marked."""
        return attendance_rate(self.came, self.no_show)


class Task(StrEnum):
    """What a leader may have to do, the most urgent first."""

    CLOSE_ROLL = "close_roll"
    DECIDE = "decide"
    FIND_HELPERS = "find_helpers"
    CALL = "call"
    OPEN_A_CLASS = "open_a_class"
    PLAN = "plan"


@dataclass(frozen=True)
class Thing:
    """A task, how many it is about, and the session it begins with."""

    task: Task
    n: int = 0
    session: int | None = None


@dataclass(frozen=True)
class Standing:
    """Where a group stands: sessions by id, nearest or oldest first; `short` with how many helpers are missing."""

    unmarked: tuple[int, ...] = ()
    requests: int = 0
    short: tuple[tuple[int, int], ...] = ()
    to_call: tuple[int, ...] = ()
    waiting: int = 0
    planned: int = 0


def things_to_do(now: Standing) -> list[Thing]:
    """At most three, in the order of the tasks; who waits for a class matters more than an empty calendar."""
    things = (
        Thing(Task.CLOSE_ROLL, len(now.unmarked), next(iter(now.unmarked), None)),
        Thing(Task.DECIDE, now.requests),
        Thing(
            Task.FIND_HELPERS, sum(missing for _session, missing in now.short), next((s for s, _n in now.short), None)
        ),
        Thing(Task.CALL, len(now.to_call), next(iter(now.to_call), None)),
        Thing(Task.OPEN_A_CLASS, now.waiting),
        Thing(Task.PLAN, int(not now.planned and not now.waiting)),
    )
    return [thing for thing in things if thing.n][:MOST_THINGS]


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def week_to_send(local_now: datetime) -> date | None:
    """The Monday of the week whose summary is due: from Sunday 19:30 until Monday noon, else None."""
    day, hour = local_now.date(), local_now.time()
    if day.weekday() == _SUNDAY and hour >= _SENT_AT:
        return monday_of(day)
    return day - A_WEEK if day.weekday() == 0 and hour < _SENT_UNTIL else None


def next_sending(local_now: datetime) -> datetime:
    """The next Sunday 19:30."""
    sunday = local_now.replace(hour=_SENT_AT.hour, minute=_SENT_AT.minute, second=0, microsecond=0)
    sunday += timedelta(days=_SUNDAY - local_now.weekday())
    return sunday if sunday > local_now else sunday + A_WEEK


def sending_window(monday: date) -> tuple[datetime, datetime]:
    """From when until when (local, naive) the summary of a week is sent."""
    return datetime.combine(monday + timedelta(days=_SUNDAY), _SENT_AT), datetime.combine(monday + A_WEEK, _SENT_UNTIL)
