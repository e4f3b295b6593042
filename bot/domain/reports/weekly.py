"""The week of a residential group: figures, when the summary is sent, and what to do next."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.attendance import attendance_rate
from bot.domain.weeks import A_WEEK, monday_of

MOST_THINGS = 3

_LATE = timedelta(hours=16, minutes=30)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Figures:
    """`unmarked` sessions are over without a closed roll call; `ahead` are still to come."""

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
        return not (self.held or self.called_off or self.unmarked or self.ahead)

    @property
    def is_counted(self) -> bool:
        return bool(self.held or self.came or self.no_show)

    @property
    def rate(self) -> float | None:
        return attendance_rate(self.came, self.no_show)


class LeaderTask(StrEnum):
    """What a leader may have to do, most urgent first."""

    CLOSE_ROLL = "close_roll"
    DECIDE = "decide"
    FIND_HELPERS = "find_helpers"
    CALL = "call"
    OPEN_A_CLASS = "open_a_class"
    PLAN = "plan"


@dataclass(frozen=True)
class Thing:
    """A task, how many things it concerns, and the session to start with."""

    task: LeaderTask
    n: int = 0
    session: int | None = None


@dataclass(frozen=True)
class GroupStatus:
    """Sessions by id, the first to deal with first; `short` are (session, helpers missing)."""

    unmarked: tuple[int, ...] = ()
    requests: int = 0
    short: tuple[tuple[int, int], ...] = ()
    to_call: tuple[int, ...] = ()
    waiting: int = 0
    planned: int = 0


def things_to_do(now: GroupStatus) -> list[Thing]:
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


def is_told_when_quiet(monday: date) -> bool:
    """Return whether a group without classes is told of this week: once a month."""
    return monday.day <= A_WEEK.days


@dataclass(frozen=True)
class Sending:
    """When the summary is sent: weekday (Monday is 0) and local hour; later after an outage."""

    weekday: int = 6
    at: time = time(19, 30)

    def week(self, local_now: datetime) -> date | None:
        """Return the Monday of the week whose summary is due now; None if none is."""
        for monday in (monday_of(local_now.date()), monday_of(local_now.date()) - A_WEEK):
            since, until = self.window(monday)
            if since <= local_now.replace(tzinfo=None) < until:
                return monday
        return None

    def next(self, local_now: datetime) -> datetime:
        since, _until = self.window(monday_of(local_now.date()))
        due = since.replace(tzinfo=local_now.tzinfo)
        return due if due > local_now else due + A_WEEK

    def window(self, monday: date) -> tuple[datetime, datetime]:
        """Return from when until when the summary may be sent (local, naive): Sunday 19:30 to Monday noon."""
        since = datetime.combine(monday + timedelta(days=self.weekday), self.at)
        return since, since + _LATE


SUNDAY_EVENING = Sending()


def read_sending(words: str) -> Sending | None:
    """Read a setting such as «sun 19:30»; None if it is malformed."""
    day, _space, hour = words.strip().lower().partition(" ")
    try:
        return Sending(_WEEKDAYS.index(day[:3]), time.fromisoformat(hour.strip()))
    except ValueError:
        return None
