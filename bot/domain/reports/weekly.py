"""The week of a residential group: what is counted, when it is sent, and what is worth doing next."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.attendance import attendance_rate

A_WEEK = timedelta(days=7)
MOST_THINGS = 3

_LATE = timedelta(hours=16, minutes=30)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


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


class LeaderTask(StrEnum):
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

    task: LeaderTask
    n: int = 0
    session: int | None = None


@dataclass(frozen=True)
class GroupStatus:
    """Where a group stands: sessions by id, nearest or oldest first; `short` with how many helpers are missing."""

    unmarked: tuple[int, ...] = ()
    requests: int = 0
    short: tuple[tuple[int, int], ...] = ()
    to_call: tuple[int, ...] = ()
    waiting: int = 0
    planned: int = 0


def things_to_do(now: GroupStatus) -> list[Thing]:
    """At most three, in the order of the tasks; who waits for a class matters more than an empty calendar."""
    things = (
        Thing(LeaderTask.CLOSE_ROLL, len(now.unmarked), next(iter(now.unmarked), None)),
        Thing(LeaderTask.DECIDE, now.requests),
        Thing(
            LeaderTask.FIND_HELPERS,
            sum(missing for _session, missing in now.short),
            next((s for s, _n in now.short), None),
        ),
        Thing(LeaderTask.CALL, len(now.to_call), next(iter(now.to_call), None)),
        Thing(LeaderTask.OPEN_A_CLASS, now.waiting),
        Thing(LeaderTask.PLAN, int(not now.planned and not now.waiting)),
    )
    return [thing for thing in things if thing.n][:MOST_THINGS]


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class Sending:
    """When the week is told: a weekday (Monday is 0) and an hour (local); for a while after an outage too."""

    weekday: int = 6
    at: time = time(19, 30)

    def week(self, local_now: datetime) -> date | None:
        """The Monday of the week whose summary is due now, else None."""
        for monday in (monday_of(local_now.date()), monday_of(local_now.date()) - A_WEEK):
            since, until = self.window(monday)
            if since <= local_now.replace(tzinfo=None) < until:
                return monday
        return None

    def next(self, local_now: datetime) -> datetime:
        """The next time it is told."""
        since, _until = self.window(monday_of(local_now.date()))
        due = since.replace(tzinfo=local_now.tzinfo)
        return due if due > local_now else due + A_WEEK

    def window(self, monday: date) -> tuple[datetime, datetime]:
        """From when until when (local, naive) the summary of a week is sent: from Sunday 19:30 until Monday noon."""
        since = datetime.combine(monday + timedelta(days=self.weekday), self.at)
        return since, since + _LATE


SUNDAY_EVENING = Sending()


def read_sending(words: str) -> Sending | None:
    """«sun 19:30» as a setting says it; None if it does not."""
    day, _space, hour = words.strip().lower().partition(" ")
    try:
        return Sending(_WEEKDAYS.index(day[:3]), time.fromisoformat(hour.strip()))
    except ValueError:
        return None
